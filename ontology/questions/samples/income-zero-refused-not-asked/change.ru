# The household that would not say states that it has no income.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

INSERT DATA { :i4 a sp:Income ; sp:party :h4 ; sp:amount :a2 }
