"""Small questions about a query's patterns, asked of the store in the query's own prefixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.names import PREFIXES
from kg.query.clauses import iri_of, prologue
from kg.query.tokens import tokenize
from kg.store.answer import Boolean, Rows
from kg.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.query.tokens import Token
    from kg.query.triples import Written
    from kg.store.snapshot import Snapshot
    from kg.terms import Literal, Term


class Asking:
    """Questions to the store of a snapshot."""

    def __init__(self, snapshot: Snapshot, tokens: Sequence[Token]) -> None:
        self._engine = snapshot.engine
        self._own = prologue(tokens).prefixes
        self._head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in self._own.items())
        self.names = snapshot.names

    def holds(self, *bodies: str) -> bool:
        """Whether anything matches all of these, patterns and filters as a query spells them."""
        answer = self._engine.query(f"{self._head}ASK {{ {' '.join(_ended(bodies))} }}", prefixes=PREFIXES)
        return isinstance(answer, Boolean) and answer.value

    def select(self, what: str, body: str, rest: str = "") -> list[tuple[Term | None, ...]]:
        """The rows of ``SELECT what { body } rest``."""
        answer = self._engine.query(f"{self._head}SELECT {what} {{ {body} }} {rest}", prefixes=PREFIXES)
        return list(answer) if isinstance(answer, Rows) else []

    def properties(self, body: str) -> list[Iri]:
        """The properties ``?p`` that a pattern matches, the most frequent first."""
        rows = self.select("?p (COUNT(*) AS ?n)", body, "GROUP BY ?p ORDER BY DESC(?n) ?p")
        return [row[0] for row in rows if isinstance(row[0], Iri)]

    def held(self, term: Literal, properties: set[Iri]) -> bool:
        """Whether one of the properties has this value; where there is none, whether any property has."""
        places: list[Iri | None] = [*properties] or [None]
        return any(next(iter(self._engine.quads(None, each, term)), None) is not None for each in places)

    def iri(self, spelled: str) -> Iri | None:
        """The IRI that a term of a pattern spells; None for a variable, a literal or a path."""
        tokens = tokenize(spelled)
        name = iri_of(tokens[0], self._own) if len(tokens) == 1 else None
        return None if name is None else Iri(name)

    def leads_to_entities(self, pattern: Written) -> bool:
        """Whether what the pattern's property leads to are entities alone."""
        anything = f"{pattern.subject} {pattern.verb} ?kg_value"
        return self.holds(anything) and not self.holds(anything, "FILTER(!isIRI(?kg_value))")


def _ended(bodies: Sequence[str]) -> list[str]:
    return [body if body.startswith(("FILTER", "GRAPH")) else f"{body} ." for body in bodies]
