# The agent took the same charge of the second payment.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

INSERT DATA { :p2 sp:charge :fee }
