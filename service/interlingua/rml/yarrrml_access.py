"""Sources that are no files: databases, and what only conversion keeps (things of the web, SPARQL endpoints)."""

from __future__ import annotations

from interlingua.errors import MappingError
from interlingua.rml import written
from interlingua.rml.databases import database_source
from interlingua.rml.model import Constant, Description, Formulation, LogicalSource
from interlingua.rml.problems import did_you_mean
from interlingua.rml.terms import as_dict, as_list, as_text, check_keys
from interlingua.rml.yamltree import Dict, Text, Tree

DATABASES = (
    "mysql", "postgresql", "sqlite", "mssql", "sqlserver", "oracle", "db2", "hsql", "mariadb", "informix",
    "ingres", "progress", "sybasease", "sybasesqlanywhere", "virtuoso", "firebird",
)  # fmt: skip
QUERIES = (*DATABASES, "sql2008")
_TD = "https://www.w3.org/2019/wot/td#"
_HCTL = "https://www.w3.org/2019/wot/hypermedia#"
_WOTSEC = "https://www.w3.org/2019/wot/security#"
_SD = "http://www.w3.org/ns/sparql-service-description#"
INVERSE = "^"
"""Before the IRI of a property whose subject is the value."""


def is_database(tree: Dict) -> bool:
    """Whether the keys of a source are of a database."""
    kind = tree.get("type")
    if isinstance(kind, Text) and kind.value.lower() in DATABASES:
        return True
    return tree.get("table") is not None or (
        tree.get("query") is not None and not (isinstance(kind, Text) and kind.value.lower() == "sparql")
    )


def database(tree: Dict, name: str | None) -> LogicalSource:
    """A table or a query. Raises MappingError IL-M002, IL-M006."""
    check_keys(
        tree,
        ("access", "type", "credentials", "table", "query", "queryFormulation", "referenceFormulation", "nulls"),
        "a source of a database",
    )  # fmt: skip
    found = {key.value: as_text(value, f"`{key.value}`") for key, value in tree
             if key.value not in ("credentials", "nulls")}  # fmt: skip
    if ("table" in found) == ("query" in found):
        raise MappingError(
            "IL-M006", "A source of a database needs either `table` or `query`.", place=tree.place
        )
    for key in ("queryFormulation", "type"):
        if key in found and found[key].value.lower() not in QUERIES:
            raise MappingError(
                "IL-M006", f"The database {found[key].value!r} is not known.", place=found[key].place,
                hint=did_you_mean(found[key].value, QUERIES, what="Known"),
            )  # fmt: skip
    credentials: dict[str, str] = {}
    given = tree.get("credentials")
    if given is not None:
        keys = as_dict(given, "`credentials`")
        check_keys(keys, ("username", "password"), "`credentials`")
        credentials = {key.value: as_text(value, f"`{key.value}`").value for key, value in keys}
    values = {key: text.value for key, text in found.items()}
    table = values.get("table")
    query = values["query"].rstrip("\n") if "query" in values else None
    return database_source(
        name or table or "query",
        path=values.get("access"),
        table=table,
        query=query,
        username=credentials.get("username"),
        password=credentials.get("password"),
        nulls=tuple(as_text(item, "`nulls`").value for item in as_list(tree.get("nulls"))),
        place=tree.place,
    )


def service(tree: Dict, name: str | None, formulation: Formulation) -> LogicalSource:
    """A thing of the web (`wot`) or a SPARQL endpoint, for conversion. Raises MappingError IL-M014."""
    kind = as_text(tree.get("type") or tree, "`type`")
    if not written.as_written():
        raise MappingError(
            "IL-M014", "A mapping reaches no network: only files and databases are read.", place=kind.place,
            hint="Fetch the data first, and name the file.",
        )  # fmt: skip
    check_keys(
        tree,
        ("access", "type", "referenceFormulation", "iterator", "contentType", "operationType", "security",
         "query", "queryFormulation"),
        "a service",
    )  # fmt: skip
    access = as_text(tree.get("access") or tree, "`access`").value
    word = kind.value.lower()
    described = _endpoint(tree, access) if word == "sparql" else _thing(tree, access)
    iterator = tree.get("iterator")
    query = tree.get("query")
    return LogicalSource(
        name or "source",
        None,
        formulation,
        as_text(iterator, "`iterator`").value if iterator is not None else None,
        options=(("query", as_text(query, "`query`").value),) if query is not None else (),
        place=tree.place,
        access=described,
    )


def _endpoint(tree: Dict, access: str) -> Description:
    return Description(
        (_SD + "Service",),
        ((_SD + "endpoint", Constant(access)), (_SD + "supportedLanguage", Constant(_SD + "SPARQL11Query"))),
        tree.place,
    )


def _thing(tree: Dict, access: str) -> Description:
    form: list[tuple[str, Constant | Description]] = [(_HCTL + "hasTarget", Constant(access, "literal"))]
    content, operation = tree.get("contentType"), tree.get("operationType")
    if content is not None:
        form.append((_HCTL + "forContentType", Constant(as_text(content, "`contentType`").value, "literal")))
    if operation is not None:
        word = as_text(operation, "`operationType`").value
        form.append((_HCTL + "hasOperationType", Constant(f"{_TD}{word}property")))
    thing: list[tuple[str, Constant | Description]] = [
        (_TD + "hasSecurityConfiguration", _security(item)) for item in as_list(tree.get("security"))
    ]
    return Description(
        (_TD + "PropertyAffordance",),
        (
            (_TD + "hasForm", Description((_TD + "Form",), tuple(form))),
            (INVERSE + _TD + "hasPropertyAffordance", Description((_TD + "Thing",), tuple(thing))),
        ),
        tree.place,
    )


def _security(tree: Tree) -> Description:
    if isinstance(tree, Text):
        word, keys = as_text(tree, "`security`").value, None
    else:
        keys = as_dict(tree, "`security`")
        check_keys(keys, ("type", "in", "name", "value"), "`security`")
        word = as_text(keys.get("type") or tree, "`type`").value
    if word == "none":
        return Description((_TD + "NoSecurityScheme",))
    if word != "apikey" or keys is None:
        raise MappingError(
            "IL-M006", f"The security {word!r} is not known.", place=tree.place, hint="none or apikey"
        )
    names = {"in": _WOTSEC + "in", "name": _WOTSEC + "name", "value": "https://w3id.org/idsa/core/tokenValue"}
    given = tuple(
        (names[key.value], Constant(as_text(value, f"`{key.value}`").value, "literal"))
        for key, value in keys
        if key.value in names
    )
    return Description((_TD + "APISecurityScheme",), given)
