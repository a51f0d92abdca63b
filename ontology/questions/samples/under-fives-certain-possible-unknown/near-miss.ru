# Boris's month of birth becomes a day, the one on which he is just five on 30 June 2026.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :boris sp:earliestDateOfBirth ?from ; sp:latestDateOfBirth ?to ; sp:monthOfBirth ?month }
INSERT { :boris sp:dateOfBirth "2021-06-30"^^xsd:date }
WHERE { :boris sp:earliestDateOfBirth ?from ; sp:latestDateOfBirth ?to ; sp:monthOfBirth ?month }
