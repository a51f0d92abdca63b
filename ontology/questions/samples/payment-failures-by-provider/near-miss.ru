# An instruction to the post is cancelled, which is no failure.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX payment-failure-reason: <https://w3id.org/social-protection/code/payment-failure-reason/>
PREFIX payment-status: <https://w3id.org/social-protection/code/payment-status/>

DELETE { :i4 sp:paymentStatus ?old }
INSERT { :i4 sp:paymentStatus payment-status:cancelled ; sp:paymentFailureReason payment-failure-reason:duplicate }
WHERE { :i4 sp:paymentStatus ?old }
