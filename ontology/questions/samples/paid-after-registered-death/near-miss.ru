# Boris gets a payment on the last day on which he can have been alive.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :p6 a sp:Payment ; sp:enrolment :e2 ; sp:amount :monthly ; sp:eventDate "2025-12-31"^^xsd:date .
}
