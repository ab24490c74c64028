"""kg.passages: which text is here, and what stands around a stretch of it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.passages import (
    Presence,
    Stretch,
    Text,
    digest,
    load,
    locate,
    look,
    nearest,
    paragraph,
    sentence,
    stretch,
)
from kg.project import Project

# SHA-256 of the three bytes "abc": FIPS 180-2, appendix B.1.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def project(folder: Path) -> Project:
    return Project(root=folder, sources=folder, build=folder / "build")


def around(content: str, words: str) -> str:
    at = content.index(words)
    return sentence(Text("x", content, ""), at, at + len(words))


def test_a_digest_is_that_of_the_published_test_vector() -> None:
    assert digest("abc") == ABC


def test_a_text_with_the_recorded_digest_is_here(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"abc")
    state = look(project(tmp_path), "x", sha256=ABC.upper())
    assert (state.presence, state.text, state.message) == (Presence.HERE, Text("x", "abc", ABC), "")


def test_a_text_whose_digest_differs_is_reported_and_not_used(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"abcd")
    state = look(project(tmp_path), "x", sha256=ABC)
    assert (state.presence, state.recorded, state.text) == (Presence.DIFFERS, ABC, None)
    assert "not the text that the graph cites" in state.message
    assert ABC[:12] in state.message
    assert state.found[:12] in state.message


def test_an_absent_text_says_where_it_should_lie(tmp_path: Path) -> None:
    state = look(project(tmp_path), "x")
    assert (state.presence, state.text) == (Presence.ABSENT, None)
    assert str(tmp_path / "x.txt") in state.message
    assert "KG_SOURCES" in state.message


def test_load_gives_the_text_only_where_it_is_the_right_one(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"abc")
    assert load(project(tmp_path), "x", sha256=ABC) == Text("x", "abc", ABC)
    assert load(project(tmp_path), "x", sha256="0" * 64) is None
    assert load(project(tmp_path), "y") is None


def test_line_ends_are_kept_because_offsets_count_them(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"a\r\nb")
    text = load(project(tmp_path), "x")
    assert text is not None
    assert text.content == "a\r\nb"


def test_a_text_that_is_not_utf8_is_an_error_that_names_the_byte(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"ab\xff")
    with pytest.raises(InputError, match="byte 2 is not UTF-8"):
        look(project(tmp_path), "x")


@pytest.mark.parametrize(
    ("content", "words", "expected"),
    [
        ("甲。乙丙。丁", "丙", "乙丙。"),
        ("甲。乙丙。丁", "甲", "甲。"),
        ("甲。乙丙。丁", "丁", "丁"),
        ("甲。乙。丙。", "甲。乙", "甲。乙。"),
        ("甲？！乙", "乙", "乙"),
        ("甲;乙；丙。丁", "乙", "甲;乙；丙。"),
        ("甲。“乙。丙”，丁。戊", "丁", "“乙。丙”，丁。"),
        ("甲“乙！”。丙", "甲", "甲“乙！”。"),
        ("甲说：“乙。”丙说。", "丙", "丙说。"),
        ("甲说：“乙！”，丙说。", "甲", "甲说：“乙！”，丙说。"),
        ("《甲？乙》印发。丙", "乙", "《甲？乙》印发。"),
        ("读《甲？》一书。丙", "甲", "读《甲？》一书。"),
        ("甲、乙……一个个丙。", "丙", "一个个丙。"),
        ("甲、乙……等丙。", "丙", "甲、乙……等丙。"),
        ("甲“乙。丙。", "丙", "丙。"),
        ("甲》乙。丙（丁。", "丁", "丙（丁。"),
        ("甲（乙。丙）丁。", "丁", "甲（乙。丙）丁。"),
        ("题目\n甲。乙", "题", "题目"),
        ("题目\n甲。乙", "甲", "甲。"),
        ("  甲。乙", "甲", "甲。"),
        ("甲\n乙。丙。丁", "甲\n乙", "甲\n乙。"),
    ],
)
def test_a_stretch_is_widened_to_its_sentence(content: str, words: str, expected: str) -> None:
    assert around(content, words) == expected


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 1), (0, 4)])
def test_offsets_that_are_no_stretch_are_refused(start: int, end: int) -> None:
    with pytest.raises(InputError, match="no stretch of a text of 3 characters"):
        stretch(Text("x", "甲乙丙", ""), start, end)


def test_paragraphs_are_lines_counted_from_nought() -> None:
    text = Text("x", "甲\n乙\n\n丙", "")
    assert [paragraph(text, at) for at in (0, 2, 5)] == [0, 1, 3]


def test_locate_finds_every_place_overlapping_ones_too() -> None:
    assert locate(Text("x", "甲甲甲\n甲甲", ""), "甲甲") == [Stretch(0, 2, 0), Stretch(1, 3, 0), Stretch(4, 6, 1)]


def test_locate_counts_code_points_not_bytes_or_units() -> None:
    assert locate(Text("x", "𠮷😀甲", ""), "甲") == [Stretch(2, 3, 0)]


def test_locate_finds_nothing_for_no_words() -> None:
    assert locate(Text("x", "甲", ""), "") == []


def test_the_nearest_place_is_the_one_that_differs_in_punctuation_only() -> None:
    text = Text("x", "甲乙丙丁\n甲,“乙”丙", "")
    assert nearest(text, '甲，"乙"丙') == [Stretch(5, 11, 1)]


def test_the_nearest_places_share_the_longest_run_of_characters() -> None:
    text = Text("x", "西宁市入选\n\n西宁市成功入选名单\n西宁", "")
    # Five characters, then three; two are less than half of five.
    assert nearest(text, "西宁市成功跻身") == [Stretch(7, 12, 2), Stretch(0, 3, 0)]


def test_words_with_nothing_in_common_are_near_nothing() -> None:
    assert nearest(Text("x", "甲乙", ""), "丙丁") == []


@pytest.fixture(scope="module")
def article() -> Text:
    folder = Path(os.environ.get("KG_SOURCES", ""))
    if not (folder / "xining-evening-news.txt").is_file():
        pytest.skip("the text of xining-evening-news is not on this machine (KG_SOURCES)")
    text = load(replace(project(folder), sources=folder), "xining-evening-news")
    assert text is not None
    return text


def test_the_article_has_the_length_and_paragraphs_told_of_it(article: Text) -> None:
    # As its README counts: 2,642 code points, paragraphs 0 to 11.
    assert len(article.content) == 2642
    assert paragraph(article, len(article.content) - 1) == 11


@pytest.mark.parametrize(
    ("words", "number", "begins", "ends"),
    [
        ("62%", 1, "建成全省首家", "100%……"),
        ("六个示范区", 3, "全力推进", "建设。"),
        ("87个", 2, "西宁项目覆盖", "9.8万公顷。"),
        ("唯一入选", 6, "2025年底", "的城市。"),
        ("首个国家碳达峰", 1, "2024年3月", "迅速部署。"),
    ],
)
def test_the_articles_sentences_are_found(article: Text, words: str, number: int, begins: str, ends: str) -> None:
    (place,) = locate(article, words)
    found = sentence(article, place.start, place.end)
    assert place.paragraph == number
    assert (found[: len(begins)], found[-len(ends) :]) == (begins, ends)
