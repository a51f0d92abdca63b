# Boris pays what he owed.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX contribution-status: <https://w3id.org/social-protection/code/contribution-status/>

DELETE { :c3 sp:contributionStatus ?old }
INSERT { :c3 sp:contributionStatus contribution-status:paid }
WHERE { :c3 sp:contributionStatus ?old }
