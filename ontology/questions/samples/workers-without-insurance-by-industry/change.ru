# Boris's cover is renewed for a day.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :v2 sp:endDate ?old }
INSERT { :v2 sp:endDate "2026-06-30"^^xsd:date }
WHERE { :v2 sp:endDate ?old }
