from __future__ import annotations

import pyoxigraph as ox
import pytest

from interlingua.errors import ShapesError
from interlingua.shacl import validate_limited
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
