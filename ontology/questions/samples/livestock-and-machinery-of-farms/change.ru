# Boris's goats are counted again.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX livestock-kind: <https://w3id.org/social-protection/code/livestock-kind/>
PREFIX livestock-system: <https://w3id.org/social-protection/code/livestock-system/>

INSERT DATA {
  :l5 a sp:LivestockHolding ; sp:farm :f2 ; sp:livestockKind livestock-kind:goats ; sp:livestockSystem livestock-system:grazing ;
    sp:animalCount 9 ; sp:referenceDate "2026-01-01"^^xsd:date .
}
