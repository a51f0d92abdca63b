"""Which records are of the same person or household: matches between systems, as ledger records."""

from __future__ import annotations

from interlingua.linkage.linking import LinkReport, link

__all__ = ["LinkReport", "link"]
