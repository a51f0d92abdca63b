# Boris is paid in April too, which the other question answers, since his day is known.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { :p5 a sp:Payment ; sp:enrolment :e2 ; sp:amount :sum ; sp:eventDate "2025-04-15"^^xsd:date }
