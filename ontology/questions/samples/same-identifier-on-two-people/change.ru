# The finding that Carla's two records are of one person is taken back.
PREFIX : <https://data.lumara.example/>

DELETE WHERE { :twice ?property ?value }
