"""Statements about representatives: of several names of one thing, a store has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.names import STANDARD
from kg.project import graph_name
from kg.reason.datatypes import value
from kg.terms import Blank, Iri, Literal, Quad, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.reason import Closure

_SAME_AS: Final = Iri(STANDARD["owl"] + "sameAs")


class Merged(NamedTuple):
    """What a build stores.

    Attributes:
        quads: asserted and inferred statements, in no order that means anything.
        asserted: how many statements are asserted, each counted once.
        inferred: how many are inferred.
        rewritten: the asserted statements that stand in the store under other names, as written and as stored; with
            them those that were written just so, where others that were written otherwise came to be the same.
    """

    quads: list[Quad]
    asserted: int
    inferred: int
    rewritten: list[tuple[Quad, Quad]]


def merged(asserted: Sequence[Quad], words: Iterable[Quad], closure: Closure) -> Merged:
    """Asserted and inferred statements about representatives, and which name each of these stands for.

    Args:
        asserted: the statements of the files.
        words: those that quote texts.
        closure: what follows from ``asserted``.
    """
    representatives, graph = closure.representatives, graph_name("inferred")
    read = [_of_representatives(quad, representatives) for quad in asserted]
    known = {quad.triple for quad in read}
    standing = [Triple(name, _SAME_AS, other) for name, other in representatives.items()]
    concluded = {triple for triple in (*closure.inferred, *standing) if triple not in known}
    inferred = [Quad(*triple, graph) for triple in concluded]
    quoted = [_of_representatives(quad, representatives) for quad in words]
    pairs = list(zip(asserted, read, strict=True)) if representatives else []
    changed = {_meaning(stored) for written, stored in pairs if written != stored}
    # The labels of blank nodes are not those of the store, and a list is never told of by another name.
    rewritten = [pair for pair in pairs if _meaning(pair[1]) in changed and not _has_blank(pair[0])]
    return Merged([*read, *inferred, *quoted], len(known), len(concluded), rewritten)


def _of_representatives(quad: Quad, representatives: Mapping[Iri, Iri]) -> Quad:
    """The statement about representatives; one that says which names are the same stays as it is."""
    subject, predicate, value, graph = quad
    if not representatives or predicate == _SAME_AS:
        return quad
    return Quad(
        representatives.get(subject, subject) if isinstance(subject, Iri) else subject,
        representatives.get(predicate, predicate),
        representatives.get(value, value) if isinstance(value, Iri) else value,
        graph,
    )


def _meaning(quad: Quad) -> tuple[object, ...]:
    """The statement, a literal by its value, of which a store may have another form."""
    return (*quad[:2], (value(quad.object) if isinstance(quad.object, Literal) else None) or quad.object)


def _has_blank(quad: Quad) -> bool:
    return isinstance(quad.subject, Blank) or isinstance(quad.object, Blank)
