"""A proof in words: labels for terms, readings for rules, and the evidence of what was asserted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg import names
from kg.evidence import Evidence, Label, Records, with_sentences
from kg.names import compact, npp
from kg.rules.book import named
from kg.rules.index import SAME_AS
from kg.show.wording import Wording
from kg.terms import Blank, Iri, Literal, Triple, ntriples
from kg.why.merged import Names
from kg.why.schema import LIST, members
from kg.why.vocabulary import AXIOMS, KINDS

if TYPE_CHECKING:
    from kg.project import Project
    from kg.rules.patterns import Rule
    from kg.store.engine import Engine
    from kg.store.originals import Originals
    from kg.terms import Term
    from kg.why import Reasons
    from kg.why.proofs import Proof

_TYPE: Final = Iri(names.STANDARD["rdf"] + "type")
_LABELS: Final = (Iri(names.STANDARD["skos"] + "prefLabel"), Iri(names.STANDARD["rdfs"] + "label"))
_CITING: Final = (npp("evidence"), npp("sourcedFrom"))
_IS: Final = Label("属于", "is a")
_IS_AN: Final = "is an"
_VOWELS: Final = frozenset("aeio")


@dataclass(frozen=True, slots=True)
class Told:
    """One node of a proof as people read it.

    Attributes:
        proof: what is told.
        words: the conclusion in the language of the teller; of an axiom as a sentence.
        curies: the conclusion in CURIEs, a list as ``( a b )``.
        rule: the entry of the rule book; None where the conclusion is asserted.
        is_axiom: whether it speaks of classes and properties.
        evidence: what an asserted conclusion rests on; empty for others, and where nothing is recorded.
        marks: how the sources support an asserted conclusion, where none of them states it outright.
        graphs: the named graphs that assert it, sorted.
        parts: the nodes below, premises before axioms; the cells of lists are told with the axiom they belong to.
    """

    proof: Proof
    words: tuple[str, str, str]
    curies: str
    rule: Rule | None
    is_axiom: bool
    evidence: tuple[Evidence, ...]
    marks: tuple[Label, ...]
    graphs: tuple[Iri, ...]
    parts: tuple[Told, ...]


class Teller:
    """Words and evidence for the proofs of one store in one language; it remembers what it has worded."""

    def __init__(
        self, engine: Engine, *, lang: str, project: Project | None = None, originals: Originals | None = None
    ) -> None:
        """Takes the project whose texts sentences are taken from, None for none; ``originals`` as for ``Reasons``."""
        self.lang = lang
        self._records = Records(engine)
        self._wording = Wording(self._records, lang)
        self._project = project
        self._names = Names(engine, originals)

    def of(self, proof: Proof, *, is_axiom: bool = False) -> Told:
        """The proof with all that is below it."""
        premises = [self.of(each, is_axiom=is_axiom) for each in proof.premises]
        axioms = [self.of(each, is_axiom=True) for each in proof.axioms if each.conclusion.predicate not in LIST]
        evidence = () if proof.rule or is_axiom else tuple(self._evidence(proof.conclusion))
        return Told(
            proof=proof,
            words=self.words(proof.conclusion),
            curies=self.curies(proof.conclusion),
            rule=named(proof.rule) if proof.rule else None,
            is_axiom=is_axiom,
            evidence=evidence,
            marks=_marks(evidence),
            graphs=()
            if proof.rule
            else tuple(sorted(self._names.asserted(proof.conclusion).get(proof.conclusion, ()))),
            parts=(*premises, *axioms),
        )

    def words(self, triple: Triple) -> tuple[str, str, str]:
        """Subject, property and object in words."""
        subject, predicate, value = triple
        known = AXIOMS.get(predicate) or (_IS if predicate == _TYPE else None)
        link = known or self._records.label(predicate)
        kind = KINDS.get(value) if predicate == _TYPE and isinstance(value, Iri) else None
        thing = kind.words(self.lang) if kind else self._name(value)
        verb = link.words(self.lang) or compact(predicate)
        if verb == _IS.en and thing[:1].lower() in _VOWELS:
            verb = _IS_AN
        return self._name(subject), verb, thing

    def curies(self, triple: Triple) -> str:
        """The triple as Turtle has it, with our prefixes."""
        return " ".join(self._short(term) for term in triple)

    def _evidence(self, triple: Triple) -> list[Evidence]:
        """What the statement rests on; of what several names came to share, what its own cite, if they cite any."""
        if triple.predicate == SAME_AS:  # what is said of either is no evidence that they are one
            return self._sentenced(self._records.of_claims(triple))
        if triple.predicate == npp("quotedFrom") and (itself := self._records.passage(triple.subject)):  # type: ignore[arg-type] # no passage is a blank node
            return self._sentenced([itself])
        stored = self._names.stored(triple)
        found = self._records.of_triple(stored)
        ends = [each for each in zip(triple[::2], stored[::2], strict=True) if len(self._names.alike(each[0])) > 1]
        cited = {thing for name, standing in ends for thing in self._cited(name, standing)}
        return self._sentenced([each for each in found if cited & {each.passage, each.source}] or found)

    def _sentenced(self, found: list[Evidence]) -> list[Evidence]:
        return with_sentences(self._project, found) if self._project else found

    def _cited(self, name: Term, standing: Term) -> set[Term]:
        """The passages and documents that a source cites under just this name."""
        return {
            quad.object
            for predicate in _CITING
            for quad in self._records.engine.quads(standing, predicate)  # type: ignore[arg-type] # a name, of which there are several
            if Triple._make([name, predicate, quad.object]) in self._names.asserted(quad.triple)
        }

    def _name(self, term: Term) -> str:
        if isinstance(term, Blank) and (listed := members(self._records.engine, term)):
            return ("、" if self.lang == "zh" else ", ").join(map(self._name, listed))
        standing = self._names.alike(term)[0]
        if standing != term or len(self._names.alike(term)) > 1:
            return self._own_label(term, standing) or self._wording.of(standing)
        return self._wording.of(term)

    def _own_label(self, name: Term, standing: Term) -> str:
        """The label that sources give to just this name of a thing; "" where none does."""
        for predicate in _LABELS:
            own = {
                quad.object.language: quad.object.text
                for quad in self._records.engine.quads(standing, predicate)  # type: ignore[arg-type] # likewise
                if isinstance(quad.object, Literal)
                and Triple._make([name, predicate, quad.object]) in self._names.asserted(quad.triple)
            }
            if own:
                return Label(own.get("zh", ""), own.get("en", "")).words(self.lang) or next(iter(own.values()))
        return ""

    def _short(self, term: Term) -> str:
        if isinstance(term, Blank) and (listed := members(self._records.engine, term)):
            return f"( {' '.join(map(self._short, listed))} )"
        return compact(term) if isinstance(term, Iri) else _literal(term)


def absent(teller: Teller, reasons: Reasons, triple: Triple, *, steps: int) -> str:
    """That there is no such statement, or no proof of so few steps, and what there is instead, a line each."""
    chinese = teller.lang == "zh"
    asked = f"{' '.join(teller.words(triple))} [{teller.curies(triple)}]"
    if reasons.holds(triple):
        if chinese:
            return f"图中有：{asked}；但没有 {steps} 步以内的证明；可用 --max-steps 放宽"
        limit = f"{steps} step{'' if steps == 1 else 's'}"
        return f"in the graph: {asked}; but without a proof of at most {limit}; --max-steps allows more"
    none, near = ("图中没有：", "最接近的是：") if chinese else ("not in the graph: ", "the nearest that is:")
    told = [f"  {' '.join(teller.words(each))} [{teller.curies(each)}]" for each in reasons.nearest(triple)]
    return "\n".join([none + asked, *([near, *told] if told else [])])


def _literal(term: Term) -> str:
    """A literal as Turtle has it, its datatype as a CURIE."""
    if isinstance(term, Literal) and not term.language and (kind := compact(Iri(term.datatype))) != "xsd:string":
        return f"{ntriples(Literal(term.text))}^^{kind}"
    return ntriples(term)


def _marks(evidence: tuple[Evidence, ...]) -> tuple[Label, ...]:
    """The ways of support other than stating, each once; none where something states it."""
    modalities = {each.modality: each.modality_label for each in evidence if each.modality}
    stated = any(each.value.endswith("/stated") for each in modalities)
    return () if stated else tuple(modalities[each] for each in sorted(modalities))
