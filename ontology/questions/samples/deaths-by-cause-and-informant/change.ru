# The neighbour turns out to be a brother.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX relationship: <https://w3id.org/social-protection/code/relationship/>

DELETE { :k2 sp:relationship ?old }
INSERT { :k2 sp:relationship relationship:brother }
WHERE { :k2 sp:relationship ?old }
