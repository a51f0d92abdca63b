# Boris's wage is told by the month; an open band without an upper end is added, which has no middle.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX income-source: <https://w3id.org/social-protection/code/income-source/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { :i2 sp:amount :a2 }
INSERT {
  :i2 sp:amount :a6 .
  :a6 a sp:Amount ; sp:amountValue 200.0 ; sp:currency "USD" ; sp:ratePeriod "P1M"^^xsd:duration .
  :i7 a sp:Income ; sp:party :h1 ; sp:incomeSource income-source:fishing ; sp:amount :a7 .
  :a7 a sp:Amount ; sp:lowerBound 60.0 ; sp:currency "USD" ; sp:ratePeriod "P1M"^^xsd:duration .
}
WHERE {}
