# Amina also draws the pension, which excludes no other programme.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>

INSERT DATA {
  :e5 a sp:Enrolment ; sp:programme :pension ; sp:enrolledParty :amina-1 ;
    sp:enrolmentStatus enrolment-status:active .
}
