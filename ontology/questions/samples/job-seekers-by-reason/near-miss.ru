# Boris's older spell without work is added; his literacy is noted.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX employment-status: <https://w3id.org/social-protection/code/employment-status/>
PREFIX literacy: <https://w3id.org/social-protection/code/literacy/>
PREFIX unemployment-reason: <https://w3id.org/social-protection/code/unemployment-reason/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :w4 a sp:EmploymentSpell ; sp:person :boris ; sp:employmentStatus employment-status:unemployed ; sp:startDate "2020-01-01"^^xsd:date ;
    sp:endDate "2020-12-31"^^xsd:date ; sp:unemploymentReason unemployment-reason:own-illness-or-disability .
  :p5 a sp:PersonProfile ; sp:person :boris ; sp:referenceDate "2026-03-01"^^xsd:date ; sp:literacy literacy:reads-easily .
}
