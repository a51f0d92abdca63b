# Household 2's spending is corrected by one unit upwards.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE { :x200 sp:amountValue ?old }
INSERT { :x200 sp:amountValue 201.0 }
WHERE { :x200 sp:amountValue ?old }
