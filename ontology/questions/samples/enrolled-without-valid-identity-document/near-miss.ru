# Carla's new card is still being made; Boris loses a card that he had besides.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX document-kind: <https://w3id.org/social-protection/code/document-kind/>
PREFIX document-status: <https://w3id.org/social-protection/code/document-status/>

INSERT DATA {
  :carla sp:identityDocument :card-6 .
  :card-6 a sp:IdentityDocument ; sp:documentKind document-kind:refugee-card ; sp:documentStatus document-status:in-process .
  :boris sp:identityDocument :card-7 .
  :card-7 a sp:IdentityDocument ; sp:documentKind document-kind:tax-card ; sp:documentStatus document-status:lost .
}
