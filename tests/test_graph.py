"""The data in ``graph/``: that it says what the article says, all of it, and leads to the words.

The tables in ``data/graph`` were written by reading the article, paragraph by paragraph (counted from 0).
"""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import pytest

from kg.names import ID, compact, expand, npp
from kg.project import graph_name
from kg.terms import Blank, Iri, Literal, Node, Term
from kg.turtle.read import read

ROOT = Path(__file__).parents[1]
TABLES = Path(__file__).parent / "data" / "graph"
FILES = sorted((ROOT / "graph").rglob("*.ttl"))
SOURCE = ROOT / "graph" / "sources" / "xining-evening-news.ttl"
REFERENCE = graph_name("reference")
ARTICLE = expand("doc:xining-evening-news")
ABOUT_WORDS = {"rdf:type", "skos:prefLabel", "skos:altLabel", "npp:shortLabel", "skos:scopeNote", "npp:evidence"}

QUADS = [quad for path in FILES for quad in read(path, graph_name(path.stem))]
FROM_ARTICLE = [quad for quad in QUADS if quad.graph == graph_name(SOURCE.stem)]
VALUES: dict[tuple[Node, Iri], list[Term]] = defaultdict(list)
HOLDERS: dict[tuple[Iri, Term], list[Node]] = defaultdict(list)
for found in QUADS:
    VALUES[found.subject, found.predicate].append(found.object)
    HOLDERS[found.predicate, found.object].append(found.subject)


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def nodes(subject: Node, predicate: str) -> list[Iri]:
    return [term for term in VALUES[subject, expand(predicate)] if isinstance(term, Iri)]


def names(subject: Node, predicate: str) -> list[str]:
    return sorted(compact(node) for node in nodes(subject, predicate))


def words(subject: Node, predicate: str) -> list[str]:
    return [term.text for term in VALUES[subject, expand(predicate)] if isinstance(term, Literal)]


def word(subject: Node, predicate: str) -> str:
    (only,) = words(subject, predicate) or [""]
    return only


def zh(subject: Node) -> str:
    labels = VALUES[subject, expand("skos:prefLabel")]
    (label,) = [term.text for term in labels if isinstance(term, Literal) and term.language == "zh"]
    return label


def all_of(kind: str) -> list[Iri]:
    return sorted(node for node in HOLDERS[expand("rdf:type"), npp(kind)] if isinstance(node, Iri))


def marks(subject: Node) -> set[str]:
    return {mark for passage in nodes(subject, "npp:evidence") for mark in names(passage, "npp:modality")}


def paragraph(subject: Node) -> str:
    found = {word(passage, "npp:paragraph") for passage in nodes(subject, "npp:evidence")} - {"0"}
    return found.pop() if len(found) == 1 else f"several: {sorted(found)}"


def joined(values: list[str]) -> str:
    return "|".join(sorted(values))


def labels_of(subject: Node, predicate: str) -> str:
    return joined([zh(node) for node in nodes(subject, predicate)])


def plain(number: str) -> str:
    return str(int(float(number))) if number else ""


@pytest.fixture(scope="module")
def article() -> str:
    path = Path(os.environ.get("KG_SOURCES", ROOT / ".." / "shared" / "seed")) / "xining-evening-news.txt"
    if not path.is_file():
        pytest.skip(f"the text of the article is not here: {path.name}")
    return path.read_bytes().decode("utf-8")


def test_the_document_bears_the_digest_and_length_of_the_text(article: str) -> None:
    assert words(ARTICLE, "npp:sha256") == [sha256(article.encode()).hexdigest()]
    assert words(ARTICLE, "npp:textLength") == [str(len(article))] == ["2642"]


def test_every_passage_points_to_its_words(article: str) -> None:
    passages = all_of("Passage")
    assert len(passages) >= 250
    for passage in passages:
        start, end = int(word(passage, "npp:start")), int(word(passage, "npp:end"))
        stretch = article[start:end]
        assert "\n" not in stretch, passage
        assert word(passage, "npp:sha256") == sha256(stretch.encode()).hexdigest(), passage
        assert word(passage, "npp:phrase") in stretch, passage
        assert int(word(passage, "npp:paragraph")) == article.count("\n", 0, start), passage
        assert names(passage, "npp:quotedFrom") == ["doc:xining-evening-news"], passage


