"""Extreme graphs: deep, cyclic, long, empty, large. What is expected is counted by hand from the rules.

See OWL 2 Profiles, section 4.3: https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules
"""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.names import STANDARD
from kg.reason import ENGINES, Closure, close
from kg.reason.hierarchy import RING, Hierarchy
from kg.terms import Blank, Iri, Triple, text
from kg.turtle.read import parse

RDF, RDFS, OWL = (STANDARD[prefix] for prefix in ("rdf", "rdfs", "owl"))
TYPE, SUB_CLASS_OF, SAME_AS = Iri(RDF + "type"), Iri(RDFS + "subClassOf"), Iri(OWL + "sameAs")
EQUIVALENT = Iri(OWL + "equivalentClass")
PREFIXES = """
    @prefix ex: <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def ex(local: str) -> Iri:
    return Iri(f"http://example.org/{local}")


def turtle(body: str) -> list[Triple]:
    return parse(PREFIXES + body, name="test")


def listed(head: str, members: list[Iri]) -> list[Triple]:
    """A list of the members; its cells are ``head``-0, ``head``-1 and so on."""
    cells: list[Iri | Blank] = [Blank(f"{head}-{place}") for place in range(len(members))]
    firsts = [Triple(cell, Iri(RDF + "first"), member) for cell, member in zip(cells, members, strict=True)]
    rests = [Triple(cell, Iri(RDF + "rest"), after) for cell, after in pairwise([*cells, Iri(RDF + "nil")])]
    return [*firsts, *rests]


def ring(size: int) -> list[Triple]:
    return [Triple(ex(f"C{n:03}"), SUB_CLASS_OF, ex(f"C{(n + 1) % size:03}")) for n in range(size)]


def apart(graph: str) -> tuple[dict[str, int], int]:
    """How much is inferred from a graph of ``extreme_graphs.py``, by predicate, and the megabytes that it took."""
    command = [sys.executable, str(Path(__file__).with_name("extreme_graphs.py")), graph]
    told = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert told["clashes"] == 0
    return told["inferred"], told["megabytes"]


# Large ontologies, in a process of their own.


def test_a_ring_of_ten_thousand_classes_is_right_and_small() -> None:
    found, megabytes = apart("ring")
    assert found == {
        # Every class but two to and from the one that stands for all, the outer two to and from it, and to each other.
        SUB_CLASS_OF.value: 9_998 + 9_998 + 3,
        EQUIVALENT.value: 2 * 9_999,
        # Of the one in the ring all but one class, and the top; of the one in the low class all, and the top.
        TYPE.value: 10_000 + 10_001,
    }
    assert megabytes < 500


def test_a_hierarchy_of_a_thousand_classes_types_up_to_the_top() -> None:
    found, megabytes = apart("hierarchy")
    assert found == {SUB_CLASS_OF.value: 1_001 * 1_000 // 2 - 1_000, TYPE.value: 1_000}
    assert megabytes < 1_000


def test_an_ontology_of_a_hundred_thousand_classes_is_right_and_bounded() -> None:
    found, megabytes = apart("classes")
    # Classes one, two, three, four and five steps below the root: 10, 100, 1,000, 10,000 and the rest.
    assert found == {
        SUB_CLASS_OF.value: 100 + 2 * 1_000 + 3 * 10_000 + 4 * 88_889,
        TYPE.value: 2 + 3 * 10 + 4 * 100 + 5 * 888,
    }
    assert megabytes < 1_000


# Rings of classes.


def test_a_ring_of_a_hundred_is_told_in_full_and_a_larger_one_by_one_that_stands_for_all() -> None:
    full, starred = close(ring(RING)), close(ring(RING + 1))
    assert sum(made.predicate == EQUIVALENT for made in full.inferred) == RING * (RING - 1)
    first = ex("C000")
    assert {made for made in starred.inferred if made.predicate == EQUIVALENT} == {
        Triple(*pair)
        for number in range(1, RING + 1)
        for pair in ((first, EQUIVALENT, ex(f"C{number:03}")), (ex(f"C{number:03}"), EQUIVALENT, first))
    }


def test_a_large_ring_closed_again_adds_nothing() -> None:
    graph = [*ring(RING + 20), Triple(ex("x"), TYPE, ex("C050"))]
    assert close([*graph, *close(graph).inferred]).inferred == []


def test_what_is_asked_of_a_large_ring_in_passing_is_right() -> None:
    graph = ring(RING + 20) + turtle("""
        ex:p rdfs:domain ex:C010 . ex:a ex:p ex:b . ex:C020 owl:disjointWith ex:D . ex:D rdfs:subClassOf ex:C030 .
        ex:R1 owl:someValuesFrom ex:C040 ; owl:onProperty ex:q . ex:r a ex:R1 .
        ex:R2 owl:someValuesFrom ex:C050 ; owl:onProperty ex:q .
    """)
    found = close(graph)
    every = {ex(f"C{number:03}") for number in range(RING + 20)}
    assert {made.object for made in found.inferred if made[:2] == (ex("a"), TYPE)} == every
    assert {made.object for made in found.inferred if made[:2] == (ex("p"), Iri(RDFS + "domain"))} == every - {
        ex("C010")
    }
    assert Triple(ex("r"), TYPE, ex("R2")) in found.inferred
    assert Triple(ex("R2"), SUB_CLASS_OF, ex("R1")) in found.inferred
    assert [clash.rule for clash in close([*graph, Triple(ex("d"), TYPE, ex("D"))]).clashes] == ["cax-dw"]


def test_a_large_ring_is_told_in_full_where_the_graph_speaks_of_being_below_or_the_full_set_is_asked_for() -> None:
    graph = ring(RING + 1)
    spoken = close([*graph, *turtle("rdfs:subClassOf rdfs:subPropertyOf ex:under .")]).inferred
    assert sum(made.predicate == ex("under") for made in spoken) == (RING + 1) ** 2
    pairs = {made for made in close(graph, trivial=True).inferred if made.predicate == EQUIVALENT}
    assert len(pairs & {Triple(a.subject, EQUIVALENT, b.subject) for a in graph for b in graph}) == (RING + 1) ** 2


def test_a_large_ring_of_properties_holds_for_what_any_of_them_links() -> None:
    size, below = RING + 20, Iri(RDFS + "subPropertyOf")
    graph = [Triple(ex(f"p{n:03}"), below, ex(f"p{(n + 1) % size:03}")) for n in range(size)]
    found = close([*graph, Triple(ex("p030"), Iri(RDFS + "domain"), ex("C")), Triple(ex("x"), ex("p099"), ex("y"))])
    linked = {made.predicate for made in found.inferred if made.subject == ex("x") and made.object == ex("y")}
    assert linked == {ex(f"p{number:03}") for number in range(size)} - {ex("p099")}
    assert Triple(ex("x"), TYPE, ex("C")) in found.inferred
    assert sum(made.predicate == Iri(OWL + "equivalentProperty") for made in found.inferred) == 2 * (size - 1)


def test_names_that_are_one_join_two_rings() -> None:
    graph = [*ring(RING), Triple(ex("D0"), SUB_CLASS_OF, ex("D1")), Triple(ex("D1"), SUB_CLASS_OF, ex("D0"))]
    found = close([*graph, Triple(ex("D1"), SAME_AS, ex("C007")), Triple(ex("x"), TYPE, ex("D0"))])
    assert {made.object for made in found.inferred if made.subject == ex("x")} == {
        ex(f"C{number:03}") for number in range(RING)
    }


PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12)


def joined(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The pairs and what follows, by joining them until nothing is new."""
    while True:
        found = pairs | {(one, last) for one, middle in pairs for other, last in pairs if middle == other}
        if found == pairs:
            return pairs
        pairs = found


