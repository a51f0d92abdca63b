# Household 1 earns a gross wage and something in another currency besides.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX income-basis: <https://w3id.org/social-protection/code/income-basis/>

INSERT DATA {
  :i5 a sp:Income ; sp:party :h1 ; sp:incomeBasis income-basis:gross ; sp:amount :x200 .
  :i6 a sp:Income ; sp:party :amina ; sp:incomeBasis income-basis:net ; sp:amount :k900 .
}
