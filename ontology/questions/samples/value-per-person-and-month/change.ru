# The bag of April was collected after all.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX delivery-status: <https://w3id.org/social-protection/code/delivery-status/>

DELETE { :late-bag sp:deliveryStatus ?old }
INSERT { :late-bag sp:deliveryStatus delivery-status:delivered }
WHERE { :late-bag sp:deliveryStatus ?old }
