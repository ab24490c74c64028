"""``kg ask --evidence`` and ``kg show --why``: what is inferred is followed to the words, rivals stand side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from kg.ask import Question, Row
from kg.ask.answering import Reply
from kg.ask.catalogue import Words
from kg.ask.support import sentences, supports
from kg.evidence import INFERRED
from kg.names import expand
from kg.project import Project, graph_name
from kg.store import engine
from kg.terms import Quad
from kg.turtle.read import parse

# Two sources give a time each; the editor prefers one. Two places that a project covers are no rivals.
RIVALS = """
@prefix c: <https://w3id.org/npp/id/concept/> .
@prefix claim: <https://w3id.org/npp/id/claim/> .
@prefix des: <https://w3id.org/npp/id/designation/> .
@prefix doc: <https://w3id.org/npp/id/document/> .
@prefix npp: <https://w3id.org/npp/ns#> .
@prefix psg: <https://w3id.org/npp/id/passage/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <https://w3id.org/npp/id/time/> .
des:jia npp:approvedIn t:2024 ; npp:covers t:one , t:two .
t:2025 skos:prefLabel "2025年"@zh , "2025"@en .
c:rank-rejected skos:prefLabel "舍弃"@zh , "rejected"@en .
doc:yi skos:prefLabel "乙报"@zh , "Paper B"@en .
psg:yi npp:quotedFrom doc:yi ; npp:paragraph 3 ; npp:phrase "去年获批" .
claim:yi rdf:subject des:jia ; rdf:predicate npp:approvedIn ; rdf:object t:2025 ;
    npp:rank c:rank-rejected ; npp:evidence psg:yi .
claim:one rdf:subject des:jia ; rdf:predicate npp:covers ; rdf:object t:one ; npp:evidence psg:yi .
claim:two rdf:subject des:jia ; rdf:predicate npp:covers ; rdf:object t:two ; npp:evidence psg:yi .
"""


def test_a_row_that_rests_on_an_inference_tells_the_rule_and_its_premises_down_to_passages(
    kg: Callable[..., Result],
) -> None:
    found = kg("ask", "approval-date", "--evidence", "-f", "table", "--lang", "en")
    lines = [line.strip(" ┆") for line in found.stdout.splitlines()]
    start = lines.index(
        "inferred: Xining: public-hospital reform (September 2024) under programme"
        " Centrally funded public-hospital reform demonstration (prp-spo2), from:"
    )
    told = [line.partition(" [stated] ")[0] for line in lines[start + 1 : start + 5]]
    source = "Xining's national pilots, an overview (Xining Evening News), paragraph 4"
    assert told == [
        "Xining: public-hospital reform (September 2024) in cohort Public-hospital reform demonstrations of 2024",
        source,
        "Public-hospital reform demonstrations of 2024 cohort of Centrally funded public-hospital reform demonstration",
        source,
    ]


def test_a_rival_value_stands_below_the_row_with_its_rank_and_passage(tmp_path: Path) -> None:
    engine.create(tmp_path / "store", [Quad(*each, graph_name("yi")) for each in parse(RIVALS, name="rivals")])
    project = Project(tmp_path, tmp_path, tmp_path)
    query = "SELECT * { ?d npp:approvedIn ?t ; npp:covers ?p }"
    question = Question("01", "when", Words("何时", "When?"), (), {}, answered=True, name="01-when.rq", text=query)
    row = Row((expand("t:2024"), expand("t:one")), (expand("des:jia"),))
    reply = Reply(question, {}, ("t", "p"), (row,))
    (support,) = supports(engine.open(tmp_path / "store"), project, reply, prove=lambda _: None)
    assert sentences(support, "en", set()) == [
        "another statement: 2025 [rejected]",
        "  Paper B, paragraph 3 [] “去年获批”",
    ]


def test_a_card_tells_the_grounds_of_what_is_inferred(kg: Callable[..., Result]) -> None:
    lines = [line.strip() for line in kg("show", "天合光能", "--why", "--lang", "en").stdout.splitlines()]
    start = lines.index("certified under: Carbon footprint certification [scheme:carbon-footprint] (inferred by rule)")
    assert lines[start + 1 : start + 3] == [
        "⇐ prp-spo2, prp-inv1",
        "Product carbon footprints of Trina Solar and others named holder Trina Solar",
    ]
    assert lines[start + 3].startswith("↳ Xining's national pilots, an overview (Xining Evening News) ¶9 “碳足迹认证”")
    assert not any(line.startswith("⇐") for line in kg("show", "天合光能").stdout.splitlines())


def test_what_is_asserted_has_no_grounds_but_itself(kg: Callable[..., Result]) -> None:
    assert INFERRED not in {graph_name("reference"), graph_name("ontology")}
    assert "inferred:" not in kg("ask", "programmes-of-body", "-p", "body=水利部", "--evidence", "--lang", "en").stdout