def test_what_is_quoted_as_written_stands_in_the_evidence(article: str) -> None:
    quoted = [quad for quad in FROM_ARTICLE if quad.predicate in {npp("dateText"), npp("valueText")}]
    assert len(quoted) >= 50
    for quad in quoted:
        places = nodes(quad.subject, "npp:evidence")
        stretches = [article[int(word(p, "npp:start")) : int(word(p, "npp:end"))] for p in places]
        assert isinstance(quad.object, Literal)
        assert any(quad.object.text in stretch for stretch in stretches), quad


def test_no_file_repeats_25_characters_of_the_article_but_titles(article: str) -> None:
    titles = [match.span() for match in re.finditer("《[^》]*》", article)]
    assert len(titles) == 4
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        for start in range(len(article) - 24):
            if article[start : start + 25] in text:
                assert any(first <= start and start + 25 <= last for first, last in titles), (path.name, start)


def test_every_paragraph_is_cited() -> None:
    assert {word(passage, "npp:paragraph") for passage in all_of("Passage")} == {str(n) for n in range(12)}


def test_a_phrase_has_at_most_24_characters() -> None:
    phrases = [word(passage, "npp:phrase") for passage in all_of("Passage")]
    assert max(map(len, phrases)) <= 24
    assert min(map(len, phrases)) >= 1


def test_every_passage_bears_one_of_the_five_marks() -> None:
    found = [names(passage, "npp:modality") for passage in all_of("Passage")]
    assert {mark for (mark,) in found} == {"c:stated", "c:inferred", "c:contextual", "c:goal", "c:claim"}


def test_every_node_of_the_source_file_has_evidence_and_every_passage_serves() -> None:
    passages = set(all_of("Passage"))
    subjects = {quad.subject for quad in FROM_ARTICLE} - passages
    assert [subject for subject in subjects if not nodes(subject, "npp:evidence")] == []
    assert {quad.object for quad in FROM_ARTICLE if quad.predicate == npp("evidence")} == passages


def test_every_node_of_reference_says_where_it_is_from() -> None:
    documents = {"doc:china-division-2-7-0", "doc:npp-conventions"}
    subjects = {quad.subject for path in FILES if path.parent.name == "reference" for quad in read(path, REFERENCE)}
    unsourced = [subject for subject in subjects if not nodes(subject, "npp:sourcedFrom")]
    assert sorted(compact(node) for node in unsourced if isinstance(node, Iri)) == sorted(documents)
    cited = {name for subject in subjects for name in names(subject, "npp:sourcedFrom")}
    assert cited == documents


def test_every_node_but_passages_has_one_label_in_zh_and_one_in_en() -> None:
    for subject in {quad.subject for quad in QUADS} - set(all_of("Passage")):
        labels = [term for term in VALUES[subject, expand("skos:prefLabel")] if isinstance(term, Literal)]
        assert sorted(label.language for label in labels) == ["en", "zh"], subject
        assert all(label.text.strip() == label.text != "" for label in labels), subject


def test_caveats_and_definitions_stand_in_both_languages() -> None:
    for predicate in ("skos:scopeNote", "skos:definition"):
        for subject in {quad.subject for quad in QUADS if quad.predicate == expand(predicate)}:
            texts = [term for term in VALUES[subject, expand(predicate)] if isinstance(term, Literal)]
            assert sorted(text.language for text in texts) == ["en", "zh"], subject


def test_concepts_and_units_are_defined() -> None:
    concepts = {node for node in HOLDERS[expand("rdf:type"), expand("skos:Concept")] if isinstance(node, Iri)}
    assert {expand("unit:PERCENT"), expand("unit:HA"), expand("c:stated"), expand("c:rank-rejected")} <= concepts
    assert [concept for concept in concepts if not words(concept, "skos:definition")] == []


def test_every_entity_named_is_described_and_none_is_blank() -> None:
    terms = {term for quad in QUADS for term in (quad.subject, quad.object)}
    described = {quad.subject for quad in QUADS}
    assert [term for term in terms if isinstance(term, Blank)] == []
    assert [
        term for term in terms if isinstance(term, Iri) and term.value.startswith(ID) and term not in described
    ] == []


def test_ten_programmes_by_name() -> None:
    assert sorted(map(zh, all_of("Programme"))) == sorted({row["programme"] for row in table("designations")})
    assert len(all_of("Programme")) == 10


