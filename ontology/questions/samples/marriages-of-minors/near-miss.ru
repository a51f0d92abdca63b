# Ella's span gets narrower and still leaves it open; a marriage of two adults is added.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX marriage-kind: <https://w3id.org/social-protection/code/marriage-kind/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :ella sp:earliestDateOfBirth ?old }
INSERT {
  :ella sp:earliestDateOfBirth "2003-02-01"^^xsd:date .
  :m5 a sp:Marriage ; sp:eventDate "2023-06-01"^^xsd:date ; sp:spouse :boris , :carla ; sp:marriageKind marriage-kind:customary .
}
WHERE { :ella sp:earliestDateOfBirth ?old }
