"""kg.show: one entity as a card, as a page of lines and as JSON; and the command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import UnknownName
from kg.names import NPP, compact, expand
from kg.project import Project, graph_name
from kg.show import Card, Fact, Name, card, page
from kg.show.grouping import SILENT, place_of, title_of
from kg.show.wrap import Span, width, wrap
from kg.store import engine
from kg.terms import Iri, Quad, text
from kg.turtle.read import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from click.testing import Result

    from kg.show import Line

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data" / "show"
HERE = Project(root=DATA, sources=DATA, build=DATA / "build")
LABEL = expand("skos:prefLabel")


def made(path: Path, more: Iterable[Quad] = ()) -> engine.Engine:
    quads = [quad for file in sorted(DATA.glob("*.ttl")) for quad in read(file, graph_name(file.stem))]
    engine.create(path, [*quads, *more])
    return engine.open(path)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> engine.Engine:
    return made(tmp_path_factory.mktemp("show") / "store")


def facts(of: Card) -> dict[str, list[Fact]]:
    """The facts by property; those that come in have an arrow before."""
    found: dict[str, list[Fact]] = {}
    for group in of.groups:
        for fact in group.facts:
            found.setdefault(("<" if fact.incoming else "") + compact(fact.predicate), []).append(fact)
    return found


def words(of: Card, predicate: str) -> list[str]:
    return [fact.words for fact in facts(of)[predicate]]


def plain(lines: Iterable[Line]) -> str:
    return "".join("".join(span.text for span in line) + "\n" for line in lines)


@pytest.mark.parametrize(("name", "lang"), [("place:jia", "zh"), ("des:jia-beacon", "en")])
def test_a_card_reads_as_a_person_would_have_it(store: engine.Engine, name: str, lang: str) -> None:
    expected = (DATA / f"{name.partition(':')[2]}.{lang}.txt").read_text("utf-8")
    assert plain(page(card(store, expand(name), lang=lang, project=HERE), columns=60)) == expected


def test_a_card_says_how_to_ask_why_only_where_something_is_inferred_and_evidence_is_told(store: engine.Engine) -> None:
    inferred, asserted = (
        card(store, expand(name), lang="en", project=HERE) for name in ("place:jia", "des:jia-beacon")
    )
    asked = "Why a fact is inferred: kg why place:jia npp:holdsStatus prog:beacon"
    assert asked in plain(page(inferred)).splitlines()
    assert "kg why" not in plain(page(inferred, evidence=False))
    assert "kg why" not in plain(page(asserted))


def test_names_are_told_by_role_chinese_first(store: engine.Engine) -> None:
    assert card(store, expand("place:jia")).names == (
        Name("甲市", "zh", "preferred"),
        Name("Jia", "en", "preferred"),
        Name("甲", "zh", "short"),
        Name("甲州", "zh", "alternative"),
    )


def test_types_are_told_most_specific_first_and_inferred_ones_marked(store: engine.Engine) -> None:
    kinds = [(compact(kind.iri), kind.inferred) for kind in card(store, expand("place:jia")).kinds]
    assert kinds == [("npp:City", False), ("npp:AdministrativeArea", True), ("npp:Place", True)]


def test_a_term_of_the_ontology_is_named_by_its_plain_label_and_defined(store: engine.Engine) -> None:
    shown = card(store, expand("npp:City"), lang="en")
    assert (shown.title, shown.notes) == ("city", ("Prefecture level.",))


def test_a_note_comes_in_the_language_asked_for(store: engine.Engine) -> None:
    assert card(store, expand("place:jia"), lang="en").notes == ("A made-up city.",)


def test_a_statement_on_the_entity_reads_by_the_inverse_and_counts_as_asserted(store: engine.Engine) -> None:
    (fact,) = facts(card(store, expand("place:jia")))["npp:holdsDesignation"]
    assert (fact.inferred, fact.property_label.zh) == (False, "获得入选")
    assert fact.statement == (expand("des:jia-beacon"), expand("npp:recipient"), expand("place:jia"))


def test_without_an_inverse_it_is_told_as_coming_in(store: engine.Engine) -> None:
    assert words(card(store, expand("place:jia"), lang="en"), "<npp:origin") == ["Jia–Ji train"]


def test_what_another_fact_entails_is_left_out(store: engine.Engine) -> None:
    shown = facts(card(store, expand("place:jia")))
    assert [fact.other for fact in shown["npp:holdsStatus"]] == [expand("prog:beacon")]
    assert "npp:participatesIn" not in shown
    # Yi is part of Jia, for which there is no inverse; Jia contains Yi says it, and says it as asserted.
    assert "<npp:partOf" not in shown
    assert [(fact.words, fact.inferred) for fact in shown["npp:contains"]] == [("戊区", False), ("乙园", False)]


def test_what_only_a_rule_gave_is_marked_and_comes_last(store: engine.Engine) -> None:
    shown = facts(card(store, expand("place:yi")))
    assert [(fact.words, fact.inferred) for fact in shown["npp:locatedIn"]] == [("戊区", False), ("庚省", True)]
    assert [fact.inferred for fact in facts(card(store, expand("place:jia")))["npp:holdsStatus"]] == [True]


def test_a_source_that_only_follows_from_a_passage_is_not_told(store: engine.Engine) -> None:
    assert words(card(store, expand("place:jia")), "npp:sourcedFrom") == ["名录"]


def test_figures_are_told_in_words(store: engine.Engine) -> None:
    assert words(card(store, expand("place:jia"), lang="zh"), "npp:hasStatement") == [
        "绿色比例 62%（2024年3月）",
        "三大领域（称 3，列出 1）",
        "方案数 50余个",
        "首个（城市，庚省）",
    ]
    assert words(card(store, expand("place:jia"), lang="en"), "npp:hasStatement") == [
        "Green share: 62% (March 2024)",
        "三大领域 (says 3, lists 1)",
        "Plans: 50 plans (more than, written “50余个”)",
        "first (city, Geng)",
    ]


def test_a_statement_seen_from_elsewhere_names_what_it_is_about(store: engine.Engine) -> None:
    assert words(card(store, expand("ind:share"), lang="zh"), "<npp:ofIndicator") == ["甲市：62%（2024年3月）"]
    assert words(card(store, expand("ind:plans"), lang="en"), "<npp:ofIndicator") == [
        "Jia – 50 plans (more than, written “50余个”)"
    ]


def test_a_statement_tells_itself_in_words_under_its_name(store: engine.Engine) -> None:
    shown = card(store, expand("obs:jia-share"))
    assert (shown.title, shown.words) == ("甲市绿色比例", "甲市：绿色比例 62%（2024年3月）")
    unnamed = card(store, expand("obs:jia-plans"))
    assert unnamed.title == unnamed.words == "甲市：方案数 50余个"


def test_a_vague_date_is_told_with_its_span_and_a_plain_one_without(store: engine.Engine) -> None:
    shown = card(store, expand("des:jia-beacon"), lang="zh")
    assert words(shown, "npp:approvedIn") == ["2025年初（2025-01-01 至 2025-03-31）", "2024年3月"]


def test_rival_statements_stand_side_by_side_with_their_ranks(store: engine.Engine) -> None:
    rivals = facts(card(store, expand("des:jia-beacon")))["npp:approvedIn"]
    told = [([compact(rank.iri) for rank in fact.ranks], fact.claimed, fact.rival) for fact in rivals]
    assert told == [(["c:rank-preferred"], True, True), (["c:rank-rejected"], False, True)]


def test_a_claim_without_rivals_shows_no_rank_but_its_mark(store: engine.Engine) -> None:
    fact = facts(card(store, expand("place:yi")))["npp:locatedIn"][0]
    assert (fact.ranks, fact.rival, [mark.label.zh for mark in fact.marks]) == ((), False, ["据语境"])


def test_a_designation_elsewhere_bears_the_date_that_the_editor_prefers(store: engine.Engine) -> None:
    assert words(card(store, expand("place:jia")), "npp:holdsDesignation") == ["甲市入选灯塔计划（2025年初）"]


def test_what_is_stated_bears_no_mark_and_an_aim_does(store: engine.Engine) -> None:
    shown = facts(card(store, expand("place:yi"), lang="en"))
    (goal,) = shown["npp:hasGoal"]
    assert [mark.label.en for mark in goal.marks] == ["aim"]
    assert [fact.marks for fact in shown["npp:partOf"]] == [()]


def test_an_inferred_fact_is_not_given_words_that_do_not_say_it(store: engine.Engine) -> None:
    province = facts(card(store, expand("place:yi")))["npp:locatedIn"][1]
    assert (province.other, province.evidence) == (expand("place:province"), ())


def test_an_entity_that_nobody_speaks_of_is_an_error(store: engine.Engine) -> None:
    with pytest.raises(UnknownName, match="says nothing of place:nowhere"):
        card(store, expand("place:nowhere"))


def test_evidence_that_no_fact_rests_on_is_told_at_the_end(store: engine.Engine) -> None:
    shown = card(store, expand("psg:news-p00-share"), project=HERE)
    assert [item.sentence for item in shown.remaining] == ["绿色比例已达62%；方案50余个，涉及三大领域。"]
    assert shown.title == "¶0 “62%”"


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> engine.Engine:
    inside = expand("npp:locatedIn")
    graph = graph_name("reference")
    more = [Quad(expand(f"place:w{n:03}"), inside, expand("place:wu"), graph) for n in range(200)]
    more += [Quad(quad.subject, LABEL, text(f"第{n:03}村", "zh"), graph) for n, quad in enumerate(more)]
    return made(tmp_path_factory.mktemp("crowded") / "store", more)


def test_a_long_list_is_cut_and_says_how_much_is_left_out(crowded: engine.Engine) -> None:
    shown = card(crowded, expand("place:wu"), lang="en")
    # 200 villages, and Yi Park by a claim; 8 are shown.
    assert "… and 193 more (--all)" in plain(page(shown))
    assert len(facts(shown)["npp:contains"]) == 201
    everything = plain(page(shown, everything=True))
    assert "more (--all)" not in everything
    assert everything.count("[place:w") == 200 + 1


def test_json_holds_everything_that_a_page_cuts(crowded: engine.Engine) -> None:
    read_back = json.loads(json.dumps(card(crowded, expand("place:wu")).as_json()))
    told = {group["key"]: group["facts"] for group in read_back["groups"]}
    assert len([fact for fact in told["place"] if fact["property"]["curie"] == "npp:contains"]) == 201


def test_json_tells_a_fact_with_all_that_is_known_of_it(store: engine.Engine) -> None:
    shown = card(store, expand("des:jia-beacon"), lang="en", project=HERE).as_json()
    groups = shown["groups"]
    assert isinstance(groups, list)
    _, rejected = next(group["facts"] for group in groups if group["key"] == "time")
    assert rejected == {
        "property": {
            "iri": "https://w3id.org/npp/ns#approvedIn",
            "curie": "npp:approvedIn",
            "label": {"zh": "获批时间", "en": "approved in"},
        },
        "incoming": False,
        "value": {
            "type": "uri",
            "value": "https://w3id.org/npp/id/time/2024-03",
            "label": {"zh": "2024年3月", "en": "March 2024"},
            "words": "March 2024",
        },
        "statement": "<https://w3id.org/npp/id/designation/jia-beacon> <https://w3id.org/npp/ns#approvedIn> "
        "<https://w3id.org/npp/id/time/2024-03> .",
        "inferred": False,
        "claimed": False,
        "rival": True,
        "ranks": [
            {
                "iri": "https://w3id.org/npp/id/concept/rank-rejected",
                "curie": "c:rank-rejected",
                "label": {"zh": "不采信", "en": "rejected"},
            }
        ],
        "notes": ["As the news has it."],
        "marks": [],
        "evidence": [
            {
                "source": {
                    "iri": "https://w3id.org/npp/id/document/news",
                    "curie": "doc:news",
                    "label": {"zh": "甲市新闻", "en": "Jia News"},
                },
                "page": None,
                "passage": "psg:news-p00-approved",
                "paragraph": 0,
                "start": 0,
                "end": 7,
                "phrase": "2024年3月",
                "modality": "c:stated",
                "basis": "claim",
                "rank": "c:rank-rejected",
                "text": "here",
                "sentence": "2024年3月，甲市入选灯塔计划，成为全省首个灯塔城市。",
            }
        ],
    }


@pytest.mark.parametrize("columns", [30, 40, 60])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(store: engine.Engine, columns: int, lang: str) -> None:
    lines = plain(page(card(store, expand("place:jia"), lang=lang, project=HERE), columns=columns)).splitlines()
    # An address has no place to break.
    assert [line for line in lines if width(line) > columns and "https://" not in line] == []
    assert max(map(width, lines)) > columns - 10


def test_without_evidence_no_source_is_named(store: engine.Engine) -> None:
    shown = plain(page(card(store, expand("place:jia"), project=HERE), evidence=False))
    assert "甲市新闻" not in shown
    assert "绿色比例 62%（2024年3月）" in shown


def test_a_text_that_is_not_here_is_told_once_with_its_place(store: engine.Engine, tmp_path: Path) -> None:
    elsewhere = Project(root=DATA, sources=tmp_path, build=tmp_path)
    shown = plain(page(card(store, expand("place:jia"), lang="en", project=elsewhere)))
    assert shown.count("is not on this machine") == 1
    assert "news.txt" in shown
    assert "│" not in shown
    assert "¶0 “62%”" in shown


def test_a_text_of_another_digest_is_told_and_not_quoted(store: engine.Engine, tmp_path: Path) -> None:
    shutil.copy(DATA / "news.txt", tmp_path)
    with (tmp_path / "news.txt").open("a", encoding="utf-8") as file:
        file.write("。")
    elsewhere = Project(root=DATA, sources=tmp_path, build=tmp_path)
    shown = plain(page(card(store, expand("place:jia"), lang="zh", project=elsewhere)))
    assert shown.count("与图谱所据的摘要不符") == 1
    assert "│" not in shown


def test_every_property_of_the_ontology_has_its_group() -> None:
    properties = {expand("owl:ObjectProperty"), expand("owl:DatatypeProperty")}
    quads = read(ROOT / "ontology" / "npp.ttl", graph_name("ontology"))
    ours = {quad.subject for quad in quads if quad.object in properties and isinstance(quad.subject, Iri)}
    stray = [iri for iri in ours if iri.value.startswith(NPP) and place_of(iri) == place_of(expand("npp:nowhere"))]
    assert len(ours) > 60
    assert [compact(iri) for iri in stray if iri.value not in SILENT] == []
    assert title_of("other").en == "Other"


@pytest.mark.parametrize(
    ("words", "columns"), [("西宁", 4), ("2025年", 6), ("“甲”", 4), ("e\u0301", 1), ("a\u200bb", 2), ("𠮷", 2), ("", 0)]
)
def test_width_counts_columns(words: str, columns: int) -> None:
    assert width(words) == columns


@pytest.mark.parametrize(
    ("content", "columns", "expected"),
    [
        ("甲乙丙丁", 4, ["甲乙", "丙丁"]),
        ("甲乙，丙", 4, ["甲", "乙，", "丙"]),
        ("甲《乙》丙", 6, ["甲", "《乙》", "丙"]),
        ("甲 2025年", 6, ["甲", "2025年"]),
        ("one two three", 7, ["one two", "three"]),
        ("甲 longer-than-it", 6, ["甲", "longer-than-it"]),
    ],
)
def test_lines_break_where_people_break_them(content: str, columns: int, expected: list[str]) -> None:
    lines = wrap([Span(content)], columns=columns, first=Span(""), rest=Span(""))
    assert plain(lines).splitlines() == expected


def test_further_lines_are_indented_and_roles_survive() -> None:
    lines = list(wrap([Span("甲"), Span("乙丙", "dim")], columns=6, first=Span("- "), rest=Span("  ")))
    assert lines == [(Span("- 甲"), Span("乙", "dim")), (Span("  "), Span("丙", "dim"))]


def test_the_command_shows_an_entity_of_the_real_graph_by_any_name(kg: Callable[..., Result]) -> None:
    by_name, by_curie = kg("show", "晶科能源"), kg("show", "ent:jinko")
    assert by_name.exit_code == 0
    assert by_name.stdout == by_curie.stdout
    # Stated only by where the words stand, so marked: domain notes.
    assert "南川工业园区 [place:nanchuan-park]（据语境）" in by_name.stdout
    assert "\x1b[" not in by_name.stdout


def test_the_command_gives_json(kg: Callable[..., Result]) -> None:
    result = kg("show", "obs:xining-green-building-2020", "--lang", "en", "-f", "json")
    shown = json.loads(result.stdout)
    assert shown["words"].startswith("Xining – ")
    assert shown["words"].endswith("62% (2020)")


def test_the_command_refuses_a_name_that_nothing_bears(kg: Callable[..., Result]) -> None:
    result = kg("show", "place:nowhere-at-all")
    assert result.exit_code == 2
    assert "place:nowhere-at-all" in result.stderr
