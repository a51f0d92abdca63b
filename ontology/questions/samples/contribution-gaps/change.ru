# The contributions of the port begin where those of the mill end, a day too late.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :c6 sp:periodStart ?old }
INSERT { :c6 sp:periodStart "2026-03-02"^^xsd:date }
WHERE { :c6 sp:periodStart ?old }
