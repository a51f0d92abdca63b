"""The house itself: layers, sizes, what ships, and what must never be in it."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "service" / "interlingua"
LIMIT = 600
LARGER_WITH_REASON: dict[str, str] = {}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=False
    ).stdout.decode()
    files = [ROOT / name for name in listed.split("\0") if name]
    if not files:
        pytest.skip("not a git checkout: what is tracked cannot be told")
    return [f for f in files if f.is_file()]


def test_imports_go_down_only() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_modules_can_be_read_in_one_sitting() -> None:
    too_long = {
        str(path.relative_to(PACKAGE)): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LIMIT
    }
    assert set(too_long) == set(LARGER_WITH_REASON), too_long


def test_no_test_is_disabled_by_its_name() -> None:
    odd = [
        path.name
        for path in (ROOT / "tests").rglob("*.py")
        if re.match(r"(_|todo|to_fix|disabled|old)", path.name, re.IGNORECASE) and path.name != "__init__.py"
    ]
    assert odd == []


def test_nothing_of_the_workplace_is_in_the_tree() -> None:
    # Spelt in pieces so that this file does not find itself.
    forbidden = [
        "/wo" + "rk/",
        "/ro" + "ot/",
        "py" + "pi.org",
        "registry." + "npmjs",
        "deb." + "debian.org",
        "files." + "pythonhosted",
    ]
    found = []
    for path in tracked():
        if path.suffix in {".xlsx", ".png", ".ico"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {word}" for word in forbidden if word in text]
    assert found == []


def test_the_wheel_carries_ontology_shapes_and_mappings(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps",
         "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("interlingua-*.whl")
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    code = (
        "from interlingua.settings import shipped\n"
        "import interlingua.vocabulary as v\n"
        "assert (shipped('shapes') / 'core.shacl.ttl').is_file()\n"
        "assert (shipped('mappings') / 'lumara-cash').is_dir()\n"
        "assert '_shipped' in str(shipped('ontology'))\n"
        "from interlingua.vocabulary import describing, loading\n"
        "def never(*_): raise SystemExit('the snapshot of the wheel does not fit its Turtle')\n"
        "loading.triples = describing.triples = never\n"
        "assert v.load().classes\n"
        "assert v.describe(v.load().iri)\n"
        "from interlingua.shacl import kept, load_profile, profiles\n"
        "kept.read_shapes = never\n"
        "assert all(load_profile(name).nodes for name in profiles())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(unpacked), "PATH": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_import_is_light() -> None:
    heavy = {"rdflib", "pyshacl", "sqlalchemy", "fastapi", "rich", "uvicorn", "SPARQLWrapper", "hypothesis"}
    done = subprocess.run(
        [sys.executable, "-c", "import interlingua, interlingua.cli.main, sys; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert heavy & set(done.stdout.split()) <= {"rich"}  # typer draws its own help with rich
