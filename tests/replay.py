"""Small graphs closed and stored as a build does it, and proofs replayed by the rule book's own patterns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, cast

from kg.names import expand
from kg.project import graph_name
from kg.reason.concluding import conclude
from kg.reason.database import Database
from kg.reason.statements import Statements
from kg.reason.stored import Stored
from kg.rules.book import named
from kg.rules.lists import FIRST, NIL, REST
from kg.rules.patterns import Atom, Every, Members, Variable
from kg.store import engine, originals
from kg.terms import Blank, Iri, Literal, Term, Triple
from kg.turtle.read import parse
from kg.why import Proof, Reasons

DATA_GRAPH = graph_name("data")
PREFIXES = """
@prefix : <urn:x:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SAME = expand("owl:sameAs")
Binding = dict[Variable, Term]


def triple(words: str) -> Triple:
    subject, predicate, value = words.split()
    return Triple(expand(subject), expand(predicate), expand(value))


def x(words: str) -> Triple:
    """The triple of a small graph, as ``local`` writes it; names alone."""
    subject, predicate, value = words.split()
    link = {"a": expand("rdf:type"), "=": SAME}.get(predicate) or Iri(f"urn:x:{predicate}")
    return Triple(Iri(f"urn:x:{subject}"), link, Iri(f"urn:x:{value}"))


def local(triple: Triple) -> str:
    """The triple in short: local names, ``a`` for rdf:type, ``=`` for owl:sameAs."""
    return " ".join(map(short, triple))


def short(term: Term) -> str:
    if isinstance(term, Literal):
        return f"{term.text}^{term.datatype.rpartition('#')[2]}"
    if isinstance(term, Blank):
        return "[]"
    known = {expand("rdf:type"): "a", SAME: "="}
    return known.get(term) or re.split("[:#]", term.value)[-1]


class Store(NamedTuple):
    """A store as a build leaves it, what was written of names that gave way, and what was asserted."""

    engine: engine.Engine
    originals: originals.Originals
    asserted: frozenset[Triple]

    def reasons(self) -> Reasons:
        return Reasons(self.engine, self.originals)

    def proof(self, asked: Triple) -> Proof:
        """The shortest proof, every step of which was replayed."""
        proof = self.reasons().shortest(asked)
        assert proof is not None, local(asked)
        assert proof.conclusion == asked
        assert faults(self.asserted, proof) == []
        return proof


def closed(folder: Path, turtle: str) -> Store:
    """A small graph, closed and stored as a build does it."""
    asserted = parse(PREFIXES + turtle, name="data")
    folder.mkdir(parents=True, exist_ok=True)
    with Database() as database:
        statements = Statements(database)
        statements.add(asserted, DATA_GRAPH)
        stored = Stored(database, statements, conclude(database, statements), graph_name("inferred"))
        stored.write(folder / "graph.nq")
        originals.write(folder / "originals.sqlite", stored.rewritten(statements))
    engine.load(folder / "store", folder / "graph.nq")
    store = engine.open(folder / "store")
    # Names are known as they were written; blank nodes have the labels of the store.
    known = {triple._replace(object=in_store(triple.object)) for triple in asserted if not has_blank(triple)}
    known |= {quad.triple for quad in store.quads(graph=DATA_GRAPH) if has_blank(quad.triple)}
    return Store(store, originals.Originals(folder / "originals.sqlite"), frozenset(known))


def has_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, Blank) or isinstance(triple.object, Blank)


def in_store(term: Term) -> Term:
    """The term as the store has it: a decimal without needless noughts."""
    if not isinstance(term, Literal) or term.datatype != expand("xsd:decimal").value or "." not in term.text:
        return term
    return Literal(term.text.rstrip("0").rstrip("."), term.datatype)


def shape(proof: Proof) -> str:
    """The proof in one line: ``conclusion <rule premise; premise>``, without the axioms."""
    if not proof.rule:
        return local(proof.conclusion)
    return f"{local(proof.conclusion)} <{proof.rule} {'; '.join(map(shape, proof.premises))}>"


