# The home stops deciding for Amina on the day itself, which still counts; a neighbour may collect money for Boris.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX representation-purpose: <https://w3id.org/social-protection/code/representation-purpose/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :r2 sp:endDate "2026-06-30"^^xsd:date .
  :r6 a sp:Representation ; sp:representedParty :boris ; sp:representative :ella ;
    sp:representationPurpose representation-purpose:collect-payment .
}
