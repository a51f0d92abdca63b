# Voucher 4, which is still good today, is used in part.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  :b4 a sp:VoucherRedemption ; sp:enrolment :e1 ; sp:voucher :v4 ; sp:amount :eight ; sp:eventDate "2026-06-15"^^xsd:date .
}
