# The match of Amina's two records is found to be wrong: they are two women.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE WHERE { :match ?p ?o }
