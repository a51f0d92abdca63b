# One is closed after the day; another is assigned to somebody, which is no answer.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX grievance-action: <https://w3id.org/social-protection/code/grievance-action/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :v5 a sp:GrievanceEvent ; sp:grievance :g2 ; sp:grievanceAction grievance-action:closed ; sp:eventDate "2026-07-01"^^xsd:date .
  :v6 a sp:GrievanceEvent ; sp:grievance :g1 ; sp:grievanceAction grievance-action:assigned ; sp:eventDate "2026-03-05"^^xsd:date .
}
