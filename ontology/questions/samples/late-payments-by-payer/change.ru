# The order of June is paid on its day after all.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { :p3 a sp:Payment ; sp:enrolment :e ; sp:amount :sum ; sp:paymentInstruction :o3 ; sp:eventDate "2026-06-30"^^xsd:date }
