# Household 1 gets one more enrolment, in a programme for families; Dawit is sad, though not every day.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX difficulty-domain: <https://w3id.org/social-protection/code/difficulty-domain/>
PREFIX difficulty-frequency: <https://w3id.org/social-protection/code/difficulty-frequency/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>

INSERT DATA {
  :e3 a sp:Enrolment ; sp:programme :cash ; sp:enrolledParty :amina ; sp:enrolmentStatus enrolment-status:active .
  :d6 a sp:FunctionalDifficulty ; sp:person :dawit ; sp:instrument :module ;
    sp:difficultyDomain difficulty-domain:depression ; sp:difficultyFrequency difficulty-frequency:weekly .
}
