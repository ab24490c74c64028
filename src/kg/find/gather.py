"""What an index needs from the statements of a graph: names, classes, places and degrees, in one pass."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from kg.names import STANDARD, npp
from kg.terms import Iri, Literal, Quad, Triple

_SKOS: Final = STANDARD["skos"]
_RDFS: Final = STANDARD["rdfs"]
_TYPE: Final = STANDARD["rdf"] + "type"
_SUBCLASS: Final = _RDFS + "subClassOf"
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


_NAMINGS: Final = {
    _SKOS + "prefLabel": Naming.PREFERRED,
    _RDFS + "label": Naming.LABEL,
    npp("shortLabel").value: Naming.SHORT,
    _SKOS + "altLabel": Naming.ALTERNATIVE,
    _SKOS + "hiddenLabel": Naming.ALTERNATIVE,
    _SKOS + "notation": Naming.CODE,
    npp("documentNumber").value: Naming.CODE,
}

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

    def number(self, iri: str) -> int:
        """The number of a node, given now if it has none yet."""
        number = self.numbers.setdefault(iri, len(self.degrees))
        if number == len(self.degrees):
            self.degrees.append(0)
            self.subjects.append(0)
        return number


def gather(quads: Iterable[Quad | Triple]) -> Gathered:
    """Read all statements once. Statements about blank nodes name nothing and are passed by."""
    found = Gathered()
    sets: dict[frozenset[int], frozenset[int]] = {}
    for statement in quads:
        subject, predicate, value = statement[0], statement[1].value, statement[2]
        if not isinstance(subject, Iri):
            continue
        node = found.number(subject.value)
        found.subjects[node] = 1
        if isinstance(value, Literal):
            naming = _NAMINGS.get(predicate)
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
    # A code names what it identifies, not the identifier.
    found.names += [
        (node, Naming.CODE, found.codes[code], "") for node, code in found.identifiers if code in found.codes
    ]
    return found


def _tie(found: Gathered, node: int, predicate: str, other: int) -> None:
    found.degrees[node] += 1
    found.degrees[other] += 1
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
