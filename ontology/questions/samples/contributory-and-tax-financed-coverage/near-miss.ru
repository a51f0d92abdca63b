# Amina's second record is entered in the pension fund too, where she is counted already.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX coverage-basis: <https://w3id.org/social-protection/code/coverage-basis/>

INSERT DATA {
  :c6 a sp:Coverage ; sp:person :amina-2 ; sp:programme :fund ; sp:coverageBasis coverage-basis:own-contributions .
}
