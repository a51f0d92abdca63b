# Boris's time as a head of the mill ended a day before.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :m2 sp:endDate ?old }
INSERT { :m2 sp:endDate "2026-06-29"^^xsd:date }
WHERE { :m2 sp:endDate ?old }
