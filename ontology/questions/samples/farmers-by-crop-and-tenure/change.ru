# Carla's harvest is delayed to the first of March.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :c5 sp:endDate ?old }
INSERT { :c5 sp:endDate "2026-03-01"^^xsd:date }
WHERE { :c5 sp:endDate ?old }
