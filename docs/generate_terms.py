"""Writes docs/terms.md from the vocabulary: every class with its properties, every code list.

python docs/generate_terms.py            write it
python docs/generate_terms.py --check    exit 1 when the file is not current
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from interlingua.rdf.namespaces import CODE, PREFIXES, SP
from interlingua.vocabulary import Property, Vocabulary, load

PAGE = Path(__file__).with_name("terms.md")

HEAD = """\
# The words, on one page

Generated from `ontology/` by `python docs/generate_terms.py`; do not edit. Prefix `sp:` is `{sp}`.
{classes} classes, {properties} properties, {schemes} code lists. The running service shows each term at its own address, in five
languages.

A property's values are a text, a date, a number, another thing (its class), or a code of a list. A code's IRI is
`{code}<list>/<code>`; in a mapping, a code table names the list as its `scheme`, or a prefix `code:` in front of
`sex/female` writes one code.
"""


def page(vocabulary: Vocabulary) -> str:
    """The whole page."""
    return "\n".join(
        [
            HEAD.format(
                sp=SP,
                code=CODE,
                classes=len(vocabulary.classes),
                properties=len(vocabulary.properties),
                schemes=len(vocabulary.schemes),
            ),
            "## Classes and their properties\n",
            *_classes(vocabulary),
            "## Code lists\n",
            *_code_lists(vocabulary),
        ]
    )


def _classes(vocabulary: Vocabulary) -> Iterator[str]:
    modules: dict[str, list[str]] = {}
    for iri, term in vocabulary.classes.items():
        modules.setdefault(term.defined_by, []).append(iri)
    for module in sorted(modules):
        for iri in sorted(modules[module]):
            term = vocabulary.classes[iri]
            above = ", ".join(f"`{_short(c)}`" for c in term.superclasses)
            yield f"### `{_short(iri)}`{f' (a kind of {above})' if above else ''}\n"
            yield f"{_english(term.definitions)}\n"
            rows = [p for p in vocabulary.properties.values() if iri in p.domain]
            if rows:
                yield from _properties(rows, vocabulary)


def _properties(rows: Iterable[Property], vocabulary: Vocabulary) -> Iterator[str]:
    yield "| property | value | meaning |\n|---|---|---|"
    for row in sorted(rows, key=lambda p: p.iri):
        yield f"| `{_short(row.iri)}` | {_value(row, vocabulary)} | {_english(row.definitions)} |"
    yield ""


def _value(row: Property, vocabulary: Vocabulary) -> str:
    if row.code_list is not None:
        name = vocabulary.schemes[row.code_list].name.removeprefix("code/")
        return f"code of [{name}](#{name})"
    return " or ".join(f"`{_short(r)}`" for r in row.range) or "anything"


def _code_lists(vocabulary: Vocabulary) -> Iterator[str]:
    for iri in sorted(vocabulary.schemes):
        scheme = vocabulary.schemes[iri]
        yield f"### {scheme.name.removeprefix('code/')}\n"
        yield f"{_english(scheme.definitions)}\n"
        yield ", ".join(f"`{notation}`" for notation in scheme.codes) + "\n"


def _english(texts: object) -> str:
    return str(dict(texts).get("en", "")).replace("|", "\\|")  # type: ignore[call-overload]


def _short(iri: str) -> str:
    for name, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{name}:{iri.removeprefix(namespace)}"
    return iri


def main() -> int:
    """Write the page, or check it."""
    text = page(load())
    if "--check" in sys.argv[1:]:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
