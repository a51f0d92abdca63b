"""What editors of a vocabulary do: lint it, build it, count what it covers."""
