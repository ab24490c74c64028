"""What the panel tells of each node: its facts as ``kg show`` finds them, each with its standing.

Most facts are links that the page draws. Others are told and not drawn: conclusions that repeat an asserted link, rival
statements that only a Claim makes, and facts whose other end is no node of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.evidence import Label, Records
from kg.evidence.rivals import is_judged
from kg.names import compact
from kg.show.facts import Found, facts_of, rivals
from kg.show.grouping import key_of, local_name, place_of, title_of
from kg.show.wording import Wording
from kg.terms import Iri, Literal, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kg.evidence.entry import Quads

# On a page of more nodes than this, the panel tells the drawn links alone: what is found for each node would make the
# page slow to write, and large.
MOST_NODES: Final = 600
# So is, on any page, a node with more links than this: a city or a ministry of a national graph.
MOST_LINKS: Final = 300
# And on a page of more nodes than this, nothing that is inferred is proved: the panel says how to ask for its proof.
MOST_PROVEN: Final = 1_500

_LANGUAGES: Final = ("zh", "en")
_NOTES: Final = (Iri("http://www.w3.org/2004/02/skos/core#scopeNote"),)
_ORDER: Final = {"rank-preferred": 0, "rank-rejected": 2}

Fields = dict[str, object]


@dataclass(slots=True)
class Fact:
    """One fact as the panel of one node tells it.

    Attributes:
        predicate: the property that words it, read from the node.
        incoming: whether the node is the object of ``predicate``, which then has no declared inverse.
        statement: the triple to find evidence or a proof for.
        words: the other end by language where it is no node of the page, under "" what every language has; else None.
        standing: ``asserted``, ``inferred`` or ``claimed``: what states it.
        rival: whether others give another value for a property that has but one.
        ranks: the labels of the ranks that its Claims bear, where there are rivals or an editor judged.
        order: 0 where an editor preferred it, 2 where rejected, else 1.
        notes: caveats of its Claims, by language.
    """

    predicate: Iri
    incoming: bool
    statement: Triple
    words: Fields | None
    standing: str
    rival: bool = False
    ranks: list[Label] = field(default_factory=list)
    order: int = 1
    notes: Fields = field(default_factory=dict)


class Facts:
    """A reader of the facts of many nodes of one store."""

    def __init__(self, engine: Quads, records: Records) -> None:
        self._engine = engine
        self._records = records
        self._wordings = [Wording(records, lang) for lang in _LANGUAGES]

    def of(self, node: Iri, drawn: Collection[Iri]) -> list[Fact]:
        """The facts of a node, in no order that means anything; ``drawn`` are the nodes of the page."""
        found = facts_of(self._records, node)
        contested = rivals(self._records, found)
        told = []
        for each in found:
            fact = self._fact(node, each, drawn)
            fact.rival = not each.incoming and (each.predicate, each.other) in contested
            ranks = [rank for claim in each.claims if (rank := self._records.rank(claim))]
            ranks = [rank for rank in sorted(set(ranks)) if fact.rival or is_judged(rank)]
            fact.ranks = [self._records.label(rank) for rank in ranks]
            fact.order = min((_ORDER.get(local_name(rank), 1) for rank in ranks), default=1)
            told.append(fact)
        return told

    def words(self, node: Iri) -> Label:
        """The node told whole, a figure with its value and date; else its name."""
        return Label(*(wording.of(node) for wording in self._wordings))

    def _fact(self, node: Iri, found: Found, drawn: Collection[Iri]) -> Fact:
        standing = "asserted" if found.asserted else "inferred" if found.inferred else "claimed"
        other = found.other
        words = None if other in drawn else self._other(other, node)
        return Fact(found.predicate, found.incoming, found.statement, words, standing, notes=self._notes(found.claims))

    def _other(self, other: Term, node: Iri) -> Fields:
        if isinstance(other, Literal):
            return {other.language if other.language in _LANGUAGES else "": other.text}
        return {wording.lang: wording.of(other, seen_from=node) for wording in self._wordings}

    def _notes(self, claims: Iterable[Iri]) -> Fields:
        quads = [quad for claim in claims for each in _NOTES for quad in self._engine.quads(claim, each)]
        literals = sorted({quad.object for quad in quads if isinstance(quad.object, Literal)})
        return {word.language or "zh": word.text for word in literals}


def groups(predicates: Iterable[Iri]) -> tuple[list[Fields], dict[str, list[int]]]:
    """The titles of the groups that occur, in order, and for each property its group there and its place within.

    The place of a property that comes in stands under its CURIE with an arrow before.
    """
    ways = [(each, back) for each in predicates for back in (False, True)]
    places = {("<" if back else "") + compact(each): place_of(each, incoming=back) for each, back in ways}
    numbers = sorted({number for number, _ in places.values()})
    titles: list[Fields] = [dict(title_of(key_of(number))._asdict()) for number in numbers]
    return titles, {name: [numbers.index(number), place] for name, (number, place) in sorted(places.items())}
