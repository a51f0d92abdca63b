# A fourth payment settles April on its last day, which is not late.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :april a sp:Entitlement ; sp:enrolment :e1 ; sp:amount :forty ;
    sp:startDate "2026-04-01"^^xsd:date ; sp:endDate "2026-04-30"^^xsd:date .
  :on-time a sp:Payment ; sp:enrolment :e1 ; sp:amount :forty ; sp:eventDate "2026-04-30"^^xsd:date .
  :s5 a sp:Settlement ; sp:delivery :on-time ; sp:entitlement :april ; sp:amount :forty .
}
