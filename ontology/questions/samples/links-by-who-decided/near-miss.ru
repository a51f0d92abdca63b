# The link of the year before is moved to an earlier day.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :m4 sp:matchTime ?old }
INSERT { :m4 sp:matchTime "2025-11-30T10:00:00Z"^^xsd:dateTime }
WHERE { :m4 sp:matchTime ?old }
