"""The reference engine: the rules of OWL 2 RL as owlrl runs them, without what owlrl gets wrong or leaves behind.

owlrl is asked for the rules that infer, and for nothing else:

- Literals and blank nodes go in under opaque names, so they come back as they were, rdflib converts no value, warns of
  none, and its converters stay as they are: ``OWLRL_Semantics`` is run without ``DeductiveClosure``, which swaps them
  for the whole process.
- Keys are withheld: owlrl takes every two instances of a class with a key of one property for the same, and ignores
  the last property of longer keys. ``kg.reason.keys`` does them.
- Every sameAs is handed out instead of being stored, so neither x sameAs x (eq-ref) nor the n * n links of a group, nor
  the copies of its statements, are ever made. The caller rewrites to representatives and runs the engine again.
- Errors are not collected: owlrl writes them into the graph as statements about blank nodes, and overlooks the last
  member of AllDifferent and AllDisjointProperties. ``kg.reason.clashes`` finds them, by rule and statement.
- Literals are typed with the datatypes that axioms speak of, by ``kg.reason.datatypes``; owlrl types every literal
  with every datatype above its own. So a name that is the same as a literal gets no idle datatype for a class.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from kg.reason.datatypes import KNOWN, belongs, is_known, value
from kg.reason.vocabulary import (
    CLASS,
    DATATYPE,
    DOMAIN,
    HAS_KEY,
    MAX_CARDINALITY,
    MAX_QUALIFIED_CARDINALITY,
    NOTHING,
    OWL,
    RANGE,
    RDF,
    RDFS,
    SUB_CLASS_OF,
    THING,
    TYPE,
)
from kg.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.reason.facts import Statement
    from kg.terms import Term

# A term as rdflib has it; rdflib is imported when the engine runs.
Node: TypeAlias = Any

_STANDARD = (RDF, RDFS, OWL)
_CARDINALITIES = (MAX_CARDINALITY, MAX_QUALIFIED_CARDINALITY)
_LIMITS = (("decimal", Decimal(0)), ("decimal", Decimal(1)))
_UPWARD = (TYPE, SUB_CLASS_OF, DOMAIN, RANGE)


class Saturation(NamedTuple):
    """What an engine gives back: all statements, old and new, but no sameAs between names; and those, as pairs."""

    statements: set[Statement]
    same: set[tuple[Term, Term]]


def saturate(statements: set[Statement], *, full: bool = False) -> Saturation:
    """The statements and all that follows from them by the rules of OWL 2 RL, up to the first identities found.

    Args:
        statements: rewritten to representatives, with well-formed lists; generalised ones are welcome.
        full: conclude what is true in every graph, too.
    """
    import rdflib

    from kg.reason.semantics import Semantics

    withheld = {statement for statement in statements if _unfit(statement)}
    code = _Code()
    graph = rdflib.Graph(store="SimpleMemory")
    for statement in statements - withheld:
        graph.add(code.encode(statement))
    for statement in _of_datatypes(statements) if full else _typed_literals(statements, _spoken_of(statements)):
        graph.add(code.encode(statement))
    passed = {term for term in (THING, NOTHING) if not any(_speaks_of(term, s) for s in statements)}
    implied = set() if full else {code.node(term) for term in passed}
    literals = {node for node, term in code.terms.items() if isinstance(term, Literal)}
    semantics = Semantics(graph, implied, literals)
    semantics.closure()
    found = {code.decode(triple) for triple in graph} | withheld
    return Saturation(found, {(code.terms[first], code.terms[second]) for first, second in semantics.same})


class _Code:
    """The names under which terms go into rdflib and by which they are known when they come back."""

    def __init__(self) -> None:
        from rdflib import URIRef

        self._node = URIRef
        self.terms: dict[Node, Term] = {}
        self._nodes: dict[Term, Node] = {}

    def node(self, term: Term) -> Node:
        """The term for rdflib: a standard IRI as it is, all else under a name with an underscore, which no IRI has."""
        if term not in self._nodes:
            standard = term.value if isinstance(term, Iri) and term.value.startswith(_STANDARD) else None
            node = self._node(standard or f"_:{len(self._nodes)}")
            self._nodes[term] = node
            self.terms[node] = term
        return self._nodes[term]

    def encode(self, statement: Statement) -> tuple[Node, Node, Node]:
        """The statement for rdflib; the number of a cardinality goes in as a number, for owlrl looks at it."""
        subject, predicate, given = statement
        if predicate in _CARDINALITIES and isinstance(given, Literal):
            return self.node(subject), self.node(predicate), self._limit(given)
        return self.node(subject), self.node(predicate), self.node(given)

    def decode(self, triple: tuple[Node, Node, Node]) -> Statement:
        """The statement that rdflib's triple stands for, with the words that owlrl brings in itself."""
        subject, predicate, given = (self.terms.get(node) or Iri(str(node)) for node in triple)
        return subject, predicate, given

    def _limit(self, term: Literal) -> Node:
        from rdflib import Literal as Number

        node = Number(term.text, datatype=self._node(term.datatype), normalize=False)
        self.terms[node] = term
        return node


def _unfit(statement: Statement) -> bool:
    """Whether owlrl must not see the statement: a key, or a cardinality other than the 0 and 1 that rules speak of."""
    _, predicate, given = statement
    if predicate in _CARDINALITIES:
        return not (isinstance(given, Literal) and value(given) in _LIMITS)
    return predicate == HAS_KEY


def _speaks_of(term: Term, statement: Statement) -> bool:
    """Whether the statement says more of owl:Thing or owl:Nothing than is true of it in every graph.

    While none does, statements that have the term as subject or object lead to others of that kind only, all trivial:
    that something is a thing, or that a class is below owl:Thing or above owl:Nothing. The engine leaves them out.
    """
    subject, predicate, given = statement
    if term not in {subject, given} or (predicate == TYPE and subject == term and given == CLASS):
        return False
    return predicate not in _UPWARD or given != THING if term == THING else predicate != SUB_CLASS_OF or given == term


def _spoken_of(statements: set[Statement]) -> set[str]:
    """The datatypes that axioms speak of; where one is only a range, prp-rng types what needs it."""
    return {
        term.value
        for subject, predicate, given in statements
        for term in (subject, given)
        if isinstance(term, Iri) and is_known(term.value) and predicate not in {RANGE, TYPE}
    }


def _typed_literals(statements: set[Statement], datatypes: Iterable[str]) -> Iterator[Statement]:
    """Rule dt-type2 for these datatypes."""
    literals = {given for _, _, given in statements if isinstance(given, Literal)} if datatypes else set()
    for literal in literals:
        for datatype in datatypes:
            if value(literal) is not None and belongs(literal, datatype):
                yield literal, TYPE, Iri(datatype)


def _of_datatypes(statements: set[Statement]) -> Iterator[Statement]:
    """Rules dt-type1 and dt-type2 for all datatypes."""
    yield from ((Iri(datatype), TYPE, DATATYPE) for datatype in KNOWN)
    yield from _typed_literals(statements, KNOWN)
