# January was due for a day less: its first payment came after the end of the period too.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :january sp:endDate ?old }
INSERT { :january sp:endDate "2026-01-30"^^xsd:date }
WHERE { :january sp:endDate ?old }
