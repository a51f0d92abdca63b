# Household 2's seeds are followed by cash.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>

INSERT DATA { :e5 a sp:Enrolment ; sp:programme :cash ; sp:enrolledParty :h2 ; sp:enrolmentStatus enrolment-status:active }
