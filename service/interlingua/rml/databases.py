"""Databases as logical sources: R2RML's logical tables, RML's SQL2008Table and SQL2008Query, D2RQ's addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, cast

from interlingua.errors import MappingError, Place
from interlingua.rml.model import Join, LogicalSource, Reference, RefObjectMap, TriplesMap
from interlingua.rml.nodes import Node, local

_D2RQ: Final = "http://www.wiwiss.fu-berlin.de/suhl/bizer/D2RQ/0.1#"
_TABLE: Final = frozenset({"SQL2008Table"})
_QUERY: Final = frozenset({"SQL2008Query", "SQL2008"})
_LOGICAL_TABLE: Final = ("tableName", "sqlQuery", "sqlVersion")
_LOGICAL_SOURCE: Final = (
    "source", "referenceFormulation", "iterator", "query", "tableName", "sqlQuery", "sqlVersion",
)  # fmt: skip
_USER: Final = re.compile(r"(?<=//)(?P<user>[^/@:]*)(?::(?P<password>.*))?@(?=[^@]*$)", re.DOTALL)
_PARAMETER: Final = re.compile(r"([?&])(user|username|password|passwd)=([^&]*)")
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"')


class Secret(str):
    """A password: not shown where values are printed for people."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


def database_source(
    name: str,
    *,
    path: str | None = None,
    table: str | None = None,
    query: str | None = None,
    database: str = "database",
    username: str | None = None,
    password: str | None = None,
    nulls: Iterable[str] = (),
    place: Place | None = None,
) -> LogicalSource:
    """A table or a query of a database as a logical source.

    `path` is an SQLite file, or the address of a database (a URL, or a JDBC name); what it holds of
    credentials is taken out of it. `database` is how the command line names the database as a whole.
    """
    if path is not None:
        path, user, secret = _without_credentials(path)
        username, password = username or user, password or secret
    options = [("table", table), ("query", query), ("database", database), ("username", username)]
    given = [(key, value) for key, value in options if value is not None]
    if password:
        given.append(("password", Secret(password)))
    return LogicalSource(
        name, path, "sql", options=tuple(given), nulls=tuple(nulls), place=place, root="mapping"
    )


def _without_credentials(path: str) -> tuple[str, str | None, str | None]:
    from urllib.parse import unquote

    user = secret = None
    if found := _USER.search(path):
        user, secret = unquote(found["user"]), unquote(found["password"] or "")
        path = path[: found.start()] + path[found.end() :]
    for sign, key, value in _PARAMETER.findall(path):
        path = path.replace(f"{sign}{key}={value}", sign)
        user, secret = (user, unquote(value)) if key.startswith("pass") else (unquote(value), secret)
    path = re.sub(r"&{2,}", "&", path).replace("?&", "?").rstrip("?&") if "?" in path else path
    return path, user or None, secret or None


def is_database(node: Node) -> bool:
    """Whether a logical source reads a database."""
    if node.has("tableName") or node.has("sqlQuery"):
        return True
    if node.has("referenceFormulation"):
        formulation = local(node.all("referenceFormulation")[0].term.value)
        if formulation in _TABLE | _QUERY:
            return True
    sources = node.all("source")
    return bool(sources) and sources[0].foreign(_D2RQ + "jdbcDSN") is not None


def logical_table(node: Node, name: str) -> LogicalSource:
    """rr:logicalTable: a base table, a view, or a query; R2RML does not say of which database.

    `name` is how a query is called. Raises MappingError IL-M010.
    """
    node.only(_LOGICAL_TABLE, "a logical table")
    return _table_or_query(node, name, None)


def database_of(node: Node, name: str) -> LogicalSource:
    """rml:logicalSource of a database. Raises MappingError IL-M010, IL-M014."""
    node.only(_LOGICAL_SOURCE, "a logical source of a database")
    return _table_or_query(node, name, node.one("source") if node.has("source") else None)


def _table_or_query(node: Node, name: str, database: Node | None) -> LogicalSource:
    table, query, place = _what(node)
    _check_version(node)
    address = _address(database) if database is not None else {}
    return database_source(
        (table or "").replace('"', "") or name, table=table, query=query, place=place, **cast("Any", address)
    )


