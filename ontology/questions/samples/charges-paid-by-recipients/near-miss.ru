# A charge of one cent was paid in dollars: it is not added to a sum in another currency.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

INSERT DATA {
  :cent a sp:Amount ; sp:amountValue 0.01 ; sp:currency "USD" .
  :p3 sp:charge :cent .
}
