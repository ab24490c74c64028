"""The rule book: the specification's names, one case a rule, and what the rules come to for an ontology.

For each rule ``tests/rules`` holds a graph, and what the rule alone concludes from it, or the statements about named
things that it finds contradictory. They were written from OWL 2 Profiles, section 4.3, tables 4 to 9.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import InputError, UnknownName
from kg.reason import ENGINES, Clash, Closure, close
from kg.reason.trivia import is_trivial
from kg.rules import BOOK, Atom, Rule, Special, Variable, named, specialise, unfilled
from kg.rules.patterns import rule as read_rule
from kg.rules.wording import written
from kg.terms import XSD, Blank, Iri, Literal, Term, Triple
from kg.turtle.read import parse

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "rules"
CASES = sorted(path.name.removesuffix(".in.ttl") for path in DATA.glob("*.in.ttl"))
CLASHING = [name for name in CASES if named(name).conclusions is None or name == "dt-diff"]
INFERRING = [name for name in CASES if name not in CLASHING]
BY_PATTERNS = [name for name in CASES if named(name).table != 8]
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
TYPE = Iri(RDF + "type")
SUB = Iri(RDFS + "subClassOf")
SAME = Iri(OWL + "sameAs")
DATATYPE = Iri(RDFS + "Datatype")

# As the tables of the specification list them.
NAMES = {
    4: "eq-ref eq-sym eq-trans eq-rep-s eq-rep-p eq-rep-o eq-diff1 eq-diff2 eq-diff3",
    5: "prp-ap prp-dom prp-rng prp-fp prp-ifp prp-irp prp-symp prp-asyp prp-trp prp-spo1 prp-spo2 prp-eqp1 prp-eqp2"
    " prp-pdw prp-adp prp-inv1 prp-inv2 prp-key prp-npa1 prp-npa2",
    6: "cls-thing cls-nothing1 cls-nothing2 cls-int1 cls-int2 cls-uni cls-com cls-svf1 cls-svf2 cls-avf cls-hv1 cls-hv2"
    " cls-maxc1 cls-maxc2 cls-maxqc1 cls-maxqc2 cls-maxqc3 cls-maxqc4 cls-oo",
    7: "cax-sco cax-eqc1 cax-eqc2 cax-dw cax-adc",
    8: "dt-type1 dt-type2 dt-eq dt-diff dt-not-type",
    9: "scm-cls scm-sco scm-eqc1 scm-eqc2 scm-op scm-dp scm-spo scm-eqp1 scm-eqp2 scm-dom1 scm-dom2 scm-rng1 scm-rng2"
    " scm-hv scm-svf1 scm-svf2 scm-avf1 scm-avf2 scm-int scm-uni",
}

Statement: TypeAlias = tuple[Term, Term, Term]
Found: TypeAlias = "dict[Variable, Term]"


def ex(local: str) -> Iri:
    return Iri(f"http://example.org/{local}")


def graph(name: str) -> set[Statement]:
    return {(*triple,) for triple in parse((DATA / name).read_text("utf-8"), name=name)}


def chain(members: Iterable[Term], name: str = "cell") -> list[Triple]:
    """A list as statements; its head is the blank node ``name0``."""
    found = []
    members = list(members)
    for place, member in enumerate(members):
        rest = Blank(f"{name}{place + 1}") if place + 1 < len(members) else Iri(RDF + "nil")
        found += [Triple(Blank(f"{name}{place}"), Iri(RDF + "first"), member)]
        found += [Triple(Blank(f"{name}{place}"), Iri(RDF + "rest"), rest)]
    return found


# A second reader of the book, as plain as can be: premises are matched one after another, until nothing is new.


class Known:
    def __init__(self, statements: Iterable[Statement]) -> None:
        self.statements = set(statements)
        self.by_predicate: dict[Term, list[Statement]] = {}
        for statement in self.statements:
            self.by_predicate.setdefault(statement[1], []).append(statement)

    def matching(self, atom: Atom, found: Found) -> Iterator[Found]:
        predicate = value(atom.predicate, found)
        for statement in self.statements if predicate is None else self.by_predicate.get(predicate, ()):
            extended = dict(found)
            if all(agrees(place, term, extended) for place, term in zip(atom, statement, strict=True)):
                yield extended


def value(place: Variable | Term, found: Found) -> Term | None:
    return found.get(place) if isinstance(place, Variable) else place


def agrees(place: Variable | Term, term: Term, found: Found) -> bool:
    return (found.setdefault(place, term) if isinstance(place, Variable) else place) == term


def solutions(special: Special, known: Known) -> Iterator[Found]:
    ways: Iterable[Found] = [{}]
    for atom in special.body:
        ways = [extended for found in ways for extended in known.matching(atom, found)]
    for found in ways:
        chosen = all(found[variable] in terms for variable, terms in special.choices)
        if chosen and all(found[one] != found[other] for one, other in special.distinct):
            yield found


def concluded(specials: Iterable[Special], known: Known) -> tuple[set[Statement], set[str]]:
    """What the rules conclude at once, and the names of those that find a contradiction."""
    statements: set[Statement] = set()
    clashing: set[str] = set()
    for special in specials:
        for found in solutions(special, known):
            if special.head is None:
                clashing.add(special.rule)
            else:
                subject, predicate, given = (value(place, found) for place in special.head)
                assert subject is not None
                assert predicate is not None
                assert given is not None, f"{special} concludes of what it does not know"
                statements.add((subject, predicate, given))
    return statements, clashing


def closed(statements: set[Statement]) -> tuple[set[Statement], set[str]]:
    """All that follows by the book, but for table 8; of the names of one thing only the least is left."""
    while True:
        itself = {(term, SAME, term) for statement in statements for term in statement}
        found, clashing = concluded(specialise(statements), Known(statements | itself))
        pairs = {(subject, given) for subject, predicate, given in statements | found if predicate == SAME}
        names = {max(pair): min(pair) for pair in pairs if pair[0] != pair[1]}
        after = {renamed(statement, names) for statement in statements | found}
        if after == statements:
            return statements, clashing
        statements = after


def renamed(statement: Statement, names: Mapping[Term, Term]) -> Statement:
    subject, predicate, given = (names.get(term, term) for term in statement)
    return subject, predicate, given


def without_blanks(clash: Clash) -> set[Statement]:
    return {(*triple,) for triple in clash.triples if not any(isinstance(term, Blank) for term in triple)}


def closure_of(name: str, engine: str) -> tuple[set[Statement], Closure, dict[Term, Term]]:
    """The case's graph, its closure, and the names that gave way."""
    triples = parse((DATA / name).read_text("utf-8"), name=name)
    closure = close(triples, reasoner=engine)
    return {(*triple,) for triple in triples}, closure, dict(closure.representatives.items())


