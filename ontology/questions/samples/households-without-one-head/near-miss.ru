# Carla becomes the alternate head of the well: it has no head still.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX membership-role: <https://w3id.org/social-protection/code/membership-role/>

DELETE { :m3 sp:membershipRole ?old }
INSERT { :m3 sp:membershipRole membership-role:alternate-head }
WHERE { :m3 sp:membershipRole ?old }
