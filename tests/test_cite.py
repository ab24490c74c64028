"""kg cite: from words of a source to the passage that cites them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.names import PREFIXES, expand
from kg.terms import XSD, Iri, Literal, Term, text
from kg.turtle.read import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Cite = Callable[..., Result]

DATA = Path(__file__).parent / "data" / "show"
PREFIX_LINES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout with one source, whose Turtle records the digest and ten passages."""
    (tmp_path / "ontology").mkdir()
    (tmp_path / "graph" / "sources").mkdir(parents=True)
    (tmp_path / "sources").mkdir()
    shutil.copy(DATA / "ontology.ttl", tmp_path / "ontology" / "npp.ttl")
    shutil.copy(DATA / "news.ttl", tmp_path / "graph" / "sources")
    shutil.copy(DATA / "news.txt", tmp_path / "sources")
    return tmp_path


@pytest.fixture
def cite(project: Path) -> Cite:
    def run(*arguments: str) -> Result:
        environment = {"KG_PROJECT": str(project), "KG_SOURCES": str(project / "sources")}
        return CliRunner().invoke(main, ["cite", *arguments], env=environment)

    return run


def read_back(printed: str) -> dict[Iri, Term]:
    triples = parse(PREFIX_LINES + printed, name="printed")
    assert len({triple.subject for triple in triples}) == 1
    return {predicate: thing for _, predicate, thing in triples}


def integer(number: int) -> Literal:
    return Literal(str(number), XSD + "integer")


def test_the_passage_is_printed_ready_to_paste(cite: Cite) -> None:
    result = cite("news", "方案50余个", "--slug", "fifty")
    assert result.exit_code == 0
    assert result.stdout.startswith("psg:n-p00-fifty\n    a npp:Passage ;\n")
    # Counted by hand: the first sentence has 28 characters, the words stand 10 after it. SHA-256 by sha256sum.
    assert read_back(result.stdout) == {
        expand("rdf:type"): expand("npp:Passage"),
        expand("npp:paragraph"): integer(0),
        expand("npp:start"): integer(38),
        expand("npp:end"): integer(44),
        expand("npp:phrase"): text("方案50余个"),
        expand("npp:sha256"): text("f4924eac5afa00d3fc5f6a2a0b7caff5a2b55a7802a46889030c1754ab5466fc"),
        expand("npp:modality"): expand("c:stated"),
        expand("npp:quotedFrom"): expand("doc:news"),
    }


def test_no_prefix_is_declared_because_the_file_has_them(cite: Cite) -> None:
    assert "@prefix" not in cite("news", "方案50余个").stdout


def test_the_sentence_goes_to_stderr_to_check_by_eye(cite: Cite) -> None:
    assert cite("news", "50余个，涉及").stderr == "绿色比例已达62%；方案50余个，涉及三大领域。\n"


def test_a_source_may_be_named_by_curie(cite: Cite) -> None:
    assert cite("doc:news", "方案50余个").stdout == cite("news", "方案50余个").stdout


def test_the_mark_is_chosen_by_name(cite: Cite) -> None:
    passage = read_back(cite("news", "力争建成灯塔样板", "--modality", "goal").stdout)
    assert passage[expand("npp:modality")] == expand("c:goal")
    assert passage[expand("npp:paragraph")] == integer(1)


def test_a_name_is_made_of_initials_paragraph_and_offset(cite: Cite, project: Path) -> None:
    (project / "sources" / "city-evening-news.txt").write_text("甲\n乙", encoding="utf-8")
    assert cite("city-evening-news", "乙").stdout.startswith("psg:cen-p01-at-2\n")


def test_long_words_need_a_phrase(cite: Cite) -> None:
    words = "甲市入选灯塔计划，成为全省首个灯塔城市。绿色比例已达"
    refused = cite("news", words)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "WORDS have 26 characters" in refused.stderr
    assert "--phrase" in refused.stderr
    passage = read_back(cite("news", words, "--phrase", "首个灯塔城市").stdout)
    assert passage[expand("npp:phrase")] == text("首个灯塔城市")


@pytest.mark.parametrize("phrase", ["乙市", "", " "])
def test_a_phrase_is_a_part_of_the_words(cite: Cite, phrase: str) -> None:
    result = cite("news", "甲市入选", "--phrase", phrase)
    assert result.exit_code == 2
    assert "is not a part of WORDS" in result.stderr


def test_words_that_stand_more_than_once_are_listed_to_choose_from(cite: Cite) -> None:
    result = cite("news", "乙园")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "stand 2 times; choose with --nth" in result.stderr
    assert "1. ¶1" in result.stderr
    assert "…戊区、[乙园]均在甲市" in result.stderr
    assert "2. ¶1" in result.stderr
    chosen = read_back(cite("news", "乙园", "--nth", "2").stdout)
    assert read_back(cite("news", "乙园", "--nth", "1").stdout)[expand("npp:start")] != chosen[expand("npp:start")]


def test_there_is_no_place_beyond_the_last(cite: Cite) -> None:
    assert "stand 2 times, so there is no --nth 3" in cite("news", "乙园", "--nth", "3").stderr


def test_words_that_stand_nowhere_bring_the_nearest(cite: Cite) -> None:
    result = cite("news", "甲市入选,成为全省首个")
    assert result.exit_code == 2
    assert "do not stand in the text" in result.stderr
    assert "[成为全省首个]灯塔城市" in result.stderr


def test_an_absent_text_is_an_error_that_says_where_it_should_lie(cite: Cite, project: Path) -> None:
    (project / "sources" / "news.txt").unlink()
    result = cite("news", "甲市")
    assert result.exit_code == 2
    assert str(project / "sources" / "news.txt") in result.stderr
    assert "KG_SOURCES" in result.stderr


def test_another_text_than_the_graph_cites_is_refused(cite: Cite, project: Path) -> None:
    with (project / "sources" / "news.txt").open("a", encoding="utf-8") as file:
        file.write("。")
    result = cite("news", "62%")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "not the text that the graph cites" in result.stderr


def test_what_is_no_slug_names_no_source(cite: Cite) -> None:
    result = cite("甲市新闻", "62%")
    assert result.exit_code == 2
    assert "the texts here are news" in result.stderr


def test_a_slug_is_lower_case_ascii(cite: Cite) -> None:
    assert "--slug 'Share 62'" in cite("news", "62%", "--slug", "Share 62").stderr


def test_an_editor_is_told_of_a_passage_that_cites_this_already(cite: Cite) -> None:
    result = cite("news", "62%", "--slug", "again")
    assert result.exit_code == 0
    assert "psg:news-p00-share cites this stretch already" in result.stderr


def test_a_name_that_another_stretch_has_is_refused(cite: Cite, project: Path) -> None:
    path = project / "graph" / "sources" / "news.ttl"
    path.write_text(path.read_text("utf-8").replace("psg:news-", "psg:n-"), encoding="utf-8")
    result = cite("news", "50余个，涉及", "--slug", "share")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "psg:n-p00-share is another passage already" in result.stderr
