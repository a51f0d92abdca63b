"""Check digits of identifiers, by the scheme that the issuer uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from interlingua.functions.faults import ValueFault
from interlingua.functions.patterns import policy, unmatched
from interlingua.functions.signature import Bound, Constants

Text = str | None

_DIHEDRAL: Final = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678", "5987604321", "6598710432",
    "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_PERMUTED: Final = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415",
    "7046913258",
)  # fmt: skip


def luhn(text: str) -> bool:
    """ISO/IEC 7812-1, annex B: payment cards, many national identifiers."""
    if not text.isdigit():
        return False
    total = 0
    for at, digit in enumerate(map(int, reversed(text))):
        doubled = digit * 2 if at % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def verhoeff(text: str) -> bool:
    """Verhoeff's scheme over the dihedral group D5: Aadhaar."""
    if not text.isdigit():
        return False
    check = 0
    for at, digit in enumerate(map(int, reversed(text))):
        check = int(_DIHEDRAL[check][int(_PERMUTED[at % 8][digit])])
    return check == 0


def mod11(text: str) -> bool:
    """Weights 2, 3, 4 ... from the right; the last character makes the sum divisible by 11, `X` is 10 (ISBN-10)."""
    if not text[:-1].isdigit() or not (text[-1].isdigit() or text[-1] in "Xx"):
        return False
    check = 10 if text[-1] in "Xx" else int(text[-1])
    total = sum(weight * int(digit) for weight, digit in enumerate(reversed(text[:-1]), 2))
    return (total + check) % 11 == 0


def mod11_2(text: str) -> bool:
    """ISO/IEC 7064 MOD 11-2: ISNI, ORCID, China's resident number."""
    if not text[:-1].isdigit() or not (text[-1].isdigit() or text[-1] in "Xx"):
        return False
    total = 0
    for digit in text[:-1]:
        total = (total + int(digit)) * 2
    return (total + (10 if text[-1] in "Xx" else int(text[-1]))) % 11 == 1


def mod97(text: str) -> bool:
    """ISO/IEC 7064 MOD 97-10: two check digits at the end; letters count from 10 (A) to 35 (Z)."""
    if not text.isalnum():
        return False
    return int("".join(str(int(c, 36)) for c in text)) % 97 == 1


def iban(text: str) -> bool:
    """ISO 13616: country, two check digits and account, by MOD 97-10 with the first four at the end."""
    known = 15 <= len(text) <= 34 and text[:2].isalpha() and text[2:4].isdigit()
    return known and mod97(text[4:] + text[:4])


SCHEMES: Final[dict[str, Callable[[str], bool]]] = {
    "luhn": luhn, "verhoeff": verhoeff, "mod11": mod11, "mod11-2": mod11_2, "mod97": mod97, "iban": iban,
}  # fmt: skip
_BETWEEN: Final = dict.fromkeys(map(ord, " -./\u00a0"))
_MOST: Final = 100


def _scheme(constants: Constants) -> Callable[[str], bool]:
    name = constants["scheme"][0]
    if name not in SCHEMES:
        raise ValueError(f"`scheme` must be one of {', '.join(SCHEMES)}")
    return SCHEMES[name]


def _holds(value: str, scheme: Callable[[str], bool]) -> bool:
    text = value.translate(_BETWEEN)
    return 2 <= len(text) <= _MOST and text.isascii() and scheme(text)


def bind_checked(constants: Constants) -> Bound:
    """The identifier as it is, when its check digits hold."""
    scheme = _scheme(constants)
    how = policy(constants, "invalid", ("reject", "warn", "keep", "null"))

    def checked(value: Text) -> Text:
        if value is None or not (text := value.strip()):
            return None
        if _holds(text, scheme):
            return text
        if how == "keep":
            raise ValueFault("IL-R002", _WRONG, severity="warning", replacement=text)
        return unmatched(how, _WRONG)

    return checked


_WRONG: Final = "The check digits of the identifier do not hold."


def bind_has_check(constants: Constants) -> Bound:
    """Whether the check digits of the identifier hold."""
    scheme = _scheme(constants)
    return lambda value: value is not None and _holds(value.strip(), scheme)
