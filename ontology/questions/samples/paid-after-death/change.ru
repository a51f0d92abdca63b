# The payment of May did not come back after all.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX payment-status: <https://w3id.org/social-protection/code/payment-status/>

DELETE { :i2 sp:paymentStatus ?old }
INSERT { :i2 sp:paymentStatus payment-status:paid }
WHERE { :i2 sp:paymentStatus ?old }
