# Boris's appeal is decided against him; Ella, who was taken in, appeals too and wins.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX appeal-outcome: <https://w3id.org/social-protection/code/appeal-outcome/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :p3 sp:appealOutcome ?old }
INSERT {
  :p3 sp:appealOutcome appeal-outcome:upheld .
  :p4 a sp:Appeal ; sp:appealedDecision :d5 ; sp:eventDate "2026-03-01"^^xsd:date ; sp:appealOutcome appeal-outcome:overturned .
}
WHERE { :p3 sp:appealOutcome ?old }
