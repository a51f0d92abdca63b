"""Artefacts: files made from ontology, shapes and alignments for people who do not run this program.

artefacts()            every file, as path and bytes
write, check           into a folder; against the committed list of digests
"""

from __future__ import annotations

from interlingua.editorial.artefacts.build import artefacts
from interlingua.editorial.artefacts.manifest import LIST, differences, list_of, write

__all__ = ["LIST", "artefacts", "differences", "list_of", "write"]
