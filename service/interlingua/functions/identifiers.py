"""il:iri: the IRI of a thing, from a keyed digest of its local key, so that it tells nothing about it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

_PAIRS = tuple(a + b for a in "abcdefghijklmnopqrstuvwxyz234567" for b in "abcdefghijklmnopqrstuvwxyz234567")
_SHIFTS = tuple(range(120, -1, -10))
_BLOCK = 64


def _framed(text: str) -> bytes:
    data = text.encode("utf-8", "surrogatepass")
    return len(data).to_bytes(4, "big") + data


def make_iri(
    base: str, secret: bytes, system: str, kind: str
) -> Callable[[tuple[str | None, ...]], str | None]:
    """`{base}{kind}/{26 characters}` of a tuple of key parts; null where a part is null or empty.

    The characters are the first 128 bits of HMAC-SHA256 (RFC 2104) under `secret` over system, kind and
    key parts, each behind its length in four bytes, in base32 (RFC 4648) in lower case. `base` ends in
    `/` or `#`.
    """
    secret = hashlib.sha256(secret).digest() if len(secret) > _BLOCK else secret
    padded = secret.ljust(_BLOCK, b"\0")
    # The two keyed states of HMAC, made once: hmac.new() for each cell costs three times as much.
    inner_start = hashlib.sha256(bytes(b ^ 0x36 for b in padded))
    inner_start.update(_framed(system) + _framed(kind))
    outer_start = hashlib.sha256(bytes(b ^ 0x5C for b in padded))
    head = f"{base}{kind}/"

    def iri(keys: tuple[str | None, ...]) -> str | None:
        inner = inner_start.copy()
        for key in keys:
            if not key:
                return None
            data = key.encode("utf-8", "surrogatepass")
            inner.update(len(data).to_bytes(4, "big") + data)
        outer = outer_start.copy()
        outer.update(inner.digest())
        bits = int.from_bytes(outer.digest()[:16], "big") << 2
        return head + "".join([_PAIRS[(bits >> shift) & 1023] for shift in _SHIFTS])

    return iri
