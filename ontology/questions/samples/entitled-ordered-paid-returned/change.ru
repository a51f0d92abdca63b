# The bank reports that Boris's money arrived.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :p3 a sp:Payment ; sp:enrolment :e2 ; sp:paymentInstruction :i3 ; sp:amount :rest ; sp:eventDate "2026-03-25"^^xsd:date .
}
