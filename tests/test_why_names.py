"""Proofs about things of several names, and about literals of one value: each step replayed, each leaf as written.

Expected proofs are read from the rules: OWL 2 Profiles, tables 4 to 6 and 8.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from replay import closed, shape, x

IFP = ":p a owl:InverseFunctionalProperty ."
AT_MOST = "rdfs:subClassOf :R . :R owl:onProperty :p"

# The store knows the things of each case by the first name alone; the rules speak of both.
CASES = {
    "an asserted link": (":b owl:sameAs :a . :b :q :v .", "b = a", "b = a"),
    "an asserted link the other way round": (":b owl:sameAs :a . :b :q :v .", "a = b", "a = b <eq-sym b = a>"),
    "links one after the other": (
        ":b owl:sameAs :a . :b owl:sameAs :c . :c :q :v .",
        "a = c",
        "a = c <eq-trans a = b <eq-sym b = a>; b = c>",
    ),
    "eq-rep-s: said of another name": (
        ":b owl:sameAs :a . :b :q :v .",
        "a q v",
        "a q v <eq-rep-s b q v; b = a>",
    ),
    "said of just this name, though another stands for it": (":b owl:sameAs :a . :b :q :v .", "b q v", "b q v"),
    "eq-rep-o": (":b owl:sameAs :a . :v :q :a .", "v q b", "v q b <eq-rep-o v q a; a = b <eq-sym b = a>>"),
    "eq-rep-p": (":q owl:sameAs :r . :v :q :w .", "v r w", "v r w <eq-rep-p v q w; q = r>"),
    "both ends": (
        ":b owl:sameAs :a . :d owl:sameAs :c . :b :q :d .",
        "a q c",
        "a q c <eq-rep-s b q c <eq-rep-o b q d; d = c>; b = a>",
    ),
    "concluded of another name": (
        ":b owl:sameAs :a . :q rdfs:subPropertyOf :r . :b :q :v .",
        "b r v",
        "b r v <prp-spo1 b q v>",
    ),
    "joined by its names": (
        ":b owl:sameAs :a . :far owl:propertyChainAxiom ( :q :r ) . :v :q :a . :b :r :w .",
        "v far w",
        "v far w <prp-spo2 v q a; a r w <eq-rep-s b r w; b = a>>",
    ),
    "prp-ifp": (f"{IFP} :a :p :v . :b :p :v .", "a = b", "a = b <prp-ifp a p v; b p v>"),
    "prp-ifp, the other way round": (f"{IFP} :a :p :v . :b :p :v .", "b = a", "b = a <prp-ifp b p v; a p v>"),
    "prp-ifp by a property below": (
        f"{IFP} :q rdfs:subPropertyOf :p . :a :q :v . :b :p :v .",
        "a = b",
        "a = b <prp-ifp a p v <prp-spo1 a q v>; b p v>",
    ),
    "prp-fp": (":p a owl:FunctionalProperty . :v :p :a , :b .", "a = b", "a = b <prp-fp v p a; v p b>"),
    "prp-key of two properties": (
        ":K owl:hasKey ( :p :q ) . :a a :K ; :p :v ; :q :w . :b a :K ; :p :v ; :q :w .",
        "a = b",
        "a = b <prp-key a a K; a p v; a q w; b a K; b p v; b q w>",
    ),
    "cls-maxc2": (
        f":C {AT_MOST} ; owl:maxCardinality 1 . :v a :C ; :p :a , :b .",
        "a = b",
        "a = b <cls-maxc2 v a R <cax-sco v a C>; v p a; v p b>",
    ),
    "cls-maxqc3": (
        f":C {AT_MOST} ; owl:maxQualifiedCardinality 1 ; owl:onClass :D . :v a :C ; :p :a , :b . :a a :D . :b a :D .",
        "a = b",
        "a = b <cls-maxqc3 v a R <cax-sco v a C>; v p a; a a D; v p b; b a D>",
    ),
    "cls-maxqc4": (
        f":C {AT_MOST} ; owl:maxQualifiedCardinality 1 ; owl:onClass owl:Thing . :v a :C ; :p :a , :b .",
        "a = b",
        "a = b <cls-maxqc4 v a R <cax-sco v a C>; v p a; v p b>",
    ),
    # The values are one because those that have them are.
    "a link by a link": (
        f"{IFP} :f a owl:FunctionalProperty . :a :p :k ; :f :v . :b :p :k ; :f :w .",
        "v = w",
        "v = w <prp-fp a f v; a f w <eq-rep-s b f w; b = a <prp-ifp b p k; a p k>>>",
    ),
    "dt-eq: one value in two forms": (
        ":K owl:hasKey ( :n ) . :a a :K ; :n 1 . :b a :K ; :n 1.0 .",
        "a = b",
        (
            "a = b <prp-key a a K; a n 1^integer; b a K; b n 1^integer"
            " <eq-rep-o b n 1^decimal; 1^decimal = 1^integer <dt-eq >>>"
        ),
    ),
    "dt-eq: the value that a restriction asks for": (
        ":R owl:onProperty :n ; owl:hasValue 1 . :a :n 1.0 .",
        "a a R",
        "a a R <cls-hv2 a n 1^integer <eq-rep-o a n 1^decimal; 1^decimal = 1^integer <dt-eq >>>",
    ),
    "dt-type2: a value of the datatype": (
        ":R owl:onProperty :n ; owl:someValuesFrom <http://www.w3.org/2001/XMLSchema#decimal> . :a :n 7 .",
        "a a R",
        "a a R <cls-svf1 a n 7^integer; 7^integer a decimal <dt-type2 >>",
    ),
}


def test_every_case_is_collected() -> None:
    assert len(CASES) == 22


@pytest.mark.parametrize("case", CASES)
def test_the_shortest_proof_leads_to_what_was_written(case: str, tmp_path: Path) -> None:
    turtle, asked, expected = CASES[case]
    assert shape(closed(tmp_path, turtle).proof(x(asked))) == expected
