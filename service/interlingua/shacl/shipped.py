"""A shipped profile: its file and core, from the snapshot of its rules."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from interlingua.errors import ShapesError
from interlingua.shacl.kept import load_kept
from interlingua.shacl.model import Shapes
from interlingua.shacl.shapes import profiles


def load_profile(name: str) -> Shapes:
    """A shipped profile: its file and core. Raises ShapesError IL-V011 for a name that is none."""
    return load_profiles((name,))


@cache
def load_profiles(names: tuple[str, ...]) -> Shapes:
    """Several profiles as one: their files and core."""
    from interlingua.vocabulary import load

    known = profiles()
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"Did you mean {near[0]!r}? " if near else ""
            raise ShapesError(
                "IL-V011", f"There is no profile {name!r}.", hint=f"{hint}Profiles: {', '.join(known)}."
            )
    narrower = tuple(name for name in dict.fromkeys(names) if name != "core")
    return load_kept("+".join(narrower) or "core", narrower, load())
