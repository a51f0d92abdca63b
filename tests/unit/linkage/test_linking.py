"""Links are what the live records say, whatever happened before."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from interlingua.graph import Graph
from interlingua.ledger import Incoming, Ledger, Mode, SubmissionParameters
from interlingua.linkage import LinkReport, link
from interlingua.linkage.stars import match_iri
from interlingua.rdf.namespaces import CODE, RDF, SP

BASE = "https://d.example/"


def person(name: str, ids: dict[str, str]) -> str:
    """The triples of a person with identifiers: value by kind. `none:x` is a kind without issuer."""
    lines = [f"<{BASE}person/{name}> <{RDF}type> <{SP}Person> ."]
    for number, (kind, value) in enumerate(sorted(ids.items())):
        this = f"{BASE}identifier/{name}-{number}"
        lines += [
            f"<{BASE}person/{name}> <{SP}identifier> <{this}> .",
            f'<{this}> <{SP}identifierValue> "{value}" .',
            f"<{this}> <{SP}identifierKind> <{CODE}identifier-kind/{kind.removeprefix('none:')}> .",
        ]
        if not kind.startswith("none:"):
            lines.append(f"<{this}> <{SP}issuer> <{BASE}organisation/registry> .")
    return "\n".join(lines) + "\n"


def send(
    ledger: Ledger,
    system: str,
    people: dict[str, dict[str, str]],
    mode: Mode = "upsert",
    refused: bool = False,
) -> None:
    """Submit people of a system; the IRI of `x` in system `b` is `b-x`."""
    submission = ledger.begin(SubmissionParameters(system, "member", mode=mode))
    batch = [
        Incoming(name, repr(ids).encode(), person(f"{system}-{name}", ids), refused=refused)
        for name, ids in people.items()
    ]
    ledger.commit(submission, batch)
    ledger.finish(submission, confirm_empty=True)


def matches(ledger: Ledger) -> dict[str, str]:
    """Representative by matched record, read from the live records of il-linkage."""
    found = {}
    for record in ledger.live("il-linkage"):
        assert record.version is not None
        facts = dict(
            line.split(" ", 1)[1].rsplit(" .", 1)[0].split(" ", 1)
            for line in record.version.triples.splitlines()
        )
        subject = facts[f"<{SP}matchedRecord>"].strip("<>").removeprefix(BASE + "person/")
        found[subject] = facts[f"<{SP}matchRepresentative>"].strip("<>").removeprefix(BASE + "person/")
    return found


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "data") as opened:
        yield opened


def test_one_person_in_three_systems(ledger: Ledger) -> None:
    for system in "cba":
        send(ledger, system, {"x": {"national-id": "1"}, "y": {"national-id": f"own {system}"}})
    report = link(ledger)
    assert (report.matches, report.changed, report.withdrawn) == (2, 2, 0)
    assert matches(ledger) == {"b-x": "a-x", "c-x": "a-x"}


def test_nothing_new_changes_nothing(ledger: Ledger) -> None:
    send(ledger, "a", {"x": {"national-id": "1"}})
    send(ledger, "b", {"x": {"national-id": "1"}})
    link(ledger)
    before = ledger.position
    assert link(ledger) == LinkReport(1, 0, 0)
    assert ledger.position == before


def test_the_representative_leaves(ledger: Ledger) -> None:
    for system in "abc":
        send(ledger, system, {"x": {"national-id": "1"}})
    link(ledger)
    send(ledger, "a", {}, mode="snapshot")
    report = link(ledger)
    assert (report.changed, report.withdrawn) == (1, 1)
    assert matches(ledger) == {"c-x": "b-x"}
    send(ledger, "b", {}, mode="snapshot")
    link(ledger)
    assert matches(ledger) == {}


def test_a_withdrawn_person_leaves_no_match_in_the_graph(ledger: Ledger) -> None:
    send(ledger, "a", {"x": {"national-id": "1"}})
    send(ledger, "b", {"x": {"national-id": "1"}})
    link(ledger)
    with Graph.open(ledger.directory) as graph:
        graph.apply(ledger)
        everything = _dump(graph)
        assert match_iri(f"{BASE}person/b-x") in everything
        send(ledger, "b", {}, mode="snapshot")
        link(ledger)
        graph.apply(ledger)
        everything = _dump(graph)
    assert "b-x" not in everything
    assert "identity-match" not in everything
    assert "a-x" in everything


def _dump(graph: Graph) -> str:
    out: list[bytes] = []
    graph.write_to(out.append)
    return b"".join(out).decode()


def test_a_refused_correction_keeps_the_match(ledger: Ledger) -> None:
    send(ledger, "a", {"x": {"national-id": "1"}})
    send(ledger, "b", {"x": {"national-id": "1"}})
    send(ledger, "b", {"x": {"national-id": "2"}}, refused=True)
    link(ledger)
    assert matches(ledger) == {"b-x": "a-x"}


def test_without_issuer_no_match(ledger: Ledger) -> None:
    send(ledger, "a", {"x": {"none:member-number": "1"}})
    send(ledger, "b", {"x": {"none:member-number": "1"}})
    assert link(ledger).matches == 0


def test_twice_in_one_system_is_a_finding_and_no_match(ledger: Ledger) -> None:
    send(ledger, "a", {"x": {"national-id": "1"}, "y": {"national-id": "1"}})
    send(ledger, "b", {"x": {"national-id": "1"}})
    report = link(ledger)
    assert matches(ledger) == {}
    (finding,) = report.findings
    assert finding.code == "IL-L010"
    assert finding.severity == "warning"
    assert "national-id" in finding.message
    assert "a" in finding.message
    send(ledger, "a", {"y": {"national-id": "2"}})
    report = link(ledger)
    assert report.findings == ()
    assert matches(ledger) == {"b-x": "a-x"}


def test_two_records_of_a_system_joined_by_another_are_a_finding(ledger: Ledger) -> None:
    send(ledger, "a", {"x": {"national-id": "1"}, "y": {"passport": "P"}})
    send(ledger, "b", {"x": {"national-id": "1", "passport": "P"}})
    report = link(ledger)
    assert matches(ledger) == {"a-y": "a-x", "b-x": "a-x"}
    (finding,) = report.findings
    assert finding.code == "IL-L010"


def test_records_of_ours_are_not_linked(ledger: Ledger) -> None:
    ledger.put_reference("il-reference", "r", person("r", {"national-id": "1"}))
    send(ledger, "a", {"x": {"national-id": "1"}})
    assert link(ledger).matches == 0


SYSTEMS = st.sampled_from("abc")
NAMES = st.sampled_from(["x", "y", "z"])
IDS = st.dictionaries(
    st.sampled_from(["national-id", "passport", "none:token"]), st.sampled_from(["1", "2"]), max_size=2
)


def expected(live: dict[str, dict[str, dict[str, str]]]) -> dict[str, str]:
    """The matches of these people by system: a model in a few lines, from scratch."""
    claimed: dict[tuple[str, str], dict[str, list[str]]] = {}
    for system, people in live.items():
        for name, ids in people.items():
            for kind, value in ids.items():
                if not kind.startswith("none:"):
                    claimed.setdefault((kind, value), {}).setdefault(system, []).append(f"{system}-{name}")
    cluster = {f"{system}-{name}": {f"{system}-{name}"} for system, people in live.items() for name in people}
    for by_system in claimed.values():
        if all(len(names) == 1 for names in by_system.values()):
            together = set().union(*(cluster[names[0]] for names in by_system.values()))
            for subject in together:
                cluster[subject] = together
    return {subject: min(of) for subject, of in cluster.items() if subject != min(of)}


class Linking(RuleBasedStateMachine):
    """Random upserts, snapshots, withdrawals; links are made now and then, and must be right each time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger.open(Path(self.folder.name) / "data")
        self.live: dict[str, dict[str, dict[str, str]]] = {}
        self.linked = True

    def teardown(self) -> None:
        self.ledger.close()
        self.folder.cleanup()

    @rule(system=SYSTEMS, people=st.dictionaries(NAMES, IDS, min_size=1, max_size=3))
    def upsert(self, system: str, people: dict[str, dict[str, str]]) -> None:
        send(self.ledger, system, people)
        self.live.setdefault(system, {}).update(people)
        self.linked = False

    @rule(system=SYSTEMS, people=st.dictionaries(NAMES, IDS, max_size=2))
    def snapshot(self, system: str, people: dict[str, dict[str, str]]) -> None:
        send(self.ledger, system, people, mode="snapshot")
        self.live[system] = dict(people)
        self.linked = False

    @rule(system=SYSTEMS, name=NAMES)
    def refused(self, system: str, name: str) -> None:
        send(self.ledger, system, {name: {"national-id": "3"}}, refused=True)

    @rule(system=SYSTEMS, first=IDS, second=IDS, between=st.booleans())
    def conflicting(self, system: str, first: dict[str, str], second: dict[str, str], between: bool) -> None:
        """One key twice with other content: refused after all, though links were made in between."""
        if first == second:
            return
        submission = self.ledger.begin(SubmissionParameters(system, "member"))
        for ids in (first, second):
            text = person(f"{system}-x", ids)
            self.ledger.commit(submission, [Incoming("x", repr(ids).encode(), text)])
            if between:
                link(self.ledger)
        self.ledger.finish(submission)
        self.linked = False

    @precondition(lambda self: not self.linked)
    @rule()
    def link(self) -> None:
        report = link(self.ledger)
        assert matches(self.ledger) == expected(self.live)
        assert report.matches == len(expected(self.live))
        self.linked = True

    @rule()
    def reopen(self) -> None:
        self.ledger.close()
        self.ledger = Ledger.open(Path(self.folder.name) / "data")

    @invariant()
    def linked_is_right(self) -> None:
        if self.linked:
            assert matches(self.ledger) == expected(self.live)


