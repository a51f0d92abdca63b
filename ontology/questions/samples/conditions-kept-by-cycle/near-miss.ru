# The school reports Amina's first cycle a third time.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX compliance-status: <https://w3id.org/social-protection/code/compliance-status/>

INSERT DATA { :r6 a sp:ComplianceRecord ; sp:person :amina-school ; sp:programmeCycle :c1 ; sp:conditionality :school ; sp:complianceStatus compliance-status:met }
