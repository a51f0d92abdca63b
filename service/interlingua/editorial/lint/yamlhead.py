"""YAML heads of pages and tables; each is read once a process, by the C parser where there is one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=512)
def read_head(text: str) -> Any:
    """What a head says; not to be changed. Raises yaml.YAMLError."""
    import yaml

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  a safe loader, both
