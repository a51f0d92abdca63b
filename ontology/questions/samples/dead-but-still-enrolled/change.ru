# Boris's enrolment is set back to active.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>

DELETE { :e3 sp:enrolmentStatus ?old ; sp:enrolmentStatusReason ?reason }
INSERT { :e3 sp:enrolmentStatus enrolment-status:active }
WHERE { :e3 sp:enrolmentStatus ?old ; sp:enrolmentStatusReason ?reason }
