# The reopened grievance is closed again, this time for good.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX grievance-action: <https://w3id.org/social-protection/code/grievance-action/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { :v5 a sp:GrievanceEvent ; sp:grievance :g4 ; sp:grievanceAction grievance-action:closed ; sp:eventDate "2026-05-02"^^xsd:date }
