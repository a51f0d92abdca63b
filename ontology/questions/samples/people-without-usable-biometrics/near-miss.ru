# Amina's signature is taken, which no machine at the pay point reads.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX biometric-modality: <https://w3id.org/social-protection/code/biometric-modality/>
PREFIX sample-format: <https://w3id.org/social-protection/code/sample-format/>

INSERT DATA {
  :s6 a sp:BiometricSample ; sp:person :amina-1 ; sp:biometricModality biometric-modality:signature ;
    sp:sampleFormat sample-format:image ; sp:qualityScore 90.0 .
}
