"""owl:sameAs without its closure: of the names of one thing, one stands for all.

The rules eq-ref, eq-sym, eq-trans and eq-rep-* (OWL 2 Profiles, table 4) would write, for n names of one thing, n * n
links and every statement n times over. Rewriting every name to a representative says the same once.
https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

from kg.reason.facts import Statement, in_order
from kg.reason.vocabulary import SAME_AS, is_standard
from kg.terms import Iri, Literal, Triple, ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.terms import Term


class Representatives:
    """Names that were found to mean the same, and the one that stands for each group.

    That one is a word of the standards if there is one, else the least IRI by code points, else the least blank node;
    so it depends on what is the same, not on the order in which that was learnt.
    """

    def __init__(self) -> None:
        self._parent: dict[Term, Term] = {}
        self._best: dict[Term, Term] = {}
        self._links: dict[Term, list[tuple[Term, Triple]]] = defaultdict(list)

    def absorb(self, statements: Iterable[Statement]) -> set[Statement]:
        """Learns every sameAs among the statements; returns the others; all rewritten."""
        current = self.rewrite(statements)
        while same := [statement for statement in current if links_names(statement)]:
            self.learn((subject, value) for subject, _, value in same)
            current = self.rewrite(current.difference(same))
        return current

    def learn(self, pairs: Iterable[tuple[Term, Term]]) -> bool:
        """Makes each pair one thing; returns whether anything was new. A pair with a literal in it is passed over."""
        links = [
            Triple(first, SAME_AS, second)
            for first, second in pairs
            if not isinstance(first, Literal) and not isinstance(second, Literal)
        ]
        united = [self._unite(link) for link in sorted(links, key=in_order)]
        return any(united)

    def of(self, term: Term) -> Term:
        """What stands for the term; itself if nothing else does."""
        return self._best[self._root(term)] if term in self._parent else term

    def rewrite(self, statements: Iterable[Statement]) -> set[Statement]:
        """The statements with every term replaced by what stands for it."""
        if not self._parent:
            return set(statements)
        return {(self.of(subject), self.of(predicate), self.of(value)) for subject, predicate, value in statements}

    def links(self, term: Term) -> list[Triple]:
        """The shortest chain of sameAs links from the term to what stands for it; empty if that is itself."""
        goal = self.of(term)
        came_by: dict[Term, list[Triple]] = {term: []}
        waiting = deque([term])
        while goal not in came_by:
            here = waiting.popleft()
            for neighbour, link in self._links[here]:
                if neighbour not in came_by:
                    came_by[neighbour] = [*came_by[here], link]
                    waiting.append(neighbour)
        return came_by[goal]

    def replaced(self) -> dict[Iri, Iri]:
        """Every IRI that gave way to another, and that other, sorted; blank nodes are left out."""
        found = {
            term: chosen
            for term in self._parent
            if isinstance(term, Iri) and isinstance(chosen := self.of(term), Iri) and chosen != term
        }
        return dict(sorted(found.items()))

    def groups(self) -> dict[Term, list[Term]]:
        """All names of each thing that has more than one, by its representative."""
        found: dict[Term, list[Term]] = defaultdict(list)
        for term in self._parent:
            found[self.of(term)].append(term)
        return {chosen: sorted(group, key=ntriples) for chosen, group in found.items() if len(group) > 1}

    def _root(self, term: Term) -> Term:
        root = term
        while (above := self._parent.setdefault(root, root)) != root:
            root = above
        while term != root:
            self._parent[term], term = root, self._parent[term]
        return root

    def _unite(self, link: Triple) -> bool:
        first, second = self._root(link.subject), self._root(link.object)
        best = min(self._best.pop(first, first), self._best.pop(second, second), key=standing)
        self._parent[second] = first
        self._best[first] = best
        if first == second:
            return False
        self._links[link.subject].append((link.object, link))
        self._links[link.object].append((link.subject, link))
        return True


def links_names(statement: Statement) -> bool:
    """Whether the statement says that two names mean one thing, neither of them a literal."""
    subject, predicate, value = statement
    return predicate == SAME_AS and not isinstance(subject, Literal) and not isinstance(value, Literal)


def standing(term: Term) -> tuple[bool, bool, str]:
    """What orders the names of one thing: the least of them stands for all. IRIs go by their own code points."""
    if isinstance(term, Iri):
        return False, not is_standard(term), term.value
    return True, True, ntriples(term)
