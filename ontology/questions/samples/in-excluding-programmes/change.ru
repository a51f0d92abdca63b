# Carla never left the household that gets food aid.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE WHERE { :m3 sp:endDate ?end }
