"""The pages of terms: what each kind of page tells, in whose language, and that nothing in it can do harm.

Most run over a small vocabulary made here, with hostile and odd texts in it; the last ones over the shipped one.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from html_pages import Page
from interlingua.exchange import catalogue
from interlingua.rdf.namespaces import SP
from interlingua.vocabulary.describing import statements
from interlingua.vocabulary.translations import LANGUAGES, english_digest
from interlingua.web.termpages import Library, open_library
from interlingua.web.termpages import text as texts
from interlingua.web.termpages.building import missing_page, page_of, search_page
from interlingua.web.termpages.view import Reader
from interlingua.web.terms import html_of
from web_support import PlainTerms, make_generation, services_for, serving

pytestmark = pytest.mark.xdist_group("term-pages")

EVIL = "<script>alert('x')</script>"
PREFIXES = """
@prefix code: <https://w3id.org/social-protection/code/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix module: <https://w3id.org/social-protection/module/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/social-protection/shape/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sp: <https://w3id.org/social-protection/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://data.example.org/> .
@prefix depth: <https://w3id.org/social-protection/code/depth/> .
"""
HEADER = """
<https://w3id.org/social-protection/> a owl:Ontology ;
    dcterms:title "Small"@en , "Petit"@fr , "صغير"@ar ; dcterms:description "A small one."@en ;
    owl:versionIRI sp:7.8.9 ; owl:imports module:water .
"""
WATER = f"""
module:water a owl:Ontology ; dcterms:title "Water"@en , "ماء"@ar ; dcterms:isPartOf sp: .
sp:Thing a owl:Class ; rdfs:label "Thing"@en , "شيء"@ar ; skos:definition "Anything."@en ;
    skos:altLabel "stuff"@en , "truc"@fr ; rdfs:isDefinedBy module:water .
sp:Well a owl:Class ; rdfs:label "Well"@en , "Puits d'été"@fr , "بئر"@ar ; rdfs:subClassOf sp:Thing ;
    skos:definition "A hole with water."@en , "Un trou avec de l'eau."@fr ; rdfs:seeAlso <https://well.example/x?a=1&b=2> ;
    sp:translation "draft {english_digest("Well", "A hole with water.")} fr" , "reviewed 00000000 ar" ;
    rdfs:isDefinedBy module:water .
sp:Evil a owl:Class ; rdfs:label "{EVIL}"@en ; skos:definition "\\"><img src=x onerror=alert(1)> `<b>`"@en ;
    skos:altLabel "{EVIL}"@en , "'\\" onmouseover='x"@fr ; rdfs:seeAlso <javascript:alert(1)> ; rdfs:isDefinedBy module:water .
sp:oldDepth a owl:DatatypeProperty ; rdfs:label "old depth"@en ; skos:definition "Gone."@en ;
    owl:deprecated true ; dcterms:isReplacedBy sp:depth ; sp:deprecatedIn "0.2.0" ; sp:deprecationReason "It was vague."@en ;
    schema:domainIncludes sp:Well ; schema:rangeIncludes xsd:decimal ; rdfs:isDefinedBy module:water .
sp:depth a owl:ObjectProperty ; rdfs:label "depth"@en ; skos:definition "How deep."@en ;
    schema:domainIncludes sp:Well ; schema:rangeIncludes skos:Concept ; sp:codeList code:depth ; rdfs:isDefinedBy module:water .
sp:name a owl:DatatypeProperty ; rdfs:label "name"@en ; skos:definition "What it is called."@en ;
    schema:domainIncludes sp:Thing ; schema:rangeIncludes xsd:string ; rdfs:isDefinedBy module:water .
sp:feeds a owl:ObjectProperty ; rdfs:label "feeds"@en ; skos:definition "What it gives water to."@en ;
    schema:domainIncludes sp:Well ; schema:rangeIncludes sp:Thing ; rdfs:isDefinedBy module:water .
