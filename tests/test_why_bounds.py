"""Proofs that are long, hubs that are wide: answered, or a line that names the bound; all formats hold them whole."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.evidence import INFERRED
from kg.names import expand
from kg.project import graph_name
from kg.store import engine
from kg.store.originals import Originals
from kg.terms import Iri, Quad, Triple
from kg.turtle.read import parse
from kg.why import Proof, Reasons, depth
from kg.why.drawing import tree
from kg.why.formats import as_dot, as_json
from kg.why.provenance import as_turtle
from kg.why.telling import Teller
from replay import Store, closed, faults, shape, x

JINKO = "ent:jinko npp:coveredBy prog:zero-carbon-park"
PROV = "http://www.w3.org/ns/prov#"
LENGTH = 204


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A transitive property along a chain of links, and a hierarchy of as many classes."""
    links = " ".join(f":n{n} :p :n{n + 1} ." for n in range(LENGTH))
    classes = " ".join(f":C{n} rdfs:subClassOf :C{n + 1} ." for n in range(LENGTH))
    return closed(tmp_path_factory.mktemp("chain"), f":p a owl:TransitiveProperty . {links} {classes} :a a :C0 .")


@pytest.mark.parametrize(("asked", "steps"), [(f"n0 p n{LENGTH}", LENGTH - 1), (f"a a C{LENGTH}", LENGTH)])
def test_a_long_proof_is_found_within_the_bound_that_is_given(chain: Store, asked: str, steps: int) -> None:
    reasons = chain.reasons()
    assert reasons.shortest(x(asked)) is None
    assert reasons.shortest(x(asked), steps=steps - 1) is None
    proof = reasons.shortest(x(asked), steps=steps)
    assert proof is not None
    assert proof.steps == steps
    assert faults(chain.asserted, proof) == []


@pytest.mark.parametrize("asked", [f"n0 p n{LENGTH}", f"a a C{LENGTH}"])
def test_every_format_holds_a_long_proof_whole(chain: Store, asked: str) -> None:
    proof = chain.reasons().shortest(x(asked), steps=1_000)
    assert proof is not None
    with depth(1_000):
        told = Teller(chain.engine, lang="en").of(proof)
        lines = ["".join(span.text for span in line) for line in tree(told, lang="en")]
        turtle, (node,), dot = parse(as_turtle([told]), name="proof"), json.loads(as_json([told])), as_dot([told])
    grounds = len(proof.grounds())
    assert lines[1].startswith(f"│ by {proof.rule} ({proof.steps} times): ")
    assert sum("─ " in line for line in lines) == grounds
    assert max(map(len, lines)) <= 100
    assert sum(each.predicate == Iri(PROV + "wasGeneratedBy") for each in turtle) == proof.steps
    assert len({each.subject for each in turtle if each.object == expand("rdf:Statement")}) == grounds + proof.steps
    assert node["steps"] == proof.steps
    assert read_dot(dot) == (grounds + 2 * proof.steps, sum(1 + len(each.parts) for each in proof.every() if each.rule))


def test_a_chain_of_fifty_links_is_one_step(tmp_path: Path) -> None:
    row = range(50)
    turtle = f":far owl:propertyChainAxiom ( {' '.join(f':p{n}' for n in row)} ) ."
    store = closed(tmp_path, turtle + " ".join(f":n{n} :p{n} :n{n + 1} ." for n in row))
    proof = store.proof(x("n0 far n50"))
    assert (proof.steps, len(proof.premises)) == (1, 50)


class Counting:
    """A store that counts the statements that are read from it."""

    def __init__(self, store: engine.Engine) -> None:
        self.read = 0
        self._store = store

    def quads(self, *pattern: object, **places: object) -> object:
        for quad in self._store.quads(*pattern, **places):  # type: ignore[arg-type] # passed on as they come
            self.read += 1
            yield quad

    def graphs(self) -> dict[Iri, int]:
        return self._store.graphs()


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> engine.Engine:
    """A hub of 10,000 links, which an inverse turns and a chain leads through; what follows for two of them."""
    data = graph_name("data")
    axioms = parse(
        "@prefix : <urn:x:> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
        " :q owl:inverseOf :p . :far owl:propertyChainAxiom ( :p :r ) . :hub :r :z .",
        name="axioms",
    )
    many = (Quad(Iri(f"urn:x:n{n}"), Iri("urn:x:p"), Iri("urn:x:hub"), data) for n in range(10_000))
    turned = (Quad(Iri("urn:x:hub"), Iri("urn:x:q"), Iri(f"urn:x:n{n}"), INFERRED) for n in range(10_000))
    far = (Quad(Iri(f"urn:x:n{n}"), Iri("urn:x:far"), Iri("urn:x:z"), INFERRED) for n in range(10_000))
    path = tmp_path_factory.mktemp("hub") / "store"
    engine.create(path, [*many, *turned, *far, *(Quad(*each, data) for each in axioms)])
    return engine.open(path)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("hub q n7", "hub q n7 <prp-inv2 n7 p hub>"),
        ("n7 far z", "n7 far z <prp-spo2 n7 p hub; hub r z>"),
    ],
)
def test_a_hub_costs_no_more_than_its_narrow_side(hub: engine.Engine, asked: str, expected: str) -> None:
    counting = Counting(hub)
    proof = Reasons(counting, Originals()).shortest(x(asked))  # type: ignore[arg-type] # passes everything on
    assert isinstance(proof, Proof)
    assert shape(proof) == expected
    assert counting.read < 200


