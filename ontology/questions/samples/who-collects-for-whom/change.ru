# The court lets Dawit collect as well as decide.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX representation-purpose: <https://w3id.org/social-protection/code/representation-purpose/>

INSERT DATA { :r4 sp:representationPurpose representation-purpose:collect-payment }
