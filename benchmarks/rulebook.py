"""The rule book, compiled for an ontology, in the language of Nemo (https://knowsys.github.io/nemo-doc/)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.names import STANDARD
from kg.rules import Atom, Special, Variable, is_axiom, specialise
from kg.terms import Iri, Term, Triple, ntriples

_TYPE: Final = Iri(STANDARD["rdf"] + "type")
_SAME: Final = Iri(STANDARD["owl"] + "sameAs")


def program(ontology: Iterable[Triple], data: Path) -> tuple[str, dict[str, tuple[str, str]]]:
    """The program that closes the data, with one relation for each property and each class.

    Names of one thing are copied and not merged (eq-rep): Nemo knows no representatives. Contradictions are left out.

    Returns:
        The program, and of each of its relations the predicate and, for a class, the object, in N-Triples.
    """
    specials = _compiled({triple for triple in ontology if is_axiom(triple)})
    relations = _Relations()
    rules = [_rule(special, relations) for special in specials if special.head]
    same = relations.of(Atom(Variable("x"), _SAME, Variable("y")))
    names = [f"{same} :- {same.replace('?x', '?z').replace('?y', '?x')}, {same.replace('?x', '?z')} ."]
    loads = []
    for relation, (predicate, value) in relations.known.items():
        places = "?x" if value else "?x, ?o"
        loads.append(f"{relation}({places}) :- triple(?x, {predicate}, {value or '?o'}) .")
        if predicate != ntriples(_SAME):
            names.append(f"{relation}({places.replace('?x', '?y')}) :- {relation}({places}), {same} .")
            names += [] if value else [f"{relation}(?s, ?y) :- {relation}(?s, ?x), {same} ."]
    source = f'@import triple :- ntriples{{resource="{data}"}} .'
    return "\n".join([source, *loads, *rules, *names]) + "\n", relations.known


def _compiled(schema: set[Triple]) -> list[Special]:
    """The rules compiled until no fact they bring is a new axiom."""
    while True:
        specials = specialise(schema)
        facts = (special.head for special in specials if special.head and not special.body)
        new = {Triple(*fact) for fact in facts if is_axiom(fact)} - schema  # type: ignore[arg-type] # a fact holds no variables
        if not new:
            return specials
        schema |= new


class _Relations:
    """The relation of each property and class that rules speak of."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, str]] = {}
        self._names: dict[tuple[str, str], str] = {}

    def of(self, atom: Atom) -> str:
        """The atom over the relation of its property, or of its class."""
        subject, predicate, value = atom
        if isinstance(predicate, Variable):
            raise TypeError(f"{atom}: no relation for a variable property")
        kind = _spelled(value) if predicate == _TYPE and not isinstance(value, Variable) else ""
        key = (_spelled(predicate), kind)
        name = self._names.setdefault(key, f"r{len(self._names)}")
        self.known[name] = key
        return f"{name}({_spelled(subject)})" if kind else f"{name}({_spelled(subject)}, {_spelled(value)})"


def _rule(special: Special, relations: _Relations) -> str:
    if special.head is None:
        raise TypeError(f"{special.rule}: a contradiction concludes nothing")
    body = list(_conditions(special, relations))
    return f"{relations.of(special.head)} :- {', '.join(body)} ." if body else f"{relations.of(special.head)} ."


def _conditions(special: Special, relations: _Relations) -> Iterator[str]:
    yield from map(relations.of, special.body)
    yield from (f"{_spelled(one)} != {_spelled(other)}" for one, other in special.distinct)


def _spelled(place: Variable | Term) -> str:
    if not isinstance(place, Variable):
        return ntriples(place)
    return f"?{place.name}{place.position.replace('+', 'p')}"