"""
DEPTH = """
code:depth a skos:ConceptScheme ; skos:prefLabel "Depth"@en , "العمق"@ar ; skos:definition "Depths."@en ;
    sp:orderDirection "from shallow to deep"@en ; rdfs:isDefinedBy sp: .
depth:0321 a skos:Concept ; skos:prefLabel "Shallow"@en ; skos:notation "0321" ; sp:order 1 ; skos:inScheme code:depth ; rdfs:isDefinedBy code:depth .
depth:err.request.bad a skos:Concept ; skos:prefLabel "Deep"@en ; skos:definition "Very."@en ; skos:notation "err.request.bad" ; sp:order 2 ;
    skos:inScheme code:depth ; rdfs:isDefinedBy code:depth .
depth:b1440 a skos:Concept ; skos:prefLabel "Deeper"@en ; skos:notation "b1440" ; sp:order 3 ; skos:broader depth:err.request.bad ;
    skos:inScheme code:depth ; rdfs:isDefinedBy code:depth .
""" + "".join(
    f'depth:n{number} a skos:Concept ; skos:prefLabel "No {number}"@en ; skos:notation "n{number}" ; '
    "skos:inScheme code:depth ; rdfs:isDefinedBy code:depth .\n"
    for number in range(250)
)
CORE = """
shape:core a owl:Ontology ; dcterms:title "The core"@en , "النواة"@ar .
shape:Thing a sh:NodeShape ; sh:targetClass sp:Thing ; sh:property shape:Thing-name-minCount .
shape:Thing-name-minCount a sh:PropertyShape ; sh:path sp:name ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "A thing has a name in `sp:name`."@en , "للشيء اسم."@ar .
shape:Well a sh:NodeShape ; sh:targetClass sp:Well ; sh:property shape:Well-name-maxCount .
shape:Well-name-maxCount a sh:PropertyShape ; sh:path sp:name ; sh:maxCount 1 ; sh:message "A well has one name."@en .
shape:Evil a sh:NodeShape ; sh:targetClass sp:Evil ; sh:property shape:Evil-name-minCount .
shape:Evil-name-minCount a sh:PropertyShape ; sh:path sp:name ; sh:minCount 1 ; sh:message "A thing has a name in `sp:name`."@en .
"""
PROFILE = """
shape:Strict-Well a sh:NodeShape ; sh:targetClass sp:Well ; sh:property shape:Strict-Well-shallow .
shape:Strict-Well-shallow a sh:PropertyShape ; sh:path ( sp:feeds sp:depth ) ; sh:hasValue depth:0321 ; sh:severity sh:Warning ;
    sh:message "What a well feeds is shallow."@en .
