"""XPaths of references: quick ones, others, what they give as text, and how far they look."""

from __future__ import annotations

import pytest

from interlingua import xmlpath

ROW = xmlpath.from_text(
    '<p xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:q="http://q.example/" id="7">'
    "<name>Ana <b>Lemos</b></name><tag>x</tag><tag/><tag i:nil='true'/><q:n>2</q:n>"
    "<phones><phone kind='a'>1</phone><phone>2</phone></phones>text</p>"
)
SPACES = (("q", "http://q.example/"),)


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("@id", ["7"]),
        ("@none", []),
        ("name", ["Ana Lemos"]),
        ("name/text()", ["Ana "]),
        ("tag", ["x", ""]),
        ("tag/text()", ["x"]),
        ("q:n", ["2"]),
        ("n", []),
        ("phones/phone", ["1", "2"]),
        ("phones/phone/@kind", ["a"]),
        ("phones/phone[@kind='a']", ["1"]),
        ("phones/phone[2]", ["2"]),
        (".//phone", ["1", "2"]),
        ("string(phones/phone)", ["1"]),
        ("count(phones/phone)", ["2"]),
        ("count(phones/phone) = 2", ["true"]),
        ("text()", ["text"]),
        ("none/below", []),
    ],
)
def test_values(path: str, texts: list[str]) -> None:
    assert xmlpath.parse(path, SPACES).texts(ROW) == texts


def test_a_path_that_finds_one_value() -> None:
    assert xmlpath.parse("@id").single
    assert xmlpath.parse("@id").one(ROW) == "7"
    assert not xmlpath.parse("name").single


@pytest.mark.parametrize("path", ["a[", "q:n", "//", "a::b", "@", "a b"])
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(ValueError):
        xmlpath.parse(path)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("a/b", (0, False)), ("@id", (0, True)), ("../@id", (1, True)), ("../../name", (2, False)), ("..", (1, False)),
        ("'..'", (0, False)), ("a/../b", (xmlpath.FAR, False)), ("/a/b", (xmlpath.FAR, False)),
        ("ancestor::a/@id", (xmlpath.FAR, False)), ("count(//a)", (xmlpath.FAR, False)), ("a[b/c='/x']", (0, False)),
    ],
)  # fmt: skip
def test_reach(path: str, wanted: tuple[int, bool]) -> None:
    assert xmlpath.reach(path) == wanted


def test_pointers() -> None:
    found = xmlpath.parse("phones/phone").nodes(ROW)
    assert [pointer for pointer, _ in found] == ["/phones/phone[1]", "/phones/phone[2]"]


def test_around() -> None:
    phone = ROW.find("phones/phone")
    assert xmlpath.around(ROW, phone, 1).tag == "phones"
    assert xmlpath.around(ROW, phone, 2) is ROW
    assert xmlpath.around(ROW, phone, 3).get("id") is None


@pytest.mark.parametrize(
    "text", ["", "no", "<a>", "<!DOCTYPE a><a/>", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']
)
def test_documents_that_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        xmlpath.from_text(text)
