# Carla's help becomes daily.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX support-frequency: <https://w3id.org/social-protection/code/support-frequency/>

DELETE { :c5 sp:supportFrequency ?old }
INSERT { :c5 sp:supportFrequency support-frequency:daily }
WHERE { :c5 sp:supportFrequency ?old }