def test_the_book_has_the_rules_of_the_specification_and_no_others() -> None:
    assert {table: " ".join(rule.name for rule in BOOK if rule.table == table) for table in range(4, 10)} == NAMES
    assert len(BOOK) == 78


def test_every_rule_has_its_case() -> None:
    assert sorted(rule.name for rule in BOOK) == CASES
    assert len(CASES) == 78


# A rule that the specification does not have, as an editor of the book would write it.
ADDED = """
    rule(
        "own-nephew",
        7,
        "?p1 owl:inverseOf ?p2 . ?x ?p1 ?y . ?y rdf:type owl:Class",
        "?x rdfs:seeAlso ?y",
        zh="自定。",
        en="Of our own.",
    ),
)
"""
ASKED = """
import json, sys
from kg.cli import main
from kg.reason import close
from kg.rules import specialise
from kg.terms import ntriples
from kg.turtle.read import parse

graph = parse(sys.stdin.read(), name="test")
found = {
    "compiled": [special.rule for special in specialise(graph) if special.rule.startswith("own-")],
    "closed": [" ".join(map(ntriples, triple)) for triple in close(graph).inferred],
}
print(json.dumps(found), flush=True)
main(["rules", "own-nephew", "-f", "json"])
"""


def test_adding_a_rule_touches_the_book_alone(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src" / "kg", tmp_path / "kg", ignore=shutil.ignore_patterns("__pycache__", ".mypy_cache"))
    table = tmp_path / "kg" / "rules" / "axioms.py"
    content = table.read_text("utf-8").rstrip()
    assert content.endswith(")")
    table.write_text(content[:-1] + ADDED.lstrip("\n"), "utf-8")
    graph = f"<urn:p> <{OWL}inverseOf> <urn:q> . <urn:x> <urn:p> <urn:y> . <urn:y> a <{OWL}Class> ."
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "KG_PROJECT": str(ROOT)}
    command = [sys.executable, "-P", "-c", ASKED]
    result = subprocess.run(command, input=graph, capture_output=True, text=True, env=environment, check=True)
    first, _, shown = result.stdout.partition("\n")
    found = json.loads(first)
    assert found["compiled"] == ["own-nephew"]
    assert f"<urn:x> <{RDFS}seeAlso> <urn:y>" in found["closed"]
    assert json.loads(shown)["premises"] == ["?p1 owl:inverseOf ?p2", "?x ?p1 ?y", "?y rdf:type owl:Class"]


