# Ella's grant ends.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>

DELETE { :e2 sp:enrolmentStatus ?old }
INSERT { :e2 sp:enrolmentStatus enrolment-status:ended }
WHERE { :e2 sp:enrolmentStatus ?old }
