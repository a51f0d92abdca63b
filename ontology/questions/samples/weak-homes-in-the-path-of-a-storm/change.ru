# Household 3 is found to have a telephone.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>
PREFIX ict-access: <https://w3id.org/social-protection/code/ict-access/>

INSERT DATA { :s3 sp:ictAccess ict-access:mobile-phone }
