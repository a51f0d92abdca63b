# Boris did not stay as the head.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE WHERE { :m3 ?p ?o }
