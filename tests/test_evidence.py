"""kg.evidence: which passages and documents a fact rests on, by the rule that the package tells."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg.evidence import Basis, Evidence, Label, of_node, of_triple, standing, with_sentences
from kg.names import PREFIXES, compact, expand
from kg.passages import Presence
from kg.project import Project, graph_name
from kg.store import engine
from kg.terms import Iri, Triple, text
from kg.turtle.read import read

DATA = Path(__file__).parent / "data" / "evidence"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> engine.Engine:
    path = tmp_path_factory.mktemp("evidence") / "store"
    files = sorted(DATA.glob("*.ttl"))
    engine.create(path, [quad for file in files for quad in read(file, graph_name(file.stem))])
    return engine.open(path)


def triple(words: str) -> Triple:
    subject, predicate, thing = words.split()
    return Triple(expand(subject), expand(predicate), expand(thing))


def found(items: list[Evidence]) -> list[tuple[str, str]]:
    return [(compact(item.passage or item.source), item.basis.value) for item in items]


def test_a_claim_on_the_triple_comes_before_all_else(store: engine.Engine) -> None:
    (item,) = of_triple(store, *triple("ent:bing npp:operatesIn place:yi"))
    assert found([item]) == [("psg:news-p01-bing", "claim")]
    assert (item.rank, item.rank_label) == (expand("c:rank-normal"), Label("并存", "normal"))
    assert (item.modality, item.modality_label) == (expand("c:inferred"), Label("推定", "inferred"))


def test_a_claim_may_rest_on_a_cited_document(store: engine.Engine) -> None:
    assert found(of_triple(store, *triple("ent:bing npp:operatesIn place:jia"))) == [("doc:register", "claim")]


def test_then_come_the_passages_that_subject_and_object_share(store: engine.Engine) -> None:
    # place:jia has another passage besides, which says nothing of the designation.
    items = of_triple(store, *triple("des:jia-beacon npp:recipient place:jia"))
    assert found(items) == [("psg:news-p00-admitted", "shared")]


def test_then_come_the_passages_of_the_subject(store: engine.Engine) -> None:
    assert found(of_triple(store, *triple("place:yi npp:partOf place:jia"))) == [("psg:news-p00-yi", "subject")]


def test_then_come_the_passages_of_the_object(store: engine.Engine) -> None:
    assert found(of_triple(store, *triple("body:ding npp:issues prog:beacon"))) == [("psg:news-p00-three", "object")]


def test_a_source_does_not_vouch_for_what_another_asserts(store: engine.Engine) -> None:
    # The reference data asserts this and cites the register; the news has passages on place:jia.
    items = of_triple(store, *triple("place:jia npp:locatedIn place:province"))
    assert found(items) == [("doc:register", "subject")]


def test_a_fact_with_a_literal_rests_on_its_subject(store: engine.Engine) -> None:
    items = of_triple(store, expand("des:jia-beacon"), expand("npp:dateText"), text("今年"))
    assert found(items) == [("psg:news-p00-admitted", "subject")]


def test_nothing_recorded_gives_no_evidence(store: engine.Engine) -> None:
    assert of_triple(store, *triple("place:province npp:kind c:goal")) == []


@pytest.mark.parametrize(
    ("inferred", "asserted", "rests_on"),
    [
        ("place:jia npp:contains place:yi", "place:yi npp:partOf place:jia", ("psg:news-p00-yi", "subject")),
        ("place:yi npp:locatedIn place:jia", "place:yi npp:partOf place:jia", ("psg:news-p00-yi", "subject")),
        (
            "place:jia npp:holdsDesignation des:jia-beacon",
            "des:jia-beacon npp:recipient place:jia",
            ("psg:news-p00-admitted", "shared"),
        ),
        ("place:other npp:adjoins place:jia", "place:jia npp:adjoins place:other", ("doc:register", "subject")),
    ],
    ids=["inverse of a sub-property", "sub-property", "inverse", "symmetric"],
)
def test_an_inferred_triple_rests_on_the_asserted_one_that_says_the_same(
    store: engine.Engine, inferred: str, asserted: str, rests_on: tuple[str, str]
) -> None:
    assert standing(store, triple(inferred)) == (True, triple(asserted))
    assert found(of_triple(store, *triple(inferred))) == [rests_on]


def test_an_inferred_triple_without_such_rests_on_the_nodes_it_connects(store: engine.Engine) -> None:
    assert standing(store, triple("body:ding npp:knows place:yi")) == (True, None)
    assert found(of_triple(store, *triple("body:ding npp:knows place:yi"))) == [("psg:news-p00-yi", "object")]


def test_an_asserted_triple_stands_for_itself(store: engine.Engine) -> None:
    fact = triple("place:yi npp:partOf place:jia")
    assert standing(store, fact) == (False, fact)


def test_a_node_rests_on_its_passages_in_the_order_of_the_text(store: engine.Engine) -> None:
    expected = [("psg:news-p00-admitted", "subject"), ("psg:news-p00-three", "subject")]
    assert found(of_node(store, expand("place:jia"))) == expected


def test_everything_recorded_of_a_passage_is_told(store: engine.Engine) -> None:
    (item,) = of_node(store, expand("place:yi"))
    assert item == Evidence(
        source=expand("doc:news"),
        source_label=Label("新闻", "News"),
        source_digest="2f472dab3e5a5eb4b0a17f7e81e4904130b669199e5e0e3dd4ca8da6be671a77",
        page=None,
        basis=Basis.SUBJECT,
        passage=expand("psg:news-p00-yi"),
        paragraph=0,
        phrase="甲市南部",
        start=15,
        end=23,
        digest="2b2f92cbb4c24d84c8a0696f306a086e9476ac7f2b429512c5b0b472f579d3b4",
        modality=expand("c:stated"),
        modality_label=Label("明述", "stated"),
    )


def test_a_cited_document_tells_the_page_where_it_was_seen(store: engine.Engine) -> None:
    (item,) = of_triple(store, *triple("place:jia npp:adjoins place:other"))
    assert (item.passage, item.page) == (None, Iri("https://example.org/register"))
    assert (item.source_label.words("en"), item.phrase, item.paragraph) == ("名录", "", None)


def project(folder: Path) -> Project:
    return Project(root=folder, sources=folder, build=folder / "build")


def test_sentences_come_from_the_text_where_it_is_here(store: engine.Engine, tmp_path: Path) -> None:
    shutil.copy(DATA / "news.txt", tmp_path)
    (item,) = with_sentences(project(tmp_path), of_node(store, expand("place:yi")))
    assert (item.presence, item.sentence) == (Presence.HERE, "乙园位于甲市南部。")


def test_without_the_text_the_evidence_says_so(store: engine.Engine, tmp_path: Path) -> None:
    (item,) = with_sentences(project(tmp_path), of_node(store, expand("place:yi")))
    assert (item.presence, item.sentence, item.phrase) == (Presence.ABSENT, "", "甲市南部")


def test_another_text_of_that_name_is_not_quoted(store: engine.Engine, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text((DATA / "news.txt").read_text("utf-8").replace("三", "四"), encoding="utf-8")
    (item,) = with_sentences(project(tmp_path), of_node(store, expand("place:yi")))
    assert (item.presence, item.sentence) == (Presence.DIFFERS, "")


@pytest.mark.parametrize("change", [{"start": 16}, {"end": 400}], ids=["other words", "beyond the text"])
def test_a_stretch_that_is_not_the_recorded_one_is_not_quoted(
    store: engine.Engine, tmp_path: Path, change: dict[str, int]
) -> None:
    shutil.copy(DATA / "news.txt", tmp_path)
    shifted = [
        replace(item, start=change.get("start", item.start), end=change.get("end", item.end))
        for item in of_node(store, expand("place:yi"))
    ]
    (item,) = with_sentences(project(tmp_path), shifted)
    assert (item.presence, item.sentence) == (Presence.DIFFERS, "")


def test_a_document_cited_as_a_whole_is_left_as_it_is(store: engine.Engine, tmp_path: Path) -> None:
    items = of_triple(store, *triple("place:jia npp:adjoins place:other"))
    assert with_sentences(project(tmp_path), items) == items


def test_the_prefixes_of_the_test_data_are_ours() -> None:
    for file in DATA.glob("*.ttl"):
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("@prefix"):
                _, prefix, namespace, _ = line.split()
                assert PREFIXES[prefix.removesuffix(":")] == namespace.strip("<>")
