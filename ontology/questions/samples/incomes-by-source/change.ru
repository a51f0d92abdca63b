# Carla's wage turns out to be what is left after deductions.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX income-basis: <https://w3id.org/social-protection/code/income-basis/>

DELETE { :i3 sp:incomeBasis ?old }
INSERT { :i3 sp:incomeBasis income-basis:net }
WHERE { :i3 sp:incomeBasis ?old }
