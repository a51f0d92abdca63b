# Carla's birth is entered again a day later; the birth in May, whose ninety days still run, at once.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX registry-kind: <https://w3id.org/social-protection/code/registry-kind/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :r5 a sp:RegistryEntry ; sp:party :carla ; sp:registryKind registry-kind:civil-registry ;
    sp:registeredEvent :b3 ; sp:registrationDate "2026-07-01"^^xsd:date .
  :r6 a sp:RegistryEntry ; sp:party :ella ; sp:registryKind registry-kind:civil-registry ;
    sp:registeredEvent :b5 ; sp:registrationDate "2026-05-04"^^xsd:date .
}
