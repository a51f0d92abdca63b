# Another condition was missed in March, but nothing was taken off for it.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX compliance-status: <https://w3id.org/social-protection/code/compliance-status/>

INSERT DATA {
  :c3 a sp:ComplianceRecord ; sp:enrolment :e2 ; sp:person :boris ; sp:conditionality :school ;
    sp:complianceStatus compliance-status:not-met ; sp:periodStart "2026-03-01"^^xsd:date ; sp:periodEnd "2026-03-31"^^xsd:date .
  :t4 a sp:Entitlement ; sp:enrolment :e2 ; sp:amount :forty ; sp:complianceRecord :c3 .
}
