# Farm 3 buys fertiliser for its beans.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX fertiliser-kind: <https://w3id.org/social-protection/code/fertiliser-kind/>

INSERT DATA { :c4 sp:fertiliserKind fertiliser-kind:organic }
