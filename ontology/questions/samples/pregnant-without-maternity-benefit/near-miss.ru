# Amina's enrolment in the grant is pending; Carla is asked in July.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>
PREFIX pregnancy-status: <https://w3id.org/social-protection/code/pregnancy-status/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :e3 a sp:Enrolment ; sp:programme :grant ; sp:enrolledParty :amina ; sp:enrolmentStatus enrolment-status:pending .
  :p6 a sp:PersonProfile ; sp:person :carla ; sp:pregnancyStatus pregnancy-status:neither ; sp:referenceDate "2026-07-01"^^xsd:date .
}
