# The notice of a death is sent to the fund once more; the agency searches for it.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX message-kind: <https://w3id.org/social-protection/code/message-kind/>
PREFIX message-status: <https://w3id.org/social-protection/code/message-status/>
PREFIX vital-event-kind: <https://w3id.org/social-protection/code/vital-event-kind/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :m6 a sp:Message ; sp:messageKind message-kind:notification ; sp:vitalEventKind vital-event-kind:death ; sp:sender :registrar ; sp:receiver :fund ;
    sp:sentTime "2026-06-04T08:00:00Z"^^xsd:dateTime ; sp:correlationIdentifier "n-2" ; sp:messageStatus message-status:successful .
  :m7 a sp:Message ; sp:messageKind message-kind:search ; sp:vitalEventKind vital-event-kind:death ; sp:sender :agency ; sp:receiver :registrar ;
    sp:sentTime "2026-06-04T09:00:00Z"^^xsd:dateTime .
}
