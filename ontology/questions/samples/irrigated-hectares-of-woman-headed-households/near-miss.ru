# Household 1's parcel is measured in square metres instead of hectares; the man's household gets more land.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE { :p1 sp:irrigatedArea :q2 }
INSERT {
  :p1 sp:irrigatedArea :q7 .
  :q7 a sp:Quantity ; sp:quantityValue 5000.0 ; sp:unit "m2" .
  :p8 a sp:Parcel ; sp:farm :f3 ; sp:irrigatedArea :q1 .
}
WHERE {}
