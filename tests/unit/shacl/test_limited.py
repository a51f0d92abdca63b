from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from interlingua.errors import ShapesError
from interlingua.shacl import limited, validate_limited
from shapes_support import HEAD, data

TURTLE = ox.RdfFormat.TURTLE
RULES = (HEAD + "ex:S a sh:NodeShape ; sh:targetClass sp:Group ; sh:property ex:p . ").encode()


def test_the_same_report_as_in_this_process() -> None:
    shapes = RULES + b"ex:p sh:path sp:publicName ; sh:minCount 1 ; sh:message 'A name.'@en ."
    report = validate_limited(data("ex:h a sp:Household ."), TURTLE, shapes=shapes)
    assert not report.conforms
    assert report.results[0].message() == "A name."
    assert report.results[0].focus == "<https://example.org/h>"


def test_a_shipped_profile() -> None:
    assert validate_limited(data("ex:h a sp:Person ; sp:sex ex:x ."), TURTLE, profile="core").results


def test_errors_keep_their_codes() -> None:
    with pytest.raises(ShapesError) as caught:
        validate_limited(b"ex:h a", TURTLE)
    assert caught.value.code == "IL-V012"
    with pytest.raises(ShapesError) as caught:
        validate_limited(b"", TURTLE, profile="cor")
    assert caught.value.code == "IL-V011"
    with pytest.raises(ShapesError) as caught:
        validate_limited(b"", TURTLE, shapes=RULES + b"<urn:a> owl:imports <http://127.0.0.1:9/> .")
    assert caught.value.code == "IL-V010"


def test_a_pattern_that_hangs_is_stopped() -> None:
    shapes = RULES + b"ex:p sh:path sp:publicName ; sh:pattern '^(a+)+$' ."
    with pytest.raises(ShapesError) as caught:
        validate_limited(
            data(f'ex:h a sp:Group ; sp:publicName "{"a" * 60}!" .'), TURTLE, shapes=shapes, seconds=3
        )
    assert caught.value.code == "IL-V013"


def test_memory_is_limited() -> None:
    with pytest.raises(ShapesError) as caught:
        validate_limited(data("ex:h a sp:Group ."), TURTLE, memory_bytes=60 << 20)
    assert caught.value.code == "IL-V013"


PROBE = """
import json, os, socket
from interlingua.shacl import limited

def answer(head, data, shapes):
    try:
        socket.create_connection(("127.0.0.1", int(data)), 2).close()
        reached = True
    except OSError:
        reached = False
    told = {"names": sorted(os.environ), "reached": reached}
    return {"error": {"code": "IL-V010", "message": json.dumps(told), "hint": None, "place": None}}

limited._answer = answer
limited.main()
"""
NAMESPACES = "import sys; from interlingua.isolation import leave_network; sys.exit(not leave_network())"


def test_the_child_has_neither_the_key_nor_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is the real one; only its work is replaced by a look around."""
    probe = tmp_path / "probe.py"
    probe.write_text(PROBE, encoding="utf-8")
    monkeypatch.setattr(limited, "_SCRIPT", probe)
    monkeypatch.setenv("INTERLINGUA_IRI_KEY", "secret")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with socket.create_server(("127.0.0.1", 0)) as listening, pytest.raises(ShapesError) as caught:
        validate_limited(str(listening.getsockname()[1]).encode(), TURTLE)
    told = json.loads(caught.value.message)
    assert "PATH" in told["names"]
    assert not {"INTERLINGUA_IRI_KEY", "HTTPS_PROXY"} & set(told["names"])
    allowed = subprocess.run([sys.executable, "-c", NAMESPACES], check=False).returncode == 0
    assert told["reached"] is not allowed
