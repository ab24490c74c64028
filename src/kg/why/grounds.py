"""What an inferred statement comes to rest on: the rules of its shortest proof, and what sources assert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.evidence import Ground, Grounds
from kg.why import Reasons, depth
from kg.why.search import MOST_STEPS
from kg.why.telling import Teller, Told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.project import Project
    from kg.store.snapshot import Snapshot
    from kg.terms import Triple


class Grounding:
    """The grounds of many statements of one snapshot; the rules are compiled when the first is asked for."""

    def __init__(self, snapshot: Snapshot, *, lang: str, project: Project | None = None) -> None:
        """Takes the project whose texts sentences are taken from; None for none."""
        self._snapshot = snapshot
        self._teller = Teller(snapshot.engine, lang=lang, project=project, originals=snapshot.originals)
        self._reasons: Reasons | None = None

    def of(self, triple: Triple) -> Grounds | None:
        """The rules and asserted statements of the shortest proof; None for what is asserted or has no proof."""
        if self._reasons is None:
            self._reasons = Reasons(self._snapshot.engine, self._snapshot.originals)
        proof = self._reasons.shortest(triple)
        if proof is None or not proof.rule:
            return None
        with depth(MOST_STEPS):
            told = list(_every(self._teller.of(proof)))
        rules = dict.fromkeys(each.rule.name for each in told if each.rule and not each.is_axiom)
        leaves = {each.curies: each for each in told if not each.rule and not each.is_axiom}
        premises = tuple(Ground(_sentence(leaf), leaf.evidence) for leaf in leaves.values())
        return Grounds(_sentence(told[0]), tuple(rules), premises)


def _sentence(told: Told) -> str:
    return " ".join(told.words).replace("： ", "：")


def _every(told: Told) -> Iterator[Told]:
    """The node and all below it, conclusions before premises."""
    waiting = [told]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(node.parts)
