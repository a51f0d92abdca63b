# Carla's answer turns out to be about no aid at all; Dawit has no difficulty.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX difficulty-domain: <https://w3id.org/social-protection/code/difficulty-domain/>
PREFIX difficulty-level: <https://w3id.org/social-protection/code/difficulty-level/>

DELETE { :a3 sp:aidUsed ?old }
INSERT {
  :a3 sp:aidUsed false .
  :a5 a sp:FunctionalDifficulty ; sp:person :dawit ; sp:difficultyDomain difficulty-domain:vision ; sp:difficultyLevel difficulty-level:none .
}
WHERE { :a3 sp:aidUsed ?old }
