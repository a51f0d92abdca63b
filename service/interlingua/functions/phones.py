"""Phone numbers in international form, by the numbering plans of the library `phonenumbers` (extra `phones`)."""

from __future__ import annotations

from typing import Any

from interlingua.functions.faults import ValueFault
from interlingua.functions.patterns import policy, unmatched
from interlingua.functions.signature import Bound, Constants

Text = str | None
_NOT_ONE = "The value is not a phone number of that country."


def bind_phone(constants: Constants) -> Bound:
    """`+CCNNN` (ITU-T E.164); with an extension, `+CCNNN;ext=N` (RFC 3966 without `tel:`).

    `country` is the one where a number without `+` is dialled, two letters of ISO 3166-1. What is no
    number of its plan is kept as text, with a warning.
    """
    try:
        import phonenumbers
    except ImportError:
        raise ValueError("install the extra `phones`: pip install 'interlingua[phones]'") from None
    how = policy(constants, "invalid", ("keep", "reject", "warn", "null"))

    def phone(value: Text, country: Text) -> Text:
        if value is None or not (text := value.strip()):
            return None
        region = country.strip().upper() if country else None
        if region and region not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueFault("IL-R002", "The country of the phone number is not a code of ISO 3166-1.")
        found = _parsed(phonenumbers, text, region)
        if found is not None:
            form = phonenumbers.PhoneNumberFormat.E164
            number = str(phonenumbers.format_number(found, form))
            return f"{number};ext={found.extension}" if found.extension else number
        if how == "keep":
            raise ValueFault("IL-R002", _NOT_ONE, severity="warning", replacement=text)
        return unmatched(how, _NOT_ONE)

    return phone


def _parsed(library: Any, text: str, region: str | None) -> Any:
    """The number, when the plan of its country has it."""
    try:
        found = library.parse(text, region)
    except library.NumberParseException:
        return None
    return found if library.is_valid_number(found) else None
