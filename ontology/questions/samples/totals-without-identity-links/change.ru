# Somebody looks at Boris's two records and finds that they are of two people.
PREFIX : <https://data.lumara.example/>

DELETE WHERE { :boris ?property ?value }