@given(PAIRS, PAIRS, st.dictionaries(st.integers(0, 6), st.integers(0, 6), max_size=2))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_what_is_reached_is_what_joining_gives(
    first: list[tuple[int, int]], then: list[tuple[int, int]], names: dict[int, int]
) -> None:
    names = {old: new for old, new in names.items() if new not in names}
    hierarchy = Hierarchy()
    before = joined(set(first))
    assert {*hierarchy.add(first, ())} == before - set(first)
    hierarchy.rename(names)
    moved = {(names.get(one, one), names.get(other, other)) for one, other in before}
    touched = moved - before if moved != before else set()
    assert {*hierarchy.add([*then, *touched], ())} | moved | set(then) == joined(moved | set(then))


# Next to nothing.


@pytest.mark.parametrize("reasoner", ENGINES)
def test_an_empty_graph_implies_nothing(reasoner: str) -> None:
    assert close([], reasoner=reasoner) == Closure(inferred=[], clashes=[], representatives={})


def test_an_ontology_without_data_closes() -> None:
    found = close(turtle("ex:p a owl:TransitiveProperty ; rdfs:domain ex:A . ex:A rdfs:subClassOf ex:B ."))
    assert set(found.inferred) == set(turtle("ex:p rdfs:domain ex:B ."))


