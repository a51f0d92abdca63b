"""HTTP: thin routes over the use cases, the SPARQL endpoint, the vocabulary's addresses, pages."""

from __future__ import annotations
