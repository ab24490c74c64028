"""What follows from statements in a database, left there: for graphs too large to be values of Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.reason.closing import check_name, close
from kg.reason.division import WORDS
from kg.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.reason.clashes import Clash
    from kg.reason.database import Database
    from kg.reason.statements import Statements


class Conclusions(NamedTuple):
    """What follows; the database has it.

    Attributes:
        clashes: the contradictions, sorted by rule and triples.
        representatives: of every IRI that was found to mean the same as another one that stands for both: that one.
        inferred: a query for what follows that RDF has a form for, in numbers; some of it may be asserted too.
        beside: the number of the source that holds it, if it was brought from outside the database.
    """

    clashes: list[Clash]
    representatives: dict[Iri, Iri]
    inferred: str
    beside: int | None = None


def conclude(  # noqa: PLR0913 - how to run it, and what to leave out, are the caller's to say
    database: Database,
    statements: Statements,
    *,
    reasoner: str = "columns",
    progress: Callable[[str], None] = lambda _: None,
    expand_same_as: bool = False,
    trivial: bool = False,
) -> Conclusions:
    """All that follows from the statements that are not aside, by the rules of OWL 2 RL/RDF; numbers their terms.

    Args:
        database: the statements'.
        statements: not yet numbered.
        reasoner: as for ``kg.reason.close``, like the rest.
        progress: told what is being done as it begins.
        expand_same_as: write every statement under every name, and every sameAs.
        trivial: the specification's full set, as far as RDF has a form for it.

    Raises:
        UnknownName: there is no such engine; the text lists them.
        InputError: a list that an axiom uses is not well formed.
    """
    check_name(reasoner)
    if reasoner == "columns":
        from kg.reason.columns_engine import conclude as by_columns

        statements.number(WORDS)
        return Conclusions(*by_columns(database, progress=progress, expand=expand_same_as, full=trivial))
    asserted = [quad.triple for quad in statements.quads(aside=False)]
    closure = close(asserted, reasoner=reasoner, progress=progress, expand_same_as=expand_same_as, trivial=trivial)
    beside = len(statements.sources)
    statements.add(closure.inferred, Iri("urn:x-kg:inferred"), aside=True)
    statements.number(WORDS)
    inferred = f"SELECT s, p, o FROM given WHERE f = {beside}"
    return Conclusions(closure.clashes, closure.representatives, inferred, beside)
