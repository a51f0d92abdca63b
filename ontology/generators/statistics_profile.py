"""What a research graph may hold: the closed rules of the `statistics` profile, from the privacy answers.

    python ontology/generators/statistics_profile.py [--check]

Writes the end of `shapes/profiles/statistics.shacl.ttl` (below the marker; what stands above is written by hand)
and the examples of those rules in `ontology/examples/statistics/allowed.trig`.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from interlingua.rdf.namespaces import RDF, SP, XSD
from interlingua.shacl import load_profile
from interlingua.vocabulary import Class, Property, Vocabulary
from interlingua.vocabulary.loading import build, triples

ROOT: Final = Path(__file__).resolve().parents[2]
SHAPES: Final = ROOT / "shapes" / "profiles" / "statistics.shacl.ttl"
EXAMPLES: Final = ROOT / "ontology" / "examples" / "statistics" / "allowed.trig"
MARKER: Final = "# Below: generated from the privacy answers by ontology/generators/statistics_profile.py."
NEVER: Final = frozenset({
    "PersonName", "Identifier", "ContactPoint", "FinancialAccount", "IdentityDocument", "BiometricSample",
    "CivilCertificate", "Address", "Geometry", "ValueGap", "Message", "IdentityMatch", "RegistryEntry", "Consent",
    "Authorisation", "Representation", "Voucher", "Organisation", "Adoption", "Grievance",
})  # fmt: skip
"""Classes of which nothing is let out: what names, reaches or places somebody, and the desk work around it."""
EXACT: Final = frozenset({"dateOfBirth", "dateOfDeath", "monthOfBirth"})
"""Days that single a person out; the year stands in for them."""
FREE: Final = "http://www.w3.org/2000/01/rdf-schema#Literal"
TEXTS: Final = frozenset({FREE, XSD + "string", XSD + "anyURI"})
TIMES: Final = frozenset({XSD + "dateTime", "http://www.opengis.net/ont/geosparql#wktLiteral"})


def main(arguments: list[str]) -> int:
    """Write the two files, or with --check say whether they are current."""
    vocabulary = build(triples(ROOT / "ontology"))
    head = SHAPES.read_text(encoding="utf-8").partition(MARKER)[0]
    files = {SHAPES: head + rules(vocabulary), EXAMPLES: examples(vocabulary)}
    if "--check" in arguments:
        stale = [
            p.name for p, text in files.items() if not p.exists() or p.read_text(encoding="utf-8") != text
        ]
        sys.stdout.write("stale: " + ", ".join(stale) + "\n" if stale else "current\n")
        return int(bool(stale))
    for path, text in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


def allowed(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Class to the properties that a node of it may have; names without namespace.

    A link that core asks for stays, or no record of the class could be there; a class of which core asks for
    something else that is kept out goes.
    """
    classes = {name(c.iri) for c in vocabulary.classes.values() if may_be_there(c)}
    asked = required()
    while True:
        found = {cls: _said_of(vocabulary, cls, classes, asked.get(cls, set())) for cls in sorted(classes)}
        left = {cls for cls, said in found.items() if said and asked.get(cls, set()) <= set(said)}
        if left == classes:
            return found
        classes = left


def _said_of(vocabulary: Vocabulary, cls: str, classes: set[str], asked: set[str]) -> list[str]:
    own = SP + cls
    family = {own, *vocabulary.superclasses(own)}
    family |= {SP + c for c in classes if own in vocabulary.superclasses(SP + c)}
    return sorted(
        name(p.iri)
        for p in vocabulary.properties.values()
        for owners in [family & set(p.domain)]
        if any(may_be_said(vocabulary, owner, p, classes) for owner in owners)
        or (owners and name(p.iri) in asked and any(name(r) in classes for r in p.range))
    )


