# Household 3 is described again after the storm; household 4 buys a radio.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX asset-kind: <https://w3id.org/social-protection/code/asset-kind/>
PREFIX dwelling-kind: <https://w3id.org/social-protection/code/dwelling-kind/>
PREFIX ict-access: <https://w3id.org/social-protection/code/ict-access/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :s5 a sp:SocioeconomicProfile ; sp:party :h3 ; sp:referenceDate "2026-05-06"^^xsd:date ; sp:dwellingKind dwelling-kind:none ; sp:ictAccess ict-access:radio .
  :t4 a sp:Asset ; sp:party :h4 ; sp:assetKind asset-kind:radio ; sp:assetCount 1 .
}
