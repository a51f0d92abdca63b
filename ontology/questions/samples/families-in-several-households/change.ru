# Ella stays in town a day longer.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE { :m5 sp:endDate ?old ; sp:membershipEndReason ?why }
WHERE { :m5 sp:endDate ?old ; sp:membershipEndReason ?why }
