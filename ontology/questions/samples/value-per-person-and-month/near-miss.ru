# Amina is given soap too, which is no food, no cash and no voucher.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX delivery-status: <https://w3id.org/social-protection/code/delivery-status/>
PREFIX goods-kind: <https://w3id.org/social-protection/code/goods-kind/>

INSERT DATA {
  :soap a sp:GoodsDelivery ; sp:enrolment :e2 ; sp:recipient :amina-2 ; sp:goodsKind goods-kind:hygiene-items ;
    sp:amount :worth ; sp:eventDate "2026-03-11"^^xsd:date ; sp:deliveryStatus delivery-status:delivered .
}
