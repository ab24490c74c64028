"""Names of one thing: a store knows a thing by one of them, sources and questions may use another.

The store says of each name that gave way which one stands for it; ``kg.store.originals`` keeps what was written of it.
"""

from __future__ import annotations

from collections import deque
from itertools import chain, islice, product
from typing import TYPE_CHECKING, Final, cast

from kg.evidence import INFERRED
from kg.reason.datatypes import value
from kg.reason.representatives import standing
from kg.rules.index import SAME_AS
from kg.store.originals import Originals
from kg.terms import Iri, Literal, Triple

if TYPE_CHECKING:
    from kg.evidence import Quads
    from kg.terms import Term

# Where a store holds statements under every name (``kg build --expand-same-as``), so many forms of one are looked up.
_MOST_FORMS: Final = 1_000


class Names:
    """The names that a store says mean the same, and the statements as their sources have them.

    A store without any such names costs one look-up. A name is looked up when it is first met, and remembered.
    """

    def __init__(self, engine: Quads, originals: Originals | None = None) -> None:
        self._engine = engine
        self._originals = originals or Originals()
        self._merged = next(iter(engine.quads(predicate=SAME_AS)), None) is not None
        self._alike: dict[Term, tuple[Term, ...]] = {}
        self._asserted: dict[Triple, dict[Triple, set[Iri]]] = {}

    def __bool__(self) -> bool:
        """Whether anything has several names."""
        return self._merged

    def alike(self, term: Term) -> tuple[Term, ...]:
        """All names of what the term names, the one that stands for them first, sorted."""
        if not self._merged or isinstance(term, Literal):
            return (term,)
        if term not in self._alike:
            found: dict[Term, None] = {term: None}
            waiting: deque[Term] = deque([term])
            while waiting:
                for other in self._linked(waiting.popleft()):
                    if other not in found:
                        found[other] = None
                        waiting.append(other)
            names = sorted(found, key=standing)
            names.insert(0, names.pop(next((place for place, name in enumerate(names) if self._is_used(name)), 0)))
            self._alike |= dict.fromkeys(names, tuple(names))
        return self._alike[term]

    def stored(self, triple: Triple) -> Triple:
        """The triple as the store has it; a link between two names stays as it is, and so does a literal."""
        if not self._merged or triple.predicate == SAME_AS:
            return triple
        return Triple(*(self.alike(term)[0] for term in triple))  # type: ignore[arg-type] # a name stands for a name

    def asserted(self, triple: Triple) -> dict[Triple, set[Iri]]:
        """The asserted statements that say the same under some names, and the graphs that each stands in.

        A literal may be written in another way too. The triple itself comes first, if it is among them.
        """
        stored = self.stored(triple)
        if stored not in self._asserted:
            self._asserted[stored] = self._forms(stored)
        found = self._asserted[stored]
        return {triple: found[triple], **found} if triple in found else found

    def said(self, name: Term) -> list[Triple]:
        """The asserted links that lead from the name to others."""
        if isinstance(name, Literal):
            return []
        found = {quad.triple for quad in self._engine.quads(name, SAME_AS) if quad.graph != INFERRED}
        return sorted(found, key=str)

    def _forms(self, stored: Triple) -> dict[Triple, set[Iri]]:
        found: dict[Triple, set[Iri]] = {}
        subject, predicate, _ = cast("tuple[Term, Term, Term]", stored)
        if isinstance(subject, Literal) or not isinstance(predicate, Iri):  # as a proof may say of them, and no store
            return found
        for known in (stored, *self._of_equal_value(stored)):
            graphs = self._graphs(known)
            if graphs and (written := self._originals.of(known) if self._originals else []):
                for quad in written:
                    found.setdefault(quad.triple, set()).add(quad.graph)
            elif graphs:
                found[known] = graphs
        if not found and self._merged and stored.predicate != SAME_AS:
            forms = islice(product(*map(self.alike, stored)), 1, _MOST_FORMS)
            found = {form: graphs for form in map(Triple._make, forms) if (graphs := self._graphs(form))}
        return found

    def _of_equal_value(self, triple: Triple) -> list[Triple]:
        """The statements of the same subject and property whose literal means the same and is written otherwise."""
        if not isinstance(triple.object, Literal) or (meant := value(triple.object)) is None:
            return []
        others = {quad.object for quad in self._engine.quads(triple.subject, triple.predicate)} - {triple.object}
        equal = [other for other in others if isinstance(other, Literal) and value(other) == meant]
        return [triple._replace(object=other) for other in sorted(equal)]

    def _graphs(self, triple: Triple) -> set[Iri]:
        """The graphs that assert just this."""
        return {quad.graph for quad in self._engine.quads(*triple)} - {INFERRED}

    def _is_used(self, name: Term) -> bool:
        """Whether the store says more of the name than what it is the same as."""
        given = chain(self._engine.quads(name), self._engine.quads(object=name), self._engine.quads(predicate=name))  # type: ignore[arg-type] # a name
        return any(quad.predicate != SAME_AS for quad in given)

    def _linked(self, name: Term) -> list[Term]:
        """The names that the store says mean the same as this one, in so many words."""
        if isinstance(name, Literal):
            return []
        found: set[Term] = {quad.object for quad in self._engine.quads(name, SAME_AS)}
        found |= {quad.subject for quad in self._engine.quads(None, SAME_AS, name)}
        return sorted(found, key=standing)
