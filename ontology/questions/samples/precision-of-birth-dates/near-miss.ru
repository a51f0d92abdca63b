# Boris's month is given a year too; a second profile states Dawit's age again.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :boris sp:yearOfBirth "1984"^^xsd:gYear .
  :profile-2 a sp:PersonProfile ; sp:person :dawit ; sp:statedAge 61 ; sp:referenceDate "2026-01-01"^^xsd:date .
}
