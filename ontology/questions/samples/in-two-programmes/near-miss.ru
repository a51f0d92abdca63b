# Boris gets a third enrolment, in the programme that he is in already.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>

INSERT DATA {
  :e7 a sp:Enrolment ; sp:programme :cash ; sp:enrolledParty :boris ;
    sp:enrolmentStatus enrolment-status:active .
}
