# The old act runs a day longer, and the cash programme is put under it.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :act-old sp:endDate ?old }
INSERT { :act-old sp:endDate "2026-06-30"^^xsd:date . :cash sp:legalBasis :act-old }
WHERE { :act-old sp:endDate ?old }