"""
EXAMPLE = """
<urn:interlingua:example:valid:Well-name-maxCount> { ex:w a sp:Well ; sp:name "One" ; sp:depth depth:0321 . }
<urn:interlingua:example:invalid:Well-name-maxCount> { ex:w a sp:Well ; sp:name "One" , "</pre><b>Two" . }
"""
QUESTION = """# Question: Which wells are not deep?
PREFIX sp: <https://w3id.org/social-protection/> # sp:name is only in this comment
PREFIX depth: <https://w3id.org/social-protection/code/depth/>
SELECT ?well { ?well a sp:Well ; sp:depth ?d . FILTER(?d != depth:err.request.bad && "sp:feeds" != "") }
"""
SSSOM = """# mapping_set_title: Standard of wells
# object_source_version: "2"
# curie_map:
#   wells: https://wells.example/
#   own: https://w3id.org/social-protection/source/wells/
"""
SSSOM_ROWS = [
    ("subject_id", "predicate_id", "object_id", "object_label", "mapping_justification", "comment", "ext_reason", "confidence"),
    ("sp:Well", "skos:broadMatch", "wells:Hole", "Hole", "semapv:ManualMappingCuration", "Any hole.", "", "0.75"),
    ("sp:Well", "skos:exactMatch", "own:class/Brunnen", "Brunnen", "semapv:ManualMappingCuration", "", "", ""),
    ("sssom:NoTermFound", "skos:relatedMatch", "own:class/Lid", "Lid", "semapv:ManualMappingCuration", "", "out of scope", ""),
]  # fmt: skip
MAPPING = """prefixes: {sp: "https://w3id.org/social-protection/", ex: "http://example.org/"}
record: {system: county, type: well, source: wells, key: [$(no)]}
sources: {wells: {access: wells.csv, referenceFormulation: csv}}
codes: {depth: {file: depth.csv, scheme: depth}}
mappings:
  well:
    s: ex:well/$(no)
    po:
      - [a, sp:Well]
      - [sp:name, $(title)]
      - [sp:depth, "il:code(table=depth, value=$(how_deep))"]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("small")
    files = {
        "ontology/social-protection.ttl": PREFIXES + HEADER,
        "ontology/modules/water.ttl": PREFIXES + WATER,
        "ontology/codelists/depth.ttl": PREFIXES + DEPTH,
        "ontology/alignments/wells.sssom.tsv": SSSOM + "".join("\t".join(row) + "\n" for row in SSSOM_ROWS),
        "ontology/examples/core/Well.trig": PREFIXES + EXAMPLE,
        "ontology/questions/shallow.rq": QUESTION,
        "shapes/core.shacl.ttl": PREFIXES + CORE,
        "shapes/profiles/strict.shacl.ttl": PREFIXES + PROFILE,
        "county/wells.yarrrml.yaml": MAPPING,
        "county/depth.csv": "value,code\nF,0321\n<b>,b1440\n",
    }
    for name, content in files.items():
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_text(content, encoding="utf-8")
    return where


class SmallTerms(PlainTerms):
    """The small vocabulary."""

    def __init__(self, folder: Path) -> None:
        self._folders = folder / "ontology", folder / "shapes"
        mappings = {"county/wells": folder / "county" / "wells.yarrrml.yaml"}
        self.known = open_library(mappings, ontology=self._folders[0], shapes=self._folders[1])

    def describe(self, iri: str) -> Sequence[ox.Triple]:
        return statements(*self._folders)[0].get(ox.NamedNode(iri), [])

    def library(self) -> Library:
        return self.known


@pytest.fixture(scope="module")
def small(folder: Path) -> SmallTerms:
    return SmallTerms(folder)


