# Amina's household would not state its expenditure; she has a second income besides the first.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX gap-reason: <https://w3id.org/social-protection/code/gap-reason/>

INSERT DATA {
  :h1 sp:valueGap :g1 .
  :g1 a sp:ValueGap ; sp:gapProperty sp:expenditure ; sp:gapReason gap-reason:refused .
  :i5 a sp:Income ; sp:party :amina ; sp:amount :a2 .
}
