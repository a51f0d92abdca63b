# Household 5 turns up in a third run, and household 4 is scored again by the other formula.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX poverty-category: <https://w3id.org/social-protection/code/poverty-category/>
PREFIX poverty-method: <https://w3id.org/social-protection/code/poverty-method/>

INSERT DATA {
  :p10 a sp:PovertyAssessment ; sp:party :h5 ; sp:assessmentRun "2027-07" ; sp:povertyMethod poverty-method:proxy-means-test ; sp:instrument :v1 ; sp:povertyScore 21.0 ; sp:cutOffScore 45.0 ; sp:povertyCategory poverty-category:poor .
  :p11 a sp:PovertyAssessment ; sp:party :h4 ; sp:assessmentRun "2026-07" ; sp:povertyMethod poverty-method:proxy-means-test ; sp:instrument :other ; sp:povertyScore 6.0 ; sp:cutOffScore 7.0 ; sp:povertyCategory poverty-category:poor .
}
