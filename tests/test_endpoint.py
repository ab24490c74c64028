"""The graph behind a SPARQL endpoint of a real server, Oxigraph's or Virtuoso's, answers as the snapshot does."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg as face
import servers
from kg import find
from kg.ask import Question, choose, load, reply, terms_of
from kg.cli import main
from kg.errors import EndpointError, InputError, KgError
from kg.evidence import Records
from kg.export import export, scope
from kg.names import PREFIXES
from kg.path import Map
from kg.project import Project, graph_name, locate
from kg.query.empty import explained
from kg.query.job import Job, evaluated
from kg.query.run import run
from kg.remote import engine
from kg.remote.asking import Layout
from kg.remote.client import Client
from kg.remote.dialect import probe, put
from kg.remote.endpoint import Endpoint, connect
from kg.remote.engine import Remote
from kg.show import card
from kg.store.answer import Boolean, Graph, Rows
from kg.store.snapshot import Snapshot
from kg.terms import XSD, Blank, Literal, Quad, Term, Triple
from kg.turtle.read import read_nquads
from kg.turtle.write import turtle
from kg.view import Selection, page
from kg.why import Reasons
from servers import Server

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent / "data" / "endpoint"
FEATURES: dict[str, str] = {
    each["name"]: each["text"] for each in tomllib.loads((HERE / "features.toml").read_text("utf-8"))["query"]
}
# What Virtuoso 7.2 cannot be brought to.
UNLIKE = {
    "star in a sequence": "a path of '*' within a longer path: a row for every way, where SPARQL has each end once",
    "truth value": "comparisons in SELECT give the integers 1 and 0",
    "strings zh": "REPLACE works on bytes, and so breaks Chinese text",
    "number match": "matches numbers by value, so that 62 finds the decimal 62.0",
}
CATALOGUE: list[Question] = load(locate(ROOT).questions)
SLUGS = [question.slug for question in CATALOGUE]

COMMANDS = (
    ("find", "没有这个名字"),
    ("show", "天合光能", "--lang", "en"),
    ("find", "晶科", "-f", "json"),
    ("why", "天合光能", "npp:certifiedUnder", "scheme:carbon-footprint"),
    ("path", "药水河", "水利部", "--asserted"),
)

Served = tuple[Server, Endpoint]


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def served(
    request: pytest.FixtureRequest, snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A server with the statements of the snapshot, each in its named graph, and the graph behind it."""
    folder = tmp_path_factory.mktemp(request.param)
    start = {"oxigraph": servers.oxigraph, "virtuoso": servers.virtuoso}[request.param]
    with start(folder) as server:
        servers.load(server, folder, snapshot.graph)
        endpoint = connect(server.query)
        yield server, endpoint
        endpoint.close()


@pytest.fixture
def endpoint(served: Served) -> Endpoint:
    """The graph behind the server."""
    return served[1]


@pytest.fixture
def asked(served: Served, project: Project) -> Callable[..., Result]:
    """Run ``kg --endpoint`` with these arguments, in this process."""

    def run_command(*arguments: str) -> Result:
        environment = {"KG_PROJECT": str(project.root), "KG_BUILD": str(project.build), "LC_ALL": "C.UTF-8"}
        return CliRunner().invoke(main, ["--endpoint", served[0].query, *arguments], env=environment)

    return run_command


def alike(term: Term | None) -> object:
    """A term without what a server may put otherwise: the form of a decimal, the name of a blank node."""
    if isinstance(term, Literal) and term.datatype == f"{XSD}decimal":
        return str(Decimal(term.text).normalize())
    return "blank" if isinstance(term, Blank) else term


def plain(found: Rows | Graph | Boolean) -> object:
    """What a query gave, to be compared."""
    if isinstance(found, Boolean):
        return found.value
    if isinstance(found, Rows):
        return found.variables, [tuple(map(alike, row)) for row in found]
    return sorted(str(tuple(map(alike, triple))) for triple in found)


def statements(quads: Iterator[Quad]) -> list[str]:
    return sorted(str(tuple(map(alike, quad))) for quad in quads)


def only(snapshot: Snapshot, text: str) -> Triple:
    """The one statement that a CONSTRUCT gives."""
    found = snapshot.engine.query(text, prefixes=PREFIXES)
    assert isinstance(found, Graph)
    (triple,) = found
    return triple


def told(function: Callable[..., object], *arguments: object) -> object:
    """What a function gives, or the words of its error."""
    try:
        return function(*arguments)
    except KgError as error:
        return str(error)


