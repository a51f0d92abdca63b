# A third party sends something under the text of the third search: that is no answer of the registry.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX message-kind: <https://w3id.org/social-protection/code/message-kind/>
PREFIX message-status: <https://w3id.org/social-protection/code/message-status/>

INSERT DATA {
  :clinic a sp:Organisation ; sp:publicName "Velmere Clinic"@en .
  :stray a sp:Message ; sp:messageKind message-kind:search-answer ; sp:sender :clinic ; sp:receiver :welfare ;
    sp:sentTime "2026-06-05T08:00:00Z"^^xsd:dateTime ; sp:correlationIdentifier "three" ;
    sp:messageStatus message-status:successful .
}
