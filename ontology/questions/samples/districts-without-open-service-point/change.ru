# A pay point opens in Vela.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX operational-status: <https://w3id.org/social-protection/code/operational-status/>
PREFIX service-point-kind: <https://w3id.org/social-protection/code/service-point-kind/>

INSERT DATA {
  :s4 a sp:ServicePoint ; sp:publicName "Pay point of Vela"@en ; sp:administrativeArea :vela ;
    sp:servicePointKind service-point-kind:pay-point ; sp:operationalStatus operational-status:working .
}
