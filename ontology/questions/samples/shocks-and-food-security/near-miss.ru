# Household 1 is asked again in July, more than half a year after the drought began; household 3 says what it cooks with.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX cooking-fuel: <https://w3id.org/social-protection/code/cooking-fuel/>
PREFIX food-security-level: <https://w3id.org/social-protection/code/food-security-level/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :s6 a sp:SocioeconomicProfile ; sp:party :h1 ; sp:referenceDate "2026-07-10"^^xsd:date ; sp:foodSecurityLevel food-security-level:secure .
  :s7 a sp:SocioeconomicProfile ; sp:party :h3 ; sp:referenceDate "2026-02-01"^^xsd:date ; sp:cookingFuel cooking-fuel:charcoal .
}
