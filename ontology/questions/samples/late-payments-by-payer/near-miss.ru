# The order of June is paid in July; a second part of the order of March comes in April.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :p3 a sp:Payment ; sp:enrolment :e ; sp:amount :sum ; sp:paymentInstruction :o3 ; sp:eventDate "2026-07-01"^^xsd:date .
  :p4 a sp:Payment ; sp:enrolment :e ; sp:amount :sum ; sp:paymentInstruction :o1 ; sp:eventDate "2026-04-10"^^xsd:date .
}
