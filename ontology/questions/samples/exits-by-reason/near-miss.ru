# Carla was suspended in May for having moved; that is not an exit.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>
PREFIX enrolment-status-reason: <https://w3id.org/social-protection/code/enrolment-status-reason/>

INSERT DATA {
  :c2 a sp:EnrolmentStatusChange ; sp:enrolment :e3 ; sp:enrolmentStatus enrolment-status:suspended ;
    sp:enrolmentStatusReason enrolment-status-reason:moved-away ; sp:eventDate "2026-05-15"^^xsd:date .
}
