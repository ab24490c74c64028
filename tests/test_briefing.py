"""``kg ask --all``: the whole catalogue answered as Markdown or HTML, with numbered citations."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import Result

from kg.ask import load
from kg.ask.paper import ranges
from kg.project import Project
from kg.store.snapshot import Snapshot

Run = Callable[..., Result]

# Those whose header says that no source of the graph answers them.
UNANSWERED = {"rival-dates", "cohort-figures", "funding", "other-signatories"}


@pytest.fixture(scope="module")
def markdown(kg: Run) -> str:
    result = kg("ask", "--all", "--lang", "en")
    assert result.exit_code == 0, result.output
    return result.stdout


class Page(HTMLParser):
    """What a page links to, what it is made of, and what it would load."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.loaded: list[str] = []
        self.language = ""
        self.text = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.links |= {given["href"]} if tag == "a" and "href" in given else set()
        self.loaded += [tag] if tag in {"script", "link", "img", "iframe", "object"} or "src" in given else []
        self.language = given.get("lang", "") if tag == "html" else self.language

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def page(kg: Run, tmp_path_factory: pytest.TempPathFactory) -> Page:
    path = tmp_path_factory.mktemp("briefing") / "briefing.html"
    assert kg("ask", "--all", "--lang", "zh", "-o", str(path)).exit_code == 0
    return Page(path.read_text("utf-8"))


def test_every_question_of_the_catalogue_is_a_section(markdown: str, project: Project) -> None:
    headings = re.findall(r"^## (\d\d) (.*)$", markdown, re.MULTILINE)
    questions = load(project.questions)
    assert [number for number, _ in headings] == [question.number for question in questions]
    assert len(questions) == 24


def test_a_table_has_the_rows_that_the_question_alone_gives(markdown: str) -> None:
    section = markdown.split("## 01 ")[1].split("## 02 ", maxsplit=1)[0]
    assert "| 2020 | 62 | % | [^1] |" in section
    assert "| 2025 | 100 | % | [^2][^3] |" in section


def test_what_no_source_answers_says_so_with_what_is_known_nearby(markdown: str, project: Project) -> None:
    sections = re.split(r"^## (?=\d\d )", markdown, flags=re.MULTILINE)[1:]
    silent = {int(section[:2]) for section in sections if "**No source says so.**" in section}
    assert {each.slug for each in load(project.questions) if int(each.number) in silent} == UNANSWERED
    signatories = sections[23]
    assert "What is known nearby:" in signatories
    assert "| 7 | People's Bank of China |" in signatories


def test_citations_are_numbered_as_they_come_and_each_is_told_once(markdown: str) -> None:
    cited = list(dict.fromkeys(int(number) for number in re.findall(r"\[\^(\d+)\](?!:)", markdown)))
    told = [int(number) for number in re.findall(r"^\[\^(\d+)\]:", markdown, re.MULTILINE)]
    assert told == list(range(1, len(told) + 1))
    assert set(cited) == set(told)
    assert len(told) > 100


def test_a_citation_has_phrase_mark_source_page_and_paragraph(markdown: str) -> None:
    (first,) = re.findall(r"^\[\^1\]: (.*)$", markdown, re.MULTILINE)
    assert re.fullmatch(
        r"“62%” \\\[stated\\\] \[Xining's national pilots, an overview \(Xining Evening News\)\]"
        r"\(<http://www\.qinghai\.gov\.cn/[^>]+>\), paragraph 1",
        first,
    )


def test_the_counts_open_the_briefing(markdown: str) -> None:
    assert "24 questions: 20 answered, 4 on which no source says anything;" in markdown.split("## 01", maxsplit=1)[0]


def test_the_snapshot_is_named(markdown: str, snapshot: Snapshot) -> None:
    assert snapshot.manifest.digest[:16] in markdown.split("## 01", maxsplit=1)[0]


def test_the_page_loads_nothing_and_says_its_language(page: Page) -> None:
    assert page.loaded == []
    assert page.language == "zh-Hans"


def test_every_link_within_the_page_leads_somewhere(page: Page) -> None:
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert {name for name in page.ids if name.startswith("q")} <= inner


def test_the_page_is_in_the_language_asked_for(page: Page) -> None:
    assert "没有来源说明" in page.text
    assert "城镇绿色建筑比例" in page.text
    assert "No source says so" not in page.text


def test_a_parameter_is_set_in_every_question_that_has_it(kg: Run) -> None:
    shown = kg("ask", "--all", "-p", "place=百色", "--lang", "zh").stdout
    assert "*地点：百色市，指标：城镇绿色建筑比例*" in shown
    assert "地点：西宁市" not in shown


def test_a_parameter_that_no_question_has_is_refused(kg: Run) -> None:
    result = kg("ask", "--all", "-p", "colour=red")
    assert result.exit_code == 2
    assert "no question has a parameter 'colour'" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("programmes", "--all"), "leave out SLUG and --evidence"),
        (("--all", "-f", "csv"), "a briefing is md or html, not csv"),
        (("--all", "-o", "briefing.csv"), "no format has the extension '.csv'"),
        (("programmes", "-f", "md"), "add --all"),
    ],
)
def test_what_a_briefing_cannot_be_is_told(arguments: tuple[str, ...], said: str, kg: Run) -> None:
    result = kg("ask", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_bound_on_rows_is_told_where_it_cuts(kg: Run) -> None:
    assert "Only the first 1 rows." in kg("ask", "--all", "--lang", "en", "--max-rows", "1").stdout


def test_two_that_follow_are_a_run_too() -> None:
    assert ranges((4, 5, 9)) == [(4, 5), (9, 9)]


def test_the_page_is_written_whole_under_its_name(kg: Run, tmp_path: Path) -> None:
    assert kg("ask", "--all", "-o", str(tmp_path / "b.md")).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["b.md"]
