"""A set of statements with the look-ups that rules need.

Inside this room a statement may be what RDF calls generalised: a literal as subject, or a blank node as predicate,
as they come up midway in the rules of OWL 2 RL. None leaves the room.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from kg.reason.vocabulary import TYPE
from kg.terms import ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.terms import Term

Statement: TypeAlias = "tuple[Term, Term, Term]"


class Facts:
    """Statements, indexed by predicate with subject or object; made once, then only read."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.statements = frozenset(statements)
        self._pairs: dict[Term, list[tuple[Term, Term]]] = defaultdict(list)
        self._objects: dict[tuple[Term, Term], list[Term]] = defaultdict(list)
        self._subjects: dict[tuple[Term, Term], list[Term]] = defaultdict(list)
        self._holders: dict[Term, list[tuple[Term, Term]]] = defaultdict(list)
        for subject, predicate, value in self.statements:
            self._pairs[predicate].append((subject, value))
            self._objects[subject, predicate].append(value)
            self._subjects[predicate, value].append(subject)
            self._holders[value].append((subject, predicate))

    def __contains__(self, statement: Statement) -> bool:
        return statement in self.statements

    def pairs(self, predicate: Term) -> list[tuple[Term, Term]]:
        """Subject and object of every statement with this predicate, in no order."""
        return self._pairs.get(predicate, [])

    def objects(self, subject: Term, predicate: Term) -> list[Term]:
        """What ``subject`` has for ``predicate``, in no order."""
        return self._objects.get((subject, predicate), [])

    def subjects(self, predicate: Term, value: Term) -> list[Term]:
        """What has ``value`` for ``predicate``, in no order."""
        return self._subjects.get((predicate, value), [])

    def holders(self, value: Term) -> list[tuple[Term, Term]]:
        """Subject and predicate of every statement with this object, in no order."""
        return self._holders.get(value, [])

    def instances(self, kind: Term) -> list[Term]:
        """What is typed with the class ``kind``, in no order."""
        return self.subjects(TYPE, kind)

    def joined(self, first: Term, second: Term) -> Iterator[tuple[Term, Term, Term]]:
        """Every ``(x, y, z)`` with ``x first y`` and ``x second z``: how the parts of one axiom hang together."""
        for subject, value in self.pairs(first):
            for other in self.objects(subject, second):
                yield subject, value, other


def in_order(statement: Statement) -> tuple[str, str, str]:
    """The key by which statements are sorted: their terms in N-Triples."""
    subject, predicate, value = statement
    return ntriples(subject), ntriples(predicate), ntriples(value)
