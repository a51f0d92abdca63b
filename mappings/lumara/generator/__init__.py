"""The invented country Lumara: its people, its programmes' files, and the answers that are true of it."""
