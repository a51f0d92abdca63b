# The law that split Qadira is withdrawn: the north never was a district of its own.
PREFIX : <https://data.lumara.example/>

DELETE WHERE { :qadira-north ?property ?value }
