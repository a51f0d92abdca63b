# The shelter of household 4 is given a name that it is known by.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

INSERT DATA { :a5 sp:buildingName "Tent 31"@en }
