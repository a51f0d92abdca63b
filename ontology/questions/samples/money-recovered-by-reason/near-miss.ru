# The recovery from Amina's second record names the payment too, beside the enrolment.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :p2 a sp:Payment ; sp:enrolment :e2 ; sp:amount :forty ; sp:eventDate "2026-02-02"^^xsd:date .
  :r2 sp:payment :p2 .
}
