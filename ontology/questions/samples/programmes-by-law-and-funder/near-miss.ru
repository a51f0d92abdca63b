# A law that comes into force tomorrow is passed for the cash programme.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :act-next a sp:LegalBasis ; sp:publicName "Cash Act 2026"@en ; sp:startDate "2026-07-01"^^xsd:date .
  :cash sp:legalBasis :act-next .
}
