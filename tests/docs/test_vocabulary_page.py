"""docs/vocabulary.md tells the truth about the modules, the code lists and the privacy answers."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from interlingua.rdf.namespaces import SP
from interlingua.vocabulary import load

PAGE = (Path(__file__).parents[2] / "docs" / "vocabulary.md").read_text(encoding="utf-8")


def test_the_table_of_modules() -> None:
    vocabulary = load()
    classes = Counter(c.defined_by for c in vocabulary.classes.values())
    properties = Counter(p.defined_by for p in vocabulary.properties.values())
    rows = re.findall(r"^\| ([\w-]+) \| [^|]+ \| (\d+) \| (\d+) \|$", PAGE, re.MULTILINE)
    told = {f"{SP}module/{name}": (int(c), int(p)) for name, c, p in rows}
    assert told == {module: (classes[module], properties[module]) for module in properties}


def test_the_count_of_codes() -> None:
    vocabulary = load()
    assert f"{len(vocabulary.schemes)} code lists with {len(vocabulary.codes)} codes" in PAGE


def test_the_privacy_answers() -> None:
    schemes = {"identifiability": "identifiability", "sensitivity": "sensitivity", "aboutWhom": "about-whom",
               "generalisation": "generalisation"}  # fmt: skip
    for name, scheme in schemes.items():
        (told,) = re.findall(rf"^\| `sp:{name}`: [^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE)
        codes = load().schemes[f"{SP}code/{scheme}"].codes
        assert set(told.split(", ")) == set(codes), name


def test_every_term_that_is_named_exists() -> None:
    vocabulary = load()
    named = set(re.findall(r"`?\bsp:([A-Za-z]+)", PAGE)) - {"code"}
    assert {n for n in named if vocabulary.kind_of(SP + n) is None} == set()
