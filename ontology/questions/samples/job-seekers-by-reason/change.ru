# Carla's search goes on for a day longer.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :s3 sp:endDate ?old }
INSERT { :s3 sp:endDate "2026-06-30"^^xsd:date }
WHERE { :s3 sp:endDate ?old }