@pytest.mark.parametrize("entry", BOOK, ids=lambda entry: entry.name)
def test_a_rule_reads_in_both_languages_and_links_to_its_table(entry: Rule) -> None:
    assert entry.zh.endswith("。")
    assert entry.en.endswith(".")
    assert not entry.handled or all(entry.handled)
    assert entry.link.startswith("https://www.w3.org/TR/owl2-profiles/#tab-rules-")


def test_only_equality_and_datatypes_are_handled_otherwise() -> None:
    otherwise = {rule.name for rule in BOOK if rule.handled}
    assert otherwise == {"eq-ref", "eq-sym", "eq-trans", "eq-rep-s", "eq-rep-p", "eq-rep-o", *NAMES[8].split()}


@pytest.mark.parametrize("name", BY_PATTERNS)
def test_a_rule_alone_concludes_what_the_specification_says(name: str) -> None:
    entry = named(name)
    given = graph(f"{name}.in.ttl")
    specials = unfilled(entry) if entry.handled else specialise(given, [entry])
    clashes = entry.conclusions is None
    assert concluded(specials, Known(given)) == (
        set() if clashes else graph(f"{name}.out.ttl"),
        {name} if clashes else set(),
    )


@pytest.mark.parametrize("name", [name for name in CLASHING if name in BY_PATTERNS])
def test_a_clash_needs_every_one_of_its_premises(name: str) -> None:
    given = graph(f"{name}.in.ttl")
    for premise in graph(f"{name}.out.ttl"):
        without = given - {premise}
        assert concluded(specialise(without, [named(name)]), Known(without)) == (set(), set())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", INFERRING)
def test_the_full_set_of_an_engine_has_what_the_rule_concludes(name: str, engine: str) -> None:
    triples = parse((DATA / f"{name}.in.ttl").read_text("utf-8"), name=name)
    closure = close(triples, reasoner=engine, trivial=True)
    full = {*map(tuple, triples), *map(tuple, closure.inferred), *closure.generalised}
    assert graph(f"{name}.out.ttl") <= full


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", CLASHING)
def test_an_engine_finds_the_clash_of_the_rule(name: str, engine: str) -> None:
    _, closure, _ = closure_of(f"{name}.in.ttl", engine)
    # What dt-diff says of two literals is a contradiction when something makes them the same.
    rule = "eq-diff1" if name == "dt-diff" else name
    assert [(clash.rule, without_blanks(clash)) for clash in closure.clashes] == [(rule, graph(f"{name}.out.ttl"))]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", BY_PATTERNS)
def test_an_engine_infers_all_that_follows_by_the_book_and_no_more(name: str, engine: str) -> None:
    given, closure, _ = closure_of(f"{name}.in.ttl", engine)
    statements, clashing = closed(given)
    assert {statement for statement in statements - given if not is_trivial(statement)} == {
        *map(tuple, closure.inferred)
    }
    assert {clash.rule for clash in closure.clashes} == clashing


