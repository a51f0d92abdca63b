# The social registry corrects Boris's month to March.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :boris-social sp:monthOfBirth ?month ; sp:earliestDateOfBirth ?from ; sp:latestDateOfBirth ?to }
INSERT {
  :boris-social sp:monthOfBirth "1984-03"^^xsd:gYearMonth ;
    sp:earliestDateOfBirth "1984-03-01"^^xsd:date ; sp:latestDateOfBirth "1984-03-31"^^xsd:date .
}
WHERE { :boris-social sp:monthOfBirth ?month ; sp:earliestDateOfBirth ?from ; sp:latestDateOfBirth ?to }
