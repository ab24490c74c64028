"""What an index needs from the statements of a graph: names, classes, places and degrees, in one pass."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby
from operator import itemgetter
from typing import Final, Protocol

from kg.find.fold import has_han
from kg.names import NPP, STANDARD, compact, npp
from kg.terms import Iri, Literal, Quad, Triple

_SKOS: Final = STANDARD["skos"]
_RDFS: Final = STANDARD["rdfs"]
_TYPE: Final = STANDARD["rdf"] + "type"
_SUBCLASS: Final = _RDFS + "subClassOf"
_SAME_AS: Final = STANDARD["owl"] + "sameAs"
_LOCATED_IN: Final = npp("locatedIn").value
_IDENTIFIED_BY: Final = npp("identifiedBy").value
_CODE: Final = npp("code").value


class Naming(IntEnum):
    """How a name belongs to its entity, the closest first."""

    PREFERRED = 0
    LABEL = 1
    SHORT = 2
    ALTERNATIVE = 3
    CODE = 4


# The properties that name things.
NAMINGS: Final = {
    _SKOS + "prefLabel": Naming.PREFERRED,
    _RDFS + "label": Naming.LABEL,
    npp("shortLabel").value: Naming.SHORT,
    _SKOS + "altLabel": Naming.ALTERNATIVE,
    _SKOS + "hiddenLabel": Naming.ALTERNATIVE,
    _SKOS + "notation": Naming.CODE,
    npp("documentNumber").value: Naming.CODE,
}

# What everything is, and what says only that something is an individual, is no class to show.
_TRIVIAL: Final = {STANDARD["owl"] + "NamedIndividual", STANDARD["owl"] + "Thing", STANDARD["rdfs"] + "Resource"}

# What is found through the thing it is evidence of, never by a name of its own.
NAMELESS_CLASSES: Final = (npp("Passage").value, npp("Claim").value)


@dataclass(slots=True)
class Gathered:
    """The nodes of a graph, numbered from 0 as they come, and what is said of them by number.

    Attributes:
        numbers: IRI -> its number, for each IRI that is a subject, object or class.
        degrees: how many statements, types apart, tie the node to another.
        subjects: 1 where the node is the subject of a statement, else 0.
        names: node, naming, text, language ("" where there is none).
        types: node -> its classes.
        parents: class -> the classes right above it.
        inside: node -> the places it lies in, as stated or inferred.
        identifiers: node of a thing and node of its identifier.
        codes: node of an identifier -> its code.
        merged: node of a name that nothing else is said of -> node of the one that stands for the same thing.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    degrees: array[int] = field(default_factory=lambda: array("l"))
    subjects: bytearray = field(default_factory=bytearray)
    names: list[tuple[int, Naming, str, str]] = field(default_factory=list)
    types: dict[int, frozenset[int]] = field(default_factory=dict)
    parents: dict[int, set[int]] = field(default_factory=dict)
    inside: dict[int, tuple[int, ...]] = field(default_factory=dict)
    identifiers: list[tuple[int, int]] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)

    def number(self, iri: str) -> int:
        """The number of a node, given now if it has none yet."""
        number = self.numbers.setdefault(iri, len(self.degrees))
        if number == len(self.degrees):
            self.degrees.append(0)
            self.subjects.append(0)
        return number


class Columns(Protocol):
    """Statements that are not values: ``kg.reason.stored.Stored``, which says what its methods give."""

    def nodes(self) -> Iterable[tuple[str, int, bool]]:
        """IRI, number of ties, whether it is a subject."""
        ...

    def texts(self, predicates: Iterable[Iri]) -> Iterable[tuple[int, str, Literal]]:
        """Node, predicate, literal."""
        ...

    def links(self, predicates: Iterable[Iri]) -> Iterable[tuple[int, str, int]]:
        """Node, predicate, node."""
        ...


def gather_columns(columns: Columns) -> Gathered:
    """The same as ``gather`` of the statements, but that nodes are numbered in the order of their IRIs."""
    found = Gathered()
    for number, (iri, ties, is_subject) in enumerate(columns.nodes()):
        found.numbers[iri] = number
        found.degrees.append(ties)
        found.subjects.append(is_subject)
    for node, predicate, literal in columns.texts(map(Iri, (*NAMINGS, _CODE))):
        if predicate == _CODE:
            found.codes[node] = literal.text
        else:
            found.names.append((node, NAMINGS[predicate], literal.text, literal.language))
    sets: dict[frozenset[int], frozenset[int]] = {}
    for node, pairs in groupby(columns.links([Iri(_TYPE)]), key=itemgetter(0)):
        types = frozenset(kind for _, _, kind in pairs)
        found.types[node] = sets.setdefault(types, types)
    for node, predicate, other in columns.links(map(Iri, (_SUBCLASS, _LOCATED_IN, _IDENTIFIED_BY))):
        _link(found, node, predicate, other)
    same: dict[int, set[int]] = {}
    for node, _, other in columns.links([Iri(_SAME_AS)]):
        same.setdefault(node, set()).add(other)
        same.setdefault(other, set()).add(node)
    _merge(found, same)
    _name_by_codes(found)
    return found