OF_AXIOMS = [
    *(Iri(RDFS + word) for word in ("subClassOf", "subPropertyOf", "domain", "range")),
    *(Iri(OWL + word) for word in ("inverseOf", "equivalentClass", "disjointWith", "sameAs", "differentFrom")),
    *(Iri(OWL + word) for word in ("onProperty", "someValuesFrom", "allValuesFrom", "hasValue")),
]
KINDS = ["Transitive", "Symmetric", "Functional", "InverseFunctional", "Irreflexive", "Object"]
THINGS = st.sampled_from([ex(letter) for letter in "abcdpq"])
STATEMENTS = st.one_of(
    st.tuples(THINGS, st.sampled_from([ex("p"), ex("q"), TYPE]), THINGS),
    st.tuples(THINGS, st.sampled_from(OF_AXIOMS), THINGS),
    st.tuples(THINGS, st.just(TYPE), st.sampled_from([Iri(f"{OWL}{kind}Property") for kind in KINDS])),
)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=50, deadline=None)
@given(statements=st.sets(STATEMENTS, min_size=1, max_size=9), links=st.lists(THINGS, min_size=1, max_size=3))
def test_an_engine_and_the_plain_reader_agree_on_any_graph(
    statements: set[Statement], links: list[Iri], engine: str
) -> None:
    for predicate in ("propertyChainAxiom", "unionOf", "intersectionOf", "hasKey"):
        statements = {*statements, *chain(links, predicate), (ex("d"), Iri(OWL + predicate), Blank(f"{predicate}0"))}
    closure = close([Triple(*statement) for statement in statements], reasoner=engine)  # type: ignore[arg-type] # drawn as triples
    following, clashing = closed(statements)
    assert {statement for statement in following - statements if not is_trivial(statement)} == {
        *map(tuple, closure.inferred)
    }
    assert {clash.rule for clash in closure.clashes} == clashing


@settings(max_examples=15, deadline=None, derandomize=True)
@given(statements=st.sets(STATEMENTS, min_size=1, max_size=9), links=st.lists(THINGS, min_size=1, max_size=3))
def test_the_full_set_is_all_that_the_plain_reader_finds(statements: set[Statement], links: list[Iri]) -> None:
    for predicate in ("propertyChainAxiom", "unionOf"):
        statements = {*statements, *chain(links, predicate), (ex("d"), Iri(OWL + predicate), Blank(f"{predicate}0"))}
    closure = close([Triple(*statement) for statement in statements], trivial=True)  # type: ignore[arg-type] # drawn as triples
    full = {*statements, *map(tuple, closure.inferred), *closure.generalised}
    same = {statement for statement in full if statement[1] == SAME}
    # The plain reader keeps one name of each thing, and knows no datatypes.
    gone = {max(pair) for pair in {(subject, given) for subject, _, given in same} if pair[0] != pair[1]}
    left = {statement for statement in full - same if gone.isdisjoint(statement) and statement[2] != DATATYPE}
    assert left == {statement for statement in closed(statements)[0] if statement[1] != SAME}
    assert {subject for subject, _, given in same if subject == given} >= {term for made in full for term in made}


@pytest.mark.parametrize("length", [1, 2, 5, 10_000])
def test_a_list_of_any_length_is_unrolled(length: int) -> None:
    links = [ex(f"p{place}") for place in range(1, length + 1)]
    schema = [*chain(links), Triple(ex("p"), Iri(OWL + "propertyChainAxiom"), Blank("cell0"))]
    [special] = [special for special in specialise(schema) if special.rule == "prp-spo2"]
    steps = [Variable("u", str(place)) for place in range(1, length + 2)]
    assert special.body == tuple(map(Atom, steps, links, steps[1:]))
    assert special.head == Atom(steps[0], ex("p"), steps[-1])
    assert set(special.schema) == set(schema)


