"""The permanent addresses lead where they should: the rules of .htaccess, run by a small interpreter of mod_rewrite."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from artefact_support import built
from interlingua.editorial.artefacts import w3id
from interlingua.errors import UsageError
from interlingua.rdf.namespaces import SP
from interlingua.vocabulary import load
from interlingua.vocabulary.describing import statements

SITE = "https://vocabulary.example.org/social-protection/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@dataclass
class Rule:
    """RewriteRule with the conditions above it."""

    pattern: str
    target: str
    status: int
    conditions: list[tuple[str, str, bool]] = field(default_factory=list)


def parsed(text: str) -> list[Rule]:
    """Only what our file uses; anything else is a fault."""
    rules: list[Rule] = []
    waiting: list[tuple[str, str, bool]] = []
    for line in text.splitlines():
        if not line or line.startswith("#") or line in ("Options -MultiViews", "RewriteEngine On"):
            continue
        if re.fullmatch(r"</?IfModule.*>|Header always merge Vary Accept", line):
            continue
        if match := re.fullmatch(r"RewriteCond (%\{\w+\}) (\S+) \[NC\]", line):
            waiting.append((match[1], match[2], True))
            continue
        match = re.fullmatch(r"RewriteRule (\S+) (\S+) \[R=(\d{3}),L\]", line)
        assert match, line
        rules.append(Rule(match[1], match[2], int(match[3]), waiting))
        waiting = []
    assert not waiting
    return rules


RULES = parsed(built()["w3id/.htaccess"].decode())


def asked(path: str, accept: str = "") -> tuple[int, str] | None:
    """Status and address for a path below social-protection/; None: no rule, so 404."""
    for rule in RULES:
        match = re.search(rule.pattern, path)
        if match and all(re.search(p, accept, re.IGNORECASE) for _, p, _ in rule.conditions):
            return rule.status, rule.target.replace("$1", match[1] or "") if match.groups() else rule.target
    return None


TERMS = (
    "", "Person", "dateOfBirth", "0.1.0", "code/sex", "code/sex/female", "code/farm-activity/0321", "code/odd/1-2",
    "code/exchange-error/err.request.bad", "code/odd/b1440", "shape/Person", "shape/Person-sex-maxCount",
    "shape/core/0.1.0", "module/agent", "module/civil-registration", "module/agent/0.1.0",
)  # fmt: skip


@pytest.mark.parametrize("path", TERMS)
@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("text/turtle", "turtle"), ("application/ld+json", "jsonld"), ("application/rdf+xml", "rdfxml"),
        ("application/n-triples", "ntriples"), ("TEXT/Turtle; charset=utf-8", "turtle"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
        (BROWSER, None), ("*/*", None), ("", None), ("text/turtle;q=0.5, application/ld+json", None),
        ("text/html;q=0.1, text/turtle", None), ("application/pdf", None), ("text/turtle2", None),
    ],
)  # fmt: skip
def test_a_term(path: str, accept: str, format: str | None) -> None:
    query = f"?format={format}" if format else ""
    assert asked(path, accept) == (303, f"{SITE}{path}{query}")


@pytest.mark.parametrize("accept", ["application/ld+json", "*/*", BROWSER])
def test_the_context_is_a_document_whatever_is_asked_for(accept: str) -> None:
    assert asked("context.jsonld", accept) == (302, f"{SITE}context.jsonld")


@pytest.mark.parametrize(
    "path",
    ["..", "../x", "code/", "code//x", "Person/", "Person/x", "a b", "code/sex/female/x", "//evil.example", "context.jsonldx",
     "xcontext.jsonld", "code/sex/.hidden", "code/Sex/x", "Person?x", "Person\nX-Header: 1", "1.0", "http://evil.example/"],
)  # fmt: skip
def test_what_is_no_address_of_ours_leads_nowhere(path: str) -> None:
    assert asked(path, "text/turtle") is None


def test_every_term_shape_and_module_has_a_way() -> None:
    outgoing, _ = statements()
    named = [node.value for node in outgoing if hasattr(node, "value") and node.value.startswith(SP)]
    assert len(named) > len(load().codes)
    assert [iri for iri in named if asked(iri.removeprefix(SP), "text/turtle") is None] == []
    assert asked(load().version_iri.removeprefix(SP)) is not None


def test_another_site() -> None:
    text = w3id.rules(load(), "http://127.0.0.1:8080/")
    assert "http://127.0.0.1:8080/social-protection/$1" in text
    assert "example.org" not in text


@pytest.mark.parametrize(
    "site",
    ["", "ftp://x.org", "https://x.org/ [R]", "https://x.org/\nRewriteRule", "x.org", "https://x.org/$1"],
)
def test_a_site_that_is_none(site: str) -> None:
    with pytest.raises(UsageError, match="not the address"):
        w3id.rules(load(), site)
