# Boris states his nationality, Ugandan.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX country: <https://w3id.org/social-protection/code/country/>

INSERT DATA { :p2 a sp:PersonProfile ; sp:person :boris ; sp:nationality country:UG }