def test_data_without_an_ontology_implies_nothing() -> None:
    asserted = [Triple(ex(f"x{number}"), ex("p"), ex(f"x{number + 1}")) for number in range(1000)]
    assert close(asserted).inferred == []


def test_a_chain_of_fifty_properties_reaches_from_end_to_end() -> None:
    links = [ex(f"p{number}") for number in range(50)]
    cells = listed("chain", links)
    axiom = Triple(ex("far"), Iri(OWL + "propertyChainAxiom"), cells[0].subject)
    steps = [Triple(ex(f"x{number}"), link, ex(f"x{number + 1}")) for number, link in enumerate(links)]
    assert close([axiom, *cells, *steps]).inferred == [Triple(ex("x0"), ex("far"), ex("x50"))]


def test_a_chain_that_contains_its_own_property_runs_on() -> None:
    cells = listed("chain", [ex("p"), ex("q")])
    axiom = Triple(ex("p"), Iri(OWL + "propertyChainAxiom"), cells[0].subject)
    data = turtle("ex:a ex:p ex:x0 .") + [Triple(ex(f"x{n}"), ex("q"), ex(f"x{n + 1}")) for n in range(60)]
    found = close([axiom, *cells, *data]).inferred
    assert set(found) == {Triple(ex("a"), ex("p"), ex(f"x{number}")) for number in range(1, 61)}


def test_an_intersection_of_fifty_classes_takes_what_is_in_all_of_them() -> None:
    classes = [ex(f"C{number}") for number in range(50)]
    cells = listed("all", classes)
    axiom = Triple(ex("All"), Iri(OWL + "intersectionOf"), cells[0].subject)
    inside = [Triple(ex("in"), TYPE, class_) for class_ in classes]
    outside = [Triple(ex("out"), TYPE, class_) for class_ in classes[:-1]]
    found = set(close([axiom, *cells, *inside, *outside]).inferred)
    assert found == {
        Triple(ex("in"), TYPE, ex("All")),
        *(Triple(ex("All"), SUB_CLASS_OF, class_) for class_ in classes),
    }


def test_a_ring_of_classes_makes_them_all_equivalent() -> None:
    size = 60
    ring = [Triple(ex(f"C{number}"), SUB_CLASS_OF, ex(f"C{(number + 1) % size}")) for number in range(size)]
    found = close([*ring, Triple(ex("x"), TYPE, ex("C0"))]).inferred
    assert sum(made.predicate == TYPE for made in found) == size - 1
    assert sum(made.predicate == SUB_CLASS_OF for made in found) == size * (size - 1) - size
    assert sum(made.predicate == Iri(OWL + "equivalentClass") for made in found) == size * (size - 1)


def test_a_thousand_names_of_one_thing_stay_linear() -> None:
    links = [Triple(ex(f"n{number:04}"), SAME_AS, ex(f"n{number + 1:04}")) for number in range(999)]
    notes = [Triple(ex(f"n{number:04}"), ex("note"), ex(f"m{number}")) for number in range(1000)]
    found = close([*links, *notes])
    assert (len(found.representatives), set(found.representatives.values())) == (999, {ex("n0000")})
    assert len(found.inferred) == 999


def test_a_thousand_bearers_of_one_key_become_one() -> None:
    data = turtle("ex:code a owl:InverseFunctionalProperty .")
    data += [Triple(ex(f"n{number:04}"), ex("code"), text("shared")) for number in range(1000)]
    assert len(close(data).representatives) == 999


def test_a_name_of_a_class_and_of_a_thing_is_both() -> None:
    found = close(
        turtle("""
        ex:Eagle rdfs:subClassOf ex:Bird ; a ex:Species . ex:Species rdfs:subClassOf ex:Rank . ex:harry a ex:Eagle .
        ex:likes rdfs:domain ex:Fan . ex:likes ex:likes ex:likes .
    """)
    )
    assert set(found.inferred) == set(turtle("ex:Eagle a ex:Rank . ex:harry a ex:Bird . ex:likes a ex:Fan ."))


def test_many_classes_are_one_join() -> None:
    classes = [Triple(ex(f"C{number}"), SUB_CLASS_OF, ex("Top")) for number in range(2000)]
    things = [Triple(ex(f"x{number}"), TYPE, ex(f"C{number}")) for number in range(2000)]
    assert len(close([*classes, *things]).inferred) == 2000


