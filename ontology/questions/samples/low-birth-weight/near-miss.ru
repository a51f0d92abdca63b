# The first twin's weight is written in grams.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE { :w1 sp:quantityValue ?number ; sp:unit ?unit }
INSERT { :w1 sp:quantityValue 2400.0 ; sp:unit "g" }
WHERE { :w1 sp:quantityValue ?number ; sp:unit ?unit }
