# Amina's second record joins an enrolled savings group as well: another row about a person who is counted already.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>

INSERT DATA {
  :savers a sp:Group .
  :m4 a sp:Membership ; sp:group :savers ; sp:member :amina-2 .
  :e4 a sp:Enrolment ; sp:programme :cash ; sp:enrolledParty :savers ;
    sp:enrolmentStatus enrolment-status:active ; sp:administrativeArea :oronda-1 .
}
