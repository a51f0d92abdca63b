# Boris's appeal is decided: the refusal falls.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX appeal-outcome: <https://w3id.org/social-protection/code/appeal-outcome/>

DELETE { :p3 sp:appealOutcome ?old }
INSERT { :p3 sp:appealOutcome appeal-outcome:overturned }
WHERE { :p3 sp:appealOutcome ?old }
