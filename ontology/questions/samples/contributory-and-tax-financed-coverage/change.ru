# Carla's coverage ends a day later, today.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :c5 sp:endDate ?old }
INSERT { :c5 sp:endDate "2026-06-30"^^xsd:date }
WHERE { :c5 sp:endDate ?old }
