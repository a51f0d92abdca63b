"""Faults of a mapping document, collected so that one run shows more than the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches

from interlingua.errors import Diagnostic, MappingError, Place

_MOST = 20


def did_you_mean(word: str, known: Iterable[str], *, what: str = "Known here") -> str:
    """A hint: the nearest known name, or all of them when they are few."""
    names = sorted(set(known))
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    if not near:
        lowered = {name.lower(): name for name in names}
        near = [lowered[m] for m in get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)]
    if near:
        return f"Did you mean {near[0]!r}?"
    if not names:
        return f"{what}: nothing."
    return f"{what}: {', '.join(names[:_MOST])}{' ...' if len(names) > _MOST else ''}."


class Problems:
    """Collects MappingErrors; `finish` raises the first, with the others in `also`."""

    def __init__(self) -> None:
        self.found: list[MappingError] = []

    @contextmanager
    def catch(self) -> Iterator[None]:
        """Keep a MappingError raised inside, and go on after the block."""
        try:
            yield
        except MappingError as error:
            self.found.append(error)

    def add(self, code: str, message: str, place: Place | None, hint: str | None = None) -> None:
        """One more."""
        self.found.append(MappingError(code, message, place=place, hint=hint))

    def finish(self) -> None:
        """Raise what was found, in the order of the document."""
        if not self.found:
            return
        ordered = sorted(self.found, key=lambda e: (e.place.line or 0) if e.place else 0)
        seen: list[Diagnostic] = []
        for error in ordered[1:]:
            finding = error.diagnostic()
            if finding not in seen and finding != ordered[0].diagnostic():
                seen.append(finding)
        first = ordered[0]
        raise MappingError(first.code, first.message, place=first.place, hint=first.hint, also=tuple(seen))
