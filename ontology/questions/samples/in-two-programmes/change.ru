# Carla's suspension is lifted.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>

DELETE { :e6 sp:enrolmentStatus ?old }
INSERT { :e6 sp:enrolmentStatus enrolment-status:active }
WHERE { :e6 sp:enrolmentStatus ?old }
