# Carla gets a new card.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX document-kind: <https://w3id.org/social-protection/code/document-kind/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :carla sp:identityDocument :card-6 .
  :card-6 a sp:IdentityDocument ; sp:documentKind document-kind:refugee-card ; sp:issueDate "2026-06-01"^^xsd:date .
}
