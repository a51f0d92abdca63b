# Carla's day is known to one registry by its year alone.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :carla-social sp:dateOfBirth ?day }
INSERT {
  :carla-social sp:yearOfBirth "2001"^^xsd:gYear ;
    sp:earliestDateOfBirth "2001-01-01"^^xsd:date ; sp:latestDateOfBirth "2001-12-31"^^xsd:date .
}
WHERE { :carla-social sp:dateOfBirth ?day }
