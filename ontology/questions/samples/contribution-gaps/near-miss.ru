# The port begins to pay on the very day after the mill stopped.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :c6 sp:periodStart ?old }
INSERT { :c6 sp:periodStart "2026-03-01"^^xsd:date }
WHERE { :c6 sp:periodStart ?old }
