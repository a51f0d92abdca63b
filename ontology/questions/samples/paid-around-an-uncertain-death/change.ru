# Amina's death is narrowed to the first half of the year.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :amina sp:latestDateOfDeath ?old }
INSERT { :amina sp:latestDateOfDeath "2025-06-30"^^xsd:date }
WHERE { :amina sp:latestDateOfDeath ?old }
