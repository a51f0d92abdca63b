# Household 3's protected well is said to give limited service only, since it is far away.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX water-service-level: <https://w3id.org/social-protection/code/water-service-level/>

DELETE { :s3 sp:waterServiceLevel ?old }
INSERT { :s3 sp:waterServiceLevel water-service-level:limited }
WHERE { :s3 sp:waterServiceLevel ?old }
