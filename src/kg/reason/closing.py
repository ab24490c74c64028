"""All that follows from a graph by OWL 2 RL, and where it contradicts itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UnknownName
from kg.reason import keys, lists
from kg.reason.clashes import Clash, find
from kg.reason.facts import Facts, in_order
from kg.reason.representatives import Representatives
from kg.reason.trivia import is_trivial
from kg.terms import Iri, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.reason.facts import Statement
    from kg.reason.owlrl_engine import Saturation
    from kg.terms import Term

ENGINES = ("columns", "owlrl")


@dataclass(frozen=True, slots=True)
class Closure:
    """What a graph implies.

    Attributes:
        inferred: the triples that follow and were not asserted, about representatives, without trivia
            (``kg.reason.trivia.KINDS``), sorted.
        clashes: the contradictions, sorted by rule and triples.
        representatives: of every IRI that was found to mean the same as another one that stands for both: that one.
    """

    inferred: list[Triple]
    clashes: list[Clash]
    representatives: dict[Iri, Iri]


def close(
    triples: Sequence[Triple],
    *,
    reasoner: str = "columns",
    memory: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Closure:
    """The closure of the triples under the rules of OWL 2 RL/RDF.

    Names that mean the same are rewritten to one representative, also in what is inferred from asserted triples: a
    triple of a name that gave way comes back as inferred of its representative, and no sameAs comes back. Literals keep
    their lexical form and blank nodes their label. Neither the order of the triples nor their repetition matters.

    Args:
        triples: ontology and data together.
        reasoner: the engine, one of ``ENGINES``.
        memory: the most that the database of ``columns`` may use, such as ``2GB``, before it writes to a temporary
            folder; terms and the result come on top of it. None for what DuckDB takes by itself.
        progress: told by ``columns`` what is being done as it begins.

    Raises:
        UnknownName: there is no such engine; the text lists them.
        InputError: a list that an axiom uses is not well formed, or ``memory`` is no amount.
    """
    if reasoner not in ENGINES:
        raise UnknownName(f"there is no reasoner '{reasoner}'; the reasoners are {', '.join(ENGINES)}")
    if reasoner == "owlrl":
        return _by_owlrl(triples)
    from kg.reason.columns_engine import draw

    drawn = draw(triples, memory=memory, progress=progress)
    return Closure(drawn.inferred, drawn.clashes, drawn.names.replaced())


def _by_owlrl(triples: Sequence[Triple]) -> Closure:
    from kg.reason.owlrl_engine import saturate

    asserted: frozenset[Statement] = frozenset(triples)
    lists.check(Facts(asserted))
    names = Representatives()
    facts, literals = _saturated(saturate, asserted, names)
    inferred = (statement for statement in facts.statements - asserted if not is_trivial(statement))
    return Closure(
        inferred=[Triple(*statement) for statement in sorted(inferred, key=in_order)],  # type: ignore[arg-type] # generalised statements are trivial
        clashes=find(facts, asserted, names, literals),
        representatives=names.replaced(),
    )


def _saturated(
    saturate: Callable[[set[Statement]], Saturation], asserted: Iterable[Statement], names: Representatives
) -> tuple[Facts, set[tuple[Term, Term]]]:
    """All statements that follow, and the pairs of literals that would have to be equal; learns which names are one.

    Each round runs the engine to its end and rewrites what it found; a round that brings no new identity and no new
    member of a restriction is the last.
    """
    current = names.absorb(asserted)
    literals: set[tuple[Term, Term]] = set()
    while True:
        found = saturate(current)
        facts = Facts(found.statements)
        literals |= {pair for pair in found.same if all(isinstance(term, Literal) for term in pair)}
        renamed = names.learn(found.same | set(keys.identities(facts)))
        typed = set(keys.memberships(facts)) - facts.statements
        if not renamed and not typed:
            return facts, literals
        current = names.absorb(found.statements | typed)
