"""The catalogue of questions, and what ``kg ask`` answers on a small snapshot."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.ask import catalogue, choose, load
from kg.cli import main
from kg.errors import AmbiguousName, InputError, UnknownName
from kg.store.snapshot import Snapshot

HERE = Path(__file__).parent / "data"
DATA = HERE / "ask"
QUESTIONS = DATA / "ontology" / "questions"
QUERY = "SELECT ?x { ?x npp:value $y }"


@pytest.fixture(scope="module")
def snapshot(little: Snapshot) -> Snapshot:
    return little


@pytest.fixture
def environment(snapshot: Snapshot) -> dict[str, str]:
    return {"KG_PROJECT": str(DATA), "KG_BUILD": str(snapshot.path.parent), "LC_ALL": "C.UTF-8"}


@pytest.fixture
def kg(environment: dict[str, str]) -> Callable[..., Result]:
    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["ask", *arguments], env=environment)

    return call


# The catalogue.


def test_a_header_says_what_a_question_is() -> None:
    question = next(each for each in load(QUESTIONS) if each.slug == "programmes")
    assert (question.number, question.words.zh) == ("01", "某地入选了哪些计划?")
    assert question.words.of("en") == "Which programmes has a place been admitted to?"
    (parameter,) = question.parameters
    assert (parameter.name, parameter.default, parameter.words.zh, parameter.words.en) == (
        "place",
        "place:xining",
        "地点",
        "place",
    )
    assert question.columns["programme"].of("zh") == "计划"
    assert question.answered
    assert question.nearby is not None
    assert question.nearby.columns.keys() == {"programme", "recipient"}


def test_a_question_may_say_that_nothing_answers_it() -> None:
    assert [question.slug for question in load(QUESTIONS) if not question.answered] == ["phrases"]


@pytest.mark.parametrize(
    ("header", "line", "says"),
    [
        ("# zh: 问\n# en: q\n# parm: y = 1 | 甲 | a", 3, "unknown key 'parm' in the header"),
        ("# zh: 问\n# en: q\n# param: y = 1", 3, "'y = 1' is not of the form '# param: name = default | zh | en'"),
        ("# zh: 问\n# en: q\n# param: z = 1 | 甲 | a", 3, "the query has no variable 'z'; it has x, y"),
        ("# zh: 问\n# en: q\n# column: z = 甲 | a", 3, "the query has no variable 'z'; it has x, y"),
        ("# zh: 问\n# en: q\n# column: x 甲 | a", 3, "'x 甲 | a' is not of the form '# column: name = zh | en'"),
        ("# zh: 问\n# en: q\n# column: x = 甲 | a\n# column: x = 乙 | b", 4, "column 'x' is given twice"),
        ("# zh: 问\n# en: q\n# answered: maybe", 3, "'answered' is yes or no, not 'maybe'"),
        ("# zh: 问\n# zh: 又问\n# en: q", 2, "the question in zh is given twice"),
        ("# en: q", 1, "no question in zh; begin the file with '# zh: ...'"),
        ("# zh: 问\n# en:", 2, "the question in en is empty"),
    ],
)
def test_a_wrong_header_is_an_error_with_file_and_line(header: str, line: int, says: str) -> None:
    with pytest.raises(InputError) as caught:
        catalogue.read(f"{header}\n{QUERY}", name="questions/01-a.rq", stem="01-a")
    assert str(caught.value).startswith(f"questions/01-a.rq:{line}: {says}")


@pytest.mark.parametrize("stem", ["a", "1-a", "01_a", "01-A", "01-"])
def test_a_file_is_named_by_number_and_slug(stem: str) -> None:
    with pytest.raises(InputError, match=r"name the file NN-slug\.rq"):
        catalogue.read(f"# zh: 问\n# en: q\n{QUERY}", name=f"{stem}.rq", stem=stem)


@pytest.mark.parametrize(("one", "other", "what"), [("01-a", "01-b", "number"), ("01-a", "02-a", "slug")])
def test_numbers_and_slugs_are_given_once(tmp_path: Path, one: str, other: str, what: str) -> None:
    for stem in (one, other):
        (tmp_path / f"{stem}.rq").write_text(f"# zh: 问\n# en: q\n{QUERY}", encoding="utf-8")
    with pytest.raises(InputError, match=f"{other}.rq: .*{one}.rq has the same {what}"):
        load(tmp_path)


def test_a_folder_without_questions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no questions here"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("sought", "slug"), [("programmes", "programmes"), ("val", "values"), ("3", "phrases"), ("12", "programme-list")]
)
def test_a_question_is_named_by_slug_beginning_or_number(sought: str, slug: str) -> None:
    assert choose(load(QUESTIONS), sought).slug == slug


def test_a_beginning_of_several_lists_them() -> None:
    with pytest.raises(AmbiguousName, match="'prog' begins several questions: programmes, programme-list"):
        choose(load(QUESTIONS), "prog")


@pytest.mark.parametrize(
    ("sought", "says"),
    [
        ("progarmmes", "did you mean programmes"),
        ("list", "did you mean programme-list?"),
        ("zzz", "'kg ask' lists the questions"),
    ],
)
def test_an_unknown_question_suggests_the_nearest(sought: str, says: str) -> None:
    with pytest.raises(UnknownName, match=f"no question '{sought}'; ") as caught:
        choose(load(QUESTIONS), sought)
    assert says in str(caught.value)


# Answers. The graph is tests/data/query/graph.


def test_the_answer_is_what_the_file_beside_the_question_says(kg: Callable[..., Result]) -> None:
    answer = kg("programmes", "-f", "csv")
    assert answer.stdout == (QUESTIONS / "01-programmes.csv").read_text("utf-8")
    assert answer.stderr == "某地入选了哪些计划?  [place=西宁市]\n2 行\n"
    assert answer.exit_code == 0


def test_labels_and_headings_are_in_the_language_asked_for(kg: Callable[..., Result]) -> None:
    answer = kg("1", "--lang", "en", "-f", "table")
    assert answer.stdout == "programme\n───────────────\nGreen pilot\nLogistics pilot\n"
    assert answer.stderr == "Which programmes has a place been admitted to?  [place=Xining]\n2 rows\n"


def test_an_entity_without_a_label_is_its_curie_and_numbers_stand_right(kg: Callable[..., Result]) -> None:
    assert kg("values", "-f", "table").stdout == (
        "what            value\n──────────────  ─────\nobs:green-2020     62\nobs:green-2025    100\n"
    )


def test_tsv_is_the_rule_where_nobody_chose(kg: Callable[..., Result], tmp_path: Path) -> None:
    assert kg("values").stdout == "what\tvalue\nobs:green-2020\t62\nobs:green-2025\t100\n"
    kg("values", "-o", str(tmp_path / "values.csv"))
    assert (tmp_path / "values.csv").read_bytes() == b"what,value\nobs:green-2020,62\nobs:green-2025,100\n"


def test_json_holds_terms_in_full_and_what_rows_rest_on(kg: Callable[..., Result]) -> None:
    found = json.loads(kg("programmes", "-f", "json").stdout)
    assert found["head"]["vars"] == ["programme", "basis"]
    assert found["results"]["bindings"][0] == {
        "programme": {"type": "uri", "value": "https://w3id.org/npp/id/programme/green"},
        "basis": {"type": "uri", "value": "https://w3id.org/npp/id/designation/xining-green"},
    }


def test_evidence_stands_below_each_row(kg: Callable[..., Result]) -> None:
    answer = kg("programmes", "--evidence", "-f", "table")
    assert answer.stdout == (
        "计划\n────────\n"
        "绿色试点\n    ┆ 西宁新闻 第 0 段 [明言]「绿色试点」\n"
        "物流试点\n    ┆ 西宁新闻 第 1 段 [推断]「物流试点」\n"
    )


def test_evidence_in_a_sheet_is_one_line_a_passage(kg: Callable[..., Result]) -> None:
    assert kg("programmes", "--evidence", "-f", "csv", "--lang", "en").stdout == (
        "programme,source,paragraph,mark,phrase,sentence\n"
        "Green pilot,Xining News,0,stated,绿色试点,\n"
        "Logistics pilot,Xining News,1,inferred,物流试点,\n"
    )


def test_a_row_may_rest_on_several_nodes_named_in_a_text(kg: Callable[..., Result]) -> None:
    lines = kg("values", "--evidence", "-f", "tsv").stdout.splitlines()
    assert lines[1:] == [
        f"obs:green-{year}\t{value}\t西宁新闻\t0\t明言\t绿色试点\t" for year, value in ((2020, 62), (2025, 100))
    ]


def test_a_row_that_rests_on_nothing_says_so(kg: Callable[..., Result]) -> None:
    assert kg("12", "--evidence", "-f", "table", "--lang", "en").stdout.splitlines()[3] == "    ┆ nothing is recorded"


def test_evidence_has_no_place_in_w3c_formats(kg: Callable[..., Result]) -> None:
    answer = kg("programmes", "--evidence", "-f", "json")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr == "kg: --evidence has no place in W3C JSON; choose table, tsv or csv\n"


@pytest.mark.parametrize("value", ["兰州", "Lanzhou", "lanzhou", "place:lanzhou", "蘭州市"])
def test_where_no_source_answers_the_exit_code_is_one_and_what_is_near_is_told(
    kg: Callable[..., Result], value: str
) -> None:
    answer = kg("programmes", "-p", f"place={value}", "-f", "table")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr == (
        "某地入选了哪些计划?  [place=兰州市]\n"
        "kg: 没有来源说明\n"
        "相关的已知情况:\n"
        "已知入选对象  计划\n"
        "────────────  ────────\n"
        "西宁市        绿色试点\n"
        "西宁市        物流试点\n"
    )


def test_no_answer_is_a_sheet_without_rows_for_programs(kg: Callable[..., Result]) -> None:
    answer = kg("values", "-p", "place=兰州", "-f", "csv", "--lang", "en")
    assert (answer.exit_code, answer.stdout) == (1, "what,value\n")
    assert answer.stderr.endswith("kg: no source says so\n")


def test_a_parameter_whose_default_is_a_text_takes_texts(kg: Callable[..., Result]) -> None:
    found = "段\tpassage\tnote\n1\tpsg:news-p01-logistics\t西宁新闻\n"
    for value in ("物流试点", '"物流试点"'):
        assert kg("phrases", "-p", f"phrase={value}").stdout == found
    assert kg("phrases", "--lang", "en").stdout == "paragraph\tpassage\tnote\n0\tpsg:news-p00-green\tXining News\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["programmes", "-p", "city=西宁"],
            "the question programmes has no parameter 'city'; its parameters are place",
        ),
        (["12", "-p", "place=西宁"], "the question programme-list has no parameter 'place'; it has none"),
        (["programmes", "-p", "place=城关镇"], "'城关镇' names 2 entities"),
        (["programmes", "-p", "place=place:nowhere"], "nothing in the graph is called place:nowhere"),
        (["programmes", "-p", "place"], "-p place: write a name and a value"),
        (["nosuch"], "no question 'nosuch'"),
    ],
)
def test_a_wrong_question_or_parameter_is_an_error(kg: Callable[..., Result], arguments: list[str], says: str) -> None:
    answer = kg(*arguments)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr.startswith(f"kg: {says}")


def test_the_list_holds_slug_question_and_parameters(kg: Callable[..., Result]) -> None:
    assert kg("--lang", "en").stdout.splitlines()[:3] == [
        "no.\tslug\tquestion\tparameters",
        "01\tprogrammes\tWhich programmes has a place been admitted to?\tplace=place:xining",
        "02\tvalues\tWhat values are known of a place?\tplace=place:xining",
    ]
    assert kg("-f", "table").stdout.splitlines()[:2] == [
        "01  programmes  place=place:xining",
        "    某地入选了哪些计划?",
    ]
    assert [each["slug"] for each in json.loads(kg("-f", "json").stdout)] == [
        "programmes",
        "values",
        "phrases",
        "programme-list",
    ]


# Completion.


def completed(environment: dict[str, str], shell: str, line: str) -> list[str]:
    words = line.split(" ")
    asked = {
        "bash": {"COMP_LINE": line},
        "zsh": {"COMP_CWORD": str(len(words) - 1)},
        "fish": {"COMP_CWORD": words[-1]},
    }[shell]
    asked |= {"_KG_COMPLETE": f"{shell}_complete", "COMP_WORDS": line}
    return CliRunner().invoke(main, [], env={**environment, **asked}, prog_name="kg").stdout.splitlines()


def test_bash_completes_slugs_parameters_and_values(environment: dict[str, str]) -> None:
    assert completed(environment, "bash", "kg ask pro") == ["plain,programmes", "plain,programme-list"]
    assert completed(environment, "bash", "kg ask programmes -p ") == ["plain,place="]
    # Bash holds "place" and "=" to be complete words, and "place:" as well; it replaces what follows.
    assert completed(environment, "bash", "kg ask programmes -p place=兰") == ["plain,兰州市"]
    assert "plain,xining" in completed(environment, "bash", "kg ask programmes -p place=place:xin")
    assert completed(environment, "bash", "kg query --graph ne") == ["plain,news"]


def test_zsh_and_fish_complete_whole_words(environment: dict[str, str]) -> None:
    assert completed(environment, "fish", "kg ask programmes -p place=兰") == ["plain,place=兰州市\tplace:lanzhou"]
    assert completed(environment, "zsh", "kg ask programmes -p place=兰")[:2] == ["plain", "place=兰州市"]


# What bash itself does before and after it calls a completion function.
IN_BASH = """
eval "$(kg completion bash)"
compopt() { echo "compopt $2"; }
COMP_LINE=$1 COMP_POINT=${#1}
_kg_completion kg
printf '%s\n' "${COMPREPLY[@]}"
"""
KG = Path(sys.executable).with_name("kg")


@pytest.mark.skipif(
    not (shutil.which("bash") and KG.exists()), reason="needs bash, and kg installed beside this Python"
)
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("kg ask pro", ["programmes", "programme-list"]),
        ("kg ask programmes -p ", ["compopt nospace", "place="]),
        ("kg ask programmes -p place=兰", ["兰州市"]),
    ],
)
def test_the_script_for_bash_works_in_bash(environment: dict[str, str], line: str, expected: list[str]) -> None:
    path = {"PATH": f"{KG.parent}{os.pathsep}{os.environ['PATH']}"}
    ran = subprocess.run(
        ["bash", "--norc", "-c", IN_BASH, "bash", line],
        env={**os.environ, **environment, **path},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.splitlines() == expected
