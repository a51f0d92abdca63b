# Boris is marked as the alternate head of the house next door, which is not its head.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX membership-role: <https://w3id.org/social-protection/code/membership-role/>

INSERT DATA {
  :m5 a sp:Membership ; sp:group :next-door ; sp:member :boris ;
    sp:membershipRole membership-role:alternate-head .
}