@pytest.fixture(scope="module")
def client(small: SmallTerms, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    place = tmp_path_factory.mktemp("term-pages")
    services = replace(services_for(make_generation(place), place), terms=small)
    with serving(services) as ready:
        ready.headers["accept"] = "text/html"
        yield ready


def look(client: httpx.Client, path: str, status: int = 200, **headers: str) -> Page:
    response = client.get(f"/social-protection/{path}", headers=headers)
    assert response.status_code == status, path
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    page = Page(response.text)
    assert page.fetched == []
    assert "script" not in page.tags
    assert page.tags.count("h1") == 1
    assert page.tags.count("main") == 1
    for tag, given, _ in page.pieces:
        if tag == "th":
            assert given.get("scope") in ("row", "col")
    return page


# What each kind of page tells


def test_a_class(client: httpx.Client) -> None:
    page = look(client, "Well")
    assert page.all("h1") == ["Well"]
    assert page.all("p", **{"class": "kind"}) == ["Class"]
    assert "https://w3id.org/social-protection/Well" in page.all("code", **{"class": "iri"})
    assert page.row("Is a kind of") == ["Is a kind of", "Thing"]
    assert page.row("Module") == ["Module", "Water"]
    assert page.row("depth") == ["depth", "How deep.", "code of the list: Depth", "any number"]
    assert "From Thing" in page.all("h3")
    assert page.row("name") == [
        "name",
        "What it is called.",
        "text",
        "exactly one",
    ]  # by its rule and the thing's
    assert page.row("feeds")[1] == "What it gives water to."
    assert ["feeds", "Well", "What it gives water to."] in page.rows  # a well is a thing, so it can be fed
    assert page.row("A thing has a name in sp:name .".replace(" .", "."))[1:] == [
        "refused",
        "Thing-name-minCount",
    ]
    assert page.row("What a well feeds is shallow.")[1:] == ["accepted with a warning", "Strict-Well-shallow"]
    assert {"The core", "strict", "Standard of wells (2)"} <= set(page.all("h3"))
    assert "/social-protection/shape/Well-name-maxCount" in page.links
    assert page.row("Hole wells:Hole".replace(" ", ""))[1:] == [
        "theirs is broader",
        "confidence: 75%Any hole.",
    ]
    assert page.row("county/wellscounty")[1:] == ["no", "http://example.org/well/$(no)"]
    assert "Which wells are not deep?" in page.all("a")
    assert any("ex:w a sp:Well" in text for text in page.all("pre"))
    assert page.row("Français")[1:] == ["Puits d'été", "yes", "draft, not reviewed by a person yet"]
    assert page.row("العربية")[1:] == ["بئر", "no", "older than the English"]
    assert page.row("Español")[1:] == ["none", "no", "missing"]
    for name in ("turtle", "ntriples", "jsonld", "rdfxml"):
        assert f"?format={name}" in page.links


def test_links_that_leave_say_so(client: httpx.Client) -> None:
    page = look(client, "Well")
    leaving = [given for tag, given, _ in page.pieces if tag == "a" and "://" in str(given["href"])]
    assert {given["href"] for given in leaving} == {
        "https://wells.example/Hole",
        "https://well.example/x?a=1&b=2",
    }
    assert all("external" in str(given.get("rel")) for given in leaving)


def test_a_superclass(client: httpx.Client) -> None:
    page = look(client, "Thing")
    assert page.row("Has the kinds")[1] == "Well"
    assert page.row("Also called")[1] == "stuff"
    assert page.row("In other languages also")[1] == "truc"
    assert "depth" not in page.all("a")  # a property of its subclass


def test_a_property(client: httpx.Client) -> None:
    page = look(client, "name")
    assert page.row("Used on")[1] == "Thing"
    assert page.row("And so also on")[1] == "Well"
    assert page.row("county/wellscounty")[1:] == ["title", "$(title)"]
    assert "A well has one name." in [row[0] for row in page.rows if row]
    assert (
        page.row("A thing has a name in sp:name.")[2] == "Thing-name-minCountEvil-name-minCount"
    )  # one row for both
    coded = look(client, "depth")
    assert coded.all("p", **{"class": "kind"}) == ["Property whose value is a code"]
    assert coded.row("0321")[1] == "Shallow"
    assert "All 253 codes" in coded.all("a")
    assert (
        coded.row("What a well feeds is shallow.")[1] == "accepted with a warning"
    )  # in the middle of a path
    assert "Which wells are not deep?" in coded.all("a")
    assert "Which wells are not deep?" not in page.all("a")  # only a comment names it


def test_privacy_answers_come_from_the_vocabulary(shipped: Library) -> None:
    reader = Reader(shipped, "en")
    known = shipped.vocabulary
    prop = next(p for p in known.properties.values() if p.privacy.get("sensitivity"))
    page = Page(html_of(reader, page_of(reader, prop.iri)))  # type: ignore[arg-type]
    answer = known.code("sensitivity", prop.privacy["sensitivity"])
    assert answer is not None
    assert page.row(known.properties[SP + "sensitivity"].label())[1:] == [
        answer.label(),
        answer.definitions["en"],
    ]


def test_a_code_list(client: httpx.Client) -> None:
    page = look(client, "code/depth")
    assert page.row("Codes")[1] == "253"
    assert page.row("Order")[1] == "from shallow to deep"
    assert page.row("Values of")[1] == "depth"
    assert page.row("Module")[1] == "Water"
    codes = [row for row in page.rows if len(row) == 4]
    assert [row[0] for row in codes[:4]] == ["Code", "0321", "err.request.bad", "b1440"]
    assert page.row("err.request.bad") == ["err.request.bad", "Deep", "Very.", "2"]
    (nested,) = [given for tag, given, text in page.pieces if tag == "th" and text == "b1440"]
    assert "padding-inline-start" in str(nested["style"])


def test_a_long_code_list_has_pages(client: httpx.Client) -> None:
    first, second = look(client, "code/depth"), look(client, "code/depth?start=200")
    assert "Codes 1 to 200 of 253." in first.text
    assert "/social-protection/code/depth?start=200" in first.links
    assert "Codes 201 to 253 of 253." in second.text
    assert "/social-protection/code/depth?start=0" in second.links
    shown = [{row[0] for row in page.rows if len(row) in (2, 3, 4)} for page in (first, second)]
    assert {"0321", "n0"} <= shown[0]
    assert "n249" in shown[1]
    for odd in ("x", "-1", "9" * 30, "٣", "", "100000"):
        look(client, f"code/depth?start={odd}")


@pytest.mark.parametrize("notation", ["0321", "err.request.bad", "b1440"])
def test_a_code(client: httpx.Client, notation: str) -> None:
    page = look(client, f"code/depth/{notation}")
    assert page.row("Code") == ["Code", notation]
    assert page.row("Code list")[1] == "Depth"
    turtle = client.get(f"/social-protection/code/depth/{notation}", headers={"accept": "text/turtle"})
    assert f'"{notation}"' in turtle.text


def test_a_code_in_its_tree_and_its_uses(client: httpx.Client) -> None:
    deep, deeper = look(client, "code/depth/err.request.bad"), look(client, "code/depth/b1440")
    assert deep.row("Narrower")[1] == "Deeper"
    assert deeper.row("Broader")[1] == "Deep"
    assert "Shallow" in deep.row("Beside it")[1]
    assert "and 239 more" in deep.row("Beside it")[1]
    assert "Which wells are not deep?" in deep.all("a")
    assert deeper.row("county/wellscounty")[1:] == ["how_deep", '"<b>"']
    assert look(client, "code/depth/0321").row("What a well feeds is shallow.")[2] == "Strict-Well-shallow"


def test_a_rule_a_shape_and_a_profile(client: httpx.Client) -> None:
    rule = look(client, "shape/Well-name-maxCount")
    assert rule.all("h1") == ["Well-name-maxCount"]
    assert "A well has one name." in rule.text
    assert rule.row("Looks at")[1] == "Well"
    assert rule.row("sh:maxCount")[1] == "1"
    assert rule.row("Belongs to")[1] == "Well"
    keeps, breaks = rule.all("pre")
    assert "Two" not in keeps
    assert "</pre><b>Two" in breaks
    assert look(client, "shape/Well").row("A well has one name.")[1] == "refused"
    assert look(client, "shape/core").row("A thing has a name in sp:name.")[2] == "Thing-name-minCount"


def test_a_module_the_front_and_a_version(client: httpx.Client) -> None:
    module = look(client, "module/water")
    assert module.row("Well")[1] == "A hole with water."
    assert "Depth" in module.all("a")
    front = look(client, "")
    assert front.row("Version")[1] == "7.8.9"
    assert "classes: 3" in front.row("Size")[1]
    assert {"Well", "depth", "Depth", "Water", "The core"} <= set(front.all("a"))
    assert "search" in [given.get("role") for tag, given, _ in front.pieces if tag == "form"]
    version = look(client, "7.8.9")
    assert version.all("h1") == front.all("h1")
    assert "https://w3id.org/social-protection/7.8.9" in version.all("code", **{"class": "iri"})


def test_a_term_of_another_standard(client: httpx.Client) -> None:
    page = look(client, "source/wells/class/Brunnen")
    assert page.all("h1") == ["Brunnen"]
    assert page.row("Well")[1] == "means the same"
    assert look(client, "source/wells/class/Lid").row("none")[-1] == "out of scope"
    look(client, "source/wells/class/Bucket", 404)
    assert "/social-protection/source/wells/class/Brunnen" in look(client, "Well").links


def test_a_deprecated_term_says_what_to_use(client: httpx.Client) -> None:
    page = look(client, "oldDepth")
    (banner,) = page.all("p", **{"class": "banner"})
    assert banner == "Deprecated since version 0.2.0. It was vague. Use instead: depth"
    assert "/social-protection/depth" in page.links
    assert "مهجور منذ الإصدار 0.2.0." in look(client, "oldDepth?lang=ar").text


# Languages


@pytest.mark.parametrize(
    ("asked", "accepted", "got"),
    [
        ("", "", "en"),
        ("?lang=ar", "fr", "ar"),
        ("", "fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("", "de,pt-BR;q=0.5,es;q=0.7", "es"),
        ("", "de", "en"),
        ("", "fr;q=0,*", "en"),
        ("?lang=xx", "es", "es"),
        ("?lang=%3Cb%3E", "", "en"),
        ("?lang=", "pt", "pt"),
    ],
)
def test_the_language(client: httpx.Client, asked: str, accepted: str, got: str) -> None:
    response = client.get(f"/social-protection/Well{asked}", headers={"accept-language": accepted})
    assert response.headers["content-language"] == got
    assert response.headers["vary"] == "Accept, Accept-Language"
    page = Page(response.text)
    assert (page.language, page.direction) == (got, "rtl" if got == "ar" else "ltr")
    for other in LANGUAGES:
        assert f'<?lang={other}>; rel="alternate"; hreflang="{other}"' in response.headers["link"]
    switch = {given["hreflang"] for tag, given, _ in page.pieces if tag == "a" and given.get("hreflang")}
    assert switch == set(LANGUAGES) - {got}


def test_links_keep_a_language_that_the_address_names(client: httpx.Client) -> None:
    assert "/social-protection/Thing?lang=fr" in look(client, "Well?lang=fr").links
    by_header = look(client, "Well", **{"accept-language": "fr"})
    assert "/social-protection/Thing" in by_header.links
    assert by_header.all("h1") == ["Puits d'été"]
    found = look(client, "?q=well&lang=ar")
    assert "?lang=en&q=well" in found.links
    assert [g["value"] for t, g in _inputs(client, "?q=well&lang=ar") if g.get("type") == "hidden"] == ["ar"]


def _inputs(client: httpx.Client, path: str) -> list[tuple[str, dict[str, Any]]]:
    text = client.get(f"/social-protection/{path}").text
    return [
        ("input", dict(re.findall(r'([a-z]+)="([^"]*)"', given)))
        for given in re.findall(r"<input([^>]*)>", text)
    ]


def test_what_is_not_translated_is_shown_in_english_and_says_so(client: httpx.Client) -> None:
    page = look(client, "Well?lang=ar")
    assert page.all("bdi", lang="en", dir="ltr") == ["A hole with water."]
    assert "لا يوجد التعريف باللغة العربية بعد" in page.text
    assert page.all("h1") == ["بئر"]
    french = look(client, "Well?lang=fr")
    assert "n'existe pas encore" not in french.text
    assert french.all("p", **{"class": "lead"}) == ["Un trou avec de l'eau."]


def test_arabic_reads_from_the_right_and_code_from_the_left(client: httpx.Client) -> None:
    page = look(client, "Well?lang=ar")
    assert page.direction == "rtl"
    codes = [given for tag, given, _ in page.pieces if tag in ("code", "pre")]
    assert codes
    assert all(given.get("dir") == "ltr" for given in codes if given.get("class") != "none")
    style = client.get("/social-protection/Well?lang=ar").text.partition("</style>")[0]
    assert not re.search(
        r"(margin|padding|border)-(left|right)|text-align: (left|right)",
        style.replace("pre[dir=ltr] { text-align: left; }", ""),
    )
    assert "للشيء اسم." in page.text
    assert "لا" in page.text


# Nothing in a page or an address does harm


@pytest.mark.parametrize(
    "path", ["Evil", "", "module/water", "?q=script", "Evil?lang=ar", "shape/Well-name-maxCount"]
)
def test_hostile_texts_are_only_text(client: httpx.Client, path: str) -> None:
    page = look(client, path)
    assert not {"img", "b", "script"} & set(page.tags)
    assert not any(link.lower().startswith(("javascript:", "data:")) for link in page.links)


def test_a_hostile_label_is_shown_as_it_is(client: httpx.Client) -> None:
    page = look(client, "Evil")
    assert page.all("h1") == [EVIL]
    assert '"><img src=x onerror=alert(1)>' in page.text


@pytest.mark.parametrize(
    "query",
    [
        EVIL,
        '"><img src=x>',
        "'; DROP",
        "\x00\x07",
        "%",
        "a" * 100_000,
        "{{7*7}}",
        "\u202e",
        "(((",
        "🙂",
        "  ",
    ],
)
def test_hostile_searches_are_harmless(client: httpx.Client, query: str) -> None:
    response = client.get("/social-protection/", params={"q": query[:4000]})
    page = Page(response.text)
    assert response.status_code == 200
    assert not {"img", "script"} & set(page.tags)
    assert "49" not in page.text
    assert len(response.content) < 60_000


@pytest.mark.parametrize(
    "path",
    [
        "Nobody",
        "well",
        "%3Cscript%3E",
        "a%00b",
        "x" * 3000,
        "../secret",
        "%2e%2e/secret",
        "code/depth/0322",
        "shape/None",
    ],
)
def test_an_unknown_term(client: httpx.Client, path: str) -> None:
    page = Page((html := client.get(f"/social-protection/{path}")).text)
    assert html.status_code == 404
    if html.headers["content-type"].startswith("text/html"):
        assert html.headers["content-language"] == "en"
        assert page.all("h1") == ["There is no such term"]
        assert "script" not in page.tags
    for accept in ("*/*", "text/turtle", "application/ld+json"):
        problem = client.get(f"/social-protection/{path}", headers={"accept": accept})
        assert problem.status_code == 404
        assert problem.headers["content-type"] == "application/problem+json"
        assert json.loads(problem.text)["code"] == "IL-H001"


def test_an_unknown_term_has_neighbours(client: httpx.Client) -> None:
    assert "/social-protection/Well" in look(client, "well", 404).links
    assert "/social-protection/depth" in look(client, "dephts", 404).links
    assert (
        "/social-protection/shape/Well-name-maxCount" in look(client, "shape/Well-name-maxcount", 404).links
    )
    assert "لا يوجد مصطلح كهذا" in look(client, "well?lang=ar", 404).all("h1")


def test_formats_are_chosen_as_before(client: httpx.Client) -> None:
    address = "/social-protection/Well"
    assert client.get(address + "?format=turtle").headers["content-type"].startswith("text/turtle")
    assert client.get(address + "?format=html", headers={"accept": "*/*"}).text.startswith("<!doctype html>")
    assert client.get(address + "?format=word").status_code == 406
    assert client.get(address, headers={"accept": "image/png"}).status_code == 406
    assert client.get(address, headers={"accept": "text/turtle"}).headers["vary"] == "Accept"
    assert client.head(address).status_code == 200
    assert client.get(address, headers={"accept": "text/turtle"}).headers.get("content-language") is None


# Search


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("well", "Well"), ("WELL", "Well"), ("puits d'ete", "Well"), ("PUITS", "Well"), ("بئر", "Well"), ("stuff", "Thing"),
        ("truc", "Thing"), ("b1440", "Deeper"), ("0321", "Shallow"), ("err request", "Deep"), ("olddepth", "old depth"),
        ("old Depth", "old depth"), ("العمق", "Depth"),
    ],
)  # fmt: skip
def test_search(client: httpx.Client, query: str, first: str) -> None:
    page = Page(client.get("/social-protection/", params={"q": query}).text)
    heads = [row[0] for row in page.rows]
    assert heads[0] == "Term"
    assert heads[1].startswith(first)


