# Carla left a day earlier, on the last day of June.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :e3 sp:endDate ?old }
INSERT { :e3 sp:endDate "2026-06-30"^^xsd:date }
WHERE { :e3 sp:endDate ?old }
