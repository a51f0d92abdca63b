# Household 2's bucket is said to be a basic service.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX sanitation-service-level: <https://w3id.org/social-protection/code/sanitation-service-level/>

DELETE { :s2 sp:sanitationServiceLevel ?old }
INSERT { :s2 sp:sanitationServiceLevel sanitation-service-level:basic }
WHERE { :s2 sp:sanitationServiceLevel ?old }
