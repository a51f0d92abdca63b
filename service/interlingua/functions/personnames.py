"""Parts of a name, split only by an order that the mapping declares. No part is ever guessed."""

from __future__ import annotations

import re
from typing import Final

from interlingua.functions.patterns import policy, unmatched
from interlingua.functions.signature import Bound, Constants

Text = str | None
_PART: Final = re.compile(r"([a-z][a-z0-9_]*)(\.\.\.|\?)?")
_MOST: Final = 500


def bind_name_part(constants: Constants) -> Bound:
    """One part of a name that is written in `order`.

    `order` names the parts as they stand, with the signs between them: `family, given` or
    `given father family`. A part is one word; with `...` it is all the words up to the next sign
    (`family..., given...`), with `?` it may be missing. A name that is not written so has no parts.
    """
    order, wanted = constants["order"], constants["part"][0]
    forms = [_form(one) for one in order]
    if not any(wanted in form.groupindex for form in forms):
        raise ValueError(f"`order` names no part {wanted!r}")
    how = policy(constants, "unmatched", ("warn", "reject", "null"))
    message = f"The name is not written {' or '.join(order)}, so its parts are not known."

    def part(value: Text) -> Text:
        if value is None or not (text := " ".join(value.split())):
            return None
        for form in forms:
            found = form.fullmatch(text[:_MOST])
            if found is not None:
                return found[wanted] or None if wanted in form.groupindex else None
        return unmatched(how, message)

    return part


def _form(order: str) -> re.Pattern[str]:
    """The order as a pattern. Signs and spaces are what they are; a word never holds a sign of the order."""
    signs = "".join(sorted({c for c in _PART.sub("", order) if not c.isspace()}))
    word = rf"[^\s{re.escape(signs)}]+"
    source, at, seen = "", 0, 0
    for found in _PART.finditer(order):
        between = order[at : found.start()]
        if seen and not between:
            raise ValueError(f"nothing separates the parts of the order {order!r}")
        source += _between(between)
        # Words are separated by one space (the value is collapsed), so each text is read in one way only.
        many = rf"(?P<{found[1]}>{word}(?: {word})*)"
        one = rf"(?P<{found[1]}>{word})"
        body = many if found[2] == "..." else one
        if found[2] == "?":
            source = source.removesuffix(_between(between)) + f"(?:{_between(between)}{body})?"
        else:
            source += body
        at, seen = found.end(), seen + 1
    if not seen:
        raise ValueError("`order` must name parts, such as `family, given`")
    if len(re.findall(r"\.\.\. *[a-z]", order)) > 1:
        raise ValueError(f"the order {order!r} has two parts of many words without a sign between them")
    try:
        return re.compile(source + _between(order[at:]))
    except re.error:
        raise ValueError(f"the order {order!r} names one part twice") from None


def _between(text: str) -> str:
    """What stands between two parts; spaces beside a sign may be there or not."""
    sign = text.strip()
    return rf" ?{re.escape(sign)} ?" if sign else (" " if text else "")
