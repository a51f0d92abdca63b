# Carla is given a name that she prefers, with a family name.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX name-kind: <https://w3id.org/social-protection/code/name-kind/>

INSERT DATA {
  :carla sp:name :n8 .
  :n8 a sp:PersonName ; sp:nameKind name-kind:preferred ; sp:givenName "Carla"@und-Latn ; sp:familyName "Abebe"@und-Latn .
}
