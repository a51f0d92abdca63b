# Boris was reinstated nine days later, still before the first of April.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :c4 sp:eventDate ?old }
INSERT { :c4 sp:eventDate "2026-03-29"^^xsd:date }
WHERE { :c4 sp:eventDate ?old }
