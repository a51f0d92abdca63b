"""A slip in a mapping of XML: `mapping check` looks at the first records, names it, and what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.exchange.mapping import check_mapping
from interlingua.exchange.translate import Request, translate_files
from interlingua.settings import Settings

XML = """<register xmlns="http://example.org/register" xmlns:g="http://example.org/geo">
  <home id="h1"><g:village>Upper Ford</g:village><member><name>Ana</name></member></home>
  <home id="h2"><g:village kind="town">Lower Ford</g:village><member><name>Ben</name></member></home>
</register>
"""
MAPPING = """
prefixes: {ex: "https://example.org/"}
sources:
  homes:
    access: homes.xml
    iterator: /r:register/r:home
    namespaces: {r: "http://example.org/register", geo: "http://example.org/geo"}
omit: {geo:village/@kind: not asked for}
mappings:
  home:
    sources: homes
    s: ex:home/$(@id)
    po: [[ex:village, $(geo:village)]]
  member:
    sources: homes
    each: r:member
    s: ex:home/$(^@id)/$(r:name)
    po: [[ex:name, $(r:name)]]
"""


def check(folder: Path, *changes: tuple[str, str], xml: str = XML) -> list[tuple[str, str, str, str]]:
    text = MAPPING
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "homes.xml").write_text(xml, encoding="utf-8")
    (folder / "m.yaml").write_text(text, encoding="utf-8")
    found = check_mapping(str(folder / "m.yaml"), {})
    return [(f.severity, f.code, f.message, f.hint or "") for f in found]


def test_nothing_is_said_of_what_is_right(tmp_path: Path) -> None:
    assert check(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ("$(geo:village)]", "$(village)]", "$(village) occurs nowhere", "Did you mean geo:village?"),
        ("[ex:name, $(r:name)]", "[ex:name, $(r:nam)]", "$(r:nam) occurs nowhere", "Did you mean r:name?"),
        ("home/$(@id)\n    po", "home/$(@ident)\n    po", "$(@ident) occurs nowhere", "@id"),
        ("each: r:member", "each: r:membr", "finds nothing", "Did you mean r:member?"),
        ("each: r:member", "each: member", "finds nothing", "Did you mean r:member?"),
    ],
)
def test_a_path_that_is_not_there(tmp_path: Path, old: str, new: str, message: str, hint: str) -> None:
    first, *_ = (f for f in check(tmp_path, (old, new)) if f[1] == "IL-M005")
    assert first[0] == "warning"
    assert message in first[2]
    assert hint in first[3]


@pytest.mark.parametrize(
    ("iterator", "hint"),
    [
        ("/r:register/r:hom", "Did you mean /r:register/r:home?"),
        ("/r:registr/r:home", "Did you mean /r:register/r:home?"),
        ("/register/r:home", "Did you mean /r:register/r:home?"),
        ("//home", "Did you mean /r:register/r:home?"),
    ],
)
def test_an_iterator_that_selects_nothing(tmp_path: Path, iterator: str, hint: str) -> None:
    (only,) = check(tmp_path, ("iterator: /r:register/r:home", f"iterator: {iterator}"))
    assert only[:2] == ("violation", "IL-M005")
    assert only[3] == hint


def test_a_default_namespace_without_a_prefix(tmp_path: Path) -> None:
    changes = (
        ("r: \"http://example.org/register\", ", ""), ("r:register/r:home", "register/home"),
        ("each: r:member", "each: member"), ("/$(r:name)", "/$(name)"), ("[ex:name, $(r:name)]", "[ex:name, $(name)]"),
    )  # fmt: skip
    (only,) = check(tmp_path, *changes)
    assert only[1] == "IL-M005"
    assert 'default namespace http://example.org/register: write `namespaces: {d: "http' in only[3]
    summary = translate_files(
        Request(str(tmp_path / "m.yaml"), {}, tmp_path / "out.nt"), Settings(iri_key="of the tests alone")
    )
    assert "default namespace" in "".join(str(w.hint) for w in summary.warnings)


def test_what_is_neither_mapped_nor_omitted(tmp_path: Path) -> None:
    xml = XML.replace('<home id="h2">', '<home id="h2" zone="3"><phone n="1"><kind>x</kind></phone>')
    messages = [f[2] for f in check(tmp_path, xml=xml) if f[1] == "IL-M016"]
    assert [m.split("'")[1] for m in messages] == ["@zone", "r:phone"]
    omitted = ("omit: {", 'omit: {"@zone": none, r:phone: none, ')
    assert check(tmp_path, omitted, xml=xml) == []


def test_the_names_in_tests_of_a_path_are_read(tmp_path: Path) -> None:
    changes = (
        ("$(geo:village)]", "\"$(geo:village[@kind='town'])\"]"),
        ("{geo:village/@kind: not asked for}", "{}"),
    )
    assert check(tmp_path, *changes) == []


def test_an_empty_register_is_no_slip(tmp_path: Path) -> None:
    assert not [
        f for f in check(tmp_path, xml='<register xmlns="http://example.org/register"/>') if f[1] == "IL-M005"
    ]
