# A certificate of Boris's birth is tied to his adoption; a second one of Amina's adoption is given out.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX certificate-kind: <https://w3id.org/social-protection/code/certificate-kind/>

INSERT DATA {
  :c2 a sp:CivilCertificate ; sp:certifiedEvent :a2 ; sp:certificateKind certificate-kind:birth .
  :c3 a sp:CivilCertificate ; sp:certifiedEvent :a1 ; sp:certificateKind certificate-kind:adoption .
}
