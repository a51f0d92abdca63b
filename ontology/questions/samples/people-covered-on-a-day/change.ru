# Boris is found to have left the household a day earlier.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :m2 sp:endDate ?old }
INSERT { :m2 sp:endDate "2026-03-30"^^xsd:date }
WHERE { :m2 sp:endDate ?old }
