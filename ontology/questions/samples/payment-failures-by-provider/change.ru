# The payment that the bank made by batch failed because the name did not match.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX payment-failure-reason: <https://w3id.org/social-protection/code/payment-failure-reason/>

DELETE { :i1 sp:paymentFailureReason ?old }
INSERT { :i1 sp:paymentFailureReason payment-failure-reason:name-mismatch }
WHERE { :i1 sp:paymentFailureReason ?old }