def gather(quads: Iterable[Quad | Triple]) -> Gathered:
    """Read all statements once. Statements about blank nodes name nothing and are passed by."""
    found = Gathered()
    sets: dict[frozenset[int], frozenset[int]] = {}
    same: dict[int, set[int]] = {}
    for statement in quads:
        subject, predicate, value = statement[0], statement[1].value, statement[2]
        if not isinstance(subject, Iri):
            continue
        node = found.number(subject.value)
        if predicate == _SAME_AS and isinstance(value, Iri):
            other = found.number(value.value)
            same.setdefault(node, set()).add(other)
            same.setdefault(other, set()).add(node)
            continue
        found.subjects[node] = 1
        if isinstance(value, Literal):
            naming = NAMINGS.get(predicate)
            if naming is not None:
                found.names.append((node, naming, value.text, value.language))
            elif predicate == _CODE:
                found.codes[node] = value.text
        elif isinstance(value, Iri):
            other = found.number(value.value)
            if predicate == _TYPE:
                types = found.types.get(node, frozenset()) | {other}
                found.types[node] = sets.setdefault(types, types)
            else:
                _tie(found, node, predicate, other)
    _merge(found, same)
    _name_by_codes(found)
    return found


def _name_by_codes(found: Gathered) -> None:
    """A code names what it identifies, not the identifier."""
    found.names += [
        (node, Naming.CODE, found.codes[code], "") for node, code in found.identifiers if code in found.codes
    ]


def _merge(found: Gathered, same: dict[int, set[int]]) -> None:
    """Let the name that is spoken of, else the least, stand for the others of the same thing."""
    iris = list(found.numbers)
    passed: set[int] = set()
    for start in same:
        waiting, group = [start], set()
        while waiting and start not in passed:
            node = waiting.pop()
            if node not in group:
                group.add(node)
                waiting += same[node]
        passed |= group
        standing = min(group, key=lambda node: (not found.subjects[node], iris[node]), default=start)
        found.merged |= {node: standing for node in group if node != standing and not found.subjects[node]}


def _tie(found: Gathered, node: int, predicate: str, other: int) -> None:
    found.degrees[node] += 1
    found.degrees[other] += 1
    _link(found, node, predicate, other)


def _link(found: Gathered, node: int, predicate: str, other: int) -> None:
    if predicate == _SUBCLASS:
        found.parents.setdefault(node, set()).add(other)
    elif predicate == _LOCATED_IN:
        found.inside[node] = (*found.inside.get(node, ()), other)
    elif predicate == _IDENTIFIED_BY:
        found.identifiers.append((node, other))


def nearest_place(found: Gathered, node: int) -> int | None:
    """Of the places a node lies in, the one that lies in the most others: the innermost, where all are inferred."""
    places = [place for place in found.inside.get(node, ()) if place != node]
    return max(places, key=lambda place: (len(found.inside.get(place, ())), -place), default=None)


def above(found: Gathered, classes: Iterable[int]) -> set[int]:
    """The classes and all above them."""
    reached: set[int] = set()
    waiting = list(classes)
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting += found.parents.get(one, ())
    return reached


def label_in(names: list[tuple[int, Naming, str, str]], language: str) -> str | None:
    """The first label in the language; an untagged one counts as Chinese where it has a Chinese character."""
    for _, naming, text, tag in names:
        spoken = tag.partition("-")[0].lower() or ("zh" if has_han(text) else "en")
        if naming is not Naming.CODE and spoken == language:
            return text
    return None


def kind_of(found: Gathered, iris: list[str], types: frozenset[int]) -> tuple[str | None, str]:
    """The most specific of some classes, and these with all above them, as the table wants them."""
    telling = {one for one in types if iris[one] not in _TRIVIAL}
    lineage = {one: above(found, [one]) for one in telling}
    lowest = [one for one in telling if not any(one in lineage[other] for other in telling if other != one)]
    ours = [one for one in lowest if iris[one].startswith(NPP)] or lowest
    chosen = max(ours, key=lambda one: (len(lineage[one]), iris[one]), default=None)
    classes = sorted(compact(Iri(iris[one])) for one in set().union(*lineage.values()))
    return None if chosen is None else compact(Iri(iris[chosen])), " ".join(classes)
