# A health centre opens in Vela, and Oronda gets a second pay point.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX operational-status: <https://w3id.org/social-protection/code/operational-status/>
PREFIX service-point-kind: <https://w3id.org/social-protection/code/service-point-kind/>

INSERT DATA {
  :s4 a sp:ServicePoint ; sp:publicName "Health centre of Vela"@en ; sp:administrativeArea :vela ;
    sp:servicePointKind service-point-kind:health-facility ; sp:operationalStatus operational-status:working .
  :s5 a sp:ServicePoint ; sp:publicName "Pay point 2"@en ; sp:administrativeArea :oronda ;
    sp:servicePointKind service-point-kind:pay-point ; sp:operationalStatus operational-status:working .
}
