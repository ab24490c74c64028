"""kg.why: proofs, each step replayed by the rule book's own patterns; the tree, the formats and the command."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.evidence import INFERRED
from kg.names import compact, expand
from kg.project import Project, graph_name
from kg.rules.index import is_axiom
from kg.rules.patterns import Atom, Variable
from kg.rules.specialise import specialise
from kg.store.engine import Engine
from kg.store.snapshot import Snapshot
from kg.terms import Iri, Triple
from kg.turtle.read import parse
from kg.why import Proof, Reasons, nearest
from kg.why.drawing import tree
from kg.why.formats import as_dot, as_json
from kg.why.provenance import as_turtle
from kg.why.telling import Teller
from replay import Binding, agrees, closed, is_replayed, local, shape, triple, x

DATA = Path(__file__).parent / "data" / "why"
JINKO = "ent:jinko npp:coveredBy prog:zero-carbon-park"
PROV = "http://www.w3.org/ns/prov#"


@pytest.fixture(scope="module")
def reasons(snapshot: Snapshot) -> Reasons:
    return Reasons(snapshot.engine)


def test_everything_inferred_of_the_real_graph_has_a_proof_that_replays(snapshot: Snapshot, reasons: Reasons) -> None:
    inferred = [quad.triple for quad in snapshot.engine.quads(graph=INFERRED)]
    assert len(inferred) == snapshot.manifest.inferred > 2000
    asserted = {quad.triple for quad in snapshot.engine.quads() if quad.graph != INFERRED}
    replayed: set[Triple] = set()
    for each in inferred:
        proof = reasons.shortest(each)
        assert proof is not None, each
        assert proof.rule, each
        for step in proof.every():
            if step.conclusion not in replayed:
                assert step.conclusion in asserted if not step.rule else is_replayed(step)
                replayed.add(step.conclusion)


def test_everything_asserted_proves_itself(snapshot: Snapshot, reasons: Reasons) -> None:
    asserted = [quad.triple for quad in snapshot.engine.quads(graph=graph_name("xining-evening-news"))][:300]
    assert len(asserted) == 300
    assert [reasons.shortest(each) for each in asserted] == [Proof(each) for each in asserted]


def test_the_park_that_covers_an_enterprise_is_proved_by_three_chains_and_an_inverse(reasons: Reasons) -> None:
    # By hand, from the axioms in ontology/npp.ttl and the facts in graph/sources/.
    proof = reasons.shortest(triple(JINKO))
    assert proof is not None

    def told(proof: Proof) -> object:
        words = " ".join(map(compact, proof.conclusion))  # type: ignore[arg-type] # IRIs all
        return (words, proof.rule, *map(told, proof.premises)) if proof.rule else words

    assert told(proof) == (
        JINKO,
        "prp-spo2",
        "ent:jinko npp:operatesIn place:nanchuan-park",
        (
            "place:nanchuan-park npp:holdsStatus prog:zero-carbon-park",
            "prp-spo2",
            (
                "place:nanchuan-park npp:holdsDesignation des:nanchuan-zero-carbon",
                "prp-inv1",
                "des:nanchuan-zero-carbon npp:recipient place:nanchuan-park",
            ),
            (
                "des:nanchuan-zero-carbon npp:underProgramme prog:zero-carbon-park",
                "prp-spo2",
                "des:nanchuan-zero-carbon npp:inCohort coh:zero-carbon-park-1",
                "coh:zero-carbon-park-1 npp:cohortOf prog:zero-carbon-park",
            ),
        ),
    )


def test_the_replay_bites() -> None:
    trp = expand("owl:TransitiveProperty")
    axiom = Proof(Triple(Iri("urn:x:p"), expand("rdf:type"), trp))
    right = Proof(x("a p c"), "prp-trp", (Proof(x("a p b")), Proof(x("b p c"))), (axiom,))
    assert is_replayed(right)
    assert not is_replayed(Proof(x("a p d"), "prp-trp", right.premises, right.axioms))
    assert not is_replayed(Proof(x("a p c"), "prp-symp", right.premises, right.axioms))
    assert not is_replayed(Proof(x("a p c"), "prp-trp", right.premises))


CASES = {
    # Transitivity: three links, two steps.
    "transitive": (
        ":p a owl:TransitiveProperty . :a :p :b . :b :p :c . :c :p :d .",
        "a p d",
        "a p d <prp-trp a p b; b p d <prp-trp b p c; c p d>>",
    ),
    "a chain of five": (
        ":far owl:propertyChainAxiom ( :p :q :p :q :p ) . :a :p :b . :b :q :c . :c :p :d . :d :q :e . :e :p :f .",
        "a far f",
        "a far f <prp-spo2 a p b; b q c; c p d; d q e; e p f>",
    ),
    "inverse below a property above": (
        ":q owl:inverseOf :p . :q rdfs:subPropertyOf :r . :a :p :b .",
        "b r a",
        "b r a <prp-spo1 b q a <prp-inv2 a p b>>",
    ),
    "intersection": (
        ":C owl:intersectionOf ( :A :B :D ) . :a a :A , :B , :D .",
        "a a C",
        "a a C <cls-int1 a a A; a a B; a a D>",
    ),
    "union": (":C owl:unionOf ( :A :B ) . :a a :B .", "a a C", "a a C <cls-uni a a B>"),
    "one of": (":C owl:oneOf ( :a :b ) .", "b a C", "b a C <cls-oo >"),
    "some value": (
        ":R owl:someValuesFrom :B ; owl:onProperty :p . :a :p :b . :b a :B .",
        "a a R",
        "a a R <cls-svf1 a p b; b a B>",
    ),
    "the shorter of two ways": (
        ":p a owl:TransitiveProperty . :q rdfs:subPropertyOf :p . :a :p :b . :b :p :c . :c :p :d . :a :q :d .",
        "a p d",
        "a p d <prp-spo1 a q d>",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_shortest_proof_is_the_one_that_the_rules_give(case: str, tmp_path: Path) -> None:
    turtle, asked, expected = CASES[case]
    store = closed(tmp_path, turtle)
    assert shape(store.proof(x(asked))) == expected


def test_every_case_is_collected() -> None:
    assert len(CASES) == 8


def test_a_chain_over_a_nameless_inverse_is_proved(tmp_path: Path) -> None:
    # What the nameless property holds between is in no store; the proof goes through it all the same.
    store = closed(tmp_path, ":far owl:propertyChainAxiom ( [ owl:inverseOf :p ] :q ) . :b :p :a . :b :q :c .")
    proof = store.proof(x("a far c"))
    assert proof.steps == 2
    assert [each.rule for each in proof.premises] == ["prp-inv2", ""]
    assert {local(each) for each in proof.grounds() if not is_axiom(each)} == {"b p a", "b q c"}


def test_a_hierarchy_of_twenty_is_proved_step_by_step(tmp_path: Path) -> None:
    classes = " ".join(f":C{n} rdfs:subClassOf :C{n + 1} ." for n in range(20))
    store = closed(tmp_path, f"{classes} :a a :C0 .")
    assert store.proof(x("a a C20")).steps == 20


def test_a_circle_of_classes_does_not_prove_itself(tmp_path: Path) -> None:
    store = closed(tmp_path, ":A rdfs:subClassOf :B . :B rdfs:subClassOf :A . :A owl:equivalentClass :D . :a a :D .")
    proof = store.proof(x("a a B"))
    assert local(x("a a D")) in {local(each) for each in proof.grounds()}


def random_graph(seed: int) -> str:
    """A graph of five things that many rules say something of."""
    choose = random.Random(seed)
    axioms = (
        ":p a owl:TransitiveProperty . :q owl:inverseOf :p . :r rdfs:subPropertyOf :p . :s a owl:SymmetricProperty ."
        " :t owl:propertyChainAxiom ( :s :q ) . :t rdfs:range :A . :A rdfs:subClassOf :B . :p rdfs:domain :B ."
    )
    facts = {f":{choose.choice('abcde')} :{choose.choice('pqrst')} :{choose.choice('abcde')} ." for _ in range(10)}
    return " ".join([axioms, *sorted(facts)])


def fewest_steps(store: Engine) -> dict[Triple, int]:
    """For every triple the steps of its shortest proof, forwards: costs fall until no instance of a rule lowers any."""
    facts = {quad.triple for quad in store.quads()}
    steps = {quad.triple: 0 for quad in store.quads() if quad.graph != INFERRED}
    instances = []
    for special in specialise(each for each in facts if is_axiom(each)):
        for row in product(facts, repeat=len(special.body)) if len(special.body) < 2 else pairs(special.body, facts):
            known: Binding | None = {}
            for atom, fact in zip(special.body, row, strict=True):
                known = None if known is None else agrees(atom, fact, known)
            if known is not None and special.head is not None:
                head = Triple(*(known[part] if isinstance(part, Variable) else part for part in special.head))  # type: ignore[arg-type] # of a graph without literals
                instances.append((head, (*row, *special.schema)))
    falling = True
    while falling:
        falling = False
        for head, needs in instances:
            if all(need in steps for need in needs):
                cost = 1 + sum(steps[need] for need in needs)
                if cost < steps.get(head, cost + 1):
                    steps[head] = cost
                    falling = True
    return steps


def pairs(body: tuple[Atom, ...], facts: set[Triple]) -> Iterator[tuple[Triple, ...]]:
    """Rows of facts with the predicates of the patterns."""
    return product(*([fact for fact in facts if fact.predicate == atom.predicate] for atom in body))


@pytest.mark.parametrize("seed", range(4))
def test_no_proof_is_shorter_by_brute_force(seed: int, tmp_path: Path) -> None:
    store = closed(tmp_path, random_graph(seed))
    reasons = store.reasons()
    expected = fewest_steps(store.engine)
    inferred = [quad.triple for quad in store.engine.quads(graph=INFERRED)]
    assert len(inferred) >= 10
    found = {each: proof.steps for each in inferred if (proof := reasons.shortest(each))}
    assert found == {each: expected[each] for each in inferred}


def test_all_gives_each_ground_once_the_shortest_first(tmp_path: Path) -> None:
    turtle = ":p a owl:TransitiveProperty . :q rdfs:subPropertyOf :p . :a :q :c . :a :p :b . :b :p :c . :d :p :e ."
    proofs = closed(tmp_path, turtle).reasons().all(x("a p c"), most=10)
    assert [shape(proof) for proof in proofs] == ["a p c <prp-spo1 a q c>", "a p c <prp-trp a p b; b p c>"]


def test_all_tells_by_what_rules_an_asserted_triple_follows_too(tmp_path: Path) -> None:
    store = closed(tmp_path, ":q rdfs:subPropertyOf :p . :a :p :b . :a :q :b .")
    reasons = store.reasons()
    assert [shape(proof) for proof in reasons.all(x("a p b"), most=10)] == ["a p b", "a p b <prp-spo1 a q b>"]
    assert reasons.shortest(x("a p b")) == Proof(x("a p b"))


def test_all_stops_at_the_bound(tmp_path: Path) -> None:
    many = " ".join(f":p{n} rdfs:subPropertyOf :p . :a :p{n} :b ." for n in range(9))
    assert len(closed(tmp_path, many).reasons().all(x("a p b"), most=4)) == 4


def test_what_is_not_in_the_graph_has_no_proof(tmp_path: Path) -> None:
    reasons = closed(tmp_path, ":a :p :b . :b :p :c .").reasons()
    assert reasons.shortest(x("a p c")) is None
    assert reasons.all(x("a p c"), most=3) == []
    assert not reasons.holds(x("a p c"))


NEAREST = {
    "the same ends with a property above": (
        ":q rdfs:subPropertyOf :p . :a :p :b . :a :q :c .",
        "a q b",
        ["a p b", "a q c", "a p c"],
    ),
    "the same ends the other way round": (":b :p :a . :a :p :c .", "a p b", ["b p a", "a p c"]),
    "the same subject, then the same object": (":a :p :c . :d :p :b .", "a p b", ["a p c", "d p b"]),
    "nothing": (":a :q :c .", "a p b", []),
}


@pytest.mark.parametrize("case", NEAREST)
def test_the_nearest_has_two_terms_in_common(case: str, tmp_path: Path) -> None:
    turtle, asked, expected = NEAREST[case]
    assert [local(each) for each in nearest(closed(tmp_path, turtle).engine, x(asked))] == expected


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_proof_reads_as_a_tree(snapshot: Snapshot, reasons: Reasons, lang: str) -> None:
    proof = reasons.shortest(triple(JINKO))
    assert proof is not None
    told = Teller(snapshot.engine, lang=lang).of(proof)
    drawn = "".join("".join(span.text for span in line) + "\n" for line in tree(told, lang=lang, columns=100))
    assert drawn == (DATA / f"jinko.{lang}.txt").read_text("utf-8")


def test_no_line_of_a_tree_is_wider_than_asked_for(snapshot: Snapshot, reasons: Reasons) -> None:
    from kg.show.wrap import width

    proof = reasons.shortest(triple("ent:jinko npp:locatedIn place:china"))
    assert proof is not None
    told = Teller(snapshot.engine, lang="zh").of(proof)
    lines = ["".join(span.text for span in line) for line in tree(told, lang="zh", columns=80)]
    assert max(map(width, lines)) <= 80
    assert any("├─" in line for line in lines)


def test_json_nests_as_the_proof_does(snapshot: Snapshot, reasons: Reasons) -> None:
    proof = reasons.shortest(triple(JINKO))
    assert proof is not None
    (told,) = json.loads(as_json([Teller(snapshot.engine, lang="en").of(proof)]))
    assert (told["curies"], told["rule"]["name"], told["steps"]) == (JINKO, "prp-spo2", 4)
    stated, inferred = told["premises"]
    assert (stated["curies"], stated["rule"]) == ("ent:jinko npp:operatesIn place:nanchuan-park", None)
    assert [each["modality"] for each in stated["evidence"]] == ["c:contextual"]
    assert inferred["inferred"]
    assert [each["curies"] for each in told["axioms"]] == [
        "npp:coveredBy owl:propertyChainAxiom ( npp:operatesIn npp:holdsStatus )"
    ]


def test_turtle_tells_every_step_in_terms_of_prov(snapshot: Snapshot, reasons: Reasons) -> None:
    proof = reasons.shortest(triple(JINKO))
    assert proof is not None
    turtle = as_turtle([Teller(snapshot.engine, lang="en").of(proof)])
    found = parse(turtle, name="proof")

    def having(predicate: str) -> list[Triple]:
        return [each for each in found if each.predicate == Iri(predicate)]

    assert len(having(PROV + "wasGeneratedBy")) == proof.steps == 4
    # Two premises and an axiom for each of the three chains, one premise and an axiom for the inverse.
    assert len(having(PROV + "used")) == 3 * 3 + 2
    assert {each.object for each in having(PROV + "hadPrimarySource")} == {expand("doc:xining-evening-news")}
    leaves = {each.conclusion for each in proof.every() if not each.rule and not is_axiom(each.conclusion)}
    reified = {each.subject for each in having(PROV + "hadPrimarySource")}
    assert len(reified) == len(leaves) == 4


def test_dot_draws_every_conclusion_and_every_step(snapshot: Snapshot, reasons: Reasons) -> None:
    proof = reasons.shortest(triple(JINKO))
    assert proof is not None
    dot = as_dot([Teller(snapshot.engine, lang="en").of(proof)])
    assert dot.startswith("digraph why {\n")
    assert dot.endswith("}\n")
    assert dot.count("shape=ellipse") == 4
    assert dot.count(" -> ") == 4 + 3 * 3 + 2
    assert dot.count("style=dashed") == 4
    assert dot.count("color=gray50, fontcolor") == 4


def test_the_command_takes_names_as_well_as_curies(kg: Callable[..., Result]) -> None:
    by_name = kg("why", "晶科能源", "处于政策覆盖", "国家级零碳园区建设", "--lang", "zh")
    assert by_name.exit_code == 0
    assert by_name.stdout == kg("why", *JINKO.split(), "--lang", "zh").stdout
    assert kg("why", "Jinko Solar", "covered by", "prog:zero-carbon-park", "--lang", "zh").stdout == by_name.stdout


def test_the_command_takes_a_value_as_it_stands(kg: Callable[..., Result]) -> None:
    found = kg("why", "des:nanchuan-zero-carbon", "npp:dateText", "2025年3月", "--lang", "en")
    assert found.exit_code == 0
    assert "[stated] “2025年3月”" in found.stdout


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        (f"{JINKO} .", 0, "prp-spo2"),
        ("", 2, "stdin holds 0 statements"),
        ("place:xining a npp:City , npp:Place .", 2, "stdin holds 2 statements"),
        ("place:xining a npp:City", 2, "stdin:1:"),
        ("place:xining npp:operatesIn place:nanchuan-park .", 1, "not in the graph: Xining operates in"),
    ],
)
def test_the_command_reads_a_statement_of_turtle(
    snapshot: Snapshot, project: Project, given: str, code: int, told: str
) -> None:
    assert snapshot.manifest.inferred
    environment = {"KG_PROJECT": str(project.root), "KG_BUILD": str(project.build), "LC_ALL": "en_GB.UTF-8"}
    found = CliRunner().invoke(main, ["why", "-"], input=given, env=environment)
    assert (found.exit_code, told in found.output) == (code, True), found.output


def test_what_is_not_in_the_graph_ends_with_1_and_the_nearest(kg: Callable[..., Result]) -> None:
    found = kg("why", "西宁", "设于", "南川工业园区", "--lang", "zh")
    assert (found.exit_code, found.stdout) == (1, "")
    lines = found.stderr.splitlines()
    assert lines[0] == "kg: 图中没有：西宁市 设于 南川工业园区 [place:xining npp:operatesIn place:nanchuan-park]"
    assert lines[2] == "  西宁市 包含 南川工业园区 [place:xining npp:contains place:nanchuan-park]"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["晶科能源", "设于"], "give SUBJECT PREDICATE OBJECT"),
        (["晶科能源", "npp:coverdBy", "西宁"], "npp:coveredBy"),
        (["place:xinning", "a", "npp:City"], "place:xining"),
    ],
)
def test_a_name_that_nothing_bears_ends_with_2(kg: Callable[..., Result], arguments: list[str], told: str) -> None:
    found = kg("why", *arguments)
    assert found.exit_code == 2
    assert told in found.stderr


def test_the_command_loads_no_reasoner_and_no_other_rdf_library(snapshot: Snapshot, project: Project) -> None:
    heavy = "{'rdflib', 'owlrl', 'pyshacl', 'networkx', 'igraph', 'pyvis', 'duckdb'}"
    code = (
        "import sys; from kg.cli import main\n"
        f"try: main({['why', *JINKO.split()]!r})\n"
        f"except SystemExit as end: sys.exit(end.code or bool({heavy} & set(sys.modules)))"
    )
    environment = {"KG_PROJECT": str(project.root), "KG_BUILD": str(snapshot.path.parent), "LC_ALL": "C.UTF-8"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_rival_proofs_are_numbered(kg: Callable[..., Result]) -> None:
    found = kg("why", "西宁", "a", "Place", "--all", "-n", "3", "--lang", "en")
    assert found.exit_code == 0
    headings = [line for line in found.stdout.splitlines() if line.startswith("proof ")]
    assert headings == ["proof 1 of 3", "proof 2 of 3", "proof 3 of 3"]


def test_the_extension_decides_the_format(kg: Callable[..., Result], tmp_path: Path) -> None:
    for name, beginning in (("a.txt", "Jinko"), ("a.json", "["), ("a.ttl", "@prefix"), ("a.dot", "digraph")):
        assert kg("why", *JINKO.split(), "--lang", "en", "-o", str(tmp_path / name)).exit_code == 0
        assert (tmp_path / name).read_text("utf-8").startswith(beginning)
