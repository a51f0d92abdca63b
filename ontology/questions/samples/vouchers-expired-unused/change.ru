# The second shop never took voucher 3.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE WHERE { :b3 ?p ?o }
