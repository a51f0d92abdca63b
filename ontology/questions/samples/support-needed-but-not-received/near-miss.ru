# Boris gives the wheelchair back on the day itself; Carla receives help of another kind.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX support-kind: <https://w3id.org/social-protection/code/support-kind/>
PREFIX support-status: <https://w3id.org/social-protection/code/support-status/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :n3 sp:endDate "2026-06-30"^^xsd:date .
  :n6 a sp:SupportNeed ; sp:person :carla ; sp:supportKind support-kind:communication ; sp:supportStatus support-status:received .
}
