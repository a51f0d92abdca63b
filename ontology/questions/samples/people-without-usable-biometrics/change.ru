# A good picture of Amina's face is taken under her second record.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX biometric-modality: <https://w3id.org/social-protection/code/biometric-modality/>
PREFIX body-position: <https://w3id.org/social-protection/code/body-position/>
PREFIX sample-format: <https://w3id.org/social-protection/code/sample-format/>

INSERT DATA {
  :s5 a sp:BiometricSample ; sp:person :amina-2 ; sp:biometricModality biometric-modality:face ;
    sp:bodyPosition body-position:whole-face ; sp:sampleFormat sample-format:image ; sp:qualityScore 90.0 .
}
