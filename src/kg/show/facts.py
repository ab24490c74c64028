"""The facts of one entity, each once: asserted or inferred, from either end, claimed or not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg import names
from kg.evidence import INFERRED
from kg.evidence.rivals import SINGLE, is_judged
from kg.show.grouping import SILENT, SILENT_BEFORE
from kg.terms import Blank, Iri, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.evidence import Records
    from kg.terms import Quad

_SUBJECT, _OBJECT = (Iri(names.STANDARD["rdf"] + name) for name in ("subject", "object"))
_SOURCED: Final = names.npp("sourcedFrom")
# Every node is one; a fact that only says so is none.
_EVERYTHING: Final = frozenset(
    {Iri(names.STANDARD["owl"] + "Thing"), Iri(names.STANDARD["owl"] + "NamedIndividual")}
    | {Iri(names.STANDARD["rdfs"] + "Resource")}
)


@dataclass(slots=True)
class Found:
    """One fact as it was found: how it reads from the entity, and which statements say it.

    ``asserted`` and ``inferred`` hold those statements; both are empty where only ``claims`` state it, on ``claimed``.
    """

    predicate: Iri
    incoming: bool
    other: Term
    asserted: list[Triple] = field(default_factory=list)
    inferred: list[Triple] = field(default_factory=list)
    claimed: list[Triple] = field(default_factory=list)
    claims: list[Iri] = field(default_factory=list)

    @property
    def statement(self) -> Triple:
        """The statement to find evidence for: asserted, else inferred, else claimed."""
        return (self.asserted or self.inferred or self.claimed)[0]


def facts_of(records: Records, node: Iri) -> list[Found]:
    """The facts that have the node at one end, in no order that means anything.

    A statement with the node as object reads by the declared inverse, where there is one. A statement that says less
    than another on the same two nodes (a super-property) is left out, and so is what every node is.
    """
    found: dict[tuple[Iri, bool, Term], Found] = {}
    for statement, asserted in _statements(records, node):
        fact = _take(found, records, node, statement)
        (fact.asserted if asserted else fact.inferred).append(statement)
    for statement, claims in _claims(records, node):
        fact = _take(found, records, node, statement)
        fact.claimed.append(statement)
        fact.claims += claims
    return _without_less(records, list(found.values()))


def rivals(records: Records, facts: list[Found]) -> set[tuple[Iri, Term]]:
    """The property and value of those facts that others contradict.

    Values are rivals where a property that has but one has several, or where an editor preferred or rejected one.
    """
    outgoing = [fact for fact in facts if not fact.incoming]
    judged = {fact.predicate for fact in outgoing if any(is_judged(records.rank(claim)) for claim in fact.claims)}
    several = {predicate for predicate, times in Counter(fact.predicate for fact in outgoing).items() if times > 1}
    contested = {each for each in several if each in judged or each.value in SINGLE}
    return {(fact.predicate, fact.other) for fact in outgoing if fact.predicate in contested}


def _statements(records: Records, node: Iri) -> Iterator[tuple[Triple, bool]]:
    """Every statement with the node at one end that a card tells, and whether a source asserts it; each once."""
    found: dict[Triple, bool] = {}
    for pattern in ((node, None, None), (None, None, node)):
        for quad in records.engine.quads(*pattern):
            told = quad.predicate.value not in (SILENT_BEFORE if quad.object == node else SILENT)
            if told and not _is_noise(quad):
                found[quad.triple] = found.get(quad.triple, False) or quad.graph != INFERRED
    yield from found.items()


def _is_noise(quad: Quad) -> bool:
    """Whether the statement tells nobody anything: of a node itself, what every node is, a source through a passage."""
    return (
        quad.subject == quad.object
        or quad.object in _EVERYTHING
        or (quad.predicate == _SOURCED and quad.graph == INFERRED)
    )


def _claims(records: Records, node: Iri) -> Iterator[tuple[Triple, list[Iri]]]:
    """The statements with the node at one end that Claims are on, and those Claims."""
    yield from records.claims(node).items()
    for quad in records.engine.quads(None, _OBJECT, node):
        for subject in sorted({q.object for q in records.engine.quads(quad.subject, _SUBJECT)}, key=str):
            if isinstance(subject, Iri) and subject != node:
                yield from ((t, claims) for t, claims in records.claims(subject).items() if t.object == node)


def _take(found: dict[tuple[Iri, bool, Term], Found], records: Records, node: Iri, statement: Triple) -> Found:
    """The fact that the statement is, read from the node; made on first sight."""
    predicate, incoming, other = statement.predicate, False, statement.object
    if statement.subject != node:
        other = statement.subject
        inverse = next(iter(records.properties.inverses(predicate)), None)
        predicate, incoming = (inverse, False) if inverse else (predicate, True)
    key = (predicate, incoming, other)
    return found.setdefault(key, Found(*key))


def _without_less(records: Records, facts: list[Found]) -> list[Found]:
    """The facts without those that another on the same two nodes entails.

    What is entailed but better worded stays: of ``A partOf me``, which has no inverse, and ``me contains A``, which
    follows from it, the second is told, as asserted.
    """
    by_other: dict[Term, list[Found]] = {}
    for fact in facts:
        if not isinstance(fact.other, Blank):
            by_other.setdefault(fact.other, []).append(fact)
    told = []
    for alike in by_other.values():
        worded = [fact for fact in alike if not fact.incoming]
        for fact in alike:
            wider = [each for each in worded if fact.incoming and _entails(records, fact, each)]
            for each in wider:
                each.asserted += fact.asserted
            if not fact.incoming or not wider:
                told.append(fact)
    return [fact for fact in told if not any(_says_more(records, each, fact) for each in by_other[fact.other])]


def _says_more(records: Records, fact: Found, less: Found) -> bool:
    """Whether a fact that is told entails another; of two that say the same, the one with the lesser property."""
    if fact is less or (fact.incoming and not less.incoming) or not _entails(records, fact, less):
        return False
    return fact.predicate < less.predicate or not _entails(records, less, fact)


def _entails(records: Records, fact: Found, less: Found) -> bool:
    """Whether a fact says all that another on the same two nodes says, by sub-properties and inverses."""
    turned = fact.incoming != less.incoming
    return (less.predicate != fact.predicate or turned) and (fact.predicate, turned) in records.properties.ways(
        less.predicate
    )
