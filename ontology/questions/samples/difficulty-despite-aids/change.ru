# Boris was asked with his glasses on.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE { :a2 sp:aidUsed ?old }
INSERT { :a2 sp:aidUsed true }
WHERE { :a2 sp:aidUsed ?old }
