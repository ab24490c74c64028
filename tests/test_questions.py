"""The questions of ontology/questions: each gives the answer that stands beside it, and every row leads to its words.

The answers were written by reading the article, the reference data and nothing else.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from kg.ask import Question, load

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "ontology" / "questions"
QUESTIONS = load(FOLDER)
UNANSWERED = {question.slug for question in QUESTIONS if not question.answered}

Run = Callable[..., Result]


def slug_of(question: Question) -> str:
    return question.slug


def answer_of(question: Question) -> Path:
    return FOLDER / f"{question.number}-{question.slug}.csv"


def test_there_are_24_questions_numbered_in_order_each_with_an_answer() -> None:
    assert [question.number for question in QUESTIONS] == [f"{number:02}" for number in range(1, 25)]
    assert {answer_of(question) for question in QUESTIONS} == set(FOLDER.glob("*.csv"))


@pytest.mark.parametrize("question", QUESTIONS, ids=slug_of)
def test_the_answer_is_the_one_beside_the_question(kg: Run, question: Question) -> None:
    result = kg("ask", question.slug, "--lang", "zh", "-f", "csv")
    assert result.stdout == answer_of(question).read_text("utf-8")
    assert result.exit_code == (1 if question.slug in UNANSWERED else 0)


@pytest.mark.parametrize("question", QUESTIONS, ids=slug_of)
def test_every_row_can_be_followed_to_a_passage_or_a_cited_page(kg: Run, question: Question) -> None:
    rows = list(csv.DictReader(kg("ask", question.slug, "--lang", "en", "--evidence", "-f", "csv").stdout.splitlines()))
    assert (rows == []) == (question.slug in UNANSWERED)
    assert all(row["source"] for row in rows)


def test_four_questions_are_left_to_other_sources() -> None:
    assert {"rival-dates", "cohort-figures", "funding", "other-signatories"} == UNANSWERED


@pytest.mark.parametrize("slug", sorted(UNANSWERED))
def test_where_no_source_answers_it_says_so_and_tells_what_is_known_nearby(kg: Run, slug: str) -> None:
    result = kg("ask", slug, "--lang", "en")
    assert result.exit_code == 1
    assert "no source says so" in result.stderr
    assert "Xining" in result.stderr or "People's Bank of China" in result.stderr


def test_a_question_asks_about_another_place_by_name(kg: Run) -> None:
    result = kg("ask", "programmes", "-p", "place=百色", "--lang", "en", "-f", "csv")
    assert result.stdout.splitlines()[1:] == ["Deepening inclusive-finance reform,Baise,September 2025"]


def test_another_ministry_answers_for_itself(kg: Run) -> None:
    result = kg("ask", "programmes-of-body", "-p", "body=水利部", "--lang", "zh", "-f", "csv")
    assert result.stdout.splitlines()[1:] == ["幸福河湖建设,2025年幸福河湖建设名单"]


def test_json_carries_terms_instead_of_labels(kg: Run) -> None:
    told = json.loads(kg("ask", "county-codes", "-f", "json").stdout)
    first = told["results"]["bindings"][0]
    assert first["county"]["value"] == "https://w3id.org/npp/id/place/xining-chengdong"
    assert first["code"]["value"] == "630102"


def test_last_september_rests_on_the_words_and_on_the_date_of_the_source(kg: Run) -> None:
    rows = list(
        csv.DictReader(kg("ask", "relative-time", "--lang", "en", "--evidence", "-f", "csv").stdout.splitlines())
    )
    assert {row["phrase"] for row in rows} == {"去年9月", "截至2025年12月底"}
    assert {row["mark"] for row in rows} == {"inferred"}