def test_a_key_asks_for_every_one_of_its_properties() -> None:
    properties = [ex("name"), ex("born"), ex("city")]
    schema = [*chain(properties), Triple(ex("Person"), Iri(OWL + "hasKey"), Blank("cell0"))]
    [special] = [special for special in specialise(schema) if special.rule == "prp-key"]
    one, other = Variable("x"), Variable("y")
    values = [Variable("z", str(place)) for place in (1, 2, 3)]
    assert set(special.body) == {
        Atom(one, TYPE, ex("Person")),
        Atom(other, TYPE, ex("Person")),
        *(Atom(one, *pair) for pair in zip(properties, values, strict=True)),
        *(Atom(other, *pair) for pair in zip(properties, values, strict=True)),
    }
    assert special.head == Atom(one, SAME, other)
    assert special.distinct == ((one, other),)


@pytest.mark.parametrize(
    ("rule", "kind", "predicate"),
    [
        ("eq-diff2", "AllDifferent", "members"),
        ("eq-diff3", "AllDifferent", "distinctMembers"),
        ("prp-adp", "AllDisjointProperties", "members"),
        ("cax-adc", "AllDisjointClasses", "members"),
    ],
)
def test_any_two_of_a_long_list_are_one_rule_that_chooses(rule: str, kind: str, predicate: str) -> None:
    members = [ex(f"m{place:05}") for place in range(10_000)]
    schema = [*chain(members), Triple(ex("all"), Iri(OWL + predicate), Blank("cell0"))]
    schema.append(Triple(ex("all"), TYPE, Iri(OWL + kind)))
    [special] = [special for special in specialise(schema) if special.rule == rule]
    assert [choice.terms for choice in special.choices] == [tuple(members)] * 2
    one, other = (choice.variable for choice in special.choices)
    assert special.distinct == ((one, other),)
    assert {one, other} <= {place for atom in special.body for place in atom}


def test_a_thing_that_stands_twice_among_things_that_all_differ_clashes_without_more() -> None:
    schema = [*chain([ex("a"), ex("b"), ex("a")]), Triple(ex("all"), Iri(OWL + "members"), Blank("cell0"))]
    schema.append(Triple(ex("all"), TYPE, Iri(OWL + "AllDifferent")))
    specials = [special for special in specialise(schema) if special.rule == "eq-diff2"]
    assert [special.body for special in specials if not special.choices] == [()]


def test_a_class_that_is_disjoint_with_itself_has_no_members() -> None:
    schema = [*chain([ex("C"), ex("C")]), Triple(ex("all"), Iri(OWL + "members"), Blank("cell0"))]
    schema.append(Triple(ex("all"), TYPE, Iri(OWL + "AllDisjointClasses")))
    specials = [special for special in specialise(schema) if special.rule == "cax-adc"]
    assert [(special.body, special.head) for special in specials] == [((Atom(Variable("z"), TYPE, ex("C")),), None)]


@pytest.mark.parametrize("axiom", ["propertyChainAxiom", "intersectionOf", "hasKey", "unionOf", "oneOf"])
def test_a_list_without_members_says_nothing(axiom: str) -> None:
    schema = [Triple(ex("x"), Iri(OWL + axiom), Iri(RDF + "nil"))]
    assert [special for special in specialise(schema) if special.schema] == []


def test_what_is_made_of_one_list_shares_its_cells() -> None:
    schema = [*chain(map(ex, "abc")), Triple(ex("c"), Iri(OWL + "unionOf"), Blank("cell0"))]
    specials = [special for special in specialise(schema) if special.rule == "cls-uni"]
    assert len(specials) == 3
    assert len({id(special.schema) for special in specials}) == 1


@pytest.mark.parametrize(
    ("text", "datatype", "rules"),
    [
        ("1", "nonNegativeInteger", {"cls-maxc2"}),
        ("01", "integer", {"cls-maxc2"}),
        ("+1", "int", {"cls-maxc2"}),
        ("1.0", "decimal", {"cls-maxc2"}),
        ("0", "unsignedByte", {"cls-maxc1"}),
        ("-0", "integer", {"cls-maxc1"}),
        ("2", "nonNegativeInteger", set()),
        ("10", "integer", set()),
        ("-1", "integer", set()),
        ("1.5", "decimal", set()),
        ("1", "string", set()),
        ("1.0", "integer", set()),
        ("one", "integer", set()),
        ("", "integer", set()),
    ],
)
def test_a_limit_counts_by_its_value(text: str, datatype: str, rules: set[str]) -> None:
    schema = [
        Triple(ex("R"), Iri(OWL + "maxCardinality"), Literal(text, XSD + datatype)),
        Triple(ex("R"), Iri(OWL + "onProperty"), ex("p")),
    ]
    assert {special.rule for special in specialise(schema) if special.schema} == rules


