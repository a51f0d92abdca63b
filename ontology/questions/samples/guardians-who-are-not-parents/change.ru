# The home stopped deciding for Amina the day before.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { :r2 sp:endDate "2026-06-29"^^xsd:date }
