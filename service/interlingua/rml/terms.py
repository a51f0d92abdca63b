"""YARRRML values: texts, references, templates, IRIs and function calls, to expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from interlingua.errors import MappingError, Place
from interlingua.functions import Function, Parameter
from interlingua.rml import calls, execute, templates
from interlingua.rml import written as written_names
from interlingua.rml.model import (
    Constant,
    Expression,
    FunctionCall,
    LogicalTarget,
    Reference,
    Template,
    TermMap,
)
from interlingua.rml.names import Names, checked_iri, checked_language
from interlingua.rml.problems import did_you_mean
from interlingua.rml.yamltree import Dict, List, Text, Tree, kind, open_brackets

FUNCTION_KEYS = ("function", "fn", "f")
PARAMETER_KEYS = ("parameters", "pms")
RETURN_KEYS = ("return",)


def check_keys(tree: Dict, allowed: Iterable[str], where: str) -> None:
    """Raises MappingError IL-M002 for a key that is not known there."""
    known = tuple(allowed)
    for key, _ in tree:
        if key.value not in known:
            raise MappingError(
                "IL-M002",
                f"The key {key.value!r} is not known in {where}.",
                place=key.place,
                hint=_no_space(key) or did_you_mean(key.value, known),
            )


def _no_space(text: Text) -> str | None:
    """What `access:list.csv` lacks."""
    spaceless = re.match(r"[\w-]+:(?=[^\s/])", text.value) if text.plain else None
    return "Put a space behind the colon: `key: value`." if spaceless else None


def as_text(tree: Tree, what: str) -> Text:
    """Raises MappingError IL-M006 unless the tree is a text with something in it."""
    if not isinstance(tree, Text):
        raise MappingError("IL-M006", f"{what} must be a text, not {kind(tree)}.", place=tree.place)
    if tree.null:
        raise MappingError("IL-M006", f"{what} is empty.", place=tree.place)
    return tree


def as_dict(tree: Tree, what: str) -> Dict:
    """Raises MappingError IL-M006 unless the tree has keys."""
    if not isinstance(tree, Dict):
        hint = _no_space(tree) if isinstance(tree, Text) else None
        message = f"{what} must be keys with values, not {kind(tree)}."
        raise MappingError("IL-M006", message, place=tree.place, hint=hint)
    return tree


def as_list(tree: Tree | None) -> tuple[Tree, ...]:
    """The items of a list; a single thing is a list of itself."""
    if tree is None:
        return ()
    return rejoined(tree).items if isinstance(tree, List) else (tree,)


def rejoined(tree: List) -> List:
    """Put together again what YAML cut at the commas of a call: `[p, il:f(a = 1, b = 2)]`."""
    if not tree.flow:
        return tree
    items: list[Tree] = []
    for item in tree.items:
        last = items[-1] if items else None
        if (
            isinstance(last, Text)
            and isinstance(item, Text)
            and last.plain
            and not last.null
            and open_brackets(last.value) > 0
        ):
            quote = "" if item.plain else '"'
            inner = item.value if item.plain else item.value.replace("\\", "\\\\").replace('"', '\\"')
            items[-1] = replace(last, value=f"{last.value}, {quote}{inner}{quote}")
        else:
            items.append(item)
    return replace(tree, items=tuple(items))


def marked(text: Text) -> tuple[Text, bool]:
    """A text without `~iri` at its end, and whether that was there."""
    stripped = text.value.rstrip()
    if stripped.endswith("~iri") and not stripped.endswith("\\~iri"):
        return replace(text, value=stripped[:-4].rstrip()), True
    return text, False


class Terms:
    """Turns texts of one document into expressions. `calls` gathers every function call made."""

    def __init__(self, names: Names, external: Mapping[str, str]) -> None:
        self.names, self.external = names, external
        self.calls: list[FunctionCall] = []
        self.targets: dict[str, LogicalTarget] = {}
        self.places: dict[str, Place] = {}

    def value(self, text: Text) -> Expression:
        """A text as it is: constant, reference or template."""
        return templates.expression(templates.parse(text.value, text.at, self.external), text.place)

    def iri(self, text: Text, what: str) -> Expression:
        """A text that is an IRI: prefixes expanded, constants checked."""
        parts = templates.parse(text.value, text.at, self.external)
        if not parts:
            raise MappingError("IL-M006", f"The {what} is empty.", place=text.place)
        first = parts[0]
        if not isinstance(first, str):
            return templates.expression(parts, text.place)
        if len(parts) == 1 and "{" in first and written_names.as_written():
            # YARRRML's own parser hands the text on as a template of RML, which has braces.
            return templates.parse_rml(self.names.expand(first, text.place, what=what), text.place)
        if len(parts) == 1:
            return Constant(self.names.iri(first, text.place, what=what), "iri")
        head = checked_iri(self.names.expand(first, text.place, what=what), text.place, what=what)
        for part in parts[1:]:
            if isinstance(part, str):
                checked_iri(part, text.place, what=what)
        return Template((head, *parts[1:]), text.place)

    def term(self, tree: Tree, what: str) -> TermMap:
        """A subject, predicate or graph: an IRI, a blank node, or a function that gives one."""
        if isinstance(tree, Dict):
            return TermMap(self.function(tree), "iri", place=tree.place)
        text, _ = marked(as_text(tree, f"The {what}"))
        if calls.looks_like_call(text.value):
            return TermMap(self.function(text), "iri", place=text.place)
        stripped = text.value.strip()
        if stripped.startswith("_:"):
            made = self.value(replace(text, value=stripped[2:]))
            if isinstance(made, Constant):
                made = replace(made, kind="blank")
            return TermMap(made, "blank", place=text.place)
        made = self.iri(replace(text, value=stripped), what)
        return TermMap(made, "iri", place=text.place)

    def datatype(self, text: Text) -> Expression:
        """The IRI of a datatype, or what gives one."""
        return self.function(text) if self.is_call(text.value) else self.iri(text, "datatype")

    def language(self, text: Text) -> Expression:
        """A language tag, or what gives one."""
        if self.is_call(text.value):
            return self.function(text)
        made = self.value(text)
        if isinstance(made, Constant):
            checked_language(made.value, text.place)
        return made

    def is_call(self, value: str) -> bool:
        """A text like `Note: see (a)` is no call; `il:trmi(value = ...)` is one, and wrong."""
        if not calls.looks_like_call(value):
            return False
        pair = self.names.split(value.strip().partition("(")[0])
        return pair is not None and (pair[0] in self.names.prefixes or "=" in value)

    def unmarked(self, text: Text) -> Text:
        """`[sp:status, sp:Active]` would be the text "sp:Active": nobody means that. Raises MappingError IL-M006.

        YARRRML's own parser expands the prefix and makes a text of the IRI; as written, so does this.
        """
        pair = self.names.split(text.value)
        if pair is None or not text.plain or pair[0] not in self.names.prefixes or not pair[1]:
            return text
        constant = "$(" not in text.value
        if written_names.as_written():
            if pair[1][0].isspace() or pair[1].startswith("//"):
                return text
            return replace(text, value=self.names.prefixes[pair[0]] + pair[1])
        if constant and not pair[1].startswith("//") and not any(c.isspace() for c in text.value):
            raise MappingError(
                "IL-M006",
                f"{text.value!r} looks like an IRI, but would be a text.",
                place=text.place,
                hint=f"Write {text.value}~iri for the IRI, or put it between quotes for the text.",
            )
        return text

    # functions

    def function(self, tree: Tree) -> FunctionCall:
        """A call in either form. Raises MappingError IL-M002, IL-M003, IL-M004, IL-M006."""
        if isinstance(tree, Text):
            made = self.raw(calls.parse(tree.value, tree.at))
        else:
            made = self._long(as_dict(tree, "The function"))
        self.calls.append(made)
        return made

    def _resolve(self, written: str, place: Place | None) -> tuple[Function, str]:
        bare = written_names.bare_function(written) if written_names.as_written() else None
        name = written if ":" in written else f"il:{written}"
        iri = bare or self.names.expand(name, place, what="function")
        return execute.function(iri, written, place), iri

    def _parameter(self, of: Function, iri: str, written: str, place: Place | None) -> Parameter:
        """A name without prefix is in the namespace of the function."""
        bare = written_names.bare_parameter(iri, written) if written_names.as_written() else None
        if bare is not None:
            full = bare
        elif ":" in written:
            full = self.names.expand(written, place, what="parameter")
        else:
            full = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] + written
        return execute.parameter(of, full, written, place)

    def _output(self, of: Function, written: str, place: Place | None) -> str | None:
        """`return`: which of several results; a name without prefix is one of the function's."""
        full = self.names.expand(written, place, what="result") if ":" in written else written
        return execute.output(of, full, place)

    def raw(self, raw: calls.RawCall) -> FunctionCall:
        """A one-line call, resolved."""
        of, iri = self._resolve(raw.name, raw.place)
        arguments: list[tuple[Parameter, Expression]] = []
        output: str | None = None
        for written, argument in raw.arguments:
            if written in RETURN_KEYS and isinstance(argument.value, str) and of.parameter(written) is None:
                output = self._output(of, argument.value, argument.place)
                continue
            one = self._parameter(of, iri, written, argument.place)
            if isinstance(argument.value, calls.RawCall):
                made: Expression = self.raw(argument.value)
            else:
                text = Text(argument.value, argument.place or Place(), plain=not argument.quoted)
                made = self._argument(text, one)
            arguments.append((one, made))
        made_call = execute.call(of, arguments, raw.place, output)
        self.calls.append(made_call)
        return made_call

    def _argument(self, text: Text, of: Parameter | None = None) -> Expression:
        """A text argument; `~iri` expands its prefix."""
        plain, is_iri = marked(text)
        if text.plain and is_iri:
            return self.iri(plain, "argument")
        if written_names.as_written():
            text = self.unmarked(plain if is_iri else text)
        elif of is not None and of.kind == "any":
            self.unmarked(text)
        parts = templates.parse(text.value, lambda _: text.place, self.external)
        return templates.expression(parts, text.place)

    def _long(self, tree: Dict) -> FunctionCall:
        check_keys(
            tree,
            (*FUNCTION_KEYS, *PARAMETER_KEYS, *RETURN_KEYS, "type", "datatype", "language"),
            "a function call",
        )
        name_tree = tree.get(*FUNCTION_KEYS)
        if name_tree is None:
            raise MappingError("IL-M006", "The key `function` is missing.", place=tree.place)
        name = as_text(name_tree, "The function")
        given = tree.get(*PARAMETER_KEYS)
        if calls.bare_call(name.value):
            if given is not None:
                raise MappingError("IL-M006", "The call has its parameters twice.", place=given.place)
            return self.raw(calls.parse(name.value, name.at))
        of, iri = self._resolve(name.value.strip(), name.place)
        arguments = []
        for written, value, _side in parameters(given):
            one = self._parameter(of, iri, written.value, written.place)
            arguments.append((one, self.argument(value, one)))
        returned = tree.get(*RETURN_KEYS)
        output: str | None = None
        if returned is not None:
            chosen = as_text(returned, "The result")
            output = self._output(of, chosen.value, chosen.place)
        return execute.call(of, arguments, name.place, output)

    def argument(self, tree: Tree, of: Parameter | None = None) -> Expression:
        """A value of the long form: a text, a one-line call, or a nested call."""
        if isinstance(tree, Dict):
            if tree.get(*FUNCTION_KEYS) is None and tree.get("value", "v") is not None:
                return self.argument(tree.get("value", "v") or tree, of)
            return self.function(tree)
        text = as_text(tree, "The value")
        if calls.looks_like_call(text.value):
            return self.function(text)
        return self._argument(text, of)

    def conditions(self, tree: Tree | None) -> FunctionCall | None:
        """One condition, or several that must all hold."""
        found = [self.condition(item) for item in as_list(tree)]
        return execute.both(found, tree.place if tree is not None else None)

    def condition(self, tree: Tree) -> FunctionCall:
        """A call that gives true or false. Raises MappingError IL-M006."""
        if isinstance(tree, Text) and not calls.bare_call(tree.value):
            raise MappingError(
                "IL-M006",
                "A condition must be a function call.",
                place=tree.place,
                hint="Write il:present(value = $(column)), for example.",
            )
        made = self.function(tree)
        found = execute.function(made.function, made.function, made.place)
        if found.returns != "boolean":
            raise MappingError(
                "IL-M006",
                f"A condition must give true or false; {found.name} does not.",
                place=tree.place,
                hint="Use il:equal, il:present, il:and or another test.",
            )
        return made


