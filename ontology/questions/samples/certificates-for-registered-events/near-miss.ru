# A second paper copy of the first birth is given out, and one of the adoption, which no register holds.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX certificate-format: <https://w3id.org/social-protection/code/certificate-format/>
PREFIX certificate-kind: <https://w3id.org/social-protection/code/certificate-kind/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :c6 a sp:CivilCertificate ; sp:certifiedEvent :birth-1 ; sp:certificateKind certificate-kind:birth ;
    sp:certificateFormat certificate-format:full-copy ; sp:issueDate "2026-05-05"^^xsd:date .
  :c7 a sp:CivilCertificate ; sp:certifiedEvent :adoption ; sp:certificateKind certificate-kind:adoption ; sp:issueDate "2026-02-01"^^xsd:date .
}
