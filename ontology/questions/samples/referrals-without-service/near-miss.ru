# Amina gets help from another programme, and her referral is followed only in July.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX service-kind: <https://w3id.org/social-protection/code/service-kind/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :s1 a sp:CaseService ; sp:party :amina ; sp:programme :cash ; sp:serviceKind service-kind:information ; sp:startDate "2026-04-10"^^xsd:date .
  :s6 a sp:CaseService ; sp:party :amina ; sp:referral :r1 ; sp:serviceKind service-kind:protection ; sp:startDate "2026-07-01"^^xsd:date .
}
