"""Texts by pattern: RE2, whose time is linear in the length of the text (https://github.com/google/re2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, Literal

from interlingua.functions.faults import ValueFault
from interlingua.functions.signature import Bound, Constants

Text = str | None
_MOST: Final = 1000
_MEMORY: Final = 8 << 20
_REFERENCE: Final = re.compile(r"\\(?:([0-9])|(.))|\$\{(\w+)\}", re.DOTALL)
_POLICIES: Final = ("reject", "warn", "null")
Unmatched = Literal["reject", "warn", "null"]


def compiled(pattern: str) -> Any:
    """A pattern. Raises ValueError with what is wrong in it."""
    import re2

    if len(pattern) > _MOST:
        raise ValueError(f"a pattern has {_MOST:,} characters at most")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        what = error.args[0] if error.args else "it cannot be read"
        what = what.decode(errors="replace") if isinstance(what, bytes) else str(what)
        hint = " (RE2 has no look-around and no back-references)" if "(?" in what or "\\" in what else ""
        raise ValueError(f"the pattern {pattern!r} is wrong: {what}{hint}") from None


def policy(constants: Constants, name: str, choices: tuple[str, ...] = _POLICIES) -> str:
    """A constant that is one of some words; the first where it is left out."""
    word = (constants.get(name) or (choices[0],))[0]
    if word not in choices:
        raise ValueError(f"`{name}` must be one of {', '.join(choices)}")
    return word


def unmatched(how: str, message: str, replacement: str | None = None) -> str | None:
    """What comes of a value that does not fit: a fault, a warning with what replaces the value, or null."""
    if how == "null":
        return None
    severity: Literal["violation", "warning"] = "violation" if how == "reject" else "warning"
    raise ValueFault("IL-R002", message, severity=severity, replacement=replacement)


def bind_match(constants: Constants) -> Bound:
    """The named `part` of the first pattern that fits the whole text, without white space at its ends."""
    forms = [compiled(pattern) for pattern in constants["pattern"]]
    getters = [_getter(form, (constants.get("part") or ("",))[0]) for form in forms]
    how = policy(constants, "unmatched")
    tried = list(zip(forms, getters, strict=True))

    def match(value: Text) -> Text:
        if value is None or not (text := value.strip()):
            return None
        for form, get in tried:
            found = form.fullmatch(text)
            if found is not None:
                part: str | None = get(found)
                return part.strip() or None if part else None
        return unmatched(how, "The value does not have the form that the mapping expects.")

    return match


def _getter(form: Any, part: str) -> Callable[[Any], str | None]:
    names: dict[str, int] = dict(form.groupindex)
    if part in names:
        return lambda found: found.group(part)
    if part.isdigit() and int(part) <= form.groups:
        return lambda found: found.group(int(part))
    if not part:
        at = 1 if form.groups == 1 else 0
        if form.groups > 1:
            raise ValueError(
                "`part` must say which group is meant: "
                + ", ".join(names or map(str, range(1, form.groups + 1)))
            )
        return lambda found: found.group(at)
    raise ValueError(f"a pattern has no part {part!r}: write (?P<{part}>...) in each")


def bind_matches(constants: Constants) -> Bound:
    """Whether one of the patterns fits the whole text."""
    forms = [compiled(pattern) for pattern in constants["pattern"]]
    return lambda value: value is not None and any(form.fullmatch(value) is not None for form in forms)


def bind_find(constants: Constants) -> Bound:
    """Every place where the pattern fits; of a pattern with one group, the group."""
    form = compiled(constants["pattern"][0])
    if form.groups > 1:
        raise ValueError("the pattern must have one group at most")

    def find(value: Text) -> list[str]:
        return [] if value is None else [one for one in form.findall(value) if one]

    return find


def bind_groups(constants: Constants) -> Bound:
    """The groups of a pattern that fits the whole text; nothing where it does not."""
    form = compiled(constants["pattern"][0])

    def groups(value: Text) -> list[str]:
        found = form.fullmatch(value) if value is not None else None
        return [] if found is None else [one for one in found.groups() if one is not None]

    return groups


def bind_replace_pattern(constants: Constants) -> Bound:
    r"""Every place where the pattern fits replaced with `by`, where `\1` and `${name}` are groups."""
    form = compiled(constants["pattern"][0])
    pieces = _pieces((constants.get("by") or ("",))[0], form)

    def made(found: Any) -> str:
        return "".join(piece if isinstance(piece, str) else found.group(piece[0]) or "" for piece in pieces)

    return lambda value: None if value is None else str(form.sub(made, value))


def _pieces(by: str, form: Any) -> list[str | tuple[int | str]]:
    out: list[str | tuple[int | str]] = []
    at = 0
    for found in _REFERENCE.finditer(by):
        out.append(by[at : found.start()])
        at = found.end()
        if found[2] is not None:
            out.append(found[2])
        elif found[3] is not None:
            if found[3] not in form.groupindex:
                raise ValueError(f"the pattern has no part {found[3]!r}")
            out.append((found[3],))
        else:
            if int(found[1]) > form.groups:
                raise ValueError(f"the pattern has no group {found[1]}")
            out.append((int(found[1]),))
    return [*out, by[at:]]


def bind_split_pattern(constants: Constants) -> Bound:
    """The parts between places where the pattern fits, trimmed, empty ones left out."""
    form = compiled(constants["pattern"][0])
    if form.fullmatch("") is not None:
        raise ValueError("the pattern must not fit nothing at all")
    if form.groups:
        raise ValueError("the pattern must have no group: write (?:...)")

    def split(value: Text) -> list[str]:
        return [] if value is None else [part for piece in form.split(value) if (part := piece.strip())]

    return split
