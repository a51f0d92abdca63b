# The notice of the birth is sent again in July and taken.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX message-kind: <https://w3id.org/social-protection/code/message-kind/>
PREFIX message-status: <https://w3id.org/social-protection/code/message-status/>
PREFIX vital-event-kind: <https://w3id.org/social-protection/code/vital-event-kind/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :m6 a sp:Message ; sp:messageKind message-kind:notification ; sp:vitalEventKind vital-event-kind:live-birth ; sp:sender :registrar ; sp:receiver :fund ;
    sp:sentTime "2026-07-01T08:00:00Z"^^xsd:dateTime ; sp:correlationIdentifier "n-3" ; sp:messageStatus message-status:successful .
}
