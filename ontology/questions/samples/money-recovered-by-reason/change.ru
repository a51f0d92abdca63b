# The recovery from Boris was for a payment made twice, not for an error of the office.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX recovery-reason: <https://w3id.org/social-protection/code/recovery-reason/>

DELETE { :r3 sp:recoveryReason ?old }
INSERT { :r3 sp:recoveryReason recovery-reason:paid-twice }
WHERE { :r3 sp:recoveryReason ?old }
