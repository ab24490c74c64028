"""kg export for people with graphs to draw and tables to load: GraphML, GEXF, XLSX, CSV, Parquet, Neo4j."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import duckdb
import networkx as nx
import openpyxl
import pytest
from click.testing import Result

from kg.errors import InputError
from kg.export import Scope, Style, export, fill
from kg.names import NPP, PREFIXES, npp
from kg.project import graph_name
from kg.store.manifest import record
from kg.store.snapshot import Snapshot
from kg.terms import XSD, Iri, Literal, Quad, text
from kg.turtle.write import nquads
from kg.view.kinds import KINDS

NEWS, INFERRED, ONTOLOGY = map(graph_name, ("news", "inferred", "ontology"))
TYPE, LABEL = Iri(PREFIXES["rdf"] + "type"), Iri(PREFIXES["skos"] + "prefLabel")
ALT, NAME = Iri(PREFIXES["skos"] + "altLabel"), Iri(PREFIXES["rdfs"] + "label")
PARK, CITY, FIGURE = (Iri(PREFIXES[prefix] + "x") for prefix in ("place", "ent", "obs"))
PASSAGE, PAPER = Iri(PREFIXES["psg"] + "x"), Iri(PREFIXES["doc"] + "x")
ZONE = next(kind for kind in KINDS if kind.key == "zone")  # parks among them
QUADS = [
    Quad(PARK, TYPE, npp("Park"), NEWS),
    Quad(PARK, TYPE, npp("Place"), INFERRED),
    Quad(PARK, LABEL, text('=园区, "南"\n川', "zh"), NEWS),
    Quad(PARK, LABEL, text("Park", "en"), NEWS),
    Quad(PARK, ALT, text("a;b", "en"), NEWS),
    Quad(PARK, ALT, text("c\\", "en"), NEWS),
    Quad(PARK, npp("locatedIn"), CITY, NEWS),
    Quad(PARK, npp("locatedIn"), CITY, INFERRED),
    Quad(PARK, npp("about"), CITY, INFERRED),
    Quad(PARK, npp("about"), Iri(PREFIXES["place"] + "nowhere"), NEWS),
    Quad(PARK, npp("evidence"), PASSAGE, NEWS),
    Quad(CITY, TYPE, npp("Enterprise"), NEWS),
    Quad(FIGURE, TYPE, npp("Observation"), NEWS),
    Quad(FIGURE, npp("value"), Literal("97.50", XSD + "decimal"), NEWS),
    Quad(PASSAGE, TYPE, npp("Passage"), NEWS),
    Quad(PASSAGE, npp("quotedFrom"), PAPER, NEWS),
    Quad(PASSAGE, npp("paragraph"), Literal("9", XSD + "integer"), NEWS),
    Quad(PASSAGE, npp("phrase"), text("南川"), NEWS),
    Quad(PAPER, LABEL, text("报", "zh"), NEWS),
    Quad(npp("locatedIn"), NAME, text("位于", "zh"), ONTOLOGY),
    Quad(npp("Park"), NAME, text("园区", "zh"), ONTOLOGY),
]


@pytest.fixture
def small(tmp_path: Path) -> Snapshot:
    """What export asks of a snapshot."""
    file = tmp_path / "graph.nq"
    file.write_text("".join(nquads(QUADS)), "utf-8")
    facts = SimpleNamespace(graphs={"news": 1}, files={"graph.nq": record(file)})
    return cast("Snapshot", SimpleNamespace(graph=file, manifest=facts))


def made(snapshot: Snapshot, chosen: str, **style: bool | str) -> bytes:
    return b"".join(export(snapshot, chosen, style=Style(**style)))  # type: ignore[arg-type] # what Style takes


def test_networkx_reads_graphml_with_labels_classes_and_links_of_sources_and_rules(small: Snapshot) -> None:
    graph = nx.parse_graphml(made(small, "graphml").decode())
    assert sorted(graph) == ["doc:x", "ent:x", "obs:x", "place:x", "psg:x"]
    park = graph.nodes["place:x"]
    assert (park["label_en"], park["class"], park["classes"], park["colour"]) == (
        "Park",
        "Park",
        "Park;Place",
        ZONE.colour,
    )
    assert graph.nodes["obs:x"]["value"] == 97.5
    links = sorted((data["label"], data["inferred"]) for _, _, data in graph.edges(data=True))
    assert links == [("about", True), ("evidence", False), ("locatedIn", False), ("quotedFrom", False)]


def test_networkx_reads_gexf_with_colours_and_places_where_asked_for(small: Snapshot) -> None:
    content = made(small, "gexf", placed=True)
    assert b"lastmodifieddate" not in content
    graph = nx.read_gexf(BytesIO(content))
    red, green, blue = bytes.fromhex(ZONE.colour[1:])
    assert graph.nodes["place:x"]["viz"]["color"] == {"r": red, "g": green, "b": blue, "a": 1.0}
    assert (
        len({(node["viz"]["position"]["x"], node["viz"]["position"]["y"]) for _, node in graph.nodes(data=True)}) == 5
    )
    assert "position" not in nx.read_gexf(BytesIO(made(small, "gexf"))).nodes["place:x"]["viz"]


def test_csv_has_a_row_a_thing_and_a_row_a_link_between_things(small: Snapshot, tmp_path: Path) -> None:
    fill(tmp_path / "out", small, "csv")
    with (tmp_path / "out" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = {row["id"]: row for row in csv.DictReader(file)}
    assert sorted(nodes) == ["doc:x", "ent:x", "obs:x", "place:x", "psg:x"]
    assert nodes["place:x"] == {
        **dict.fromkeys(("paragraph", "phrase", "value"), ""),
        "id": "place:x",
        "iri": PARK.value,
        "class": "Park",
        "classes": "Park;Place",
        "label_zh": '=园区, "南"\n川',
        "label_en": "Park",
        "skos_altLabel_en": "a\\;b;c\\\\",
    }
    with (tmp_path / "out" / "edges.csv").open(encoding="utf-8", newline="") as file:
        assert [*csv.reader(file)] == [
            ["start", "end", "type", "inferred", "graphs"],
            ["psg:x", "doc:x", "quotedFrom", "false", "news"],  # .../id/passage/x stands before .../id/place/x
            ["place:x", "ent:x", "about", "true", "inferred"],
            ["place:x", "psg:x", "evidence", "false", "news"],
            ["place:x", "ent:x", "locatedIn", "false", "inferred;news"],
        ]


def test_duckdb_reads_parquet_with_numbers_as_numbers(small: Snapshot, tmp_path: Path) -> None:
    fill(tmp_path / "out", small, "parquet")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["edges.parquet", "nodes.parquet"]
    nodes, edges = (f"'{tmp_path}/out/{name}.parquet'" for name in ("nodes", "edges"))
    query = f"SELECT id, value, paragraph, label_zh FROM {nodes} WHERE id IN ('obs:x', 'psg:x') ORDER BY id"  # noqa: S608 - a path of the test
    assert duckdb.execute(query).fetchall() == [("obs:x", 97.5, None, None), ("psg:x", None, 9, None)]
    assert duckdb.execute(f"SELECT count(*) FROM {edges} WHERE inferred").fetchall() == [(1,)]  # noqa: S608 - likewise


def test_neo4j_gets_typed_headings_labels_and_a_sign_between_values_that_none_holds(
    small: Snapshot, tmp_path: Path
) -> None:
    fill(tmp_path / "out", small, "neo4j")
    with (tmp_path / "out" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    assert heading == [
        *("id:ID", "iri", "class", ":LABEL", "label_zh", "label_en"),
        *("paragraph:long", "phrase", "skos_altLabel_en:string[]", "value:double"),
    ]
    park = next(row for row in rows if row[0] == "place:x")
    assert (park[3], park[8]) == ("Entity\x1fPark\x1fPlace", "a;b\x1fc\\")
    cypher = (tmp_path / "out" / "import.cypher").read_text("utf-8")
    assert "--relationships=edges.csv --multiline-fields=true --array-delimiter=U+001F\n" in cypher
    assert "`value`: toFloat(row.`value:double`)" in cypher
    assert "MERGE (a)-[r:`locatedIn`]->(b)\n" in cypher
    assert "split(row.`:LABEL`, '\\u001F')" in cypher


def test_a_workbook_has_a_sheet_a_class_with_passages_beside_each_thing(small: Snapshot) -> None:
    book = openpyxl.load_workbook(BytesIO(made(small, "xlsx")))
    assert book.sheetnames == ["Enterprise", "Observation", "园区"]
    assert [*book["园区"].iter_rows(values_only=True)] == [
        ("名称", "英文名称", "标识", "skos_altLabel_en", "about", "about（推断）", "位于", "依据"),
        ('=园区, "南"\n川', "Park", "place:x", "a;b; c\\", "place:nowhere", "ent:x", "ent:x", "报 §9 “南川”"),
    ]
    english = openpyxl.load_workbook(BytesIO(made(small, "xlsx", language="en")))
    assert [cell.value for cell in english["Park"][1]][:3] == ["name in Chinese", "name in English", "identifier"]


@pytest.mark.parametrize("chosen", ["graphml", "gexf"])
def test_the_same_graph_gives_the_same_bytes(chosen: str, small: Snapshot) -> None:
    assert made(small, chosen, placed=True) == made(small, chosen, placed=True)


def test_a_folder_that_is_there_is_left_as_it_is(small: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(InputError, match=r"out: is there already; choose another folder with -o, or remove it"):
        fill(tmp_path / "out", small, "csv")
    with pytest.raises(InputError, match=r"no/out: cannot be written: No such file or directory"):
        fill(tmp_path / "no" / "out", small, "csv")
    assert [*(tmp_path / "out").iterdir()] == []


def test_what_is_left_out_of_the_scope_is_no_node(small: Snapshot, tmp_path: Path) -> None:
    fill(tmp_path / "out", small, "csv", Scope(evidence=False))
    assert "psg:x" not in (tmp_path / "out" / "nodes.csv").read_text("utf-8")


def test_the_whole_graph_has_as_many_things_and_links_as_the_store_knows(
    kg: Callable[..., Result], snapshot: Snapshot, tmp_path: Path
) -> None:
    assert kg("export", "-f", "csv", "-o", str(tmp_path / "out")).exit_code == 0
    engine = snapshot.engine
    entities = {quad.subject for quad in engine.quads() if isinstance(quad.subject, Iri)}
    entities = {each for each in entities if each.value.startswith(NPP.removesuffix("ns#") + "id/")}
    with (tmp_path / "out" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        assert len([*csv.DictReader(file)]) == len(entities)
    links = {
        quad.triple for quad in engine.quads() if {quad.subject, quad.object} <= entities and quad.predicate != TYPE
    }
    with (tmp_path / "out" / "edges.csv").open(encoding="utf-8", newline="") as file:
        assert len([*csv.DictReader(file)]) == len(links)
    assert kg("export", "-f", "neo4j").stderr == "kg: -f neo4j fills a folder; say which with -o\n"
    assert kg("export", "-o", str(tmp_path / "graph.graphml")).exit_code == 0
    graph = nx.read_graphml(tmp_path / "graph.graphml")
    assert (len(graph), graph.number_of_edges()) == (len(entities), len(links))


def test_sssom_maps_things_to_the_codes_others_know_them_by(kg: Callable[..., Result]) -> None:
    lines = kg("export", "-f", "sssom").stdout.splitlines()
    head = [line for line in lines if line.startswith("# ")]
    assert "# license: https://creativecommons.org/licenses/by/4.0/" in head
    assert "#   place: https://w3id.org/npp/id/place/" in head
    assert "#   gb-t-2260: https://w3id.org/npp/id/code/gb-t-2260-" in head
    heading, *rows = (line.split("\t") for line in lines[len(head) :])
    found = [dict(zip(heading, row, strict=True)) for row in rows]
    xining = [row for row in found if row["subject_id"] == "place:xining"]
    assert [(row["predicate_id"], row["object_id"], row["object_source"]) for row in xining] == [
        ("skos:exactMatch", "gb-t-2260:630100", "gb-t-2260")
    ]
    assert {row["mapping_justification"] for row in found} == {"semapv:ManualMappingCuration"}
    assert rows == sorted(rows)
