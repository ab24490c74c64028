"""The proofs of what a page infers, as one forest: a step that two proofs share stands in it once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.names import compact
from kg.rules.book import named
from kg.terms import Blank, Iri, Literal
from kg.why import Proof, Reasons
from kg.why.schema import LIST
from kg.why.telling import Teller

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store.engine import Engine
    from kg.terms import Term, Triple

# Proofs are looked for until the forest has so many steps, some 300 kB; what is left says how to ask for its proof.
MOST_STEPS: Final = 3_000

Fields = dict[str, object]


class Forest:
    """Proofs on their way into a page.

    Attributes:
        steps: each step once: a conclusion and, where it is inferred, its ``rule`` and the numbers of the steps that
            this rests ``on``. What is said of the world has its three terms as CURIEs in ``says`` (a literal as an
            object with its ``text``) and, where it is asserted, the numbers of its ``evidence``; an axiom is told in
            ``words`` by language.
        rules: from the name of each rule that is used to its reading by language.
        terms: every IRI that a step names, so that the page can have a name for it.
    """

    def __init__(self, engine: Engine, support: Callable[[Triple], list[int]]) -> None:
        """Takes what gives the numbers of an asserted triple's evidence."""
        self.steps: list[Fields] = []
        self.rules: dict[str, Fields] = {}
        self.terms: set[Iri] = set()
        self._reasons = Reasons(engine)
        self._tellers = [Teller(engine, lang=lang) for lang in ("zh", "en")]
        self._support = support
        self._places: dict[Triple, int] = {}

    def add(self, triple: Triple) -> int | None:
        """The number of the step that concludes the triple; None where there is no proof, or no room for one."""
        if triple not in self._places and len(self.steps) >= MOST_STEPS:
            return None
        proof = self._reasons.shortest(triple)
        return None if proof is None else self._placed(proof, is_axiom=False)

    def _placed(self, proof: Proof, *, is_axiom: bool) -> int:
        triple = proof.conclusion
        if triple not in self._places:
            step = self._axiom(triple) if is_axiom else self._said(proof)
            if proof.rule:
                self._rule(proof.rule)
                below = [self._placed(each, is_axiom=is_axiom) for each in proof.premises]
                schema = [each for each in proof.axioms if each.conclusion.predicate not in LIST]
                step |= {"rule": proof.rule, "on": below + [self._placed(each, is_axiom=True) for each in schema]}
            self._places[triple] = len(self.steps)
            self.steps.append(step)
        return self._places[triple]

    def _said(self, proof: Proof) -> Fields:
        triple = proof.conclusion
        self.terms |= {term for term in triple if isinstance(term, Iri)}
        said: Fields = {"says": [_term(term) for term in triple]}
        return said if proof.rule else said | {"evidence": self._support(triple)}

    def _axiom(self, triple: Triple) -> Fields:
        words = {teller.lang: " ".join(teller.words(triple)).replace("： ", "：") for teller in self._tellers}
        return {"words": words}

    def _rule(self, name: str) -> None:
        rule = named(name)
        self.rules.setdefault(name, {"zh": rule.zh, "en": rule.en})


def _term(term: Term) -> object:
    if isinstance(term, Literal):
        return {"text": term.text}
    return f"_:{term.label}" if isinstance(term, Blank) else compact(term)