def test_a_chain_of_10000_subclasses_grows_by_one_step_a_call() -> None:
    schema = [Triple(ex(f"c{place}"), SUB, ex(f"c{place + 1}")) for place in range(10_000)]
    specials = specialise(schema)
    assert sum(special.rule == "cax-sco" for special in specials) == 10_000
    assert {special.head for special in specials if special.rule == "scm-sco"} == {
        Atom(ex(f"c{place}"), SUB, ex(f"c{place + 2}")) for place in range(9_999)
    }


def test_a_facts_axioms_are_those_it_follows_from() -> None:
    below, above = Triple(ex("a"), SUB, ex("b")), Triple(ex("b"), SUB, ex("c"))
    [special] = [special for special in specialise([above, below]) if special.rule == "scm-sco"]
    assert special == Special("scm-sco", (), Atom(ex("a"), SUB, ex("c")), (below, above))


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("<urn:l> rdf:first ex:a .", "0 rdf:rest"),
        ("<urn:l> rdf:rest rdf:nil .", "0 rdf:first"),
        ("<urn:l> rdf:first ex:a , ex:b ; rdf:rest rdf:nil .", "2 rdf:first"),
        ("<urn:l> rdf:first ex:a ; rdf:rest <urn:l> .", "runs into itself"),
        ("ex:other rdf:first ex:a .", "0 rdf:first and 0 rdf:rest"),
    ],
)
def test_a_list_that_is_not_well_formed_is_told(cells: str, fault: str) -> None:
    prefixes = f"@prefix ex: <http://example.org/> . @prefix rdf: <{RDF}> . @prefix owl: <{OWL}> ."
    with pytest.raises(InputError, match=fault):
        specialise(parse(f"{prefixes} ex:c owl:unionOf <urn:l> . {cells}", name="test"))


@pytest.mark.parametrize("name", CASES)
def test_the_order_and_repetition_of_axioms_change_nothing(name: str) -> None:
    schema = sorted(graph(f"{name}.in.ttl"), key=str)
    assert sorted(map(str, specialise(schema))) == sorted(map(str, specialise([*reversed(schema), *schema])))


def test_a_rule_with_a_list_cannot_be_run_unfilled() -> None:
    with pytest.raises(ValueError, match="prp-spo2 has a list"):
        unfilled(named("prp-spo2"))


def test_a_rule_that_nobody_knows_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="no rule 'cax-scoo'; did you mean cax-sco"):
        named("cax-scoo")


