# Boris gets a tax-financed cover, and a contributory one that begins in July.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX contribution-kind: <https://w3id.org/social-protection/code/contribution-kind/>
PREFIX programme-function: <https://w3id.org/social-protection/code/programme-function/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :v4 a sp:Coverage ; sp:person :boris ; sp:contributionKind contribution-kind:non-contributory ; sp:programmeFunction programme-function:health-care .
  :v5 a sp:Coverage ; sp:person :boris ; sp:contributionKind contribution-kind:voluntary ; sp:programmeFunction programme-function:sickness ; sp:startDate "2026-07-01"^^xsd:date .
}
