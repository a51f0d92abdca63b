# Boris gave the wheelchair back in May.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { :n3 sp:endDate "2026-05-31"^^xsd:date }
