# Boris's new consent turns out not to be valid.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX consent-status: <https://w3id.org/social-protection/code/consent-status/>

DELETE { :c3 sp:consentStatus ?old }
INSERT { :c3 sp:consentStatus consent-status:invalid }
WHERE { :c3 sp:consentStatus ?old }
