# Carla's number is written in a third record of hers, and Boris's number is checked.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX identifier-status: <https://w3id.org/social-protection/code/identifier-status/>

INSERT DATA {
  :carla-farm a sp:Person ; sp:identifier :i4 .
  :thrice a sp:IdentityMatch ; sp:matchedRecord :carla-farm ; sp:matchRepresentative :carla .
  :i2 sp:identifierStatus identifier-status:valid .
}
