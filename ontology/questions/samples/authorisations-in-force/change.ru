# The permission of the bank is good for one day more.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :a3 sp:endDate ?old }
INSERT { :a3 sp:endDate "2026-06-30"^^xsd:date }
WHERE { :a3 sp:endDate ?old }
