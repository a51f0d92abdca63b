# Boris gets a second enrolment under the record that the programme has already.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>

INSERT DATA { :e8 a sp:Enrolment ; sp:programme :cash ; sp:enrolledParty :boris-1 ; sp:enrolmentStatus enrolment-status:active }
