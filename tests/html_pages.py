"""What the tests of pages share: a parser that checks nesting and collects what a page says and where it leads."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Checks nesting; collects what a browser would fetch by itself, links, and visible text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.tags: list[str] = []
        self.language: str | None = None
        self.direction: str | None = None
        self.rows: list[list[str]] = []
        self.pieces: list[tuple[str, dict[str, str | None], str]] = []
        """Elements with their attributes and the text in them, inner elements first."""
        self._inside: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs), f"an attribute twice on {tag}"
        assert not any(name.startswith("on") for name in given)
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
            self._inside.append((tag, given, []))
        if tag == "html":
            self.language = given.get("lang")
            self.direction = given.get("dir")
        if tag == "tr":
            self.rows.append([])
        if tag == "a":
            self.links.append(given.get("href") or "")
        elif tag != "form":
            self.fetched += [
                str(given[name]) for name in ("src", "href", "srcset", "data", "action") if given.get(name)
            ]

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag
        name, given, words = self._inside.pop()
        text = " ".join("".join(words).split())
        self.pieces.append((name, given, text))
        if name in ("td", "th"):
            self.rows[-1].append(text)

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        for _, _, words in self._inside:
            words.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def all(self, tag: str, **attributes: str) -> list[str]:
        """The texts of the elements of a kind, with these attributes."""
        return [
            text
            for name, given, text in self.pieces
            if name == tag and all(given.get(key) == value for key, value in attributes.items())
        ]

    def row(self, first: str) -> list[str]:
        """The cells of the first row that a cell with this text begins."""
        return next(row for row in self.rows if row and row[0] == first)