def test_search_tells_how_many_and_shows_a_screenful(client: httpx.Client) -> None:
    page = Page(client.get("/social-protection/", params={"q": "no"}).text)
    assert "Terms found: 250." in page.text
    assert "The first 50 are shown" in page.text
    assert len(page.rows) == 51  # and the heads, without a column for definitions that these codes lack
    assert page.rows[0] == ["Term", "Kind"]
    nothing = Page(client.get("/social-protection/", params={"q": "wel dep"}).text)
    assert "No label and no everyday word holds this." in nothing.text
    near = Page(client.get("/social-protection/", params={"q": "dephts"}).text)
    assert "Did you mean" in near.all("h2")


# The words of the pages


def test_no_word_is_missing_in_any_language() -> None:
    fields: dict[str, set[str | None]] = {}
    for key, words in texts.catalogue().items():
        assert set(words) == set(LANGUAGES), key
        for language, word in words.items():
            assert word.strip() == word, key
            assert word, key
            named = {name for _, name, _, _ in string.Formatter().parse(word) if name}
            assert fields.setdefault(key, named) == named, (key, language)
        assert re.search("[\u0600-\u06ff]", words["ar"]), key


def test_words_that_pages_ask_for_are_there_and_the_others_are_asked_for() -> None:
    package = Path(texts.__file__).parent
    templates = package.parent / "templates"
    sources = [p.read_text(encoding="utf-8") for p in (*package.glob("*.py"), *templates.glob("*.html"))]
    whole = "\n".join(sources)
    quoted = set(re.findall(r'"([a-z]+(?:_[A-Za-z]+)*)"', whole))
    made = {"kind_", "match_", "type_", "state_", "severity_", "said_"}
    unused = {k for k in texts.catalogue() if k not in quoted and not any(k.startswith(m) for m in made)}
    assert unused == set()
    asked = set(re.findall(r'words?\(\s*"(\w+)"', whole))
    assert asked - set(texts.catalogue()) == set()


