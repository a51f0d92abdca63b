# Farid tells his gender, and the men are three.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX gender: <https://w3id.org/social-protection/code/gender/>

INSERT DATA { :p8 a sp:PersonProfile ; sp:person :farid ; sp:gender gender:man }
