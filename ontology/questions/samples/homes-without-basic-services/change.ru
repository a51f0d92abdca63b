# Dawit moves out of the hut: three people share its room.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { :m4 sp:endDate "2026-02-15"^^xsd:date }