# The shipped vocabulary


@pytest.fixture(scope="module")
def shipped() -> Library:
    return open_library(catalogue.mappings())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_shipped_page_is_well_formed(shipped: Library, language: str) -> None:
    reader = Reader(shipped, language)
    known = shipped.vocabulary
    iris = [
        SP,
        known.version_iri,
        *shipped.modules,
        *known.classes,
        *list(known.properties)[::3],
        *list(known.schemes)[::3],
    ]
    iris += [iri for code in list(known.schemes.values())[::2] for iri in list(known.codes_of(code.iri))[:1]]
    iris += (
        [p.iri for p in shipped.rules.profiles if p.iri]
        + list(shipped.rules.rules)[::9]
        + list(shipped.foreign)[:5]
    )
    for iri in iris:
        found = page_of(reader, iri)
        if found is None:
            assert iri in shipped.foreign  # a term with a page elsewhere
            continue
        text = html_of(reader, found)
        page = Page(text)
        assert page.tags.count("h1") == 1, iri
        assert (page.language, page.direction) == (language, texts.direction(language))
        ours = {link.partition("?")[0] for link in page.links if link.startswith("/social-protection/")}
        assert not [
            link for link in ours if not shipped.knows(SP + link.removeprefix("/social-protection/"))
        ], iri
        anchors = {given.get("id") for _, given, _ in page.pieces}
        assert {link[1:] for link in page.links if link.startswith("#")} <= anchors


def test_everyday_words_find_the_shipped_terms(shipped: Library) -> None:
    for query, wanted in (("beneficiary", "Enrolment"), ("ménage", "Household"), ("menage", "Household")):
        page = search_page(Reader(shipped, "en"), query)
        assert any(f"/social-protection/{wanted}" == line.href for line in _links(page)), query
    assert missing_page(Reader(shipped, "en"), "Persn").sections


def _links(page: Any) -> list[Any]:
    return [
        span for section in page.sections for table in section.tables for row in table.rows for cell in row
        for line in cell.lines for span in line
    ]  # fmt: skip