def members(head: Term, known: frozenset[Triple]) -> list[Term]:
    found: list[Term] = []
    while head != NIL:
        found += [each.object for each in known if each[:2] == (head, FIRST)]
        (head,) = (each.object for each in known if each[:2] == (head, REST))
    return found


def written_out(atom: Atom, place: int, length: int) -> Atom:
    """The pattern of a list's rule for one place of a list of this length."""
    numbers = {"i": place, "i+1": place + 1, "1": 1, "n": length, "n+1": length + 1}
    return Atom(
        *(
            Variable(part.name, str(numbers[part.position])) if isinstance(part, Variable) and part.position else part
            for part in atom
        )
    )


def agrees(pattern: Atom, fact: Triple, known: Binding) -> Binding | None:
    found = dict(known)
    for part, term in zip(pattern, fact, strict=True):
        if isinstance(part, Variable):
            if found.setdefault(part, term) != term:
                return None
        elif part != term and not (isinstance(part, Literal) and isinstance(term, Literal) and part.text == term.text):
            return None
    return found


def matches(patterns: list[Atom], facts: Iterable[Triple], known: Binding) -> Iterator[Binding]:
    if not patterns:
        yield known
        return
    for fact in facts:
        if (found := agrees(patterns[0], fact, known)) is not None:
            yield from matches(patterns[1:], facts, found)


def is_replayed(proof: Proof) -> bool:
    """Whether the rule of the book, read as it stands there, concludes this from just these premises and axioms."""
    rule = named(proof.rule)
    facts = frozenset(part.conclusion for part in proof.parts)
    if not rule.premises:
        return not facts and is_true_of_literals(proof)
    listed = next((each for each in rule.premises if isinstance(each, Members)), None)
    plain = [each for each in rule.premises if isinstance(each, Atom)]
    if listed is None:
        return any(concludes(rule.conclusions, found, proof, 1, 1) for found in matches(plain, facts, {}))
    before = [atom for atom in plain if not any(isinstance(part, Variable) and part.position for part in atom)]
    placed = [atom for atom in plain if atom not in before]
    for start in matches([atom for atom in before if is_schema(atom, listed)], facts, {}):
        row = members(start[listed.head], facts)
        start |= {Variable(listed.member, str(number)): term for number, term in enumerate(row, 1)}
        every = [each.atom for each in rule.premises if isinstance(each, Every)]
        needed = [written_out(atom, place, len(row)) for atom in every for place in range(1, len(row) + 1)]
        for place in range(1, len(row) + 1):
            atoms = [*before, *needed, *(written_out(atom, place, len(row)) for atom in placed)]
            if any(concludes(rule.conclusions, end, proof, place, len(row)) for end in matches(atoms, facts, start)):
                return True
    return False


def is_schema(atom: Atom, listed: Members) -> bool:
    return atom.object == listed.head


def concludes(heads: tuple[Atom, ...] | None, found: Binding, proof: Proof, place: int, length: int) -> bool:
    told = [written_out(head, place, length) for head in heads or ()]
    return proof.conclusion in {
        tuple(found.get(part) if isinstance(part, Variable) else part for part in head) for head in told
    } or any(agrees(head, proof.conclusion, found) is not None for head in told if heads_row(head))


def heads_row(head: Atom) -> bool:
    """Whether a conclusion speaks of a member of a list that no premise names."""
    return any(isinstance(part, Variable) and part.position for part in head)


def is_true_of_literals(proof: Proof) -> bool:
    """Table 8, for numbers: the same value, or a value that the datatype has."""
    literal, _, value = cast("tuple[Literal, Iri, Term]", proof.conclusion)
    number = Decimal(literal.text)
    if proof.rule == "dt-eq":
        return isinstance(value, Literal) and number == Decimal(value.text)
    assert proof.rule == "dt-type2"
    return value == expand("xsd:decimal") or (value == expand("xsd:integer") and number == int(number))


def faults(asserted: Collection[Triple], proof: Proof) -> list[Triple]:
    """The steps that their rule does not give, and the leaves that nothing asserts."""
    return [
        each.conclusion
        for each in proof.every()
        if not (is_replayed(each) if each.rule else each.conclusion in asserted)
    ]
