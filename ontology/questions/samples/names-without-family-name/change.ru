# Boris's father's name is entered too.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

INSERT DATA { :n2 sp:patronymicName "Kebede"@und-Latn }
