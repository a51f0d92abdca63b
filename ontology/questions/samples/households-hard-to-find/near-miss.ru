# The street of household 3 is noted, and the number of a house that household 4 gets letters at.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX address-kind: <https://w3id.org/social-protection/code/address-kind/>

INSERT DATA {
  :a3 sp:streetAddress "Old Caravan Road"@en .
  :h4 sp:address :a6 .
  :a6 a sp:Address ; sp:houseNumber "9" ; sp:addressKind address-kind:mailing .
}
