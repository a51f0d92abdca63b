# Amina is enrolled a second time under her other record; Carla states her nationality.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX country: <https://w3id.org/social-protection/code/country/>
PREFIX enrolment-status: <https://w3id.org/social-protection/code/enrolment-status/>

INSERT DATA {
  :e5 a sp:Enrolment ; sp:programme :cash ; sp:enrolledParty :amina-civil ; sp:enrolmentStatus enrolment-status:active .
  :p3 a sp:PersonProfile ; sp:person :carla ; sp:nationality country:SO .
}
