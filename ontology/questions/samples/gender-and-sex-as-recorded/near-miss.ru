# Boris's second record is enrolled once more.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>

INSERT DATA { :e9 a sp:Enrolment ; sp:programme :cash ; sp:enrolledParty :boris-again ; sp:enrolmentStatus enrolment-status:active }