def parameters(tree: Tree | None) -> list[tuple[Text, Tree, str | None]]:
    """(name, value, side) of each: `[name, value]`, `[name, value, s]`, `{parameter, value}`, `name: value`."""
    found: list[tuple[Text, Tree, str | None]] = []
    if isinstance(tree, Dict):
        if tree.get("parameter", "pm") is None:
            return [(key, item, None) for key, value in tree for item in as_list(value)]
        tree = List((tree,), tree.place)
    for item in as_list(tree):
        if isinstance(item, Dict):
            check_keys(item, ("parameter", "pm", "value", "v", "type", "from"), "a parameter")
            name, value = item.get("parameter", "pm"), item.get("value", "v")
            side = item.get("from")
            if name is None or value is None:
                raise MappingError("IL-M006", "A parameter needs `parameter` and `value`.", place=item.place)
            found.append(
                (as_text(name, "The parameter"), value, as_text(side, "`from`").value if side else None)
            )
            continue
        parts = as_list(item)
        if len(parts) not in (2, 3):
            raise MappingError(
                "IL-M006",
                "A parameter must be a name and a value.",
                place=item.place,
                hint="[name, $(column)]",
            )
        side_text = as_text(parts[2], "The side").value if len(parts) == 3 else None
        found.append((as_text(parts[0], "The parameter"), parts[1], side_text))
    return found


def references(value: Expression) -> Iterable[Reference]:
    """Every reference in an expression."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, Template):
        yield from (part for part in value.parts if isinstance(part, Reference))
    elif isinstance(value, FunctionCall):
        for _, argument in value.arguments:
            yield from references(argument)
