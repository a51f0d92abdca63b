# Boris's attendance is corrected.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX compliance-status: <https://w3id.org/social-protection/code/compliance-status/>

DELETE { :r3 sp:complianceStatus ?old }
INSERT { :r3 sp:complianceStatus compliance-status:met }
WHERE { :r3 sp:complianceStatus ?old }
