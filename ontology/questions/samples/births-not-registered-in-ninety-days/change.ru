# Carla's birth is entered again, on the last day asked for.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX registry-kind: <https://w3id.org/social-protection/code/registry-kind/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :r5 a sp:RegistryEntry ; sp:party :carla ; sp:registryKind registry-kind:civil-registry ;
    sp:registeredEvent :b3 ; sp:registrationDate "2026-06-30"^^xsd:date .
}
