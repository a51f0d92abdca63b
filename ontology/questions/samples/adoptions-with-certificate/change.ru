# The adoption by custom is confirmed by the court.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

INSERT DATA { :a3 sp:decidedBy :court }
