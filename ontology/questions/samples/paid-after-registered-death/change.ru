# The registry strikes out the entry of Amina's death and learns that Boris died by the end of November.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX registry-entry-status: <https://w3id.org/social-protection/code/registry-entry-status/>

DELETE { :r1 sp:entryStatus ?status . :boris sp:latestDateOfDeath ?day }
INSERT { :r1 sp:entryStatus registry-entry-status:cancelled . :boris sp:latestDateOfDeath "2025-11-30"^^xsd:date }
WHERE { :r1 sp:entryStatus ?status . :boris sp:latestDateOfDeath ?day }
