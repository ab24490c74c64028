"""Finding entities by their names: what matches, in which order, and what is said where nothing does."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg import find
from kg.errors import AmbiguousName, SnapshotError, UnknownName
from kg.find.readings import Reader
from kg.find.spelling import spelling
from kg.names import compact, expand, npp
from kg.project import graph_name
from kg.store.snapshot import Snapshot
from kg.terms import Quad, text
from kg.turtle.read import read

NAMES = Path(__file__).parent / "data" / "find" / "names.ttl"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("find") / "names.sqlite"
    find.write_index(path, read(NAMES, graph_name("reference")))
    return path


def found(index: Path, query: str, limit: int = 20) -> list[str]:
    return [compact(hit.iri) for hit in find.search(index, query, limit=limit)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("西宁市", "place:xining"),
        ("西宁", "place:xining"),
        ("央行", "body:pbc"),
        ("人民银行", "body:pbc"),
        ("630121", "place:xining-datong"),
        ("place:xining", "place:xining"),
        ("place:xining-d", "place:xining-datong"),
        ("xining-datong", "place:xining-datong"),
        ("发改办环资〔2025〕248号", "doc:notice"),
        ("发改办环资2025", "doc:notice"),
    ],
)
def test_label_alternative_code_and_identifier_all_find(index: Path, query: str, first: str) -> None:
    assert found(index, query)[0] == first


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("西寧", "place:xining"),
        ("財政部", "body:mof"),
        ("中國人民銀行", "body:pbc"),
        ("臺北", "place:taibei"),
        ("台北", "place:taibei"),
        ("taibei", "place:taibei"),
        ("乾隆", "doc:notice"),
        ("qianlong", "doc:notice"),
    ],
)
def test_traditional_and_simplified_characters_find_each_other(index: Path, query: str, first: str) -> None:
    assert found(index, query)[0] == first


@pytest.mark.parametrize("query", ["三新", "“三新”", '"三新"', "「三新」", "消费三新", "消费 三新", "三新 消费"])
def test_quotes_and_spaces_in_chinese_do_not_matter(index: Path, query: str) -> None:
    assert found(index, query) == ["prog:three-new"]


@pytest.mark.parametrize("query", ["I型", "Ⅰ型", "ｉ型", "i型零碳", "零碳工厂 I型"])
def test_width_case_and_roman_numerals_do_not_matter(index: Path, query: str) -> None:
    assert found(index, query) == ["c:factory-i"]


@pytest.mark.parametrize(
    "query",
    [
        "people's bank of china",
        "PEOPLE’S BANK",
        "bank people",
        "china bank of",
        "peop chin",
        "Peoples Bank",
        "bank chi",
    ],
)
def test_english_words_are_found_in_any_order_and_from_their_start(index: Path, query: str) -> None:
    assert found(index, query) == ["body:pbc"]


def test_english_is_not_found_in_the_midst_of_a_word(index: Path) -> None:
    assert found(index, "eople") == []


def test_accents_in_latin_names_do_not_matter(index: Path) -> None:
    assert found(index, "uberland") == found(index, "ÜBERLAND") == ["c:untagged"]


@pytest.mark.parametrize(
    "query",
    ["xining shi", "xiningshi", "xī níng shì", "xīníngshì", "xi1ning2shi4", "xi1 ning2 shi", "Xi Ning Shi", "xn"],
)
def test_pinyin_is_found_with_and_without_tones_and_spaces(index: Path, query: str) -> None:
    assert found(index, query)[0] == "place:xining"


@pytest.mark.parametrize("query", ["xí níng", "xi2ning2", "xini ng", "x ining"])
def test_wrong_tones_and_wrong_syllables_find_nothing(index: Path, query: str) -> None:
    assert found(index, query) == []


def test_a_space_or_an_apostrophe_tells_two_syllables_from_one(index: Path) -> None:
    assert found(index, "xi an") == found(index, "xi'an") == ["place:xian"]
    assert "place:county" in found(index, "xian")
    assert "place:xian" in found(index, "xian")


def test_syllables_are_found_in_the_midst_of_a_name(index: Path) -> None:
    assert found(index, "renminyinhang") == found(index, "rén mín yín háng") == ["body:pbc"]
    assert found(index, "huizu tuzu") == ["place:xining-datong"]


def test_a_syllable_may_be_cut_short_at_the_end(index: Path) -> None:
    assert found(index, "zhongguorenminyinh") == ["body:pbc"]


# The romanisations of maps and of the divisions' English names, not what a dictionary of words says.
@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("chongqing", "place:chongqing"),
        ("chóng qìng", "place:chongqing"),
        ("changsha", "place:changsha"),
        ("leshan", "place:leshan"),
        ("lu'an", "place:luan"),
        ("lù ān", "place:luan"),
        ("chaoyang", "place:chaoyang"),
        ("cháo yáng", "place:chaoyang"),
        ("changge", "place:changge"),
        ("hongtong", "place:hongtong"),
        ("fanshi", "place:fanshi"),
        ("ledu", "place:ledu"),
        ("dashilan", "place:dashilan"),
        ("lüliang", "place:lvliang"),
        ("lvliang", "place:lvliang"),
        ("lu:liang", "place:lvliang"),
        ("luliang", "place:lvliang"),
    ],
)
def test_place_names_are_found_as_they_are_romanised(index: Path, query: str, place: str) -> None:
    assert found(index, query)[0] == place


@pytest.mark.parametrize(("query", "place"), [("liuan", "place:luan"), ("dazhalan", "place:dashilan")])
def test_the_common_reading_of_the_characters_finds_too(index: Path, query: str, place: str) -> None:
    assert found(index, query) == [place]


def test_a_name_that_is_the_query_comes_first_then_beginnings_then_the_rest(index: Path) -> None:
    assert found(index, "枢纽") == ["c:hub", "c:hub-port", "c:hub-city", "c:hub-town", "c:air-hub", "c:air-hub-area"]


def test_the_order_says_how_each_name_matched(index: Path) -> None:
    hits = find.search(index, "枢纽")
    assert [hit.score.name for hit in hits] == ["IS", "BEGINS", "BEGINS", "BEGINS", "CONTAINS", "CONTAINS"]


def test_a_limit_keeps_the_best(index: Path) -> None:
    assert found(index, "枢纽", limit=2) == ["c:hub", "c:hub-port"]


def test_one_character_finds_too(index: Path) -> None:
    assert set(found(index, "枢")) == set(found(index, "枢纽"))


def test_an_entity_of_the_data_comes_before_a_term_of_the_same_name(index: Path) -> None:
    assert found(index, "西宁")[:3] == ["place:xining", "npp:locatedIn", "place:xining-railway-station"]


def test_a_search_within_a_class_takes_in_the_classes_below(index: Path) -> None:
    hits = find.search(index, "xining", kinds=[npp("Place")])
    assert [compact(hit.iri) for hit in hits] == ["place:xining", "place:xining-huangyuan", "place:xining-datong"]
    assert [compact(hit.iri) for hit in find.search(index, "城关", kinds=[npp("County")])] == []
    assert find.search(index, "西宁", kinds=[npp("Nothing")]) == []


def test_a_hit_tells_labels_class_and_place(index: Path) -> None:
    (hit,) = find.search(index, "630121")
    assert hit == find.Hit(
        iri=expand("place:xining-datong"),
        label_zh="大通回族土族自治县",
        label_en="Datong Hui and Tu Autonomous County",
        kind=npp("County"),
        kind_zh="县级行政区",
        kind_en="county-level area",
        where_zh="西宁市",
        where_en="Xining",
        matched="630121",
        score=find.Nearness.IS,
    )


@pytest.mark.parametrize("query", ["", "  ", "“”", "·", "%", "*", '"', "' OR 1 --", "AND OR", "NOT NEAR("])
def test_signs_and_operators_are_only_text(index: Path, query: str) -> None:
    assert found(index, query) == []


def test_passages_and_claims_are_not_found_by_name(index: Path) -> None:
    hits = find.search(index, "西宁", limit=100)
    assert hits
    assert not [hit for hit in hits if compact(hit.iri).startswith(("psg:", "claim:"))]


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("西宁", "place:xining"),
        ("西寧市", "place:xining"),
        ("place:xining", "place:xining"),
        ("<https://w3id.org/npp/id/place/xining>", "place:xining"),
        ("https://w3id.org/npp/id/place/xining", "place:xining"),
        ("psg:approved", "psg:approved"),
        ("claim:one", "claim:one"),
        ("npp:City", "npp:City"),
        ("630121", "place:xining-datong"),
        ("央行", "body:pbc"),
        ("People's Bank of China", "body:pbc"),
        ("xining-datong", "place:xining-datong"),
        ("zhongguo renmin yinhang", "body:pbc"),
        ("大通", "place:xining-datong"),
        ("Datong Hui", "place:xining-datong"),
    ],
)
def test_a_name_that_one_entity_bears_resolves(index: Path, name: str, entity: str) -> None:
    assert find.resolve(index, name) == expand(entity)


def test_a_name_of_two_is_an_error_that_tells_them_apart(index: Path) -> None:
    with pytest.raises(AmbiguousName) as caught:
        find.resolve(index, "城关镇")
    told = str(caught.value).split("\n")
    assert told[0] == "'城关镇' names 2 entities; say which one by its CURIE:"
    assert sorted(told[1:]) == [
        "  place:datong-chengguan  城关镇  乡级行政区  大通回族土族自治县",
        "  place:huangyuan-chengguan  城关镇  乡级行政区  湟源县",
    ]


def test_a_beginning_that_two_names_share_does_not_resolve_and_offers_both(index: Path) -> None:
    with pytest.raises(UnknownName, match=r"枢纽城市 \(c:hub-city\), 枢纽城镇 \(c:hub-town\)"):
        find.resolve(index, "枢纽城")


def test_a_beginning_of_one_name_that_another_contains_does_not_resolve(index: Path) -> None:
    with pytest.raises(UnknownName, match="航空枢纽"):
        find.resolve(index, "航空")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("西柠市", "西宁市 (place:xining)"),
        ("大通回族自治县", "大通回族土族自治县 (place:xining-datong)"),
        ("Xinning", "Xining (place:xining)"),
        ("Ministry of Finanse", "Ministry of Finance (body:mof)"),
        ("place:xinign", "place:xining"),
        ("place:datong", "place:xining-datong"),
        ("body:xining", "place:xining"),
        ("plaec:xining", "place:xining"),
        ("npp:Citty", "npp:City"),
        ("npp:recipent", "npp:recipient"),
        ("<https://w3id.org/npp/id/place/xinin>", "place:xining"),
    ],
)
def test_an_unknown_name_offers_the_nearest(index: Path, name: str, near: str) -> None:
    with pytest.raises(UnknownName, match="did you mean") as caught:
        find.resolve(index, name)
    assert near in str(caught.value)


@pytest.mark.parametrize("name", ["完全不同的东西", "zzzzzz", "", "npp:zzzzzzzzzz"])
def test_an_unknown_name_like_nothing_offers_nothing(index: Path, name: str) -> None:
    with pytest.raises(UnknownName) as caught:
        find.resolve(index, name)
    assert "did you mean" not in str(caught.value)


def test_of_names_equally_near_the_best_connected_is_offered_first(index: Path) -> None:
    assert find.nearest(index, "枢纽城关") == [("枢纽城市", "c:hub-city"), ("枢纽城镇", "c:hub-town")]


def test_suggestions_are_never_the_name_itself(index: Path) -> None:
    assert "place:xining" not in find.suggest(index, "place:xining")


def test_labels_fall_back_to_the_other_language_and_to_the_curie(index: Path) -> None:
    iris = [expand(name) for name in ("place:xining", "place:changsha", "psg:approved", "place:nowhere")]
    assert list(find.labels(index, iris, "zh").values()) == ["西宁市", "长沙市", "psg:approved", "place:nowhere"]
    assert list(find.labels(index, iris, "en").values()) == ["Xining", "长沙市", "psg:approved", "place:nowhere"]
    assert find.label(index, iris[0], "en") == "Xining"


@pytest.mark.parametrize("name", ["npp:City", "City", "city", "地级行政区", "Prefecture-level area"])
def test_a_class_is_known_by_curie_local_name_and_label(index: Path, name: str) -> None:
    assert find.kind_named(index, name) == npp("City")


def test_an_unknown_class_is_an_error_that_lists_the_classes(index: Path) -> None:
    with pytest.raises(UnknownName, match="npp:City, npp:County"):
        find.kind_named(index, "Town")


@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\0 and then nothing of the kind" * 40])
def test_a_missing_or_damaged_index_is_a_snapshot_error(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "names.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SnapshotError, match="run 'kg build'"):
        find.search(path, "西宁")


def test_an_index_cut_short_is_a_snapshot_error(index: Path, tmp_path: Path) -> None:
    path = tmp_path / "names.sqlite"
    path.write_bytes(index.read_bytes()[:20_000])
    with pytest.raises(SnapshotError, match="damaged"):
        find.search(path, "西宁")


def test_the_order_of_the_statements_does_not_change_the_index(index: Path, tmp_path: Path) -> None:
    other = tmp_path / "names.sqlite"
    find.write_index(other, reversed(read(NAMES, graph_name("reference"))))
    ours = "SELECT curie, text, reading FROM name JOIN entity ON entity.id = name.entity ORDER BY name.id"
    with sqlite3.connect(index) as one, sqlite3.connect(other) as two:
        assert one.execute(ours).fetchall() == two.execute(ours).fetchall()
    one.close()
    two.close()


def test_a_graph_without_names_has_an_empty_index(tmp_path: Path) -> None:
    path = tmp_path / "names.sqlite"
    find.write_index(path, [Quad(expand("psg:one"), npp("phrase"), text("西宁"), graph_name("x"))])
    assert find.search(path, "西宁") == []
    assert find.resolve(path, "psg:one") == expand("psg:one")


def test_searching_imports_no_dictionary() -> None:
    code = "import kg.find, sys; print(*{'pypinyin', 'opencc', 'click', 'rdflib', 'pyoxigraph'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_names_are_read_by_phrases_as_pypinyin_reads_them(snapshot: Snapshot) -> None:
    from pypinyin import Style, lazy_pinyin

    reader = Reader()
    assert isinstance(snapshot.names, Path)
    with sqlite3.connect(snapshot.names) as names:
        rows = [text for (text,) in names.execute("SELECT text FROM name WHERE folded IS NULL AND reading IS NOT NULL")]
    names.close()
    plain = [text for text in rows if not any(character.isascii() for character in text) and len(text) <= 32]
    assert len(plain) > 200
    for label in plain:
        theirs = tuple(lazy_pinyin(label, style=Style.TONE3, neutral_tone_with_five=True))
        assert theirs in reader.readings(label), label


@pytest.mark.parametrize("query", ["xi西", "xi_ning", "1234", "", "xi.ning", "x:y"])
def test_what_pinyin_is_not_written_with_is_no_spelling(query: str) -> None:
    assert spelling(query) is None


@pytest.mark.parametrize(
    ("query", "entity"),
    [
        ("西宁", "place:xining"),
        ("630121", "place:xining-datong"),
        ("湟中", "place:xining-huangzhong"),
        ("晶科", "ent:jinko"),
        ("財政部", "body:mof"),
        ("ndrc", "body:ndrc"),
        ("国家碳达峰试点", "prog:carbon-peak-pilot"),
        ("幸福河湖", "prog:happy-rivers"),
        ("药水河", "place:yaoshui-river"),
    ],
)
def test_names_of_the_article_resolve_in_the_real_graph(snapshot: Snapshot, query: str, entity: str) -> None:
    assert find.resolve(snapshot.names, query) == expand(entity)


def test_find_prints_tsv_when_piped(kg: Callable[..., Result]) -> None:
    lines = [line.split("\t") for line in kg("find", "630121").stdout.splitlines()]
    assert lines[0] == ["label_zh", "label_en", "class", "curie", "where_zh", "where_en", "matched", "match"]
    assert lines[1][:1] + lines[1][2:5] + lines[1][6:] == [
        "大通回族土族自治县",
        "npp:County",
        "place:xining-datong",
        "西宁市",
        "630121",
        "is",
    ]


def test_find_prints_a_table_in_the_language_asked_for(kg: Callable[..., Result]) -> None:
    heading, first = kg("find", "西宁市", "-f", "table", "--lang", "en", "--limit", "1").stdout.splitlines()
    assert heading.split()[:2] == ["name", "Chinese"]
    assert first.startswith("Xining")
    assert "place:xining" in first


def test_find_prints_json(kg: Callable[..., Result]) -> None:
    (hit,) = json.loads(kg("find", "630121", "-f", "json", "-n", "1").stdout)
    assert hit["iri"] == "https://w3id.org/npp/id/place/xining-datong"
    assert hit["where_zh"] == "西宁市"


def test_find_takes_several_words_without_quotes(kg: Callable[..., Result]) -> None:
    assert kg("find", "xi", "ning", "-n", "1").stdout == kg("find", "xi ning", "-n", "1").stdout != ""


def test_find_within_a_class(kg: Callable[..., Result]) -> None:
    hits = json.loads(kg("find", "西宁", "--kind", "City", "-f", "json").stdout)
    assert [hit["curie"] for hit in hits] == ["place:xining"]


def test_finding_nothing_exits_1_and_offers_the_nearest(kg: Callable[..., Result]) -> None:
    done = kg("find", "西柠市")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "did you mean 西宁市 (place:xining)" in done.stderr


def test_finding_nothing_in_a_class_tells_what_there_is_outside_of_it(kg: Callable[..., Result]) -> None:
    done = kg("find", "630121", "--kind", "Enterprise")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "without --kind there is 630121 (place:xining-datong)" in done.stderr


@pytest.mark.parametrize("arguments", [[], [""], [" ", ""], ["西宁", "--kind", "Nothing"], ["西宁", "--limit", "0"]])
def test_wrong_usage_exits_2(kg: Callable[..., Result], arguments: list[str]) -> None:
    assert kg("find", *arguments).exit_code == 2


def test_output_goes_to_a_file_whole(kg: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "hits.json"
    assert kg("find", "630121", "-o", str(path)).stdout == ""
    assert json.loads(path.read_text(encoding="utf-8"))[0]["curie"] == "place:xining-datong"
    assert list(tmp_path.iterdir()) == [path]
