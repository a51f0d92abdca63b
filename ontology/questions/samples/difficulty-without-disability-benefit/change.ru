# The enrolment in household 2 for disability is suspended.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>

DELETE { :e2 sp:enrolmentStatus ?old }
INSERT { :e2 sp:enrolmentStatus enrolment-status:suspended }
WHERE { :e2 sp:enrolmentStatus ?old }
