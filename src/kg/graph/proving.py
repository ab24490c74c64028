"""What the Python face asks of a snapshot by rules: proofs, and what there is where a statement is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.answers import Told
from kg.terms import Iri, Literal, Triple
from kg.why import Proof, Reasons, depth
from kg.why.drawing import trees
from kg.why.statement import from_names
from kg.why.telling import Teller, absent

if TYPE_CHECKING:
    from kg.project import Project
    from kg.store.snapshot import Snapshot
    from kg.terms import Term


def proved(  # noqa: PLR0913 - what the method of the face takes, and what it has
    snapshot: Snapshot,
    project: Project,
    asked: tuple[str | Iri, str | Iri, str | Term],
    *,
    lang: str,
    most: int,
    steps: int,
) -> Told[Proof]:
    """The shortest proof, or at most so many where ``most`` is not 0; see ``kg.graph.Graph.why``."""
    triple = _meant(snapshot, asked)
    reasons = Reasons(snapshot.engine, snapshot.originals)
    shortest = None if most else reasons.shortest(triple, steps=steps)
    proofs = reasons.all(triple, most=most, steps=steps) if most else [shortest] if shortest else []
    teller = Teller(snapshot.engine, lang=lang, project=project, originals=snapshot.originals)
    if not proofs:
        return Told((), absent(teller, reasons, triple, steps=steps))
    with depth(steps):
        lines = trees([teller.of(proof) for proof in proofs], lang=lang)
        return Told(tuple(proofs), "\n".join("".join(span.text for span in line) for line in lines))


def _meant(snapshot: Snapshot, asked: tuple[str | Iri, str | Iri, str | Term]) -> Triple:
    """The statement, its names resolved."""
    subject, predicate, value = (term.value if isinstance(term, Iri) else term for term in asked)
    if isinstance(value, str):
        return from_names(snapshot, str(subject), str(predicate), value)
    if isinstance(value, Literal):
        found = from_names(snapshot, str(subject), str(predicate), value.text)
        return found._replace(object=value)
    raise TypeError("a blank node has no name to ask by")
