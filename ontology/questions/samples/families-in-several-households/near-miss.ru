# Carla and Dawit join a savings group, which is no household.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX group-kind: <https://w3id.org/social-protection/code/group-kind/>

INSERT DATA {
  :savings a sp:Group ; sp:groupKind group-kind:savings-group .
  :m8 a sp:Membership ; sp:group :savings ; sp:member :carla .
  :m9 a sp:Membership ; sp:group :savings ; sp:member :dawit .
}
