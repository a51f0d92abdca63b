# Ella is asked for a consent for another purpose; Dawit's withdrawal is given its day.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX consent-status: <https://w3id.org/social-protection/code/consent-status/>
PREFIX processing-basis: <https://w3id.org/social-protection/code/processing-basis/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :c7 a sp:Consent ; sp:person :ella ; sp:controller :agency ; sp:processingBasis processing-basis:consent ; sp:purposeCode "research" ; sp:consentStatus consent-status:requested .
  :c5 sp:endDate "2026-05-01"^^xsd:date .
}
