# Amina's other record is given the day of her death too; Ella dies without any enrolment.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX manner-of-death: <https://w3id.org/social-protection/code/manner-of-death/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :amina-cash sp:dateOfDeath "2026-02-14"^^xsd:date .
  :d5 a sp:Death ; sp:deceasedPerson :ella ; sp:eventDate "2026-04-01"^^xsd:date ; sp:mannerOfDeath manner-of-death:natural .
}
