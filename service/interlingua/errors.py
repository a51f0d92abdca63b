"""What can go wrong, drawn as one tree; every error has a stable code.

    InterlinguaError                exit code
    |- UsageError                   2   the command line or the request is wrong
    |- MappingError                 2   a mapping document is wrong
    |- SourceError                  2   a source as a whole cannot be read
    |- VocabularyError              2   ontology or code lists are wrong
    |- ShapesError                  2   shapes are wrong, or not allowed here
    |- LedgerError                  2   what is kept forbids this (a second writer, a snapshot cut short)
    |- QueryError                   2   a query is wrong, refused, or went over its limits
    |- TooManyRejects               2   `--max-rejects` was passed
    `- EnvironmentFailed            3   disk full, store unreachable, library missing

A fault of *one record* is never an exception: it is a `Diagnostic`, and costs at most its record.
`CODES` is the register: docs/errors.md is generated from it, and a test holds the two together.
Personal values stand in `Diagnostic.value` only, which nothing prints unless its owner asks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

Severity = Literal["violation", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: in a mapping (file, line, column) or in a source (row, field, pointer, sheet).

    Lines, columns and rows count from 1; a CSV's row 1 is the first row under the header. `pointer`
    is an RFC 6901 JSON Pointer.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    row: int | None = None
    field: str | None = None
    pointer: str | None = None
    sheet: str | None = None

    def __str__(self) -> str:
        parts = []
        if self.file:
            spot = self.file
            if self.line is not None:
                spot += f":{self.line}"
                if self.column is not None:
                    spot += f":{self.column}"
            parts.append(spot)
        if self.sheet:
            parts.append(f"sheet {self.sheet!r}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.field is not None:
            parts.append(f"column {self.field!r}")
        if self.pointer:
            parts.append(self.pointer)
        return ", ".join(parts)

    def to_dict(self) -> dict[str, Any]:
        """The place as JSON: only what is known."""
        names = ("file", "sheet", "line", "column", "row", "field", "pointer")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about one record, or about one line of a mapping.

    `place` points into the source, `mapping` at the line of the mapping that asked; `value` is the
    offending value, kept out of every text and JSON form unless `show_values` is given.
    """

    code: str
    message: str
    severity: Severity = "violation"
    place: Place | None = None
    mapping: Place | None = None
    shape: str | None = None
    hint: str | None = None
    value: str | None = None

    def __repr__(self) -> str:  # a value of a person must not reach a log through repr()
        return f"Diagnostic({self.code}, {self.severity}, {self.place}, {self.message!r})"

    def to_dict(self, *, show_values: bool = False) -> dict[str, Any]:
        """`{code, severity, place, shape, message, ...}`: the one JSON shape of findings."""
        out: dict[str, Any] = {"code": self.code, "severity": self.severity, "message": self.message}
        if self.place is not None:
            out["place"] = self.place.to_dict()
        if self.mapping is not None:
            out["mapping"] = self.mapping.to_dict()
        if self.shape:
            out["shape"] = self.shape
        if self.hint:
            out["hint"] = self.hint
        if show_values and self.value is not None:
            out["value"] = self.value
        return out

    def text(self, *, show_values: bool = False) -> str:
        """One line for a terminal: `place: CODE message (hint)`."""
        head = f"{self.place}: " if self.place else ""
        tail = f" Found: {self.value!r}." if show_values and self.value is not None else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{head}{self.code} {self.message}{tail}{hint}"

    def at(self, place: Place) -> Diagnostic:
        """The same finding at another place."""
        return replace(self, place=place)


class InterlinguaError(Exception):
    """Base of everything raised on purpose: a code, one sentence, a place, and what to do."""

    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 400

    def __init__(
        self,
        code: str,
        message: str,
        *,
        place: Place | None = None,
        hint: str | None = None,
        also: tuple[Diagnostic, ...] = (),
    ) -> None:
        if code not in CODES:
            raise AssertionError(f"unregistered error code {code}")
        super().__init__(message)
        self.code, self.message, self.place, self.hint = code, message, place, hint
        self.also = also
        """Further findings of the same run, for reporters that can show more than one."""

    def __str__(self) -> str:
        head = f"{self.place}: " if self.place and str(self.place) else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{head}{self.code} {self.message}{hint}"

    def diagnostic(self) -> Diagnostic:
        """The same as a finding."""
        return Diagnostic(self.code, self.message, place=self.place, hint=self.hint)

    def problem(self) -> dict[str, Any]:
        """RFC 9457 problem details."""
        out: dict[str, Any] = {
            "type": f"https://w3id.org/interlingua/errors#{self.code.lower()}",
            "title": CODES[self.code].title,
            "status": self.http_status,
            "detail": self.message,
            "code": self.code,
        }
        if self.hint:
            out["hint"] = self.hint
        if self.place is not None:
            out["place"] = self.place.to_dict()
        if self.also:
            out["errors"] = [d.to_dict() for d in self.also]
        return out


