"""Names of encodings: what people write, and what to write instead of a name that says nothing."""

from __future__ import annotations

import codecs
import re
from difflib import get_close_matches
from typing import Final

_PAGE: Final = re.compile(r"(?:cp|win|windows|msdos|dos|ibm|codepage)[ _.-]*(\d{3,4})")
_USUAL: Final = (
    "utf-8", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1256",
    "iso-8859-1", "iso-8859-2", "iso-8859-15", "latin-1", "cp437", "cp850", "mac-roman", "utf-16", "gbk", "shift_jis",
)  # fmt: skip
_UNSAID: Final = ("ansi", "excel", "windows", "western", "default", "csv", "1252")


def canonical(name: str) -> str:
    """The name as the programme knows it (`windows1252` is `cp1252`). Raises LookupError."""
    plain = name.strip().lower()
    page = _PAGE.fullmatch(plain)
    found = codecs.lookup(f"cp{page[1]}" if page else plain).name
    "".encode(found)  # rot13 and its like are no encodings of text
    return found


def suggestion(name: str) -> str:
    """What to write instead of an unknown name."""
    plain = name.strip().lower()
    if plain in _UNSAID or plain.startswith("ansi"):
        return "What Windows calls ANSI is mostly windows-1252: write `encoding: windows-1252`."
    near = get_close_matches(plain, _USUAL, 1, 0.6)
    if near:
        return f"Did you mean {near[0]!r}?"
    return "Write utf-8, windows-1252, iso-8859-1 or utf-16, for example."


def other_than(encoding: str) -> str:
    """What to do when a file turned out not to be in the encoding that was declared, or not declared."""
    if encoding == "utf-8":
        return "Declare `encoding: windows-1252` at the source (usual for Excel), or save the file as UTF-8."
    return "Declare the encoding that the file was saved in, or save it as UTF-8 and leave `encoding` out."


def looks_like_utf8(data: bytes, declared: str) -> bool:
    """Whether a text that should have one byte for each character is UTF-8: it has other bytes, all in its form."""
    pairs = b"\xc3\xa9\x88\x9f\xb0\xa1"  # one character each in UTF-8, Shift JIS and the codes of China
    if data.isascii() or len(pairs.decode(declared, "replace")) != len(pairs):
        return False
    try:
        return not codecs.getincrementaldecoder("utf-8")("strict").decode(data).isascii()
    except UnicodeDecodeError:
        return False


def first_fault(data: bytes, encoding: str) -> int | None:
    """Where the beginning of a text is not in its encoding: the offset. It may be cut off anywhere."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data)
    except UnicodeDecodeError as error:
        return error.start
    return None
