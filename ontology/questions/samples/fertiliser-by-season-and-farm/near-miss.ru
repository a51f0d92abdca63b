# Farm 1 names its variety a second time, and farm 3 the variety of its beans.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX crop-kind: <https://w3id.org/social-protection/code/crop-kind/>
PREFIX fertiliser-kind: <https://w3id.org/social-protection/code/fertiliser-kind/>

INSERT DATA {
  :c5 a sp:CropActivity ; sp:farm :f1 ; sp:cropKind crop-kind:cereals ; sp:cropVariety "Lumara red"@en ; sp:growingSeason "long rains"@en ; sp:fertiliserKind fertiliser-kind:manure .
  :c4 sp:cropVariety "black"@en .
}
