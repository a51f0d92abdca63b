# The second twin's scale is found to show a gram too much.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE { :w2 sp:quantityValue ?old }
INSERT { :w2 sp:quantityValue 2499.0 }
WHERE { :w2 sp:quantityValue ?old }
