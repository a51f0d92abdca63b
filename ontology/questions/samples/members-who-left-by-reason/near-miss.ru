# Carla left another group too, on the first day of the year after.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX group-kind: <https://w3id.org/social-protection/code/group-kind/>

INSERT DATA {
  :choir a sp:Group ; sp:groupKind group-kind:community .
  :m6 a sp:Membership ; sp:group :choir ; sp:member :carla ; sp:endDate "2026-01-01"^^xsd:date .
}
