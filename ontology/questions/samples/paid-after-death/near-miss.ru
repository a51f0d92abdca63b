# A second payment is made on the very day of the exit.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :same-day a sp:Payment ; sp:enrolment :e1 ; sp:eventDate "2026-03-12"^^xsd:date ; sp:amount :cash-value .
}
