# The score of household 2 in the second run is corrected: it stays poor.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX poverty-category: <https://w3id.org/social-protection/code/poverty-category/>

DELETE { :p4 sp:povertyScore ?score ; sp:povertyCategory ?category }
INSERT { :p4 sp:povertyScore 47.0 ; sp:povertyCategory poverty-category:poor }
WHERE { :p4 sp:povertyScore ?score ; sp:povertyCategory ?category }
