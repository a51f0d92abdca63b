# Amina's pension is counted in Oronda twice, by a second enrolment of the same record.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>

INSERT DATA {
  :e6 a sp:Enrolment ; sp:programme :pension ; sp:enrolledParty :amina-pension ;
    sp:enrolmentStatus enrolment-status:active ; sp:administrativeArea :oronda .
}
