# The excuse for Boris is taken back.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX compliance-status: <https://w3id.org/social-protection/code/compliance-status/>

DELETE { :c2 sp:complianceStatus ?old }
INSERT { :c2 sp:complianceStatus compliance-status:not-met }
WHERE { :c2 sp:complianceStatus ?old }
