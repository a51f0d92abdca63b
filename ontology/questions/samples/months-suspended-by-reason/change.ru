# Amina was reinstated a day later, so the first of April counts too.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :c2 sp:eventDate ?old }
INSERT { :c2 sp:eventDate "2026-04-02"^^xsd:date }
WHERE { :c2 sp:eventDate ?old }
