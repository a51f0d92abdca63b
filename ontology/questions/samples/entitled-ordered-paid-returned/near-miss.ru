# A third order for Amina's entitlement is written, and cancelled before it goes out.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX payment-status: <https://w3id.org/social-protection/code/payment-status/>

INSERT DATA {
  :i5 a sp:PaymentInstruction ; sp:enrolment :e1 ; sp:entitlement :t1 ; sp:programmeCycle :cycle ; sp:provider :bank ;
    sp:amount :fifty ; sp:paymentStatus payment-status:cancelled .
}