def test_every_graph_is_found_with_its_size(endpoint: Endpoint, snapshot: Snapshot) -> None:
    assert endpoint.manifest.graphs == snapshot.manifest.graphs
    assert endpoint.notes == ()


def test_every_statement_is_read_whole_and_once(endpoint: Endpoint, snapshot: Snapshot) -> None:
    assert statements(endpoint.engine.quads()) == statements(read_nquads(snapshot.graph))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_question_has_the_answer_of_the_snapshot(slug: str, endpoint: Endpoint, snapshot: Snapshot) -> None:
    question = choose(CATALOGUE, slug)
    for each in filter(None, (question, question.nearby)):
        given = terms_of(snapshot.names, question, {})
        assert terms_of(endpoint.names, question, {}) == given
        here, there = (reply(place, each, given, lang="zh") for place in (snapshot, endpoint))
        assert there.columns == here.columns
        cells = [[tuple(map(alike, row.cells)) for row in found.rows] for found in (here, there)]
        assert cells[1] == cells[0]
        assert [set(row.basis) for row in there.rows] == [set(row.basis) for row in here.rows]


def test_there_are_twenty_four_questions() -> None:
    assert len(SLUGS) == 24


@pytest.mark.parametrize("name", FEATURES)
def test_sparql_says_the_same(name: str, served: Served, snapshot: Snapshot, request: pytest.FixtureRequest) -> None:
    server, endpoint = served
    if server.name == "virtuoso" and name in UNLIKE:
        request.applymarker(pytest.mark.xfail(reason=UNLIKE[name], strict=True))
    here = plain(snapshot.engine.query(FEATURES[name], prefixes=PREFIXES))
    assert plain(endpoint.engine.query(FEATURES[name], prefixes=PREFIXES)) == here


def test_the_features_are_all_there() -> None:
    assert len(FEATURES) == 59
    assert set(UNLIKE) < set(FEATURES)


@pytest.mark.parametrize(
    "text",
    [
        "西宁",
        "財政部",
        "晶科",
        "bank china",
        "630123",
        "城关",
        "xining",
        "place:xin",
        "消费三新试点",
        "zero-carbon",
        "国家",
    ],
)
def test_names_are_found_by_labels_and_codes(text: str, endpoint: Endpoint, snapshot: Snapshot) -> None:
    assert find.search(endpoint.names, text) == find.search(snapshot.names, text)


@pytest.mark.parametrize(
    "text",
    ["西宁", "xining", "城关", "晶科能", "晶科能元", "Xinign", "place:xinign", "财政", "天合", "npp:recipeint", "无"],
)
def test_a_name_is_resolved_or_refused_in_the_same_words(text: str, endpoint: Endpoint, snapshot: Snapshot) -> None:
    assert told(find.resolve, endpoint.names, text) == told(find.resolve, snapshot.names, text)


@pytest.mark.parametrize("text", ["City", "城市", "npp:Park", "Cityx"])
def test_a_class_is_named_in_the_same_words(text: str, endpoint: Endpoint, snapshot: Snapshot) -> None:
    assert told(find.kind_named, endpoint.names, text) == told(find.kind_named, snapshot.names, text)


def test_pinyin_finds_nothing_for_there_is_no_index(endpoint: Endpoint, snapshot: Snapshot) -> None:
    assert find.search(snapshot.names, "jingke")
    assert find.search(endpoint.names, "jingke") == []


def test_labels_are_those_of_the_index(endpoint: Endpoint, snapshot: Snapshot) -> None:
    iris = [find.resolve(snapshot.names, name) for name in ("西宁", "财政部", "npp:recipient", "psg:xen-p09-approved")]
    for lang in ("zh", "en"):
        assert find.labels(endpoint.names, iris, lang) == find.labels(snapshot.names, iris, lang)


@pytest.mark.parametrize("name", ["place:xining", "ent:trina", "des:xining-carbon-peak", "npp:recipient"])
def test_a_card_says_the_same(name: str, endpoint: Endpoint, snapshot: Snapshot, project: Project) -> None:
    iri = find.resolve(snapshot.names, name)
    here, there = (card(place.engine, iri, lang="en", project=project) for place in (snapshot, endpoint))
    assert there.as_json() == here.as_json()


def test_a_path_leads_the_same_way(endpoint: Endpoint, snapshot: Snapshot) -> None:
    ends = (find.resolve(snapshot.names, "药水河"), find.resolve(snapshot.names, "水利部"))
    for asserted in (True, False):
        ways = [Map(each.engine, ends, lang="zh", asserted=asserted).ways(every=True) for each in (snapshot, endpoint)]
        assert ways[1] == ways[0] != []


