# A village is made within Vela; it is no district.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :vela-village a sp:AdministrativeArea ; sp:publicCode "XL-VE-1" ; sp:areaLevel 3 ; sp:parentArea :vela ; sp:startDate "2025-07-01"^^xsd:date .
}
