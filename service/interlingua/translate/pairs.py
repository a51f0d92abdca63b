"""Both sides of a join in generated functions: what gives a key with its value, and what finds it again."""

from __future__ import annotations

from contextlib import ExitStack

from interlingua.translate.indexes import Index
from interlingua.translate.writer import Val, Writer


def lookup(w: Writer, index: Index, values: list[Val]) -> str:
    """The call that finds the rows for the values of a key."""
    texts = [f"word({val.name})" if val.kind == "bool" and not val.many else val.name for val in values]
    if any(val.many for val in values):
        lists = ", ".join(t if val.many else f"({t},)" for t, val in zip(texts, values, strict=True))
        return f"{w.pool.constant(index.find_many)}(({lists},))"
    written = texts[0] if len(texts) == 1 else f"({', '.join(texts)})"
    return f"{w.pool.constant(index.find)}({written})"


def add_pairs(w: Writer, keys: list[Val], value: str) -> None:
    """The line that gives a key with its value, where the key is whole."""
    body = w.body
    tests = [t for val in keys if not val.many and (t := w.null_test(val))]
    texts = [f"word({val.name})" if val.kind == "bool" and not val.many else val.name for val in keys]
    with ExitStack() as inner:
        if tests:
            inner.enter_context(w.scope(f"if {' and '.join(dict.fromkeys(tests))}"))
        if any(val.many for val in keys):
            lists = ", ".join(t if val.many else f"({t},)" for t, val in zip(texts, keys, strict=True))
            inner.enter_context(w.scope(f"for key_ in product({lists})"))
            key = "key_[0]" if len(keys) == 1 else "key_"
        else:
            key = texts[0] if len(texts) == 1 else f"({', '.join(texts)})"
        body.line(f"out.append(({key}, {value}))")
