"""Proofs about things of several names, and about literals of one value: each step replayed, each leaf as written.

Expected proofs are read from the rules: OWL 2 Profiles, tables 4 to 6 and 8.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.errors import SnapshotError
from kg.reason import close
from kg.store.originals import Originals
from kg.terms import XSD, Iri, Literal, Triple
from kg.turtle.read import parse
from replay import PREFIXES, closed, faults, in_store, local, shape, x

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"
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


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    """``kg`` on a project of two papers and an editor's decision, by which two things have two names each; built."""
    home = tmp_path_factory.mktemp("merged")
    shutil.copytree(DATA / "merged", home / "project")
    (home / "project" / "ontology").mkdir()
    shutil.copy(ROOT / "ontology" / "npp.ttl", home / "project" / "ontology")
    shutil.copy(DATA / "project" / "ontology" / "shapes.ttl", home / "project" / "ontology")
    environment = {"KG_PROJECT": str(home / "project"), "KG_BUILD": str(home / "build"), "KG_SOURCES": str(home)}

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments), env=environment | {"LC_ALL": "C.UTF-8"})

    assert run("build").exit_code == 0
    return run


def test_a_proof_names_the_merge_and_cites_each_paper_for_what_it_says(merged: Callable[..., Result]) -> None:
    found = merged("why", "ent:jia", "npp:namedHolderOf", "cert:jia-footprint", "--lang", "en")
    assert found.exit_code == 0
    assert found.stdout == (DATA / "why" / "merged.en.txt").read_text("utf-8")


def test_a_link_that_an_editor_asserted_has_no_evidence_of_what_is_said_of_its_ends(
    merged: Callable[..., Result],
) -> None:
    found = merged("why", "place:eastern-park", "owl:sameAs", "place:east-park", "--lang", "en")
    assert found.stdout.splitlines() == [
        "Eastern Park is the same as East Park [place:eastern-park owl:sameAs place:east-park]",
        "  ↳ asserted in graph:decisions; no evidence is recorded",
    ]


@pytest.mark.parametrize("name", ["ent:jia", "ent:jia-group", "Jia Solar", "甲光能集团", "jia-group"])
def test_every_name_of_a_merged_thing_leads_to_its_card(merged: Callable[..., Result], name: str) -> None:
    card = json.loads(merged("show", name, "-f", "json").stdout)
    assert (card["curie"], card["merged"]) == ("ent:jia", ["ent:jia-group"])
    assert {each["text"] for each in card["names"]} == {"甲光能", "甲光能集团", "Jia Solar", "Jia Group"}


def test_a_card_tells_under_which_other_names_a_thing_is_known(merged: Callable[..., Result]) -> None:
    lines = merged("show", "东园区", "--lang", "zh").stdout.splitlines()
    assert lines[2] == "  同一事物的其他标识：place:eastern-park"


@pytest.mark.parametrize(
    ("sought", "curie"), [("place:eastern-park", "place:east-park"), ("eastern-park", "place:east-park")]
)
def test_a_name_that_gave_way_is_found(merged: Callable[..., Result], sought: str, curie: str) -> None:
    lines = merged("find", sought).stdout.splitlines()
    assert curie in lines[1].split("\t")


def test_other_commands_follow_a_name_that_gave_way(merged: Callable[..., Result]) -> None:
    found = merged("query", "SELECT ?what { $who npp:namedHolderOf ?what }", "-p", "who=ent:jia")
    assert found.stdout.splitlines()[1:] == ["<https://w3id.org/npp/id/certification/jia-footprint>"]
    assert merged("path", "ent:jia", "cert:jia-footprint").exit_code == 0


def test_what_was_written_of_names_is_kept_beside_the_store(tmp_path: Path) -> None:
    assert not Originals(tmp_path / "nothing.sqlite")
    store = closed(tmp_path, ":b owl:sameAs :a . :b :q 1.50 . :a :q 1.5 . :a :r :b .")
    number = Literal("1.5", XSD + "decimal")
    assert [quad.triple for quad in store.originals.of(Triple(Iri("urn:x:a"), Iri("urn:x:q"), number))] == [
        Triple(Iri(f"urn:x:{name}"), Iri("urn:x:q"), number) for name in "ab"
    ]
    assert [quad.triple for quad in store.originals.of(x("a r a"))] == [x("a r b")]
    assert store.originals.of(x("a q b")) == []


def test_a_damaged_file_of_what_was_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "originals.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(SnapshotError, match="run 'kg build'"):
        Originals(tmp_path / "originals.sqlite").of(x("a q b"))


# One value of an inverse-functional property that a thousand names share; the last of a chain of values; a circle.
def test_a_thousand_names_of_one_thing_are_one_step_apart(tmp_path: Path) -> None:
    store = closed(tmp_path, IFP + " ".join(f":n{number} :p :v ; :q :w{number} ." for number in range(1_000)))
    assert store.proof(x("n7 = n999")).steps == 1
    assert shape(store.proof(x("n5 q w6"))) == "n5 q w6 <eq-rep-s n6 q w6; n6 = n5 <prp-ifp n6 p v; n5 p v>>"


def test_links_lead_along_a_chain_of_values(tmp_path: Path) -> None:
    store = closed(tmp_path, IFP + " ".join(f":n{n} :p :v{n} , :v{n + 1} ." for n in range(12)))
    proof = store.proof(x("n0 = n11"))
    assert [each.rule for each in proof.every() if each.rule].count("prp-ifp") == 11


@pytest.mark.parametrize("seed", range(4))
def test_whatever_follows_under_any_name_has_a_proof_that_replays(seed: int, tmp_path: Path) -> None:
    turtle = random_names(seed)
    following = close(list(parse(PREFIXES + turtle, name="data")), expand_same_as=True).inferred
    store = closed(tmp_path, turtle)
    reasons = store.reasons()
    asked = [each._replace(object=in_store(each.object)) for each in following if each[0] != each[2]]
    assert asked
    for each in asked:
        proof = reasons.shortest(each)
        assert proof is not None, local(each)
        assert faults(store.asserted, proof) == []


def random_names(seed: int) -> str:
    """A graph in which several rules make names one."""
    choose = random.Random(seed)
    axioms = (
        ":p a owl:InverseFunctionalProperty . :f a owl:FunctionalProperty . :q rdfs:subPropertyOf :p ."
        " :r owl:inverseOf :f . :t a owl:TransitiveProperty . :s owl:propertyChainAxiom ( :t :f ) ."
        " :K owl:hasKey ( :k :n ) . :t rdfs:domain :K ."
    )
    facts = {f":{choose.choice('abcd')} :{choose.choice('pqfrtk')} :{choose.choice('abcd')} ." for _ in range(9)}
    numbers = {f":{choose.choice('abcd')} :n {choose.choice(['1', '1.0', '2'])} ." for _ in range(2)}
    return " ".join([axioms, *sorted(facts | numbers)])
