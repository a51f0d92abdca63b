# Batch 1 gets an instruction that is cancelled at once, and says the day for one that had none.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX payment-status: <https://w3id.org/social-protection/code/payment-status/>

INSERT DATA {
  :i7 a sp:PaymentInstruction ; sp:enrolment :e1 ; sp:paymentBatch :b1 ; sp:amount :forty ;
    sp:paymentStatus payment-status:cancelled .
  :i2 sp:scheduledDate "2026-03-10"^^xsd:date .
}
