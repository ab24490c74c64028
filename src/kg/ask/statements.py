"""The statements that a row tells: by the query's properties, between what it shows, rests on and was asked of."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Final

from kg.errors import UnknownName
from kg.evidence import INFERRED
from kg.names import expand
from kg.query.tokens import tokenize
from kg.terms import Blank, Iri, Literal

if TYPE_CHECKING:
    from kg.ask.answering import Reply, Row
    from kg.store.engine import Engine
    from kg.terms import Triple

# A row that rests on more nodes than this, as one that counts them, is told by its passages alone.
_MOST_TERMS: Final = 12


class Statements:
    """What the rows of one reply tell; a statement with an end that no row names is not among it."""

    def __init__(self, engine: Engine, reply: Reply) -> None:
        self._engine = engine
        self._given = [term for term in reply.values.values() if isinstance(term, Iri)]
        self._properties = _mentioned(reply.question.text)

    def of(self, row: Row) -> dict[Triple, bool]:
        """The statements of a row, sorted, each with whether some source asserts it."""
        terms = dict.fromkeys([*row.basis, *(cell for cell in row.cells if cell is not None), *self._given])
        found: dict[Triple, bool] = {}
        if len(terms) > _MOST_TERMS:
            return found
        for one, other in permutations(terms, 2):
            if isinstance(one, Literal | Blank):
                continue
            for quad in self._engine.quads(one, None, other):
                if quad.predicate in self._properties:
                    found[quad.triple] = found.get(quad.triple, False) or quad.graph != INFERRED
        return dict(sorted(found.items(), key=str))


def _mentioned(query: str) -> set[Iri]:
    """The IRIs that a query names."""
    found: set[Iri] = set()
    for token in tokenize(query):
        if token.kind in {"curie", "iri"}:
            try:
                found.add(expand(token.text))
            except UnknownName:
                continue  # a prefix of the query's own; what it names has no place in our words
    return found
