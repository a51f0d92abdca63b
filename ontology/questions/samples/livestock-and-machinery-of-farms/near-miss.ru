# Amina's farm gets a plough, which is no tractor, and an older count of her goats comes to light.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX livestock-kind: <https://w3id.org/social-protection/code/livestock-kind/>
PREFIX machinery-kind: <https://w3id.org/social-protection/code/machinery-kind/>
PREFIX machinery-source: <https://w3id.org/social-protection/code/machinery-source/>

INSERT DATA {
  :m3 a sp:Machinery ; sp:farm :f1 ; sp:machineryKind machinery-kind:crop-machinery ; sp:machineryCount 1 ;
    sp:machinerySource machinery-source:owned-alone .
  :l6 a sp:LivestockHolding ; sp:farm :f1 ; sp:livestockKind livestock-kind:goats ; sp:animalCount 12 ;
    sp:referenceDate "2024-01-01"^^xsd:date .
}