def required() -> dict[str, set[str]]:
    """Class to the properties without which core refuses a record of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in load_profile("core").nodes:
        for rule in node.properties:
            asks = rule.severity == "violation" and any(c.kind == "minCount" for c in rule.constraints)
            if asks and rule.predicate:
                for target in node.target_classes:
                    found[name(target)].add(name(rule.predicate))
    return found


def may_be_there(cls: Class) -> bool:
    """Whether nodes of the class may be in a research graph at all."""
    return name(cls.iri) not in NEVER and cls.sensitivity != "special"


def may_be_said(vocabulary: Vocabulary, owner: str, term: Property, classes: set[str]) -> bool:
    """Whether the privacy answers let a value of the property out, perhaps made coarser."""
    answers = vocabulary.privacy_of(owner, term.iri)
    if answers.get("identifiability") == "direct" or answers.get("generalisation") in (
        "drop",
        "pseudonym",
        None,
    ):
        return False
    if name(term.iri) in EXACT or TIMES & set(term.range):
        return False
    if answers.get("identifiability") != "none" and TEXTS & set(term.range):
        return False
    if FREE in term.range:
        return answers.get("aboutWhom") == "organisation"
    ours = [name(r) for r in term.range if r.startswith(SP)]
    return not ours or any(r in classes for r in ours)


def name(iri: str) -> str:
    return iri.removeprefix(SP)


def barred(vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    """Classes and properties of which nothing may be in the graph."""
    open_ = allowed(vocabulary)
    said = {p for names in open_.values() for p in names}
    annotations = {name(p.iri) for p in vocabulary.properties.values() if not p.domain}
    return (
        sorted(
            name(c) for c in vocabulary.classes if name(c) not in open_ and not above(vocabulary, c, open_)
        ),
        sorted({name(p) for p in vocabulary.properties} - said - annotations),
    )


def above(vocabulary: Vocabulary, iri: str, open_: Iterable[str]) -> bool:
    """Whether an allowed class is a kind of this one, so that it cannot be barred."""
    return any(iri in vocabulary.superclasses(SP + cls) for cls in open_)


def own_rules(vocabulary: Vocabulary, open_: dict[str, list[str]]) -> list[str]:
    """The classes with a rule of their own: a subclass that may say what its superclass may needs none."""
    return [c for c in open_ if all(open_[c] != open_[up] for up in _ups(vocabulary, c, open_))]


def _ups(vocabulary: Vocabulary, cls: str, open_: Iterable[str]) -> list[str]:
    return [name(up) for up in vocabulary.superclasses(SP + cls) if name(up) in open_ and name(up) != cls]


def rules(vocabulary: Vocabulary) -> str:
    """The generated rules in Turtle."""
    classes, properties = barred(vocabulary)
    parts = [
        MARKER,
        "",
        _barred("class", "targetClass", classes, "Kinds of records that are kept out", _CLASS),
        _barred("property", "targetSubjectsOf", properties, "Properties that are kept out", _PROPERTY),
    ]
    open_ = allowed(vocabulary)
    parts += [_closed(vocabulary.classes[SP + c], open_[c]) for c in own_rules(vocabulary, open_)]
    return "\n".join(parts)


_CLASS: Final = {
    "en": "A record of this kind is not for research: it names, reaches or places somebody, or gives them away by being there.",
    "fr": "Un enregistrement de ce genre n'a pas sa place dans la recherche : il désigne quelqu'un ou le trahit par sa présence.",
    "es": "Un registro de esta clase no es para la investigación: señala a alguien o lo delata con solo estar.",
    "pt": "Um registro deste tipo não é para pesquisa: aponta alguém ou o denuncia só por existir.",
    "ar": "سجل من هذا النوع ليس للبحث: فهو يدل على شخص أو يكشفه بمجرد وجوده.",
}
_PROPERTY: Final = {
    "en": "A value of this property is not for research: its privacy answers say that it is never shown.",
    "fr": "Une valeur de cette propriété n'est pas pour la recherche : ses réponses sur la vie privée disent de ne jamais la montrer.",
    "es": "Un valor de esta propiedad no es para la investigación: sus respuestas de privacidad dicen que nunca se muestra.",
    "pt": "Um valor desta propriedade não é para pesquisa: as suas respostas de privacidade dizem que nunca se mostra.",
    "ar": "قيمة هذه الخاصية ليست للبحث: تقول إجابات الخصوصية إنها لا تُعرض أبداً.",
}
_MORE: Final = {
    "en": "{0}: the record has a property that a research graph does not hold.",
    "fr": "{0} : l'enregistrement a une propriété qu'un graphe de recherche ne contient pas.",
    "es": "{0}: el registro tiene una propiedad que un grafo de investigación no contiene.",
    "pt": "{0}: o registro tem uma propriedade que um grafo de pesquisa não contém.",
    "ar": "{0}: في السجل خاصية لا يحملها رسم البحث.",
}


def _barred(kind: str, target: str, names: list[str], title: str, texts: dict[str, str]) -> str:
    targets = (" ,\n" + " " * (len(target) + 8)).join(f"sp:{n}" for n in names)
    return (
        f"shape:Statistics-{kind}-barred a sh:NodeShape ;\n    sh:{target} {targets} ;\n    sh:nodeKind sh:Literal ;\n"
        f'    sh:name "{title}"@en ;\n    sh:severity sh:Violation ;\n    sh:message {_messages(texts)} .\n'
    )


def _closed(cls: Class, said: list[str]) -> str:
    own = name(cls.iri)
    texts = {language: text.format(cls.labels[language]) for language, text in _MORE.items()}
    listed = "".join(f"\n        sp:{p}" for p in said)
    return (
        f"shape:Statistics-{own}-closed a sh:NodeShape ;\n    sh:targetClass sp:{own} ;\n    sh:closed true ;\n"
        f"    sh:ignoredProperties ( rdf:type{listed} ) ;\n"
        f'    sh:name "{cls.labels["en"]} for research"@en ;\n    sh:severity sh:Violation ;\n'
        f"    sh:message {_messages(texts)} .\n"
    )


def _messages(texts: dict[str, str]) -> str:
    return " ,\n               ".join(f'"{text}"@{language}' for language, text in texts.items())


def examples(vocabulary: Vocabulary) -> str:
    """A graph for each generated rule that breaks it and no other; each has a person, the entry class."""
    open_ = allowed(vocabulary)
    parts = [
        "@prefix ex: <https://data.example.org/> .",
        "@prefix invalid: <urn:interlingua:example:invalid:> .",
        "@prefix sp: <https://w3id.org/social-protection/> .",
        "",
        "# Generated by ontology/generators/statistics_profile.py: one graph for each rule that it writes.",
        "",
        _graph("class-barred", ['ex:x a sp:Organisation ; sp:publicCode "ORG-1" .']),
        _graph("property-barred", ['ex:x sp:religion "a faith"@en .']),
    ]
    for cls in own_rules(vocabulary, open_):
        wider = [p for up in _ups(vocabulary, cls, open_) for p in open_[up] if p not in open_[cls]]
        parts.append(_graph(f"{cls}-closed", _broken(cls, set(open_[cls]), wider)))
    return "\n".join(parts)


def _broken(cls: str, said: set[str], wider: list[str]) -> list[str]:
    """A small valid node of the class, with a property that only others may have (its superclass, if there is one)."""
    kept = min(_valid(cls, said), key=len, default=[f"ex:x a sp:{cls} ."])
    more = "sp:roomCount 3" if cls == "AdministrativeArea" else "sp:areaLevel 3"
    return [*kept, f"ex:x sp:{wider[-1]} ex:y ." if wider else f"ex:x {more} ."]


def _valid(cls: str, said: set[str]) -> Iterable[list[str]]:
    """The valid examples of core that are about one node of the class and say only what is allowed."""
    file = ROOT / "ontology" / "examples" / "core" / f"{cls}.trig"
    graphs: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TRIG) if file.exists() else ():
        graphs[str(quad.graph_name)].append(quad)
    for graph, quads in sorted(graphs.items()):
        about = {q.subject for q in quads}
        used = {name(q.predicate.value) for q in quads if q.predicate.value != RDF + "type"}
        if ":valid:" in graph and len(about) == 1 and used <= said:
            yield sorted(str(q.triple) + " ." for q in quads)


def _graph(rule: str, lines: list[str]) -> str:
    body = "".join(f"    {line}\n" for line in [*lines, "ex:someone a sp:Person ."])
    return f"invalid:Statistics-{rule} {{\n{body}}}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
