"""Where a database is: a file, or an address on the network; which of them a mapping may name by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote, urlsplit

from interlingua.errors import MappingError, Place, SourceError

if TYPE_CHECKING:
    from interlingua.rml.model import LogicalSource

_DRIVERS: Final = {
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mysql+pymysql",
}
_SECRETS: Final = re.compile(r"([?&](?:password|passwd|sslpassword)=)[^&]*")
_LITE: Final = re.compile(r"(?:jdbc:)?sqlite(?:\+\w+)?:", re.IGNORECASE)
_KINDS: Final = "SQLite files, and postgresql://, mysql:// and mariadb:// addresses"


class DatabaseUrl(str):
    """The address of a database on the network. The text shows no password; `url` is the whole of it."""

    url: str

    def __new__(cls, url: str) -> DatabaseUrl:
        made = super().__new__(cls, _shown(url))
        made.url = url
        return made

    def __reduce__(self) -> tuple[type[DatabaseUrl], tuple[str]]:
        return DatabaseUrl, (self.url,)


Location = Path | DatabaseUrl
"""Where a source is: a file, or a database on the network."""


def _shown(url: str) -> str:
    scheme, _, rest = url.partition("://")
    user, at, host = rest.rpartition("@")
    if at:
        name, colon, _ = user.partition(":")
        rest = f"{name}{':***' if colon else ''}@{host}"
    return _SECRETS.sub(r"\1***", f"{scheme.partition('+')[0]}://{rest}")


def is_address(text: str) -> bool:
    """Whether a text is an address of a database rather than a file's name."""
    return "://" in text or text.startswith(("jdbc:", "sqlite:"))


def given_database(text: str | Path, place: Place | None = None) -> Path | DatabaseUrl:
    """What somebody means who writes this where a database is wanted.

    Raises SourceError IL-S001 for what is no database that can be read.
    """
    if isinstance(text, (Path, DatabaseUrl)) or not is_address(text):
        return text if isinstance(text, DatabaseUrl) else Path(text)
    if _LITE.match(text):
        return _file(text, place)
    text = text.removeprefix("jdbc:")
    scheme = text.partition(":")[0].partition("+")[0].lower()
    if scheme not in _DRIVERS or "://" not in text:
        raise SourceError(
            "IL-S001", f"Databases of the kind {scheme!r} cannot be read.", place=place,
            hint=f"What can be read: {_KINDS}.",
        )  # fmt: skip
    return DatabaseUrl(_DRIVERS[scheme] + "://" + text.partition("://")[2])


def _file(text: str, place: Place | None) -> Path:
    """SQLAlchemy's `sqlite:///relative`, `sqlite:////absolute`; JDBC's `jdbc:sqlite:file`."""
    rest = _LITE.sub("", text, count=1).partition("?")[0]
    if rest.startswith("//"):
        rest = rest[3:] if rest.startswith("///") else rest[2:]
    if rest in ("", ":memory:"):
        raise SourceError("IL-S001", "An SQLite database in memory holds nothing yet.", place=place)
    return Path(unquote(rest) if "%" in rest else rest)


def named_database(
    source: LogicalSource, folder: Path, working: Path, allow: Sequence[Path | str]
) -> Path | DatabaseUrl:
    """The database that a mapping names by itself; a file's place is not yet checked.

    "A mapping reaches no network": an address must lie under one of `allow`. Raises MappingError IL-M006,
    IL-M013; SourceError IL-S001.
    """
    options = dict(source.options)
    if not source.path:
        raise MappingError(
            "IL-M006", f"The table {source.name!r} is of a database that the mapping does not name.",
            place=source.place, hint=f"Give it: {options.get('database', source.name)}=people.db, or ...=postgresql://...",
        )  # fmt: skip
    found = given_database(source.path, source.place)
    if isinstance(found, Path):
        return (working if source.root == "working" else folder) / found
    if not any(_under(found.url, str(prefix)) for prefix in allow):
        raise MappingError(
            "IL-M013", f"The mapping wants to read the database {found} over the network.", place=source.place,
            hint=f"Allow it with --allow-source {_bare(found.url)}, or name the database yourself: "
            f"{options.get('database', source.name)}=postgresql://...",
        )  # fmt: skip
    return DatabaseUrl(_with_credentials(found.url, options))


def _bare(url: str) -> str:
    """An address without driver and credentials."""
    scheme, _, rest = url.partition("://")
    return f"{scheme.partition('+')[0]}://{rest.rpartition('@')[2].partition('?')[0]}"


def _under(url: str, prefix: str) -> bool:
    """Whether an address is the allowed one: the kind, the host, and port and database where they are given."""
    if not is_address(prefix):
        return False
    try:
        allowed = given_database(prefix)
        if isinstance(allowed, Path):
            return False
        here, there = urlsplit(_bare(url)), urlsplit(_bare(allowed.url))
        same = (here.scheme, here.hostname) == (there.scheme, there.hostname)
        port = there.port is None or here.port == there.port
    except (SourceError, ValueError):
        return False
    return same and port and there.path.strip("/") in ("", here.path.strip("/"))


def _with_credentials(url: str, options: Mapping[str, str]) -> str:
    user, password = options.get("username"), options.get("password")
    scheme, _, rest = url.partition("://")
    if not user or "@" in rest:
        return url
    secret = f":{quote(password, safe='')}" if password else ""
    return f"{scheme}://{quote(user, safe='')}{secret}@{rest}"


def given_for(source: LogicalSource, given: Mapping[Any, Any], driving: LogicalSource | None = None) -> Any:
    """What the caller names for a source; for a table also what is named for its database.

    `given[None]` is for the driving source. None where nothing is named.
    """
    found = given.get(source.name)
    if found is None and driving is not None and source.name == driving.name:
        found = given.get(None)
    if found is not None or source.formulation != "sql":
        return found
    found = given.get(dict(source.options).get("database"))
    if found is None and driving is not None and _same_database(source, driving):
        found = given.get(driving.name, given.get(None))
    return found


def _same_database(one: LogicalSource, other: LogicalSource) -> bool:
    if other.formulation != "sql" or one.path != other.path:
        return False
    return dict(one.options).get("database") == dict(other.options).get("database")
