# The first payment to Amina did arrive and stay.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX payment-status: <https://w3id.org/social-protection/code/payment-status/>

DELETE { :i1 sp:paymentStatus ?old }
INSERT { :i1 sp:paymentStatus payment-status:paid }
WHERE { :i1 sp:paymentStatus ?old }
