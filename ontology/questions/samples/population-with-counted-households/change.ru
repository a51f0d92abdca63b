# Household 3 is counted again, on the day itself.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { :c7 a sp:HouseholdComposition ; sp:party :h3 ; sp:memberCount 7 ; sp:referenceDate "2026-06-30"^^xsd:date }