def _what(node: Node) -> tuple[str | None, str | None, Place]:
    """The table's name, or the query's text, and where it is written."""
    formulation = None
    if node.has("referenceFormulation"):
        formulation = local(node.one("referenceFormulation").term.value)
    given = [one for key in ("tableName", "sqlQuery", "query", "iterator") for one in node.all(key)]
    if len(given) != 1 or given[0].term.kind != "literal" or not given[0].term.value.strip():
        raise MappingError(
            "IL-M010",
            "A logical table needs the name of one table, or the text of one query.",
            place=given[1].place if len(given) > 1 else node.place,
            hint='Write rr:tableName "people", or rr:sqlQuery "SELECT ...".',
        )
    text, place = given[0].term.value.strip(), given[0].place
    is_table = node.has("tableName") or (node.has("iterator") and formulation not in _QUERY)
    return (text, None, place) if is_table else (None, text, place)


def _check_version(node: Node) -> None:
    """R2RML, section 5.2: an rr:sqlVersion is an IRI; the specification itself defines rr:SQL2008 alone."""
    for version in node.all("sqlVersion"):
        name = local(version.term.value)
        if version.term.kind != "iri" or (name is not None and name != "SQL2008"):
            raise MappingError(
                "IL-M010", "The SQL version is not one that R2RML defines.", place=version.place,
                hint="Leave rr:sqlVersion out, or write rr:SQL2008.",
            )  # fmt: skip


def _address(source: Node) -> dict[str, str]:
    """Where a mapping says that its database is."""
    if source.term.kind == "literal":  # the old vocabulary
        return {"path": source.term.value}
    dsn = source.foreign(_D2RQ + "jdbcDSN")
    if dsn is None and source.has("path"):
        return {"path": source.one("path").term.value}
    if dsn is None:
        raise MappingError(
            "IL-M014", "A database must be a d2rq:Database, or a file source.", place=source.place,
            hint='<#db> a d2rq:Database ; d2rq:jdbcDSN "jdbc:postgresql://host/name" .',
        )  # fmt: skip
    found = {"path": dsn.value, "database": source.name}
    for key in ("username", "password"):
        value = source.foreign(_D2RQ + key)
        if value is not None and value.value:
            found[key] = value.value
    return found


# -- what can be said only when all triples maps are read -------------------------------------------------


def settled(maps: list[TriplesMap]) -> list[TriplesMap]:
    """The maps, with one source for the same table or query, a name for each, and column names as they are.

    R2RML, section 5: column names are SQL identifiers, so `"ID"` in quotes is the column ID.
    """
    if not any(one.source.formulation == "sql" for one in maps):
        return maps
    sources = _named(maps)
    maps = [replace(one, source=sources.get(_key(one.source), one.source)) for one in maps]
    by_name = {one.name: one.source.formulation == "sql" for one in maps}
    return [_plain_names(one, by_name) for one in maps]


def _key(source: LogicalSource) -> tuple[object, ...]:
    return (source.formulation, source.path, source.options, source.nulls)


def _named(maps: list[TriplesMap]) -> dict[tuple[object, ...], LogicalSource]:
    """Each table or query of a database under one name that no other source has."""
    taken = {one.source.name for one in maps if one.source.formulation != "sql"}
    found: dict[tuple[object, ...], LogicalSource] = {}
    for one in maps:
        key = _key(one.source)
        if one.source.formulation != "sql" or key in found:
            continue
        name, number = one.source.name, 2
        while name in taken:
            name, number = f"{one.source.name} {number}", number + 1
        taken.add(name)
        found[key] = replace(one.source, name=name)
    return found


def _plain_names(one: TriplesMap, is_sql: dict[str, bool]) -> TriplesMap:
    mine = one.source.formulation == "sql"

    def rewritten(thing: Any, active: bool) -> Any:
        if isinstance(thing, Reference):
            return replace(thing, path=_plain(thing.path)) if active else thing
        if isinstance(thing, tuple):
            return tuple(rewritten(part, active) for part in thing)
        if isinstance(thing, RefObjectMap):
            parent = is_sql.get(thing.parent, False)
            joins = tuple(
                Join(rewritten(join.child, active), rewritten(join.parent, parent), join.place)
                for join in thing.joins
            )
            return replace(thing, joins=joins)
        if is_dataclass(thing) and not isinstance(thing, (type, Place, LogicalSource)):
            changed = {f.name: rewritten(getattr(thing, f.name), active) for f in fields(thing)}
            return replace(thing, **changed)
        return thing

    return cast("TriplesMap", rewritten(one, mine))


def _plain(name: str) -> str:
    found = _QUOTED.fullmatch(name)
    return found[1].replace('""', '"') if found else name
