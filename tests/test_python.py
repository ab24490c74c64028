"""``import kg``: the graph for Python and Jupyter, and that importing it costs nothing."""

from __future__ import annotations

import doctest
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.errors import InputError, SnapshotError, TimeLimit, UnknownName
from kg.graph import Graph, Table, Told
from kg.names import expand
from kg.project import Project
from kg.query.worker import Limits
from kg.store.snapshot import Snapshot
from kg.terms import XSD, Iri, Literal, Triple

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def graph(project: Project, snapshot: Snapshot) -> Graph:
    return Graph(project, snapshot, "zh")


def test_the_examples_of_the_documentation_run(
    project: Project, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert snapshot.manifest.asserted
    monkeypatch.setenv("KG_PROJECT", str(project.root))
    monkeypatch.setenv("KG_BUILD", str(project.build))
    options = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    failed, tried = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False, optionflags=options)
    assert failed == 0
    assert tried > 15


def test_importing_kg_loads_nothing_of_it_and_no_library() -> None:
    code = "import sys, kg; print(sorted(m for m in sys.modules if m.startswith(('kg.', 'pyoxigraph', 'click'))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_importing_the_face_loads_no_heavy_library() -> None:
    heavy = "('rdflib', 'owlrl', 'networkx', 'igraph', 'pyvis', 'duckdb', 'openpyxl', 'click')"
    code = f"import sys, kg; kg.open; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_name_that_kg_has_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'nothing'"):
        kg.nothing  # noqa: B018 - that is what is tried


def test_a_project_without_a_snapshot_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_BUILD", str(tmp_path))
    with pytest.raises(SnapshotError, match="run 'kg build'"):
        kg.open(ROOT)


def test_rows_have_plain_values(graph: Graph) -> None:
    row = "1.5 '2025-03-01'^^xsd:date '西宁'@zh place:xining UNDEF"
    rows = graph.query(f"SELECT * {{ VALUES (?n ?d ?t ?i ?u) {{ ({row}) }} }}")
    assert isinstance(rows, Table)
    place = "https://w3id.org/npp/id/place/xining"
    assert rows.values() == [{"n": Decimal("1.5"), "d": date(2025, 3, 1), "t": "西宁", "i": place, "u": None}]


def test_a_construct_gives_triples_and_their_turtle(graph: Graph) -> None:
    made = graph.query("CONSTRUCT { place:xining npp:value 1 } WHERE {}")
    assert isinstance(made, Told)
    place, value = Iri("https://w3id.org/npp/id/place/xining"), Iri("https://w3id.org/npp/ns#value")
    assert tuple(made) == (Triple(place, value, Literal("1", XSD + "integer")),)
    assert "npp:value 1 ;" in str(made)


def test_a_bound_on_rows_says_that_it_cut(graph: Graph) -> None:
    rows = graph.query("SELECT ?x { VALUES ?x { 1 2 3 } }", most=2)
    assert isinstance(rows, Table)
    assert (len(rows), rows.cut) == (2, True)


def test_asserted_and_graphs_narrow_a_query(graph: Graph) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    counts = []
    for rows in (graph.query(query), graph.query(query, asserted=True), graph.query(query, graphs=["decisions"])):
        assert isinstance(rows, Table)
        counts.append(rows.values()[0]["n"])
    assert counts[0] > counts[1] > counts[2] > 0  # type: ignore[operator]  # they are integers