def test_a_proof_is_the_same(endpoint: Endpoint, snapshot: Snapshot) -> None:
    found = only(snapshot, "CONSTRUCT WHERE { ent:trina npp:certifiedUnder ?x }")
    proofs = [Reasons(each.engine).shortest(found) for each in (snapshot, endpoint)]
    assert proofs[0] is not None
    assert proofs[1] is not None
    assert proofs[1].steps == proofs[0].steps
    grounds = [sorted(str(tuple(map(alike, triple))) for triple in proof.grounds()) for proof in proofs if proof]
    assert grounds[1] == grounds[0]


def test_a_picture_has_the_same_nodes(endpoint: Endpoint, snapshot: Snapshot) -> None:
    selection = Selection(about=find.resolve(snapshot.names, "晶科能源"), hops=1)
    here, there = (page(each, selection, lang="zh") for each in (snapshot, endpoint))
    assert (there.shown, there.left_out) == (here.shown, here.left_out)


def test_an_export_has_every_statement_but_the_sentences(
    endpoint: Endpoint, snapshot: Snapshot, tmp_path: Path
) -> None:
    paths = []
    for each, name in ((snapshot, "here.nq"), (endpoint, "there.nq")):
        paths.append(tmp_path / name)
        paths[-1].write_bytes(b"".join(export(each, "nq", scope(each, [], asserted=True, inferred=True))))
    here, there = map(read_nquads, paths)
    assert statements(there) == statements(here)
    assert paths[1].read_text("utf-8").splitlines() == sorted(paths[1].read_text("utf-8").splitlines())


def test_parameters_and_choices_of_graphs_are_kept(endpoint: Endpoint, snapshot: Snapshot) -> None:
    place = find.resolve(snapshot.names, "西宁")
    text = "SELECT ?d ?g { ?d npp:recipient $place OPTIONAL { GRAPH ?g { ?d npp:recipient $place } } } ORDER BY ?d ?g"
    for job in (
        Job(text, bindings={"place": place}, form="tsv"),
        Job(text, bindings={"place": place}, asserted=True, form="json"),
        Job("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", graphs=("reference", "decisions"), form="csv"),
        Job("CONSTRUCT WHERE { ?x npp:recipient place:xining }", asserted=True, form="ttl", most=3),
    ):
        here, there = evaluated(snapshot, job), evaluated(endpoint, job)
        assert there[1:] == here[1:]
        assert there[0] == here[0] or job.most


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x { ?x npp:recipeint ?y }",
        "SELECT ?x { ?x npp:recipient }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * FROM <urn:no> { ?s ?p ?o }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT (1 AS ?x) (2 AS ?x) {}",
        "{" * 300,
    ],
)
def test_what_is_refused_is_refused_in_the_same_words(text: str, endpoint: Endpoint, snapshot: Snapshot) -> None:
    with pytest.raises(InputError) as here:
        list(run(snapshot, text).result)  # type: ignore[arg-type]  # it is never a truth value
    with pytest.raises(InputError) as there:
        list(run(endpoint, text).result)  # type: ignore[arg-type]  # likewise
    assert str(there.value) == str(here.value)


def test_the_reason_of_an_empty_answer_is_the_same(endpoint: Endpoint, snapshot: Snapshot) -> None:
    job = Job('SELECT ?x { ?x skos:prefLabel "财政部" }')
    assert explained(endpoint, job) == explained(snapshot, job) != []


def test_rows_that_a_server_cuts_off_are_never_taken_for_all(served: Served, snapshot: Snapshot) -> None:
    server, endpoint = served
    whole = sum(snapshot.manifest.graphs.values())
    assert whole > 10_000
    for text in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        if server.name == "oxigraph":
            found = endpoint.engine.query(text)
            assert not isinstance(found, Boolean)
            assert len(list(found)) == whole
        else:
            with pytest.raises(EndpointError, match=r"cuts results off at 10,000 rows, and there are more"):
                list(endpoint.engine.query(text))  # type: ignore[arg-type]  # it is never a truth value


def test_look_ups_are_the_same_before_and_after_the_graph_is_held(served: Served, snapshot: Snapshot) -> None:
    server, known = served
    fresh = Remote(Client(server.query), known.remote.layout)
    xining = find.resolve(snapshot.names, "place:xining")
    located, city = (find.resolve(snapshot.names, name) for name in ("npp:locatedIn", "npp:City"))
    patterns = [
        (xining, None, None, None),
        (xining, located, None, None),
        (None, located, xining, None),
        (None, None, city, graph_name("inferred")),
        (None, None, Literal("630100"), None),
        (xining, located, xining, None),
    ]
    counted = []
    for pattern in patterns * 2:
        found = statements(fresh.quads(*pattern))
        assert found == statements(snapshot.engine.quads(*pattern))
        counted.append(len(found))
    assert counted[0] > counted[1] > 0
    chain = find.resolve(snapshot.names, "npp:certifiedUnder")
    heads = [quad.object for quad in fresh.quads(chain) if isinstance(quad.object, Blank)]
    assert heads
    assert all(list(fresh.quads(head)) for head in heads)


