"""A folder of mappings is a table of names."""

from __future__ import annotations

from pathlib import Path

from interlingua.exchange.catalogue import mappings


def test_every_yaml_file_of_a_given_folder_is_a_mapping(tmp_path: Path) -> None:
    for name in (
        "list.yaml",
        "meals.yarrrml.yaml",
        "old.rml.ttl",
        "school/pupil.yml",
        "people.csv",
        "out.ttl",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    found = {name for name, path in mappings([tmp_path]).items() if path.is_relative_to(tmp_path)}
    assert found == {"list", "meals", "old", "school/pupil"}
    assert "lumara-cash/members" in mappings([tmp_path])
