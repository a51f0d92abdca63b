"""Writes the pages of docs/ that are made from the program and the ontology.

python docs/generate.py                  write them: errors.md, settings.md, terms.md, lint.md, questions.md, functions.md,
                                         functions.ttl; dci-lint.md too where INTERLINGUA_DCI says where DCI's files are
python docs/generate.py errors           only that page
python docs/generate.py --check          write nothing; exit 1 when a page is not current
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from itertools import groupby
from pathlib import Path

from function_pages import functions, turtle
from lint_pages import dci_folder, dci_lint, lint
from question_pages import questions

from interlingua.errors import CODES
from interlingua.rdf import shorten
from interlingua.rdf.namespaces import CODE, SP
from interlingua.settings import Settings
from interlingua.vocabulary import Property, Vocabulary, load

HERE = Path(__file__).parent

# -- errors.md ---------------------------------------------------------------------------------

SECTIONS = {
    "U": ("Usage", "the command line or the request does not fit"),
    "M": ("Mappings", "a mapping document is wrong; the place is its line"),
    "S": ("Sources", "a source as a whole cannot be read"),
    "R": ("Records", "something in one record; costs at most that record"),
    "V": ("Checks", "a rule of the shapes does not hold, or shapes or data cannot be used"),
    "L": ("Ledger and graph", "what is kept forbids it"),
    "Q": ("Queries", "a query is wrong, refused, or went over its limits"),
    "H": ("HTTP", "the request to the service"),
    "E": ("Environment", "the world around failed; exit code 3"),
    "D": ("Vocabulary", "ontology or code lists"),
}
ERRORS = """\
# Errors

Generated from `errors.py` by `python docs/generate.py`; do not edit.

Every error has a code that never changes its meaning. The command line prints `place: CODE sentence` and a hint; over HTTP
the same stands in `application/problem+json`, whose `type` ends in the code; `--report` and the envelope of the service list
findings as `{code, severity, place, shape, message}`. A value of a person is in none of them unless you ask (`--show-values`).
"""


def errors() -> str:
    """Every code of the register, by section."""
    parts = [ERRORS]
    for letter, codes in groupby(CODES.items(), key=lambda item: item[0][3]):
        name, about = SECTIONS[letter]
        parts.append(
            f"\n## {name}\n\nIL-{letter}...: {about}.\n\n| code | what happened | what to do |\n|---|---|---|\n"
        )
        parts += [
            f'| <a id="{code.lower()}"></a>`{code}` | {row.title} | {row.fix} |\n' for code, row in codes
        ]
    return "".join(parts)


# -- settings.md -------------------------------------------------------------------------------

SETTINGS = """\
# Settings

Generated from `settings.py` by `python docs/generate.py`; do not edit. Each is an environment variable; an option of the
command line wins over it. Sizes are bytes, times seconds.

| variable | default | what it does |
|---|---|---|
"""
DEBUG = "| `INTERLINGUA_DEBUG` | | Set it to see where an unexpected error (IL-E001) came from. |\n"


def settings() -> str:
    """Every setting, its default and its help."""
    rows = [
        f"| `INTERLINGUA_{field.name.upper()}` | {'' if field.default is None else f'`{field.default}`'} "
        f"| {field.metadata['help']} |\n"
        for field in fields(Settings)
    ]
    return "".join([SETTINGS, *rows, DEBUG])


# -- terms.md ----------------------------------------------------------------------------------

TERMS = """\
# The words, on one page

Generated from `ontology/` by `python docs/generate.py`; do not edit. Prefix `sp:` is `{sp}`.
{classes} classes, {properties} properties, {schemes} code lists. The running service shows each term at its own address, in five
languages.

A property's values are a text, a date, a number, another thing (its class), or a code of a list. A code's IRI is
`{code}<list>/<code>`; in a mapping, a code table names the list as its `scheme`, or a prefix `code:` in front of
`sex/female` writes one code.
"""


def terms() -> str:
    """Every class with its properties, every code list."""
    vocabulary = load()
    head = TERMS.format(
        sp=SP,
        code=CODE,
        classes=len(vocabulary.classes),
        properties=len(vocabulary.properties),
        schemes=len(vocabulary.schemes),
    )
    return "\n".join(
        [
            head,
            "## Classes and their properties\n",
            *_classes(vocabulary),
            "## Code lists\n",
            *_code_lists(vocabulary),
        ]
    )


def _classes(vocabulary: Vocabulary) -> Iterator[str]:
    for iri, term in sorted(vocabulary.classes.items(), key=lambda item: (item[1].defined_by, item[0])):
        above = ", ".join(f"`{shorten(c)}`" for c in term.superclasses)
        yield f"### `{shorten(iri)}`{f' (a kind of {above})' if above else ''}\n"
        yield f"{_english(term.definitions)}\n"
        rows = [p for p in vocabulary.properties.values() if iri in p.domain]
        if rows:
            yield from _properties(rows, vocabulary)


def _properties(rows: Iterable[Property], vocabulary: Vocabulary) -> Iterator[str]:
    yield "| property | value | meaning |\n|---|---|---|"
    for row in sorted(rows, key=lambda p: p.iri):
        yield f"| `{shorten(row.iri)}` | {_value(row, vocabulary)} | {_english(row.definitions)} |"
    yield ""


def _value(row: Property, vocabulary: Vocabulary) -> str:
    if row.code_list is not None:
        name = vocabulary.schemes[row.code_list].name.removeprefix("code/")
        return f"code of [{name}](#{name})"
    return " or ".join(f"`{shorten(r)}`" for r in row.range) or "anything"


def _code_lists(vocabulary: Vocabulary) -> Iterator[str]:
    for iri in sorted(vocabulary.schemes):
        scheme = vocabulary.schemes[iri]
        yield f"### {scheme.name.removeprefix('code/')}\n"
        yield f"{_english(scheme.definitions)}\n"
        yield ", ".join(f"`{notation}`" for notation in scheme.codes) + "\n"


def _english(texts: object) -> str:
    return str(dict(texts).get("en", "")).replace("|", "\\|")  # type: ignore[call-overload]


# -- the command -------------------------------------------------------------------------------

PAGES: dict[str, Callable[[], str]] = {
    "errors": errors, "settings": settings, "terms": terms, "lint": lint, "questions": questions,
    "functions": functions, "functions.ttl": turtle,
}  # fmt: skip
if dci_folder() is not None:
    PAGES["dci-lint"] = dci_lint


def file_of(name: str) -> Path:
    """Where the page is; a name without an ending is Markdown."""
    return HERE / (name if "." in name else f"{name}.md")


def is_current(name: str) -> bool:
    """Whether the page is what would be written."""
    file = file_of(name)
    return file.exists() and file.read_text(encoding="utf-8") == PAGES[name]()


def main() -> int:
    """Write the pages, or check them."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=f"one of {', '.join(PAGES)}; all by default")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 when a page is not current"
    )
    given = parser.parse_args()
    if unknown := set(given.pages) - set(PAGES):
        parser.error(f"there is no page {', '.join(sorted(unknown))}")
    names = given.pages or list(PAGES)
    if given.check:
        old = [name for name in names if not is_current(name)]
        if old:
            sys.stderr.write(f"not current: {', '.join(old)}; run `python docs/generate.py`\n")
        return int(bool(old))
    for name in names:
        file_of(name).write_text(PAGES[name](), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
