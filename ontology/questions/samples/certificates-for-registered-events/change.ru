# The certificate of the death is given out anew.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX certificate-format: <https://w3id.org/social-protection/code/certificate-format/>
PREFIX certificate-kind: <https://w3id.org/social-protection/code/certificate-kind/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :c6 a sp:CivilCertificate ; sp:certifiedEvent :death ; sp:certificateKind certificate-kind:death ;
    sp:certificateFormat certificate-format:extract ; sp:issueDate "2026-05-05"^^xsd:date .
}
