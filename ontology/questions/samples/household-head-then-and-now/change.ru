# Amina died a day earlier, on the last day of 2023.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { ?m sp:endDate ?old }
INSERT { ?m sp:endDate "2023-12-31"^^xsd:date }
WHERE {
  ?m a sp:Membership ;
    sp:endDate ?old .
}