def test_a_bound_that_is_too_low_is_named_and_how_to_raise_it(kg: Callable[..., Result]) -> None:
    found = kg("why", *JINKO.split(), "--max-steps", "3", "--lang", "en")
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr == (
        "kg: in the graph: Jinko Solar covered by National zero-carbon parks"
        f" [{JINKO}]; but without a proof of at most 3 steps; --max-steps allows more\n"
    )
    assert kg("why", *JINKO.split(), "--max-steps", "4", "--lang", "en").exit_code == 0


def read_dot(text: str) -> tuple[int, int]:
    """How many nodes and edges a graph in the dot language has, read by the grammar of its statements.

    https://graphviz.org/doc/info/lang.html
    """
    word = r'(?:[A-Za-z_]\w*|"(?:[^"\\]|\\.)*")'
    attributes = rf"\s*\[\s*{word}\s*=\s*{word}(?:\s*,\s*{word}\s*=\s*{word})*\s*\]"
    body = re.fullmatch(rf"digraph {word} \{{\n(.*)\}}\n", text, re.DOTALL)
    assert body is not None
    nodes: set[str] = set()
    edges: list[tuple[str, str]] = []
    for line in body[1].splitlines():
        statement = re.fullmatch(rf"\s*({word})(?:\s*->\s*({word})|({attributes})|\s*=\s*{word})\s*;", line)
        assert statement is not None, line
        if statement[2]:
            edges.append((statement[1], statement[2]))
        elif statement[3] and statement[1] != "node":
            nodes.add(statement[1])
    assert {name for edge in edges for name in edge} <= nodes
    assert len(edges) == len(set(edges))
    return len(nodes), len(edges)


def test_dot_escapes_what_labels_hold(tmp_path: Path) -> None:
    store = closed(tmp_path, r':q rdfs:subPropertyOf :p . :a :q "say \"a\\b\" -> c; [d]\n{e}"@en .')
    (asked,) = (quad.triple for quad in store.engine.quads(graph=INFERRED) if quad.predicate == Iri("urn:x:p"))
    dot = as_dot([Teller(store.engine, lang="en").of(store.proof(asked))])
    assert read_dot(dot) == (4, 3)


def test_provenance_is_read_back_by_another_library_and_holds_every_premise(tmp_path: Path) -> None:
    from rdflib import RDF, Graph, Namespace

    store = closed(tmp_path, ":b owl:sameAs :a . :q rdfs:subPropertyOf :p . :b :q :v . :a :t :v .")
    proof = store.proof(x("a p v"))
    prov = Namespace(PROV)
    graph = Graph().parse(
        data=as_turtle([Teller(store.engine, lang="zh", originals=store.originals).of(proof)]), format="turtle"
    )
    told = {
        tuple(str(graph.value(node, place)) for place in (RDF.subject, RDF.predicate, RDF.object)): node
        for node in graph.subjects(RDF.type, RDF.Statement)
    }

    def words(triple: Triple) -> tuple[str, ...]:
        return tuple(term.value for term in triple)  # type: ignore[union-attr] # IRIs all

    assert set(told) == {words(each.conclusion) for each in proof.every()}
    for each in proof.every():
        step = graph.value(told[words(each.conclusion)], prov.wasGeneratedBy)
        used = {told[words(part.conclusion)] for part in each.parts}
        assert (step is not None) == bool(each.rule)
        assert step is None or set(graph.objects(step, prov.used)) == used
        assert set(graph.objects(told[words(each.conclusion)], prov.wasDerivedFrom)) == used
