# Carla's parcel turns out to be borrowed; Amina's manure is named organic instead.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX fertiliser-kind: <https://w3id.org/social-protection/code/fertiliser-kind/>
PREFIX land-tenure: <https://w3id.org/social-protection/code/land-tenure/>

DELETE { :p4 sp:landTenure ?tenure . :c2 sp:fertiliserKind ?fertiliser }
INSERT { :p4 sp:landTenure land-tenure:borrowed . :c2 sp:fertiliserKind fertiliser-kind:organic }
WHERE { :p4 sp:landTenure ?tenure . :c2 sp:fertiliserKind ?fertiliser }