class UsageError(InterlinguaError):
    """The command line or the request is wrong."""


class MappingError(InterlinguaError):
    """A mapping document is wrong; `place` is its line."""

    http_status = 422


class SourceError(InterlinguaError):
    """A source as a whole cannot be read."""

    http_status = 422


class VocabularyError(InterlinguaError):
    """Ontology or code lists are wrong."""

    http_status = 500


class ShapesError(InterlinguaError):
    """Shapes are wrong, or not allowed here."""

    http_status = 422


class LedgerError(InterlinguaError):
    """What is kept forbids this."""

    http_status = 409


class QueryError(InterlinguaError):
    """A query is wrong, refused, or went over its limits. `http_status` is set per instance."""

    def __init__(self, code: str, message: str, *, http_status: int = 400, hint: str | None = None) -> None:
        super().__init__(code, message, hint=hint)
        self.http_status = http_status  # type: ignore[misc]  # the code decides, not the class


class TooManyRejects(InterlinguaError):
    """More records were refused than `--max-rejects` allows: no output is left as if complete."""

    http_status = 422


class EnvironmentFailed(InterlinguaError):
    """The world around failed: nothing the caller sent is at fault."""

    exit_code = 3
    http_status = 503


@dataclass(frozen=True, slots=True)
class Code:
    """One row of the register: what happened (`title`) and what to do about it (`fix`)."""

    title: str
    fix: str