@pytest.mark.parametrize(
    ("premises", "fault"),
    [
        ("?x ?p", "rule r: '.x .p' is no triple"),
        ("?x foo:p ?y", "'foo:p' has no standard prefix"),
        ("?x ?p[k] ?y", "is no variable"),
    ],
)
def test_wrong_notation_is_told_with_the_rule(premises: str, fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        read_rule("r", 5, premises, "false", zh="", en="")


CHAINS = """
npp:approvalYear npp:approvedIn npp:inYear
npp:awardedBy npp:inCohort npp:issuedBy
npp:certifiedUnder npp:namedHolderOf npp:scheme
npp:coveredBy npp:operatesIn npp:holdsStatus
npp:holdsStatus npp:holdsDesignation npp:underProgramme
npp:issuedBy npp:establishedBy npp:issuedBy
npp:participatesIn npp:contains npp:holdsStatus
npp:sourcedFrom npp:evidence npp:quotedFrom
npp:underProgramme npp:inCohort npp:cohortOf
"""


def rules(*arguments: str) -> Result:
    environment = {"KG_PROJECT": str(ROOT), "KG_BUILD": "nowhere", "LC_ALL": "C.UTF-8"}
    return CliRunner().invoke(main, ["rules", *arguments], env=environment)


def test_the_command_lists_every_rule() -> None:
    header, *lines = rules().stdout.splitlines()
    assert header.split("\t")[:2] == ["rule", "table"]
    assert [line.split("\t")[:2] for line in lines] == [[entry.name, str(entry.table)] for entry in BOOK]


@pytest.mark.parametrize(("language", "reading"), [("zh", "传递属性可以逐步相接。"), ("en", named("prp-trp").en)])
def test_the_commands_table_reads_in_the_language_asked_for(language: str, reading: str) -> None:
    lines = rules("-f", "table", "--lang", language).stdout.splitlines()
    assert ["prp-trp", "5", reading] in [line.split(maxsplit=2) for line in lines]


def test_the_command_shows_one_rule_and_what_it_comes_to_without_a_snapshot() -> None:
    shown = rules("prp-spo2", "--lang", "en").stdout.splitlines()
    assert shown[:8] == [
        "prp-spo2  https://www.w3.org/TR/owl2-profiles/#tab-rules-properties",
        "Where the links of a property chain meet end to end, the property holds from the first to the last.",
        "",
        "  if   ?p owl:propertyChainAxiom ?x",
        "  and  ?x = (?p[1] ... ?p[n])",
        "  and  every i: ?u[i] ?p[i] ?u[i+1]",
        "  then ?u[1] ?p ?u[n+1]",
        "",
    ]
    # As ontology/npp.ttl has them.
    chains = [line.split() for line in CHAINS.split("\n") if line]
    assert shown[8:] == [
        "In the ontology:",
        *(f"  ?u[1] {first} ?u[2] . ?u[2] {second} ?u[3] → ?u[1] {whole} ?u[3]" for whole, first, second in chains),
    ]


@pytest.mark.parametrize(("language", "line"), [("zh", "  执行 以代表代替："), ("en", "  run  by representatives: ")])
def test_the_command_says_what_is_done_instead_of_a_rule(language: str, line: str) -> None:
    assert rules("eq-sym", "--lang", language).stdout.splitlines()[-1].startswith(line)


def test_the_command_says_that_no_axiom_uses_a_rule() -> None:
    assert rules("cls-oo", "--lang", "en").stdout.splitlines()[-1] == "No axiom of the ontology uses it."


def test_the_command_gives_one_rule_to_programs_with_its_axioms() -> None:
    found = json.loads(rules("prp-spo2", "-f", "json").stdout)
    assert found["premises"] == [
        "?p owl:propertyChainAxiom ?x",
        "?x = (?p[1] ... ?p[n])",
        "every i: ?u[i] ?p[i] ?u[i+1]",
    ]
    assert found["ontology"][0] == {
        "premises": "?u[1] npp:approvedIn ?u[2] . ?u[2] npp:inYear ?u[3]",
        "conclusion": "?u[1] npp:approvalYear ?u[3]",
        "axioms": "npp:approvalYear owl:propertyChainAxiom _:1 . _:1 rdf:first npp:approvedIn . _:1 rdf:rest _:2"
        " . _:2 rdf:first npp:inYear . _:2 rdf:rest rdf:nil",
    }


def test_the_command_refuses_a_rule_that_nobody_knows() -> None:
    result = rules("prp-spo3")
    assert result.exit_code == 2
    assert result.stderr.startswith("kg: there is no rule 'prp-spo3'; did you mean prp-spo")


@pytest.mark.parametrize("entry", BOOK, ids=lambda entry: entry.name)
def test_a_rule_is_written_as_it_is_read(entry: Rule) -> None:
    premises = " . ".join(map(written, entry.premises))
    conclusions = "false" if entry.conclusions is None else " . ".join(map(written, entry.conclusions))
    distinct = " . ".join(f"?{one.name} != ?{other.name}" for one, other in entry.distinct)
    assert entry == read_rule(
        entry.name,
        entry.table,
        premises,
        conclusions,
        zh=entry.zh,
        en=entry.en,
        distinct=distinct,
        handled=entry.handled,
    )
