"""Whether a file is in the encoding that its mapping declares: asked before a run, of its first part."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from interlingua.errors import Diagnostic, Place
from interlingua.rml import encodings
from interlingua.rml.model import LogicalSource
from interlingua.sources.compression import compression_of

LOOKED_AT: Final = 1 << 20


def encoding_finding(source: LogicalSource, path: Path) -> Diagnostic | None:
    """A warning IL-R004 at the first line that is not in the declared encoding; None for what is fine.

    Says, too, when a text that is declared to have one byte a character is UTF-8. Unreadable files are
    no business of this.
    """
    if source.formulation not in ("csv", "json", "ndjson") or compression_of(source, str(path)):
        return None
    declared = "utf-8"
    if source.formulation != "ndjson":
        declared = dict(source.options).get("encoding", "utf-8")
    try:
        encoding = encodings.canonical(declared)
        if not path.is_file():
            return None
        with path.open("rb") as file:
            data = file.read(LOOKED_AT)
    except (OSError, LookupError):
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        encoding, data = "utf-8", data[3:]
    at = encodings.first_fault(data, encoding)
    if at is not None:
        line = data.count(b"\n", 0, at) + 1 if "\n".encode(encoding) == b"\n" else None
        message = f"The file is not {declared}: the records with such bytes will be refused."
        text = data.decode(encoding, "surrogateescape") if encoding == "utf-8" else ""
        wrong = sum("\udc80" <= c <= "\udcff" for c in text)
        # Where most of it is UTF-8, another encoding would spoil what is right.
        mixed = sum(c > "\x7f" for c in text) > 2 * wrong
        hint = "Most of it is: mend those lines." if mixed else encodings.other_than(encoding)
        return Diagnostic("IL-R004", message, "warning", place=Place(file=str(path), line=line), hint=hint)
    if encodings.looks_like_utf8(data, encoding):
        message = f"The file looks like UTF-8, and is declared to be {declared}."
        hint = "Leave `encoding` out, if names look right in an editor that shows UTF-8."
        return Diagnostic("IL-R004", message, "warning", place=Place(file=str(path)), hint=hint)
    return None
