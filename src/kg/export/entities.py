"""The graph as tools for property graphs and tables see it: things with attributes, and links between them.

A thing is what our namespace of data names; vocabulary and blank nodes stay out. Its attributes are its literals, and
a link is a statement between two things, which says whether only inference makes it. Walked, not held.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.names import ID, NPP, PREFIXES, compact
from kg.project import graph_name
from kg.terms import XSD, Iri, Literal
from kg.turtle.order import RDF_TYPE
from kg.turtle.spelled import term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.export.statements import Statements
    from kg.turtle.spelled import Spelled

_ENTITY: Final = f"<{ID}"
_TYPE: Final = f"<{RDF_TYPE.value}>"
_INFERRED: Final = f"<{graph_name('inferred').value}>"
_LABELS: Final = tuple(f"<{PREFIXES[prefix]}{local}>" for prefix, local in (("skos", "prefLabel"), ("rdfs", "label")))
_NUMBERS: Final = {
    **dict.fromkeys(
        (f"{XSD}{name}" for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")), "long"
    ),
    **dict.fromkeys((f"{XSD}{name}" for name in ("decimal", "double", "float")), "double"),
    f"{XSD}boolean": "boolean",
}


@dataclass(slots=True)
class Thing:
    """One node of a property graph.

    Attributes:
        key: its CURIE.
        iri: in full.
        classes: names of its classes, those that sources assert first, each group by the alphabet.
        labels: its name by language.
        values: its literals by attribute, each once and in order; texts of a language under ``name_language``.
    """

    key: str
    iri: str
    classes: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[Literal]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The class it is shown under; "" for none."""
        return self.classes[0] if self.classes else ""

    @property
    def label(self) -> str:
        """A name: Chinese before English before none."""
        return self.labels.get("zh") or self.labels.get("en") or next(iter(self.labels.values()), "") or self.key


class Link(NamedTuple):
    """One edge of a property graph.

    Attributes:
        start, end: CURIEs of things.
        kind: the property's short name.
        graphs: slugs of the named graphs that say so.
        inferred: whether inference alone does.
    """

    start: str
    end: str
    kind: str
    graphs: tuple[str, ...]
    inferred: bool


def things(statements: Statements) -> Iterator[Thing]:
    """The things, by the order of their IRIs."""
    for subject, said in groupby(statements.in_graphs(), key=_subject):
        if subject.startswith(_ENTITY):
            yield _thing(subject, said)


def links(statements: Statements) -> Iterator[Link]:
    """The links between things, by start, property and end; those whose end is not among `things` too."""
    for (subject, predicate, said), same in groupby(statements.in_graphs(), key=_triple):
        if subject.startswith(_ENTITY) and said.startswith(_ENTITY) and predicate != _TYPE:
            graphs = [each[3] for each in same]
            yield Link(
                start=_key(subject),
                end=_key(said),
                kind=attribute(predicate),
                graphs=tuple(graph[1:-1].rpartition("/")[2] for graph in graphs),
                inferred=graphs == [_INFERRED],
            )


def attribute(predicate: str) -> str:
    """The short name of a property: our own without prefix, others with it, as in ``skos_scopeNote``."""
    iri = predicate[1:-1]
    if iri.startswith(NPP):
        return iri.removeprefix(NPP)
    return compact(Iri(iri)).strip("<>").replace(":", "_", 1) if not iri.startswith("<") else iri


def number_kind(literal: Literal) -> str:
    """What a property graph calls the kind of a value: long, double, boolean or string."""
    return _NUMBERS.get(literal.datatype, "string")


def _thing(subject: str, said: Iterator[Spelled]) -> Thing:
    thing = Thing(_key(subject), subject[1:-1])
    asserted: set[str] = set()
    inferred: set[str] = set()
    for (_, predicate, value), same in groupby(said, key=_triple):
        if predicate == _TYPE:
            by_sources = any(each[3] != _INFERRED for each in same)
            (asserted if by_sources else inferred).add(attribute(value))
        elif value[0] == '"':
            _add(thing, predicate, term(value))  # type: ignore[arg-type] # what starts with a quote is a literal
    thing.classes = [*sorted(asserted), *sorted(inferred - asserted)]
    return thing


def _add(thing: Thing, predicate: str, literal: Literal) -> None:
    if predicate in _LABELS and literal.language:
        if predicate == _LABELS[0]:
            thing.labels[literal.language] = literal.text
        else:
            thing.labels.setdefault(literal.language, literal.text)
        return
    name = attribute(predicate) + (f"_{literal.language.replace('-', '_')}" if literal.language else "")
    thing.values.setdefault(name, []).append(literal)


def _subject(statement: Spelled) -> str:
    return statement[0]


def _triple(statement: Spelled) -> tuple[str, str, str]:
    return statement[:3]


def _key(spelled: str) -> str:
    return compact(Iri(spelled[1:-1])).strip("<>")
