# Amina's older statement is corrected, which a later one has overtaken.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE { :q1 sp:creditedMonths ?old }
INSERT { :q1 sp:creditedMonths 130 }
WHERE { :q1 sp:creditedMonths ?old }
