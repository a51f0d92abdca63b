"""The key `codes`: code tables in files or written in the mapping. docs/mapping.md tells it to people."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import get_args

from interlingua.errors import MappingError, Place
from interlingua.functions.codes import Fold, Policy
from interlingua.rml import codetables
from interlingua.rml.model import CodeTable
from interlingua.rml.problems import Problems, did_you_mean
from interlingua.rml.terms import Terms, as_dict, as_list, as_text, check_keys
from interlingua.rml.yamltree import Dict, Text, Tree

_KEYS = (
    "file", "rows", "inputs", "scheme", "unmapped", "fold", "default", "empty", "numeric", "reason", "texts",
)  # fmt: skip


def code_tables(
    tree: Tree | None, folder: Path, file: str, terms: Terms, problems: Problems | None = None
) -> tuple[list[CodeTable], list[bytes]]:
    """`codes`, and the bytes of their files in the same order (for the digest). `problems` takes a table's fault."""
    tables: list[CodeTable] = []
    contents: list[bytes] = []
    if tree is not None:
        for name, value in as_dict(tree, "`codes`"):
            with problems.catch() if problems is not None else nullcontext():
                table, data = _code_table(name, value, folder, file, terms)
                tables.append(table)
                contents.append(data)
    return tables, contents


def _choice(tree: Tree | None, allowed: tuple[str, ...], default: str, what: str) -> str:
    if tree is None:
        return default
    text = as_text(tree, what)
    if text.value not in allowed:
        raise MappingError(
            "IL-M006",
            f"{what} cannot be {text.value!r}.",
            place=text.place,
            hint=did_you_mean(text.value, allowed, what="One of"),
        )
    return text.value


def _flag(keys: Dict, name: str) -> bool:
    return _choice(keys.get(name), ("true", "false"), "false", f"`{name}`") == "true"


def _optional(keys: Dict, name: str) -> str | None:
    tree = keys.get(name)
    return None if tree is None else as_text(tree, f"`{name}`").value


def _code_table(name: Text, value: Tree, folder: Path, file: str, terms: Terms) -> tuple[CodeTable, bytes]:
    keys = as_dict(value, f"The code table {name.value!r}")
    check_keys(keys, _KEYS, "a code table")
    scheme = _optional(keys, "scheme")
    unmapped: Policy = _choice(keys.get("unmapped"), get_args(Policy), "reject", "`unmapped`")  # type: ignore[assignment]
    fold: Fold = _choice(keys.get("fold"), get_args(Fold), "trim", "`fold`")  # type: ignore[assignment]
    numeric, texts, reason = _flag(keys, "numeric"), _flag(keys, "texts"), _optional(keys, "reason")
    _policy(keys, unmapped, reason)
    file_tree, rows_tree = keys.get("file"), keys.get("rows")
    if (file_tree is None) == (rows_tree is None):
        raise MappingError(
            "IL-M006",
            "A code table needs either `file` or `rows`.",
            place=keys.place,
            hint="file: codes/sex.csv",
        )

    def resolve(written: str, place: Place | None) -> str:
        if texts:
            return "" if written == codetables.NOTHING else written
        return codetables.code_iri(written, scheme, terms.names, place)

    path: str | None = None
    data = b""
    if file_tree is not None:
        written = as_text(file_tree, "`file`")
        target = codetables.inside(folder, written.value, written.place)
        path, data = written.value, target.read_bytes()
        shown = str(Path(file).parent / path)
        rows = codetables.read_rows(data, shown, resolve, fold, numeric=numeric)
        _same_inputs(keys, rows)
    else:
        rows = _written_rows(rows_tree or keys, resolve, codetables.Rows(fold, numeric, _inputs(keys)))
    table = CodeTable(
        name.value,
        scheme,
        rows.pairs,
        unmapped,
        fold,
        path,
        rows.lines,
        name.place,
        inputs=rows.inputs,
        periods=rows.periods,
        default=_resolved(keys, "default", resolve),
        empty=_resolved(keys, "empty", resolve),
        numeric=numeric,
        reason=reason,
        texts=texts,
        repeated=tuple(rows.repeated),
    )
    return table, data


def _policy(keys: Dict, unmapped: Policy, reason: str | None) -> None:
    """What goes together: a reason with `omit`, and a default not with what says another thing."""
    if (unmapped == "omit") != bool(reason and reason.strip()):
        raise MappingError(
            "IL-M006",
            "`unmapped: omit` needs a `reason`."
            if unmapped == "omit"
            else "`reason` goes with `unmapped: omit`.",
            place=keys.place,
            hint="reason: The old system used these numbers for tests.",
        )
    written = keys.get("unmapped")
    if keys.get("default") is not None and written is not None and unmapped != "warn":
        raise MappingError(
            "IL-M006",
            f"A `default` says what is done with other values, and so does `unmapped: {unmapped}`.",
            place=written.place,
            hint="Leave one out; `unmapped: warn` takes the default and says so.",
        )


def _resolved(keys: Dict, name: str, resolve: codetables.Resolve) -> str | None:
    tree = keys.get(name)
    return None if tree is None else resolve(as_text(tree, f"`{name}`").value, tree.place)


def _inputs(keys: Dict) -> tuple[str, ...]:
    tree = keys.get("inputs")
    names = tuple(as_text(item, "The input").value for item in as_list(tree))
    if tree is not None and (not names or len(set(names)) != len(names)):
        raise MappingError(
            "IL-M006", "`inputs` must be names, each once.", place=tree.place, hint="[state, status]"
        )
    return names or ("value",)


def _same_inputs(keys: Dict, rows: codetables.Rows) -> None:
    tree = keys.get("inputs")
    if tree is not None and _inputs(keys) != rows.inputs:
        raise MappingError(
            "IL-M006",
            "`inputs` names other columns than the file has before `code`.",
            place=tree.place,
            hint=f"The file has: {', '.join(rows.inputs)}.",
        )


def _written_rows(tree: Tree, resolve: codetables.Resolve, rows: codetables.Rows) -> codetables.Rows:
    """`rows`: `{local: code}` for one input, `[[local, local, code], ...]` for several."""
    if len(rows.inputs) == 1:
        for local, code in as_dict(tree, "`rows`"):
            rows.add([local.value], resolve(as_text(code, "The code").value, code.place), local.place)
        return rows
    if isinstance(tree, Dict):
        raise MappingError(
            "IL-M006",
            "The rows of a table with several inputs are lists.",
            place=tree.place,
            hint=f"rows: [[{', '.join(rows.inputs)}, code], ...]",
        )
    for item in as_list(tree):
        cells = [as_text(cell, "The cell").value for cell in as_list(item)]
        if len(cells) != len(rows.inputs) + 1:
            raise MappingError(
                "IL-M006",
                f"A row has {len(rows.inputs)} values and a code.",
                place=item.place,
                hint=f"[{', '.join(rows.inputs)}, code]",
            )
        rows.add(cells[:-1], resolve(cells[-1], item.place), item.place)
    return rows
