# Carla's month of birth becomes known: November.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :carla sp:earliestDateOfBirth ?old }
INSERT { :carla sp:earliestDateOfBirth "2021-11-01"^^xsd:date ; sp:monthOfBirth "2021-11"^^xsd:gYearMonth }
WHERE { :carla sp:earliestDateOfBirth ?old }
