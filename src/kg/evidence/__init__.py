"""What a fact rests on: passages of sources, and documents cited.

Evidence hangs on nodes; a Claim (a reified triple) carries it only where one triple needs its own. The rule for a
triple, the first that finds any:

1. the Claims on exactly this triple;
2. the passages that its subject and its object share;
3. in the named graphs that assert the triple, what its subject has, or its object, whichever has less (if alike, the
   subject; but the object of ``npp:hasElement``, a part of what the subject says): passages, else documents cited;
4. likewise over all graphs.

The end with less evidence is the one that the source speaks of there: a city has dozens of passages, a goal of the city
the one that states it. For a literal only those passages count, if there are such, whose phrase has its words. Looking
first where the triple was asserted keeps a source from vouching for what another says.

A triple that was inferred rests on the asserted triple that says the same (its inverse, or one with a sub-property),
where there is one; otherwise on what the nodes it connects share, else have. That is no proof: a proof has rules and
premises.
"""

from __future__ import annotations

from kg.evidence.entry import INFERRED, Basis, Evidence, Ground, Grounds, Label, Quads, with_sentences
from kg.evidence.records import Records, Standing
from kg.terms import Iri, Node, Term, Triple

__all__ = [
    "INFERRED",
    "Basis",
    "Evidence",
    "Ground",
    "Grounds",
    "Label",
    "Quads",
    "Records",
    "Standing",
    "of_node",
    "of_triple",
    "standing",
    "with_sentences",
]


def of_triple(engine: Quads, subject: Node, predicate: Iri, object: Term) -> list[Evidence]:  # noqa: A002 - RDF's own name
    """What a triple rests on, in the order of the sources' texts; empty where nothing is recorded.

    Cost: some twenty look-ups, and the T-box read once; for many triples of one store keep a ``Records``.
    """
    return Records(engine).of_triple(Triple(subject, predicate, object))


def of_node(engine: Quads, node: Node) -> list[Evidence]:
    """What all that is said on a node rests on: its passages, else the documents it cites; empty where neither."""
    return Records(engine).of_node(node)


def standing(engine: Quads, triple: Triple) -> Standing:
    """Whether a triple was asserted, and which asserted triple says the same."""
    return Records(engine).standing(triple)