Linking.TestCase.settings = settings(max_examples=20, stateful_step_count=12, deadline=None)
TestLinking = Linking.TestCase


def test_only_what_changed_is_read(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = {f"p{i}": {"national-id": str(i)} for i in range(50)}
    send(ledger, "a", everybody)
    send(ledger, "b", everybody)
    assert link(ledger).matches == 50
    from interlingua.linkage import linking

    read: list[bytes] = []
    seen = linking.claims
    monkeypatch.setattr(linking, "claims", lambda triples: (read.append(triples), seen(triples))[1])
    send(ledger, "b", {"p7": {"national-id": "gone"}})
    assert link(ledger) == LinkReport(49, 0, 1)
    assert len(read) == 1


def test_the_index_may_be_lost_or_damaged(ledger: Ledger) -> None:
    send(ledger, "a", {"x": {"national-id": "1"}})
    send(ledger, "b", {"x": {"national-id": "1"}})
    link(ledger)
    path = ledger.directory / "linkage.sqlite"
    position = ledger.position
    for damage in (
        path.unlink,
        lambda: path.write_bytes(b"no database" * 1000),
        lambda: path.write_bytes(b""),
    ):
        damage()
        assert link(ledger) == LinkReport(1, 0, 0)
        assert ledger.position == position
    send(ledger, "b", {}, mode="snapshot")
    path.unlink()
    assert link(ledger).matches == 0
    assert matches(ledger) == {}


def test_an_index_of_another_ledger_is_not_believed(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "one") as one, Ledger.open(tmp_path / "two") as two:
        for ledger, other in ((one, "1"), (two, "2")):
            send(ledger, "a", {"x": {"national-id": "1"}})
            send(ledger, "b", {"x": {"national-id": other}})
        link(one)
        (tmp_path / "two" / "linkage.sqlite").write_bytes((tmp_path / "one" / "linkage.sqlite").read_bytes())
        assert link(two).matches == 0


def test_what_was_cut_off_is_done_again(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    send(ledger, "a", {"x": {"national-id": "1"}})
    link(ledger)
    send(ledger, "b", {"x": {"national-id": "1"}})

    def fail(*_: object, **__: object) -> None:
        raise OSError("full")

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "change_references", fail)
        with pytest.raises(OSError, match="full"):
            link(ledger)
    assert link(ledger) == LinkReport(1, 1, 0)
    assert matches(ledger) == {"b-x": "a-x"}


def test_no_value_of_an_identifier_is_in_the_index(ledger: Ledger) -> None:
    send(ledger, "a", {"x": {"national-id": "4711-0815"}})
    link(ledger)
    assert b"4711-0815" not in (ledger.directory / "linkage.sqlite").read_bytes()


def test_a_version_that_is_taken_back_after_it_was_linked(ledger: Ledger) -> None:
    send(ledger, "a", {"x": {"national-id": "1"}})
    send(ledger, "b", {"x": {"national-id": "2"}})
    submission = ledger.begin(SubmissionParameters("b", "member"))
    for value, then in (("1", {"b-x": "a-x"}), ("3", {})):
        ledger.commit(submission, [Incoming("x", value.encode(), person("b-x", {"national-id": value}))])
        link(ledger)
        assert matches(ledger) == then
    ledger.finish(submission)
    link(ledger)
    assert matches(ledger) == {}
