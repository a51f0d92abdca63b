"""The composition root: settings become wired, closable parts."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from interlingua.exchange import catalogue
from interlingua.exchange.ask import generation_of
from interlingua.exchange.keep import Keeper, require_own_key
from interlingua.sparql import QueryService

if TYPE_CHECKING:
    from interlingua.settings import Settings


class App:
    """Ledger, graph, queries and mappings over one data directory (a temporary one where none is given).

    Close it when the service stops, or use it as a context manager. `demo` allows the published key.
    Raises IL-L001 where another process writes, IL-U004 without a key, IL-E003 off Linux.
    """

    def __init__(
        self, settings: Settings, data_dir: Path | None, mappings: Sequence[Path] = (), *, demo: bool = False
    ) -> None:
        if not demo:
            require_own_key(settings)
        self.settings = settings
        self.mappings = catalogue.mappings(mappings)
        self._temporary = None if data_dir else Path(tempfile.mkdtemp(prefix="interlingua-"))
        self.data_dir = data_dir or (self._temporary or Path()) / "data"
        self.keeper = Keeper(self.data_dir, settings)
        try:
            self.keeper.publish()
            self.queries = QueryService(lambda: generation_of(self.data_dir), settings, isolated=True)
        except BaseException:
            self.keeper.close()
            raise

    def close(self) -> None:
        """Stop the queries, release the directory; a temporary one goes."""
        self.queries.close()
        self.keeper.close()
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