def test_a_graph_that_stands_in_one_piece_answers_too(served: Served, snapshot: Snapshot) -> None:
    server, _ = served
    flat = Endpoint(
        Remote(Client(server.query), Layout({graph_name("default"): 10_311}, flat=True, server=server.name))
    )
    assert "keeps all statements in one graph" in flat.notes[0]
    with pytest.raises(EndpointError, match="keeps all statements in one graph; load the named graphs"):
        evaluated(flat, Job("ASK { ?s ?p ?o }", asserted=True))
    if server.name == "oxigraph":  # its default graph is empty here; Virtuoso's unites all
        assert list(flat.engine.quads()) == []
        return
    text = "SELECT ?d { ?d npp:recipient place:xining } ORDER BY ?d"
    assert plain(flat.engine.query(text, prefixes=PREFIXES)) == plain(snapshot.engine.query(text, prefixes=PREFIXES))


def test_evidence_of_a_statement_is_the_same(endpoint: Endpoint, snapshot: Snapshot) -> None:
    triple = only(snapshot, "CONSTRUCT WHERE { des:xining-public-hospital npp:approvedIn ?t }")
    assert Records(endpoint.engine).of_triple(triple) == Records(snapshot.engine).of_triple(triple) != []


def test_commands_say_the_same_with_endpoint(
    served: Served, asked: Callable[..., Result], kg: Callable[..., Result]
) -> None:
    # Each reads the whole graph anew: one of them is enough to see that Virtuoso is asked in the same way.
    for arguments in COMMANDS if served[0].name == "oxigraph" else COMMANDS[:2]:
        here, there = kg(*arguments), asked(*arguments)
        assert (there.exit_code, there.stdout, there.stderr) == (here.exit_code, here.stdout, here.stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "-p", "place=西宁", "SELECT ?d { ?d npp:recipient $place } ORDER BY ?d"),
        ("ask", "approval-date", "--lang", "en", "--evidence"),
    ],
    ids=" ".join,
)
def test_a_query_in_a_process_of_its_own_says_the_same(
    arguments: tuple[str, ...], asked: Callable[..., Result], kg: Callable[..., Result]
) -> None:
    here, there = kg(*arguments), asked(*arguments)
    assert (there.exit_code, there.stdout, there.stderr) == (here.exit_code, here.stdout, here.stderr)


def test_status_tells_what_the_endpoint_holds(asked: Callable[..., Result], served: Served, snapshot: Snapshot) -> None:
    found = asked("status")
    assert found.exit_code == 0
    assert served[0].query in found.stdout
    assert f"{snapshot.manifest.graphs['ontology']:,}" in found.stdout
    assert asked("status", "--verify").exit_code == 2


def test_python_asks_an_endpoint(served: Served, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_PROJECT", str(project.root))
    graph = face.open(lang="en", endpoint=served[0].query)
    assert graph.find("晶科")[0].label_en == "Jinko Solar"
    assert graph.query("ASK { place:xining a npp:City }") is True


def test_a_graph_larger_than_memory_is_asked_piece_by_piece(
    served: Served, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "HELD", 1)
    fresh = Remote(Client(served[0].query), served[1].remote.layout)
    trina = find.resolve(snapshot.names, "ent:trina")
    here, there = (card(each, trina, lang="zh", project=locate(ROOT)) for each in (snapshot.engine, fresh))
    assert there.as_json() == here.as_json()


def test_a_query_keeps_its_words_where_nothing_has_to_be_put_otherwise() -> None:
    for text in FEATURES.values():
        assert put(text, "Oxigraph/0.5.13") == text
        assert probe(text, "Oxigraph/0.5.13") is None


def test_turtle_of_a_construct_is_the_same(endpoint: Endpoint, snapshot: Snapshot) -> None:
    text = "CONSTRUCT { ?x skos:prefLabel ?l } WHERE { ?x a npp:City ; skos:prefLabel ?l }"
    here, there = (each.engine.query(text, prefixes=PREFIXES) for each in (snapshot, endpoint))
    assert isinstance(here, Graph)
    assert isinstance(there, Graph)
    assert turtle(there) == turtle(here) != ""
