# The instruction of batch 2 was not cancelled, but failed: three instructions, and more money than it says.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX payment-status: <https://w3id.org/social-protection/code/payment-status/>

DELETE { :i5 sp:paymentStatus ?old }
INSERT { :i5 sp:paymentStatus payment-status:failed }
WHERE { :i5 sp:paymentStatus ?old }