def designation_row(designation: Iri) -> dict[str, str]:
    cohorts = nodes(designation, "npp:inCohort")
    (programme,) = nodes(designation, "npp:underProgramme") or nodes(cohorts[0], "npp:cohortOf")
    approved = [word(time, "npp:edtf") for time in nodes(designation, "npp:approvedIn")]
    issued = cohorts + [doc for cohort in cohorts for doc in all_of("PolicyDocument") if establishes(doc, cohort)]
    return {
        "paragraph": paragraph(designation),
        "programme": zh(programme),
        "recipient": labels_of(designation, "npp:recipient"),
        "written": word(designation, "npp:dateText"),
        "approved": joined(approved),
        "applied": joined([word(time, "npp:edtf") for time in nodes(designation, "npp:appliedSince")]),
        "bodies": joined([zh(body) for thing in issued for body in nodes(thing, "npp:issuedBy")]),
    }


def establishes(document: Iri, cohort: Iri) -> bool:
    return cohort in nodes(document, "npp:establishes")


def same(found: list[dict[str, str]], expected: list[dict[str, str]], count: int) -> None:
    """Whether both hold the same rows, ``count`` of them, lists of names being compared without order."""
    assert len(expected) == count
    tidy = [{key: joined(value.split("|")) for key, value in row.items()} for row in expected]
    assert sorted(map(sorted_items, found)) == sorted(map(sorted_items, tidy))


