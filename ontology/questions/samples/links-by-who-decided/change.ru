# A clerk joins two more records by hand.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX match-method: <https://w3id.org/social-protection/code/match-method/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :e1 a sp:Person . :e2 a sp:Person .
  :m5 a sp:IdentityMatch ; sp:matchedRecord :e2 ; sp:matchRepresentative :e1 ; sp:matchMethod match-method:manual ;
    sp:decidedBy :agency ; sp:matchTime "2026-12-31T10:00:00Z"^^xsd:dateTime ; sp:matchConfidence 0.95 .
}
