"""All that follows from a graph by OWL 2 RL, and where it contradicts itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from kg.errors import UnknownName
from kg.reason import expansion, keys, lists
from kg.reason.clashes import Clash, find
from kg.reason.facts import Facts, in_order
from kg.reason.representatives import Representatives, links_names
from kg.reason.trivia import is_trivial
from kg.terms import Iri, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.reason.columns_engine import Drawn
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
        representatives: of every IRI that was found to mean the same as another one that stands for both: that one;
            empty if every statement was to be written under every name.
        generalised: in the full set, what follows and RDF has no form for: statements with a literal as subject or
            with a predicate that is no IRI, sorted.
    """

    inferred: list[Triple]
    clashes: list[Clash]
    representatives: dict[Iri, Iri]
    generalised: list[Statement] = field(default_factory=list)


def close(  # noqa: PLR0913 - how to run it, and what to leave out, are the caller's to say
    triples: Sequence[Triple],
    *,
    reasoner: str = "columns",
    memory: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
    expand_same_as: bool = False,
    trivial: bool = False,
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
        expand_same_as: write every statement under every name of what it speaks of, and every sameAs between names.
        trivial: the specification's full set: leave no trivia out, and write all of sameAs. Of dt-diff it has what
            follows for names that are the same as literals; all pairs of literals would be no news.

    Raises:
        UnknownName: there is no such engine; the text lists them.
        InputError: a list that an axiom uses is not well formed, or ``memory`` is no amount.
    """
    check_name(reasoner)
    if reasoner == "owlrl":
        drawn = _by_owlrl(triples, expand=expand_same_as, full=trivial)
    else:
        from kg.reason.columns_engine import draw

        drawn = draw(triples, memory=memory, progress=progress, expand=expand_same_as, full=trivial)
    odd = [statement for statement in drawn.inferred if _is_generalised(statement)] if trivial else []
    even = [statement for statement in drawn.inferred if not _is_generalised(statement)] if odd else drawn.inferred
    return Closure(
        inferred=[Triple(*statement) for statement in even],  # type: ignore[arg-type] # generalised statements are trivial
        clashes=drawn.clashes,
        representatives={} if expand_same_as or trivial else drawn.names.replaced(),
        generalised=odd,
    )


def check_name(reasoner: str) -> None:
    """Raise unless this is the name of an engine.

    Raises:
        UnknownName: it is not; the text lists them.
    """
    if reasoner not in ENGINES:
        raise UnknownName(f"there is no reasoner '{reasoner}'; the reasoners are {', '.join(ENGINES)}")


def _is_generalised(statement: Statement) -> bool:
    return isinstance(statement[0], Literal) or not isinstance(statement[1], Iri)


def _by_owlrl(triples: Sequence[Triple], *, expand: bool, full: bool) -> Drawn:
    from kg.reason.columns_engine import Drawn
    from kg.reason.owlrl_engine import saturate

    asserted: frozenset[Statement] = frozenset(triples)
    lists.check(Facts(asserted))
    names = Representatives()
    facts, literals = _saturated(partial(saturate, full=full), asserted, names, full=full)
    found = expansion.of_statements(facts.statements, names, full=full) if expand or full else facts.statements
    told = (
        statement
        for statement in found - asserted
        if full or not is_trivial(statement) or (expand and links_names(statement))
    )
    return Drawn(sorted(told, key=in_order), find(facts, asserted, names, literals), names)


def _saturated(
    saturate: Callable[[set[Statement]], Saturation],
    asserted: Iterable[Statement],
    names: Representatives,
    *,
    full: bool,
) -> tuple[Facts, set[tuple[Term, Term]]]:
    """All statements that follow, and the pairs of literals that would have to be equal; learns which names are one.

    Each round runs the engine to its end and rewrites what it found; a round that brings no new identity and nothing
    new by equal values is the last.
    """
    current = names.absorb(asserted)
    literals: set[tuple[Term, Term]] = set()
    while True:
        found = saturate(current)
        facts = Facts(found.statements)
        literals |= {pair for pair in found.same if all(isinstance(term, Literal) for term in pair)}
        renamed = names.learn(found.same | set(keys.identities(facts)))
        further = {*keys.memberships(facts), *keys.copies(facts), *(keys.differences(facts) if full else ())}
        if not renamed and further <= facts.statements:
            return facts, literals
        current = names.absorb(found.statements | further)
