# The civil registry's record of Farid is found to be of somebody else.
PREFIX : <https://data.lumara.example/>

DELETE WHERE { :twice ?property ?value }
