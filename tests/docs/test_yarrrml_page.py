"""docs/yarrrml.md: its examples run, and it tells every key that the readers of YARRRML take."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from docs_runner import run_page
from interlingua import rml

PAGE = Path(__file__).resolve().parents[2] / "docs" / "yarrrml.md"
FOLDER = Path(rml.__file__).parent


def test_the_examples_run(tmp_path: Path) -> None:
    assert run_page(PAGE, tmp_path) == 12


def test_the_tables_tell_every_key_and_no_other() -> None:
    told, known = told_keys(), known_keys()
    assert {"record", "inversepredicates", "iv", "pivot", "expect-file", "strategy", "operationType"} <= known
    assert (sorted(known - told), sorted(told - known)) == ([], [])


def told_keys() -> set[str]:
    """What stands between backticks in the first column of the tables of keys."""
    found: set[str] = set()
    in_table = False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        in_table = line.startswith("| key ") or (in_table and line.startswith("|"))
        if in_table:
            found.update(re.findall(r"`([^`]+)`", line.split("|")[1]))
    return found


def known_keys() -> set[str]:
    """The keys that `check_keys` lets pass, wherever the readers of YARRRML call it."""
    found: set[str] = set()
    for name in ("terms", "links", *sorted(path.stem for path in FOLDER.glob("yarrrml*.py"))):
        tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
        module = import_module(f"interlingua.rml.{name}")
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                found.update(*(keys_of(call, function, module) for call in calls_in(function)))
    return found


def calls_in(function: ast.FunctionDef) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "check_keys"
    ]


def keys_of(call: ast.Call, function: ast.FunctionDef, module: ModuleType) -> set[str]:
    """The second argument's keys; a name of the function stands for what is assigned to it."""
    keys: Any = call.args[1]
    for node in ast.walk(function):
        if isinstance(keys, ast.Name) and isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Name) and target.id == keys.id:
                keys = node.value
    return set(eval(compile(ast.Expression(keys), module.__name__, "eval"), vars(module)))