def test_a_query_has_limits(graph: Graph) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { GRAPH ?x { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }"
    with pytest.raises(TimeLimit, match=r"no answer within 0\.3 s"):
        graph.query(endless, limits=Limits(seconds=0.3))


def test_results_show_themselves_in_jupyter_without_running_what_they_say(graph: Graph) -> None:
    rows = graph.query("SELECT ?x { VALUES ?x { '<script>alert(1)</script>' } }")
    assert isinstance(rows, Table)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in rows._repr_html_()
    assert "<script" not in rows._repr_html_()
    assert "没有来源" not in graph.ask("approval-date")._repr_html_()
    assert "<td>2024年9月</td>" in graph.ask("approval-date")._repr_html_()
    assert graph.path("药水河", "水利部", asserted=True)._repr_html_().startswith("<pre")


def test_a_picture_is_a_page_in_a_frame_and_in_a_file(graph: Graph, tmp_path: Path) -> None:
    picture = graph.view("晶科能源", hops=1)
    assert picture.save(tmp_path / "page.html").read_text("utf-8") == picture.html
    frame = '<iframe sandbox="allow-scripts allow-downloads" srcdoc="&lt;!doctype html&gt;'
    assert picture._repr_html_().startswith(frame)
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_no_way_is_an_empty_answer(graph: Graph) -> None:
    assert len(graph.path("药水河", "水利部", asserted=True, most=2)) == 0


def test_a_multigraph_keeps_every_statement_between_entities(graph: Graph) -> None:
    both, asserted = graph.to_networkx(), graph.to_networkx(asserted=True)
    assert asserted.number_of_edges() < both.number_of_edges()
    assert both.edges["des:xining-carbon-peak", "place:xining", "npp:recipient"] == {"inferred": False}
    assert both.nodes["place:xining"]["label"] == "西宁市"


def test_an_unknown_name_offers_the_nearest(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="did you mean"):
        graph.show("晶科能原")


def test_a_proof_is_a_value_and_a_text(graph: Graph) -> None:
    told = graph.why("晶科能源", "处于政策覆盖", "国家级零碳园区建设")
    assert [proof.steps for proof in told] == [4]
    assert str(told).startswith("晶科能源 处于政策覆盖 国家级零碳园区建设 [ent:jinko npp:coveredBy")
    assert told._repr_html_().startswith("<pre")
    asserted = graph.why(Iri(expand("ent:jinko").value), "npp:operatesIn", expand("place:nanchuan-park"))
    assert (asserted[0].rule, asserted[0].steps) == ("", 0)
    assert graph.why("des:nanchuan-zero-carbon", "npp:dateText", Literal("2025年3月"))[0].steps == 0


def test_all_proofs_of_a_statement_are_told_with_numbers(graph: Graph) -> None:
    told = graph.why("西宁", "a", "npp:Place", every=True, most=2)
    assert len(told) == 2
    assert str(told).startswith("证明 1/2\n")


def test_a_statement_that_the_graph_has_not_gives_no_proof_and_the_nearest(graph: Graph) -> None:
    told = graph.why("西宁", "设于", "南川工业园区")
    assert len(told) == 0
    assert str(told).splitlines()[0].startswith("图中没有：西宁市 设于 南川工业园区")
    short = graph.why("晶科能源", "处于政策覆盖", "国家级零碳园区建设", steps=1)
    assert (len(short), "没有 1 步以内的证明" in str(short)) == (0, True)


def test_columns_of_a_frame_have_the_types_of_their_values(graph: Graph) -> None:
    import polars as pl

    row = "1 2.5 true '2025-03-01'^^xsd:date '2025-03-01T08:00:00+08:00'^^xsd:dateTime '西宁'@zh place:xining 1e0"
    more = "2 2.25 UNDEF UNDEF '2025-03-01T00:00:00Z'^^xsd:dateTime UNDEF 3 2"
    rows = graph.query(f"SELECT * {{ VALUES (?i ?n ?b ?d ?m ?t ?x ?f) {{ ({row}) ({more}) }} }}")
    assert isinstance(rows, Table)
    frame = rows.to_polars()
    assert frame.schema == {
        "i": pl.Int64,
        "n": pl.Decimal(38, 2),
        "b": pl.Boolean,
        "d": pl.Date,
        "m": pl.Datetime("us", "UTC"),
        "t": pl.String,
        "x": pl.String,
        "f": pl.Float64,
    }
    moment = datetime(2025, 3, 1, tzinfo=UTC)
    assert frame.row(0) == (1, Decimal("2.50"), True, date(2025, 3, 1), moment, "西宁", "place:xining", 1.0)
    assert frame.row(1) == (2, Decimal("2.25"), None, None, moment, None, "3", 2.0)


def test_numbers_that_no_column_holds_are_texts(graph: Graph) -> None:
    rows = graph.query(f"SELECT * {{ VALUES (?i ?n) {{ ({10**20} {10**40}) (1 2) }} }}")
    assert isinstance(rows, Table)
    frame = rows.to_polars()
    assert frame["i"].to_list() == [Decimal(10**20), Decimal(1)]
    assert frame["n"].to_list() == [str(10**40), "2"]


def test_all_statements_are_a_frame(graph: Graph) -> None:
    import polars as pl

    both, asserted = graph.to_polars(), graph.to_polars(asserted=True)
    sizes = graph.snapshot.manifest.graphs
    assert (len(both), len(asserted)) == (sum(sizes.values()), sum(sizes.values()) - sizes["inferred"])
    row = both.filter(pl.col("subject") == "ent:jinko", pl.col("property") == "npp:coveredBy").row(0, named=True)
    assert (row["value"], row["value_label"], row["inferred"]) == (
        "prog:zero-carbon-park",
        "国家级零碳园区建设",
        True,
    )
    sheet = graph.ask("approval-date").to_polars()
    assert sheet.rows() == list(graph.ask("approval-date"))


def test_a_frame_without_polars_says_what_to_install(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(InputError, match=r"pip install 'npp-kg\[polars\]'"):
        graph.to_polars()
