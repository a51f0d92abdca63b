# Carla is paid again, and the review of her file repeats the decision later.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX decision-outcome: <https://w3id.org/social-protection/code/decision-outcome/>

INSERT DATA {
  :p4 a sp:Payment ; sp:enrolment :e3 ; sp:amount :monthly ; sp:eventDate "2026-04-05"^^xsd:date .
  :d5 a sp:EligibilityDecision ; sp:application :a3 ; sp:decisionOutcome decision-outcome:eligible ;
    sp:eventDate "2026-03-30"^^xsd:date .
}
