"""Names looked up in a store that has no index of them: what an index finds, but for how names sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import find
from kg.errors import KgError, UnknownName
from kg.names import PREFIXES, STANDARD, compact
from kg.project import graph_name
from kg.store import engine
from kg.store.engine import Engine
from kg.terms import Iri, Quad, text
from kg.turtle.read import read

NAMES = Path(__file__).parent / "data" / "find" / "names.ttl"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("find") / "names.sqlite"
    find.write_index(path, read(NAMES, graph_name("reference")))
    return path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    path = tmp_path_factory.mktemp("find") / "store"
    engine.create(path, read(NAMES, graph_name("reference")))
    return engine.open(path)


def told(names: find.Names, name: str) -> str:
    try:
        return compact(find.resolve(names, name))
    except KgError as error:
        return str(error)


@pytest.mark.parametrize(
    "query",
    [
        "西宁",
        "西",
        "財政部",
        "财政",
        "bank",
        "bank china",
        "Bank of",
        "630100",
        "county",
        "Peoples",
        "“三新”",
        "place:x",
        "县",
    ],
)
def test_a_store_is_searched_as_an_index_is(query: str, index: Path, store: Engine) -> None:
    assert find.search(store, query) == find.search(index, query)


def test_a_search_finds_so_much_and_no_more(index: Path, store: Engine) -> None:
    assert find.search(store, "西", limit=2) == find.search(index, "西", limit=2)


@pytest.mark.parametrize(
    "query", ["西宁", "xining", "财政", "西宁是", "place:xinign", "nothing like it", "县", "place:xining"]
)
def test_a_name_is_resolved_or_refused_as_an_index_does(query: str, index: Path, store: Engine) -> None:
    assert told(store, query) == told(index, query)


def test_a_store_without_an_index_knows_which_of_several_names_is_used(tmp_path: Path) -> None:
    used, other, third = (Iri(f"{PREFIXES['place']}{name}") for name in ("b-used", "a-other", "c-third"))
    same, label = Iri(f"{STANDARD['owl']}sameAs"), Iri(f"{STANDARD['skos']}prefLabel")
    graph = graph_name("reference")
    quads = [
        Quad(used, label, text("西宁", "zh"), graph),
        Quad(used, same, other, graph),
        Quad(third, same, used, graph),
    ]
    engine.create(tmp_path / "store", quads)
    store = engine.open(tmp_path / "store")
    assert [find.resolve(store, compact(each)) for each in (used, other, third)] == [used] * 3
    assert find.knows(store, third)
    with pytest.raises(UnknownName):
        find.resolve(store, "place:nowhere")
