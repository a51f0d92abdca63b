"""Digits of any script as 0 to 9, and a text without the marks that only steer its direction."""

from __future__ import annotations

import unicodedata
from typing import Final

# LRM, RLM, ALM, embeddings and isolates, zero-width space and the BOM: invisible, and common in cells of Arabic sheets.
_INVISIBLE: Final = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"


class _Table(dict[int, int | str | None]):
    """What str.translate asks, worked out once a character."""

    def __missing__(self, point: int) -> int | str | None:
        character = chr(point)
        value = unicodedata.decimal(character, None)
        made: int | str | None = point
        if character in _INVISIBLE:
            made = None
        elif value is not None:
            made = str(value)
        if len(self) < 4096:
            self[point] = made
        return made


_TABLE: Final = _Table()


def plain(text: str) -> str:
    """The text without outer white space, its decimal digits (Unicode category Nd) as 0 to 9."""
    return text.strip() if text.isascii() else text.translate(_TABLE).strip()
