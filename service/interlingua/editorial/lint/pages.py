"""The pages of the rules: Markdown with a YAML head, a reason, a way to mend, blocks that fail and pass."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from interlingua.editorial.lint.model import LEVELS, Block, Rule
from interlingua.editorial.lint.yamlhead import read_head
from interlingua.errors import Place, VocabularyError
from interlingua.settings import shipped

DEFAULT_BLOCK: Final = "ontology/modules/example.ttl"
"""The file that a block without a name of its own stands for."""
_HEAD: Final = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_SECTION: Final = re.compile(r"^## (.+?)[ \t]*$", re.MULTILINE)
_FENCE: Final = re.compile(r"^```(\S+)[ \t]*(\S*)[ \t]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
_ID: Final = re.compile(r"[A-Z]\d\d")


def folder() -> Path:
    """Where the pages lie."""
    return shipped("shapes") / "editorial" / "rules"


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its id, in order. Raises VocabularyError IL-D002."""
    found: dict[str, Rule] = {}
    for path in sorted(folder().glob("*.md")):
        if _ID.match(path.name):
            rule = page(path.name, path.read_text(encoding="utf-8"))
            if rule.id in found:
                raise _fault(path.name, f"The rule {rule.id} has two pages.")
            found[rule.id] = rule
    return found


def page(name: str, text: str) -> Rule:
    """The rule that a page describes. Raises VocabularyError IL-D002 with the page."""
    import yaml

    match = _HEAD.match(text)
    if match is None:
        raise _fault(name, "The page has no YAML head between two lines of `---`.")
    try:
        head = read_head(match[1])
    except yaml.YAMLError as error:
        raise _fault(name, "The YAML head cannot be read.") from error
    _check(name, head)
    sections = _sections(text[match.end() :])
    for needed in ("Why", "Fix", "Fails", "Passes"):
        if not sections.get(needed):
            raise _fault(name, f"The page has no section `## {needed}`.")
    queries = [b.text for b in _blocks(sections.get("Query", "")) if b.language == "sparql"]
    return Rule(
        id=head["id"],
        level=head["level"],
        title=str(head["title"]),
        origin=str(head["origin"]),
        fix=str(head["fix"]),
        scope=head.get("scope", "any"),
        why=sections["Why"],
        how=sections["Fix"],
        fails=_blocks(sections["Fails"]),
        passes=_blocks(sections["Passes"]),
        query=queries[0] if queries else None,
        page=name,
    )


def _check(name: str, head: Any) -> None:
    if not isinstance(head, dict):
        raise _fault(name, "The YAML head is no table of keys.")
    missing = [key for key in ("id", "level", "title", "origin", "fix") if not head.get(key)]
    if missing:
        raise _fault(name, f"The YAML head lacks {', '.join(missing)}.")
    if not _ID.fullmatch(str(head["id"])) or not name.startswith(f"{head['id']}-"):
        raise _fault(name, "The file name must begin with the id of the rule and a hyphen.")
    if head["level"] not in LEVELS:
        raise _fault(name, f"The level must be one of {', '.join(LEVELS)}.")
    if head.get("scope", "any") not in ("any", "house"):
        raise _fault(name, "The scope must be any or house.")


def _sections(text: str) -> dict[str, str]:
    parts = _SECTION.split(text)
    return {title: body.strip() + "\n" for title, body in zip(parts[1::2], parts[2::2], strict=True)}


def _blocks(text: str) -> tuple[Block, ...]:
    return tuple(Block(m[1], m[2] or DEFAULT_BLOCK, m[3]) for m in _FENCE.finditer(text))


def _fault(name: str, message: str) -> VocabularyError:
    return VocabularyError("IL-D002", message, place=Place(f"shapes/editorial/rules/{name}"))
