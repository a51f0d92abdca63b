# Household 1, which names its members, states another size; the children of household 3 are counted.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :c7 a sp:HouseholdComposition ; sp:party :h1 ; sp:memberCount 9 ; sp:referenceDate "2026-06-30"^^xsd:date .
  :c8 a sp:HouseholdComposition ; sp:party :h3 ; sp:memberCount 2 ; sp:countedAgeFrom 0 ; sp:countedAgeTo 17 ; sp:referenceDate "2026-06-01"^^xsd:date .
}