def sorted_items(row: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(row.items())


def test_designations_are_ten_of_xining_and_four_peers() -> None:
    same([designation_row(node) for node in all_of("Designation")], table("designations"), 14)


def test_the_summary_is_further_evidence_of_four_designations() -> None:
    cited = [node for node in all_of("Designation") if any(word(p, "npp:paragraph") == "0" for p in evidence(node))]
    assert [compact(node) for node in cited] == [
        f"des:xining-{slug}" for slug in ("carbon-peak", "freight-hub", "three-new", "urban-renewal")
    ]


def evidence(subject: Node) -> list[Iri]:
    return nodes(subject, "npp:evidence")


def test_four_documents_are_named_by_title(article: str) -> None:
    assert sorted(map(zh, all_of("PolicyDocument"))) == sorted(re.findall("《[^》]*》", article))
    assert len(all_of("PolicyDocument")) == 4


def observation_row(observation: Iri) -> dict[str, str]:
    (indicator,) = nodes(observation, "npp:ofIndicator")
    times = [f"{word(t, 'npp:earliest')}/{word(t, 'npp:latest')}" for t in nodes(observation, "npp:asOf")]
    return {
        "paragraph": paragraph(observation),
        "about": joined(names(observation, "npp:about")),
        "indicator": zh(indicator),
        "value": plain(word(observation, "npp:value")),
        "unit": joined(names(indicator, "npp:unit")),
        "qualifier": labels_of(observation, "npp:qualifier"),
        "as_of": joined(times),
        "written": word(observation, "npp:valueText"),
    }


def test_observations_are_those_of_the_article() -> None:
    same([observation_row(node) for node in all_of("Observation")], table("observations"), 14)


def count_row(count: Iri) -> dict[str, str]:
    return {
        "paragraph": paragraph(count),
        "written": word(count, "npp:valueText"),
        "announced": plain(word(count, "npp:value")),
        "listed": labels_of(count, "npp:lists"),
    }


def test_announced_counts_stand_against_what_is_listed() -> None:
    same([count_row(node) for node in all_of("AnnouncedCount")], table("counts"), 20)


def superlative_row(superlative: Iri) -> dict[str, str]:
    return {
        "paragraph": paragraph(superlative),
        "about": joined(names(superlative, "npp:about")),
        "kind": joined(names(superlative, "npp:kind")),
        "scope": joined(names(superlative, "npp:scope")),
        "among": labels_of(superlative, "npp:comparisonClass"),
    }


def test_superlatives_have_scope_and_comparison_class() -> None:
    same([superlative_row(node) for node in all_of("Superlative")], table("superlatives"), 7)


def exchange_row(exchange: Iri) -> dict[str, str]:
    return {
        "paragraph": paragraph(exchange),
        "kind": joined(names(exchange, "npp:kind")),
        "from": joined(names(exchange, "npp:origin")),
        "to": joined(names(exchange, "npp:destination")),
        "mark": joined(list(marks(exchange))),
    }


def test_exchanges_with_other_places() -> None:
    same([exchange_row(node) for node in all_of("Exchange")], table("exchanges"), 14)


def test_goals_tasks_themes_functions_and_mechanisms() -> None:
    rows = table("elements")
    assert len(rows) == 65
    expected: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in rows:
        expected[row["owner"], row["relation"], row["kind"]] |= set(row["names"].split("|"))
    for (owner, relation, kind), labels in expected.items():
        elements = [node for node in nodes(expand(owner), f"npp:{relation}") if kind in names(node, "npp:kind")]
        assert {zh(node) for node in elements} == labels, (owner, relation, kind)


def test_each_policy_element_cites_the_paragraph_that_names_it() -> None:
    for row in table("elements"):
        for node in nodes(expand(row["owner"]), f"npp:{row['relation']}"):
            if zh(node) in row["names"].split("|"):
                assert row["paragraph"] in {word(passage, "npp:paragraph") for passage in evidence(node)}, node


def test_no_policy_element_stands_outside_the_table_but_the_groups() -> None:
    listed = {name for row in table("elements") for name in row["names"].split("|")}
    kinds = ("Goal", "Task", "Theme", "Function", "Mechanism")
    others = {zh(node) for kind in kinds for node in all_of(kind)} - listed
    assert others == {"生态+民族融合+清洁能源", "绿色有机、避暑康养、高端旅游", "多元文化、情绪价值"}


DISTRICTS = {
    "城东区": "630102",
    "城中区": "630103",
    "城西区": "630104",
    "城北区": "630105",
    "湟中区": "630106",
    "大通回族土族自治县": "630121",
    "湟源县": "630123",
}
TOWNSHIPS = {
    "城关镇": ("湟源县", "630123100"),
    "日月藏族乡": ("湟源县", "630123201"),
    "和平乡": ("湟源县", "630123202"),
    "多巴镇": ("湟中区", "630106105"),
    "鲁沙尔镇": ("湟中区", "630106102"),
}
PROVINCES = {
    "青海省": "630000",
    "甘肃省": "620000",
    "广西壮族自治区": "450000",
    "贵州省": "520000",
    "宁夏回族自治区": "640000",
    "广东省": "440000",
    "西藏自治区": "540000",
    "新疆维吾尔自治区": "650000",
    "四川省": "510000",
    "云南省": "530000",
}
CITIES = {"西宁市": "青海省", "兰州市": "甘肃省", "百色市": "广西壮族自治区", "毕节市": "贵州省"} | {
    "固原市": "宁夏回族自治区",
    "茂名市": "广东省",
}


def code(area: Iri) -> str:
    (identifier,) = nodes(area, "npp:identifiedBy")
    return word(identifier, "npp:code")


def test_the_seven_districts_and_counties_of_xining_have_their_codes() -> None:
    counties = all_of("County")
    assert {zh(county): code(county) for county in counties} == DISTRICTS
    assert {tuple(names(county, "npp:locatedIn")) for county in counties} == {("place:xining",)}


def test_townships_lie_in_their_county_and_have_their_codes() -> None:
    found = {zh(node): (labels_of(node, "npp:locatedIn"), code(node)) for node in all_of("Township")}
    assert found == TOWNSHIPS


def test_the_province_level_stands_above_every_place_named() -> None:
    assert {zh(province): code(province) for province in all_of("Province")} == PROVINCES
    assert {zh(city): labels_of(city, "npp:locatedIn") for city in all_of("City")} == CITIES
    assert names(expand("place:xining"), "npp:capitalOf") == ["place:qinghai"]


def test_a_code_names_one_area() -> None:
    areas = [quad.subject for quad in QUADS if quad.predicate == npp("identifiedBy")]
    codes = [quad.object for quad in QUADS if quad.predicate == npp("code")]
    assert len(areas) == len(set(areas)) == len(codes) == len(set(codes)) == 28


def test_townships_along_the_yaoshui_river() -> None:
    covered = names(expand("proj:yaoshui"), "npp:covers")
    assert covered == [f"place:{slug}" for slug in ("huangyuan-chengguan", "huangyuan-heping", "huangyuan-riyue")] + [
        "place:yaoshui-river"
    ]


def test_parts_of_the_two_hubs() -> None:
    def parts(relation: str, whole: str) -> list[str]:
        return sorted(zh(node) for node in HOLDERS[npp(relation), expand(whole)] if isinstance(node, Iri))

    assert parts("partOf", "place:xining-trade-hub") == ["多巴片区", "朝阳片区"]
    assert parts("partOf", "place:hub-chaoyang") == ["国际家居", "粮油集散区", "零担货物公路港"]
    assert parts("centreOf", "place:xining-freight-hub") == [
        "西宁曹家堡机场",
        "西宁综合保税区",
        "青海丝绸之路国际物流城",
    ]
    assert parts("clusterOf", "place:xining-freight-hub") == [
        "西宁长丰集团慧丰冷链总仓",
        "青海物产集团北川物流园区",
    ]


def test_parks_and_warehouses_have_the_owners_they_are_named_after() -> None:
    owned = {zh(q.subject): labels_of(q.subject, "npp:operatedBy") for q in QUADS if q.predicate == npp("operatedBy")}
    assert owned == {
        "青海物产集团北川物流园区": "青海物产集团",
        "西宁长丰集团慧丰冷链总仓": "西宁长丰集团",
    }


def test_demonstration_areas_lie_in_the_districts_that_are_written() -> None:
    areas = [node for node in all_of("DemonstrationArea") if nodes(node, "npp:implements")]
    districts = {
        zh(node): [zh(place) for place in nodes(node, "npp:locatedIn") if zh(place) in DISTRICTS] for node in areas
    }
    assert districts == {
        "一三六污和五污片区样板区、示范区": [],
        "东关片区": ["城东区"],
        "植物园片区": ["城西区"],
        "建设巷片区": ["城北区"],
        "鲁沙尔片区": ["湟中区"],
        "中心城区历史文化街区": ["城中区"],
    }


def test_the_airport_is_not_in_xining_by_any_containment() -> None:
    below = {expand("npp:locatedIn"), expand("npp:partOf"), expand("npp:operatesIn")}
    inside: set[Node] = set()
    edge: set[Term] = {expand("place:xining")}
    while edge:
        found = {quad.subject for quad in QUADS if quad.predicate in below and quad.object in edge} - inside
        inside |= found
        edge = set(found)
    assert expand("place:hub-duoba") in inside
    assert expand("place:caojiabao-airport") not in inside


def test_nothing_is_said_to_be_the_same_as_another() -> None:
    assert [quad for quad in QUADS if quad.predicate == expand("owl:sameAs")] == []


def test_certifications_told_as_a_whole_stay_collective() -> None:
    cert = expand("cert:product-footprint")
    assert (names(cert, "npp:holder"), names(cert, "npp:certifiedBy")) == ([], [])
    assert labels_of(cert, "npp:namedHolder") == "天合光能"
    assert labels_of(cert, "npp:namedCertifier") == "ECS|SGS"
    assert names(expand("cert:jinko-zero-carbon"), "npp:holder") == ["ent:jinko"]


def test_certification_bodies_have_no_nationality() -> None:
    told = {quad.predicate for quad in QUADS if quad.subject in {expand("body:sgs"), expand("body:ecs")}}
    assert told == {expand("rdf:type"), expand("skos:prefLabel"), npp("evidence")}
    assert names(expand("scheme:carbon-footprint"), "npp:scope") == ["place:france"]


def test_one_programme_has_the_probable_slip_as_another_name() -> None:
    programme = expand("prog:freight-hub-chain")
    assert "国家综合货运枢纽补链延链" in words(programme, "skos:altLabel")
    assert len(words(programme, "skos:scopeNote")) == 2


def claim_marks() -> dict[tuple[str, str, str], set[str]]:
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for claim in all_of("Claim"):
        triple = [compact(nodes(claim, f"rdf:{part}")[0]) for part in ("subject", "predicate", "object")]
        assert names(claim, "npp:rank") == ["c:rank-normal"], claim
        assert expand(triple[2]) in nodes(expand(triple[0]), triple[1]), claim
        found[triple[0], triple[1], triple[2]] |= marks(claim)
    return found


XINING_UNITS = ("chengbei", "chengdong", "chengxi", "chengzhong", "datong", "huangyuan", "huangzhong")
MARKED = {
    "c:inferred": {
        ("doc:xining-evening-news", "npp:issuedIn", "t:2026-01-31"),
        ("doc:carbon-peak-plan", "npp:issuedIn", "t:2024-09"),
        ("doc:inclusive-finance-opinions", "npp:issuedIn", "t:2025-09"),
        ("des:xining-urban-renewal", "npp:approvedIn", "t:2025"),
        ("des:yaoshui-happy-river", "npp:approvedIn", "t:2025"),
        *(
            (f"des:{slug}-inclusive-finance", "npp:approvedIn", "t:2025-09")
            for slug in ("xining", "baise", "bijie", "guyuan", "maoming")
        ),
        *(("proj:huangshui", "npp:covers", f"place:xining-{slug}") for slug in XINING_UNITS),
        ("place:hub-duoba", "npp:locatedIn", "place:huangzhong-duoba"),
        ("place:renewal-lushaer", "npp:locatedIn", "place:huangzhong-lushaer"),
        ("place:chaoyang-logistics-park", "npp:locatedIn", "place:qinghai"),
        ("place:silk-road-logistics-city", "npp:locatedIn", "place:qinghai"),
        ("place:xining-bonded-zone", "npp:locatedIn", "place:xining"),
        ("place:xining-etdz", "npp:locatedIn", "place:xining"),
        ("place:beichuan-logistics-park", "npp:operatedBy", "ent:qinghai-wuchan"),
        ("place:huifeng-cold-chain", "npp:operatedBy", "ent:xining-changfeng"),
        ("exch:china-europe-trains", "npp:destination", "place:europe"),
        ("scheme:carbon-footprint", "npp:scope", "place:france"),
    },
    "c:contextual": {
        ("ent:jinko", "npp:operatesIn", "place:nanchuan-park"),
        ("ent:trina", "npp:operatesIn", "place:nanchuan-park"),
        *(
            (f"obs:nanchuan-green-{slug}", "npp:about", "place:nanchuan-park")
            for slug in ("factories", "factories-national", "supply-chain", "supply-chain-national")
        ),
        ("doc:urban-renewal-plan", "npp:issuedBy", "body:xining-gov"),
        ("doc:urban-renewal-plan", "npp:issuedBy", "body:xining-party-committee"),
        ("proj:urban-renewal-action", "npp:implements", "des:xining-urban-renewal"),
        ("place:renewal-sewage", "npp:locatedIn", "place:xining"),
        ("place:virtual-power-plant", "npp:locatedIn", "place:xining"),
        ("place:dc-demonstration-area", "npp:locatedIn", "place:xining"),
        ("place:green-computing-cluster", "npp:locatedIn", "place:xining"),
        ("body:carbon-asset-manager", "npp:locatedIn", "place:xining"),
    },
}


def test_the_triples_marked_were_all_collected() -> None:
    assert {mark: len(triples) for mark, triples in MARKED.items()} == {"c:inferred": 27, "c:contextual": 14}


@pytest.mark.parametrize("mark", MARKED)
def test_a_triple_not_said_outright_has_a_claim_with_its_mark(mark: str) -> None:
    assert {triple for triple, found in claim_marks().items() if found == {mark}} == MARKED[mark]


def test_both_readings_of_the_freight_hub_stand_side_by_side() -> None:
    triple = ("place:xining-freight-hub", "npp:hasTheme", "theme:three-centres-many-clusters")
    assert claim_marks()[triple] == {"c:goal", "c:stated"}
    assert words(expand("goal:three-centres-many-clusters"), "npp:durationYears") == ["3.0"]
    assert names(expand("goal:three-centres-many-clusters"), "npp:approvedIn") == []


def test_goals_are_marked_as_goals() -> None:
    goals = all_of("Goal")
    assert len(goals) == 30
    assert {compact(goal): marks(goal) for goal in goals} == {compact(goal): {"c:goal"} for goal in goals}


def test_first_only_top_ranked_and_effects_are_the_claims_of_the_source() -> None:
    effects = [node for node in all_of("Theme") if "c:effect" in names(node, "npp:kind")]
    assert len(effects) == 10
    assert {mark for node in (*effects, *all_of("Superlative")) for mark in marks(node)} == {"c:claim"}


def test_open_durations_have_no_start() -> None:
    lasting = {quad.subject for quad in QUADS if quad.predicate == npp("durationYears")}
    assert {compact(node) for node in lasting if isinstance(node, Iri)} == {
        "doc:urban-renewal-plan",
        "goal:three-centres-many-clusters",
        "proj:urban-renewal-action",
    }
    assert [node for node in lasting for time in ("issuedIn", "approvedIn", "asOf") if nodes(node, f"npp:{time}")] == []


def test_late_2025_is_november_and_december_by_a_convention_that_is_told() -> None:
    late = expand("t:2025-late")
    assert (word(late, "npp:earliest"), word(late, "npp:latest")) == ("2025-11-01", "2025-12-31")
    assert names(late, "npp:sourcedFrom") == ["doc:npp-conventions"]
    assert len(words(late, "skos:scopeNote")) == 2


def test_the_article_yields_well_over_180_facts() -> None:
    """A fact is a triple of the source file that neither names or classifies a node nor only says where it is from."""
    apart = set(all_of("Passage")) | set(all_of("Claim"))
    facts = [q for q in FROM_ARTICLE if q.subject not in apart and compact(q.predicate) not in ABOUT_WORDS]
    assert len(facts) == len(set(facts)) >= 600
