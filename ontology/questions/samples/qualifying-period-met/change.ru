# The law lowers the period for Boris's statement of May by a year.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE { :q3 sp:requiredMonths ?old }
INSERT { :q3 sp:requiredMonths 108 }
WHERE { :q3 sp:requiredMonths ?old }
