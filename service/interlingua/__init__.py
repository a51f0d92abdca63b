"""Interlingua: the common language of social protection data, and the machine that speaks it."""
