# Carla looks after a second person once in a while; a second record says again that Boris cares for his father.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX relationship: <https://w3id.org/social-protection/code/relationship/>
PREFIX support-frequency: <https://w3id.org/social-protection/code/support-frequency/>

INSERT DATA {
  :c7 a sp:Caregiving ; sp:caregiver :carla ; sp:caredForPerson :farid ; sp:relationship relationship:not-related ; sp:supportFrequency support-frequency:occasional .
  :c8 a sp:Caregiving ; sp:caregiver :boris ; sp:caredForPerson :gita ; sp:relationship relationship:son ; sp:supportFrequency support-frequency:permanent .
}
