# The daughter is entered as a relative once more, read the other way; the social registry notes the fourth death.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX registry-kind: <https://w3id.org/social-protection/code/registry-kind/>
PREFIX relationship: <https://w3id.org/social-protection/code/relationship/>

INSERT DATA {
  :k3 a sp:Kinship ; sp:person :ella ; sp:relative :amina ; sp:relationship relationship:mother .
  :r4 a sp:RegistryEntry ; sp:party :dawit ; sp:registryKind registry-kind:social-registry ; sp:registeredEvent :d4 .
}
