# Carla's wedding is found to have been a day earlier.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :m2 sp:eventDate ?old }
INSERT { :m2 sp:eventDate "2020-07-06"^^xsd:date }
WHERE { :m2 sp:eventDate ?old }
