# Boris's contribution is waived, so that nothing is paid in.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX contribution-status: <https://w3id.org/social-protection/code/contribution-status/>

DELETE { :c3 sp:contributionStatus ?old }
INSERT { :c3 sp:contributionStatus contribution-status:waived }
WHERE { :c3 sp:contributionStatus ?old }
