# The hut gets a second room in the profile of 2023, which a later one has overtaken.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

INSERT DATA { :s2 sp:roomCount 2 }