CODES: dict[str, Code] = {
    # U: usage
    "IL-U001": Code("The arguments do not fit", "Read the hint, or run the command with --help."),
    "IL-U002": Code(
        "The file does not exist", "Check the path; relative paths start at the working directory."
    ),
    "IL-U003": Code(
        "Only loopback is served", "Use --host 127.0.0.1; other hosts need keys, which come later."
    ),
    "IL-U004": Code(
        "The deployment key is missing", "Set INTERLINGUA_IRI_KEY, or give a key file with --iri-key."
    ),
    # M: mapping documents
    "IL-M001": Code("The YAML cannot be parsed", "Mend the syntax at the line given."),
    "IL-M002": Code("A key is not known here", "Use one of the keys that the hint names."),
    "IL-M003": Code("A prefix is not declared", "Add it under `prefixes`."),
    "IL-M004": Code("A function is not known", "Use one of the functions that docs/mapping.md lists."),
    "IL-M005": Code("A column or field is not in the source", "Use a name that the hint lists."),
    "IL-M006": Code("A part is missing or has the wrong form", "Write it as the message says."),
    "IL-M007": Code("Something is named that is not defined", "Define it in this mapping, or mend the name."),
    "IL-M008": Code(
        "A term is not in the vocabulary", "Use the term that the hint names, or another prefix."
    ),
    "IL-M009": Code("A code is not in its code list", "Mend the code table at the line given."),
    "IL-M010": Code("The RML document is not valid", "Mend the mapping as the message says."),
    "IL-M011": Code(
        "The mapping cannot be kept", "Declare `record`; make no graphs, targets or shared collections."
    ),
    "IL-M012": Code("A template or IRI is not valid", "Mend the template at the line given."),
    "IL-M013": Code(
        "A source lies outside the allowed folders", "Move it, or widen with --allow-source DIR."
    ),
    "IL-M014": Code("This part of RML is not supported yet", "See docs/conformance.md for what is."),
    "IL-M015": Code(
        "A property gets the wrong kind of value", "Give an IRI or code to one that points, a text to others."
    ),
    "IL-M016": Code(
        "A column is neither mapped nor omitted", "Map it, or say under `omit` why it is left out."
    ),
    "IL-M017": Code("Something is defined and never used", "Use it, or remove it."),
    "IL-M018": Code(
        "A mapping says nothing of any record", "Run `interlingua mapping check` with the same source."
    ),
    "IL-M019": Code(
        "A property is used on a class that does not have it", "Say it of the thing that the hint names."
    ),
    "IL-M020": Code(
        "Two kinds of `il:iri` are nearly the same", "Write the kind alike wherever the same thing is meant."
    ),
    "IL-M021": Code(
        "The mapping has functions of its own, which are not allowed here",
        "Read its functions.py; if you trust it, say --allow-functions. Over HTTP they are never allowed.",
    ),
    "IL-M022": Code("A file of functions cannot be used", "Mend it at the line given."),
    "IL-M023": Code(
        "A rule refuses nearly every record", "Mend the pattern, the table or the rule at the line given."
    ),
    # S: sources as a whole
    "IL-S001": Code("The source cannot be found or opened", "Check the path given for this source."),
    "IL-S002": Code(
        "The source is empty", "A file with no bytes is taken for an accident; send a header at least."
    ),
    "IL-S003": Code("The source is not in its format", "Check the format that the mapping declares."),
    "IL-S004": Code("The header is not usable", "Give each column that is mapped one name."),
    "IL-S005": Code("The database cannot be reached", "Check its address and password, and that it is up."),
    "IL-S006": Code("The database refuses the query", "Check the names of tables and columns, and the SQL."),
    "IL-S007": Code(
        "The source is over a limit", "Send a smaller file, or raise the limit that the message names."
    ),
    # R: one record, while it is read and translated
    "IL-R002": Code("A value is malformed", "Write the value in a form that the mapping accepts."),
    "IL-R003": Code("A code is not in the code table", "Add the code to the table, or mend the record."),
    "IL-R004": Code(
        "The bytes are not in the declared encoding", "Save the file as UTF-8, or declare `encoding`."
    ),
    "IL-R005": Code("A row has the wrong number of cells", "Mend the delimiters or quotes of this row."),
    "IL-R006": Code("A cell is too large", "Shorten it, or raise INTERLINGUA_MAX_CELL_BYTES."),
    "IL-R007": Code("A JSON object names a key twice", "Keep one of the two; nothing says which is meant."),
    "IL-R008": Code("The JSON of this element is not valid", "Mend the element."),
    "IL-R009": Code(
        "An IRI made from this record is not valid", "Mend the value, or use a template, which encodes."
    ),
    "IL-R010": Code("A quote is not closed", "Close the quote; everything from here on was unreadable."),
    "IL-R011": Code("The record has no key", "Fill the key fields: a record without a key cannot be kept."),
    "IL-R012": Code("Two different records have one key", "Send one record for each key."),
    "IL-R013": Code("The same record is there twice", "Nothing to do: one was kept."),
    "IL-R014": Code("The key is already kept", "Use --mode upsert to replace it."),
    "IL-R016": Code(
        "The quotes of a row are not well formed",
        "Write a quote inside a quoted cell twice, or close the cell.",
    ),
    "IL-R017": Code(
        "A value was left out",
        "Fill the key of the thing that it belongs to; the rest of the record is kept.",
    ),
    "IL-R018": Code(
        "A reference inside the document leads nowhere",
        "Send what it refers to in the same record, or map the reference itself.",
    ),
    "IL-R019": Code(
        "An identifier was damaged", "Export the column as text, not as a number, and send the record again."
    ),
    "IL-R020": Code("A point stands for none", "Leave the cell empty where nobody measured."),
    "IL-R021": Code("A date can be read in two ways", "Name only the formats that this source uses."),
    "IL-R022": Code(
        "A row has no partner in the source that it is joined with",
        "Mend the key, or send the row that it names.",
    ),
    "IL-R023": Code("A row of a group that was refused", "Mend the row that the message names."),
    "IL-R015": Code("A value cannot be computed", "Mend the value, or the function's arguments."),
    # V: checks from the shapes
    "IL-V001": Code("Too few values", "Give the value that the rule asks for."),
    "IL-V002": Code("Too many values", "Keep one value."),
    "IL-V003": Code("A value is not of its datatype", "Write it in the form that the message names."),
    "IL-V004": Code(
        "A value is of the wrong kind", "The rule wants an IRI where a text is, or a text where an IRI is."
    ),
    "IL-V005": Code("A value is not one of those allowed", "Use one of the values that the rule lists."),
    "IL-V006": Code(
        "A value does not have the form asked for", "Write it in the form that the rule's message names."
    ),
    "IL-V007": Code("A value is out of range", "Mend the value; the message names the bound."),
    "IL-V009": Code("A value is too short or too long", "Mend the value; the message names the length."),
    "IL-V010": Code("Shapes cannot be used", "Mend the shapes, or use a shipped profile."),
    "IL-V011": Code("The profile is not known", "Use one of the profiles that the hint names."),
    "IL-V012": Code("The RDF cannot be parsed", "Mend the data at the line given, or name its format."),
    "IL-V013": Code(
        "The validation went over its limits", "Send less at once; see /limits for what is allowed."
    ),
    # L: ledger and graph
    "IL-L001": Code(
        "Another process is writing here", "Stop it, or send your records to its address with --url."
    ),
    "IL-L002": Code(
        "The data directory is not a ledger", "Give the directory that `submit` or `serve` made."
    ),
    "IL-L003": Code(
        "Nothing was withdrawn", "The snapshot was not whole; send it again, or insist with --confirm-empty."
    ),
    "IL-L004": Code("The ledger and the graph differ", "Run `interlingua ledger rebuild`."),
    "IL-L005": Code("The submission does not exist", "Check the id."),
    "IL-L006": Code("The idempotency key was used for something else", "Use a new key for new content."),
    "IL-L007": Code(
        "The mapping on the server is another one", "Send under the server's mapping, or update it."
    ),
    "IL-L008": Code("The same submission is still running", "Wait, then ask for its summary by its id."),
    "IL-L009": Code("The system name is reserved", "Name the system otherwise: `il-` names are ours."),
    "IL-L010": Code(
        "Two records of one system claim the same identifier",
        "Find out in that system whether they are one person; until then it matches nobody.",
    ),
    # Q: queries
    "IL-Q001": Code("The query cannot be parsed", "Mend the SPARQL as the message says."),
    "IL-Q002": Code("The query is refused", "SERVICE, LOAD and updates are not allowed here."),
    "IL-Q003": Code("The query took too long", "Narrow it: fewer patterns, a LIMIT, no cross product."),
    "IL-Q004": Code(
        "The query needed too much memory", "Narrow it: avoid sorting or de-duplicating everything."
    ),
    "IL-Q005": Code("The answer is too large", "Add a LIMIT, or ask in parts."),
    "IL-Q006": Code("The query is too large or too deep", "Shorten it; the limits are published at /limits."),
    "IL-Q007": Code("The query process died", "Narrow the query; the service itself is well."),
    "IL-Q008": Code("No answer format fits", "Ask for one of the media types that the hint names."),
    "IL-Q009": Code("The endpoint did not answer", "Check the address, and that the service is up."),
    "IL-Q010": Code("Too many queries are running", "Ask again in some seconds."),
    # H: HTTP
    "IL-H001": Code("There is nothing here", "See /docs for the routes."),
    "IL-H002": Code("The method is not allowed here", "See the Allow header."),
    "IL-H003": Code("The media type is not supported", "Send one of the media types that the hint names."),
    "IL-H004": Code("The body is too large", "Send it in parts; the limits are published at /limits."),
    "IL-H005": Code("The request is not valid", "Mend the parameters that the message names."),
    "IL-H006": Code("The mapping is not known", "GET /mappings lists those that are."),
    "IL-H007": Code(
        "Records were refused", "Mend the records that `errors` lists, or ask for JSON to get the others."
    ),
    "IL-H008": Code("The request does not come from here", "Use the loopback address that `serve` printed."),
    # E: environment
    "IL-E001": Code(
        "Something unexpected failed",
        "This is a fault of ours: please report it with the code and the command.",
    ),
    "IL-E002": Code(
        "The disk is full or not writable", "Free space or mend the permissions, then repeat the command."
    ),
    "IL-E003": Code("An optional package is missing", "Install the extra that the hint names."),
    "IL-E004": Code("Too many records were refused", "Look at the rejects, or raise --max-rejects."),
    "IL-E005": Code("A file that ships with Interlingua is missing", "Install the package again."),
    "IL-E006": Code("The files of the graph are damaged", "Run `interlingua ledger rebuild`."),
    # D: vocabulary
    "IL-D001": Code("The vocabulary cannot be loaded", "Mend the Turtle at the line given."),
    "IL-D003": Code("An alignment file cannot be read", "Mend the header or the row at the line given."),
    "IL-D002": Code("A rule for editors cannot be used", "Mend its page as the message says."),
}