def test_an_axiom_that_is_inferred_counts_like_one_that_is_asserted() -> None:
    found = close(
        turtle("""
        ex:kind rdfs:subPropertyOf rdfs:subClassOf . ex:A ex:kind ex:B . ex:x a ex:A .
        ex:Mirror rdfs:subClassOf owl:SymmetricProperty . ex:near a ex:Mirror . ex:a ex:near ex:b .
    """)
    )
    expected = "ex:A rdfs:subClassOf ex:B . ex:x a ex:B . ex:near a owl:SymmetricProperty . ex:b ex:near ex:a ."
    assert set(found.inferred) == set(turtle(expected))


def test_names_that_turn_out_to_be_one_bring_new_conclusions() -> None:
    found = close(
        turtle("""
        ex:code a owl:InverseFunctionalProperty . ex:p a owl:TransitiveProperty . ex:q owl:sameAs ex:p .
        ex:b ex:code "7" . ex:c ex:code "7" . ex:a ex:p ex:c . ex:b ex:q ex:d .
    """)
    )
    assert found.representatives == {ex("c"): ex("b"), ex("q"): ex("p")}
    assert set(found.inferred) == set(turtle("ex:a ex:p ex:b , ex:d . ex:b ex:p ex:d ."))


def test_a_transitive_property_runs_along_five_hundred_steps() -> None:
    steps = [Triple(ex(f"x{n:03}"), ex("p"), ex(f"x{n + 1:03}")) for n in range(500)]
    found = close([*turtle("ex:p a owl:TransitiveProperty ."), *steps]).inferred
    assert len(found) == 501 * 500 // 2 - 500


def test_an_enumeration_of_ten_thousand_types_them_all() -> None:
    members = [ex(f"m{number:05}") for number in range(10_000)]
    cells = listed("one", members)
    found = close([Triple(ex("C"), Iri(OWL + "oneOf"), cells[0].subject), *cells]).inferred
    assert found == [Triple(member, TYPE, ex("C")) for member in members]


@pytest.mark.parametrize("reasoner", ENGINES)
@pytest.mark.parametrize("length", [1, 2, 3, 7, 20])
def test_a_key_of_any_length_asks_for_every_property(length: int, reasoner: str) -> None:
    properties = [ex(f"k{place:02}") for place in range(length)]
    cells = listed("key", properties)
    graph = [Triple(ex("C"), Iri(OWL + "hasKey"), cells[0].subject), *cells]
    for name, last in (("a", "same"), ("b", "same"), ("c", "other")):
        graph.append(Triple(ex(name), TYPE, ex("C")))
        graph += [Triple(ex(name), property_, text("same")) for property_ in properties[:-1]]
        graph.append(Triple(ex(name), properties[-1], text(last)))
    assert close(graph, reasoner=reasoner).representatives == {ex("b"): ex("a")}


@pytest.mark.parametrize("reasoner", ENGINES)
@pytest.mark.parametrize("length", [2, 3, 20])
@pytest.mark.parametrize(
    ("rule", "kind", "predicate", "link"),
    [
        ("eq-diff2", "AllDifferent", "members", SAME_AS),
        ("eq-diff3", "AllDifferent", "distinctMembers", SAME_AS),
        ("prp-adp", "AllDisjointProperties", "members", None),
        ("cax-adc", "AllDisjointClasses", "members", None),
    ],
)
def test_the_first_and_the_last_of_a_list_of_any_length_clash(  # noqa: PLR0913, PLR0917 - what varies
    rule: str, kind: str, predicate: str, link: Iri | None, length: int, reasoner: str
) -> None:
    members = [ex(f"m{place:02}") for place in range(length)]
    cells = listed("all", members)
    graph = [
        Triple(ex("all"), TYPE, Iri(OWL + kind)),
        Triple(ex("all"), Iri(OWL + predicate), cells[0].subject),
        *cells,
    ]
    first, last = members[0], members[-1]
    if link:
        graph.append(Triple(first, link, last))
    elif kind == "AllDisjointClasses":
        graph += [Triple(ex("x"), TYPE, first), Triple(ex("x"), TYPE, last)]
    else:
        graph += [Triple(ex("x"), first, ex("y")), Triple(ex("x"), last, ex("y"))]
    assert [clash.rule for clash in close(graph, reasoner=reasoner).clashes] == [rule]
