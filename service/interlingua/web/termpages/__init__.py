"""The pages of the vocabulary's terms: what is known of each, and how it is told in the reader's language."""

from __future__ import annotations

from interlingua.web.termpages.library import Library, open_library

__all__ = ["Library", "open_library"]
