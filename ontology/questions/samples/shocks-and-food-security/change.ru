# Household 3 moves into the village that the drought hit.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE { :h3 sp:address ?old }
INSERT { :h3 sp:address :a1 }
WHERE { :h3 sp:address ?old }
