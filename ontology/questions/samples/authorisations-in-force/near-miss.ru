# The ministry's permission is given another purpose; it still has not begun.
PREFIX : <https://data.lumara.example/>
PREFIX sp: <https://w3id.org/social-protection/>

DELETE { :a4 sp:purposeCode ?old }
INSERT { :a4 sp:purposeCode "evaluation" }
WHERE { :a4 sp:purposeCode ?old }
