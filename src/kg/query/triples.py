"""Every triple pattern of a query, as the productions read it: its text, its place, and what it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.query.grammar import Step, steps
from kg.query.tokens import tokenize, variables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.query.tokens import Token

_FRAMES: Final = {
    "OptionalGraphPattern": "OPTIONAL",
    "MinusGraphPattern": "MINUS",
    "ServiceGraphPattern": "SERVICE",
    "SubSelect": "SELECT",
    "GraphGraphPattern": "GRAPH",
    "GroupOrUnionGraphPattern": "",
    "BuiltInCall": "",
}
_NODES: Final = frozenset({"VarOrTerm", "TriplesNode", "TriplesNodePath"})
_LISTS: Final = frozenset({"PropertyListNotEmpty", "PropertyListPathNotEmpty"})
_VERBS: Final = frozenset({"Verb", "VerbPathOrSimple"})
_OBJECTS: Final = frozenset({"ObjectList", "ObjectListPath"})


class Written(NamedTuple):
    """A triple pattern as the query writes it.

    Attributes:
        subject: as it is spelled; a property list in brackets is ``[]``.
        verb: the property or path.
        object: like the subject.
        token: the first of the verb, for its place.
        within: the clauses around it, outermost first: ``OPTIONAL``, ``UNION``, ``MINUS``, ``EXISTS``, ``NOT EXISTS``,
            ``SELECT`` (a sub-query), ``GRAPH``, ``SERVICE``; empty where every row must match it.
        graph: what follows the innermost ``GRAPH``; "" where there is none.
        variables: the names of its variables.
    """

    subject: str
    verb: str
    object: str
    token: Token
    within: tuple[str, ...]
    graph: str
    variables: frozenset[str]

    @property
    def text(self) -> str:
        """The pattern alone."""
        return f"{self.subject} {self.verb} {self.object}"

    @property
    def is_required(self) -> bool:
        """Whether every row must match it."""
        return set(self.within) <= {"GRAPH"}

    @property
    def spelled(self) -> str:
        """The pattern as the body of a query."""
        return f"GRAPH {self.graph} {{ {self.text} }}" if self.graph else self.text


def written(tokens: Sequence[Token]) -> list[Written]:
    """The patterns of a query's significant tokens, in its order; those of a template of CONSTRUCT are none.

    >>> from kg.query.tokens import significant, tokenize
    >>> query = "SELECT * { ?s a npp:City ; npp:about/npp:value [ npp:asOf 2 ] OPTIONAL { ?s npp:day -1 } }"
    >>> [(each.text, each.within) for each in written(significant(tokenize(query)))][1:]
    [('?s npp:about/npp:value []', ()), ('[] npp:asOf 2', ()), ('?s npp:day -1', ('OPTIONAL',))]
    """
    return _read(tokens).patterns()


def filters(tokens: Sequence[Token]) -> list[str]:
    """The filters that every row must pass, as a query spells them.

    >>> from kg.query.tokens import significant, tokenize
    >>> filters(significant(tokenize("ASK { ?s ?p ?o FILTER(?o = 'x'@zh) OPTIONAL { ?s ?p ?q FILTER(?q = 1) } }")))
    ["FILTER(?o = 'x'@zh)"]
    """
    return _read(tokens).filters()


def spelled(tokens: Sequence[Token]) -> str:
    """The tokens as a person writes them, in one line."""
    text = ""
    for token in tokens:
        tight = token.kind == "language" or token.text in {")", ",", "^^", ";", "("} or text.endswith(("(", "^^"))
        text += token.text if tight or not text else f" {token.text}"
    return text


def _read(tokens: Sequence[Token]) -> _Reader:
    reader = _Reader(tokens)
    for step in steps(tokens):
        if isinstance(step, Step):
            reader.take(step)
    return reader


@dataclass
class _Frame:
    """A clause around patterns; its name may become known on the way."""

    name: str
    graph: str = ""


@dataclass
class _Subject:
    """The subject of a property list, and the property that was read last."""

    text: str
    verb: str = ""
    place: int = 0


class _Reader:
    """Listens to the steps of reading a query."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._open: list[tuple[str, int]] = []
        self._frames: list[_Frame] = []
        self._subjects: list[_Subject] = []
        self._node = ""
        self._named = ""
        self._found: list[tuple[int, tuple[str, str, str], list[_Frame]]] = []
        self._filters: list[tuple[str, list[_Frame]]] = []
        self._template = 0

    def take(self, step: Step) -> None:
        """Listen to one step."""
        if step.kind == "over":
            self._over(step.name)
        elif step.kind == "into":
            self._into(step)
        else:
            self._out_of(step)

    def patterns(self) -> list[Written]:
        """What was found, now that every clause has its name."""
        found = []
        for place, parts, frames in sorted(self._found, key=lambda each: each[0]):
            graph = next((frame.graph for frame in reversed(frames) if frame.graph), "")
            within = tuple(frame.name for frame in frames if frame.name)
            named = frozenset(variables(tokenize(" ".join((*parts, graph)))))
            found.append(Written(*parts, self._tokens[place], within, graph, named))
        return found

    def filters(self) -> list[str]:
        """The filters that stand in no clause that a row may do without."""
        return [text for text, frames in self._filters if not any(frame.name for frame in frames)]

    def _into(self, step: Step) -> None:
        around = self._open[-1][0] if self._open else ""
        self._open.append((step.name, step.place))
        self._template += step.name == "ConstructTemplate"
        if step.name in _FRAMES:
            self._frames.append(_Frame(_FRAMES[step.name]))
        if step.name in _LISTS:
            self._subjects.append(_Subject("[]" if around in _NODES else self._node))

    def _over(self, name: str) -> None:
        if not self._frames:
            return
        frame = self._frames[-1]
        around = self._open[-1][0]
        if name == "UNION":
            frame.name = "UNION"
        elif around == "BuiltInCall" and name in {"NOT", "EXISTS"}:
            frame.name = f"{frame.name} {name}".strip()

    def _out_of(self, step: Step) -> None:
        name, start = self._open.pop()
        around = self._open[-1][0] if self._open else ""
        self._template -= name == "ConstructTemplate"
        if name in _FRAMES:
            self._frames.pop()
        if name in _LISTS:
            self._subjects.pop()
        if name in _NODES:
            self._node = self._spelled(name, start, step.place)
        if name == "VarOrIri" and around == "GraphGraphPattern":
            self._frames[-1].graph = self._joined(start, step.place)
        if name in _VERBS and self._subjects:
            self._subjects[-1].verb, self._subjects[-1].place = self._joined(start, step.place), start
        if name in {"GraphNode", "GraphNodePath"} and around in _OBJECTS and not self._template:
            subject = self._subjects[-1]
            self._found.append((subject.place, (subject.text, subject.verb, self._node), list(self._frames)))
        if name == "Filter":
            self._filters.append((spelled(self._tokens[start : step.place]), list(self._frames)))

    def _spelled(self, name: str, start: int, end: int) -> str:
        """The tokens of a node; a property list is a blank node, whose own patterns are read apart."""
        if name != "VarOrTerm" and self._tokens[start].text == "[":
            return "[]"
        return self._joined(start, end, " " if name != "VarOrTerm" else "")

    def _joined(self, start: int, end: int, gap: str = "") -> str:
        return gap.join(token.text for token in self._tokens[start:end])
