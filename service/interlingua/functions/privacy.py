"""What is kept of a value that must not be kept: a keyed digest, or its last characters."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Final

from interlingua.functions.signature import Bound, Constants

Text = str | None
_LENGTH: Final = 32


def make_hash(secret: bytes, context: str) -> Callable[[Text], Text]:
    """32 hexadecimal digits of HMAC-SHA256 (RFC 2104) under the deployment's key; null of null.

    The same value gives the same digest everywhere under that key and `context`, and nothing without it.
    """
    key = hmac.new(secret, b"il:hash\0" + context.encode(), hashlib.sha256).digest()

    def digest(value: Text) -> Text:
        if not value:
            return None
        data = value.encode("utf-8", "surrogatepass")
        return hmac.new(key, data, hashlib.sha256).hexdigest()[:_LENGTH]

    return digest


def bind_mask(constants: Constants) -> Bound:
    """Every letter and digit but the last `keep` (4) as `sign`; at least half of them is always masked."""
    text = (constants.get("keep") or ("4",))[0]
    sign = (constants.get("sign") or ("*",))[0]
    if not text.isascii() or not text.isdigit() or int(text) > 20:
        raise ValueError("`keep` must be a whole number up to 20")
    if len(sign) != 1 or sign.isalnum():
        raise ValueError("`sign` must be one character, no letter and no digit")
    keep = int(text)

    def mask(value: Text) -> Text:
        if value is None or not (whole := value.strip()):
            return None
        hidden = sum(c.isalnum() for c in whole)
        hidden -= min(keep, hidden // 2)
        out = []
        for c in whole:
            if c.isalnum() and hidden > 0:
                hidden -= 1
                out.append(sign)
            else:
                out.append(c)
        return "".join(out)

    return mask


def digest_of(algorithm: str) -> Bound:
    """An unkeyed digest in hexadecimal. It hides nothing: whoever guesses the value can check the guess."""

    def digest(value: Text) -> Text:
        if value is None:
            return None
        data = value.encode("utf-8", "surrogatepass")
        return hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()

    return digest
