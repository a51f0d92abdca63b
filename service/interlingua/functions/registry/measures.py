"""What programmes measure and issue: units, periods, phone numbers, check digits, names; and what hides them."""

from __future__ import annotations

from interlingua.functions import checkdigits, personnames, phones, privacy, units
from interlingua.functions.registry.kit import BOOLEAN, DECIMAL, VALUE, function, parameter
from interlingua.functions.signature import Function

_FROM, _TO = parameter("from", "constant"), parameter("to", "constant")
_SCHEME = parameter("scheme", "constant")
_INVALID = parameter("invalid", "constant", "optional")

FUNCTIONS: tuple[Function, ...] = (
    function(
        "convert",
        (VALUE, _FROM, _TO),
        "A quantity in another unit: `from=acre, to=ha`.",
        units.bind_convert,
        datatype=DECIMAL,
    ),
    function(
        "perPeriod",
        (VALUE, _FROM, _TO),
        "A sum for each period as one for each other: `from=weekly, to=monthly` (52 and 12 to a year).",
        units.bind_per_period,
        datatype=DECIMAL,
    ),
    function(
        "phone",
        (VALUE, parameter("country", "optional"), _INVALID),
        "A phone number in international form; `country` is where it is dialled without `+`. What is none is kept"
        " with a warning; `invalid=reject`, `warn` or `null` says otherwise. Needs the extra `phones`.",
        phones.bind_phone,
    ),
    function(
        "namePart",
        (
            VALUE,
            parameter("order", "constant", "repeatable"),
            parameter("part", "constant"),
            parameter("unmatched", "constant", "optional"),
        ),
        'One part of a name written in a declared order: `order="family, given...", part=family`. A name that is not'
        " written so has no parts, and a warning; `unmatched=reject` or `null` says otherwise.",
        personnames.bind_name_part,
    ),
    function(
        "checkDigits",
        (VALUE, _SCHEME, _INVALID),
        "An identifier whose check digits hold (`luhn`, `verhoeff`, `mod11`, `mod11-2`, `mod97`, `iban`). Another is"
        " refused; `invalid=warn`, `keep` or `null` says otherwise.",
        checkdigits.bind_checked,
    ),
    function(
        "hasCheckDigits",
        (VALUE, _SCHEME),
        "Whether the check digits of an identifier hold.",
        checkdigits.bind_has_check,
        returns="boolean",
        datatype=BOOLEAN,
    ),
    function(
        "hash",
        (VALUE, parameter("context", "constant", "optional")),
        "A digest under the deployment's key, of which nobody without it learns the value; another `context`, another digest.",
        None,
        injective=True,
    ),
    function(
        "mask",
        (VALUE, parameter("keep", "constant", "optional"), parameter("sign", "constant", "optional")),
        "All letters and digits but the last `keep` (4; never more than half) as `sign` (`*`).",
        privacy.bind_mask,
    ),
)
