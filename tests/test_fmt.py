"""kg fmt: canonical Turtle with its comments, the same twice, the same in whatever order it came."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import KgError, SyntaxFault
from kg.names import PREFIXES
from kg.turtle import fmt
from kg.turtle.fmt import format_text
from kg.turtle.read import parse
from kg.turtle.tokens import tokens
from kg.turtle.write import turtle

DATA = Path(__file__).parent / "data" / "turtle"
ROOT = Path(__file__).parents[1]
COMMENTED = (DATA / "fmt.ttl").read_text("utf-8")
CANONICAL = (DATA / "fmt.expected.ttl").read_text("utf-8")
CLEAN = "<http://e/a>\n    <http://e/b> 1 ;\n.\n"


def formatted(text: str) -> str:
    return format_text(text, name="x.ttl")


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"# ?c\d+", text))


def test_comments_stay_with_what_they_belong_to() -> None:
    assert formatted(COMMENTED) == CANONICAL


def test_canonical_text_is_left_as_it_is() -> None:
    assert formatted(CANONICAL) == CANONICAL


def test_without_comments_it_is_what_the_writer_writes() -> None:
    text = "".join(token.text for token in tokens(COMMENTED) if token.kind != "comment")
    assert formatted(text) == turtle(parse(text, name="x.ttl"), prefixes={"ex": "http://e/"} | PREFIXES)


BARE = [token for token in tokens(COMMENTED) if token.kind != "comment"]
GAPS = [index for index, token in enumerate(BARE) if token.kind == "space"]


@given(st.lists(st.tuples(st.sampled_from(GAPS), st.sampled_from([" ", "\n", "\n\n"])), max_size=12))
@settings(max_examples=400, deadline=None)
def test_a_comment_anywhere_is_kept_once_and_moves_no_more(places: list[tuple[int, str]]) -> None:
    words = [token.text for token in BARE]
    for number, (gap, before) in enumerate(places):
        words[gap] += f"{before}# c{number}\n"
    text = "".join(words)
    once = formatted(text)
    assert comments(once) == comments(text)
    assert turtle(parse(once, name="x.ttl")) == turtle(parse(text, name="x.ttl"))
    assert formatted(once) == once


OBJECTS = ["1", "97.0", '"x"', '"西"@zh', '"a"@en', "ex:a", "[]", "[ ex:p 1 ]", "( 1 ex:b )", '"""two\nlines"""']


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, str]:
    """Two texts that say the same, with the same comments at the same things, in another order."""
    number = 0

    def remark(pattern: str) -> str:
        nonlocal number
        number += 1
        return pattern.format(f"# c{number}\n") if draw(st.booleans()) else ""

    statements = []
    for subject in draw(st.lists(st.sampled_from(["ex:a", "ex:b", "npp:A", "_:x"]), min_size=1, max_size=5)):
        lines = []
        for predicate in draw(st.lists(st.sampled_from(["a", "ex:p", "ex:q"]), min_size=1, max_size=3, unique=True)):
            pool = ["ex:a", "_:x", "_:y"] if predicate == "a" else [*OBJECTS, "_:x"]
            terms = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=3, unique=True))
            objects = [f"\n{remark('{}')}  {term}" for term in terms]
            lines.append((f"{remark('{}')}{predicate}", objects, remark(" {}") or "\n"))
        statements.append((f"{remark('{}')}{subject}\n", lines))
    shuffled = [
        (subject, [(verb, draw(st.permutations(objects)), end) for verb, objects, end in draw(st.permutations(lines))])
        for subject, lines in draw(st.permutations(statements))
    ]
    return document(statements), document(shuffled)


def document(statements: list[tuple[str, list[tuple[str, list[str], str]]]]) -> str:
    head = "# Head.\n\n@prefix ex: <http://e/> .\n@prefix npp: <https://w3id.org/npp/ns#> .\n\n"
    said = [
        subject + "".join(f"{verb}{' ,'.join(objects)}\n ;{end}" for verb, objects, end in lines) + ".\n"
        for subject, lines in statements
    ]
    return head + "\n".join(said)


@given(blocks())
@settings(max_examples=300, deadline=None)
def test_the_order_of_the_input_does_not_show(pair: tuple[str, str]) -> None:
    one, two = map(formatted, pair)
    assert one == two
    assert comments(one) == comments(pair[0])


@pytest.mark.parametrize("path", sorted((ROOT / "ontology").glob("*.ttl")) + sorted((ROOT / "graph").rglob("*.ttl")))
def test_the_committed_files_are_in_form(path: Path) -> None:
    text = path.read_text("utf-8")
    assert formatted(text) == text


def test_a_prefix_of_ours_cannot_mean_something_else() -> None:
    text = "# 西宁\n@prefix place: <http://e/> .\nplace:a place:b place:c ."
    with pytest.raises(SyntaxFault) as caught:
        formatted(text)
    assert str(caught.value) == (
        "x.ttl:2:9: prefix 'place' is bound to <http://e/>, here it means <https://w3id.org/npp/id/place/>; "
        "use that, or another prefix"
    )


def test_what_does_not_parse_is_told_as_when_reading() -> None:
    with pytest.raises(SyntaxFault, match=r"^x\.ttl:1:1: unknown prefix 'place'"):
        formatted("place:a a place:b .")


def test_dos_line_ends_and_a_byte_order_mark_go() -> None:
    assert formatted("\ufeff# c1\r\n\r\n<http://e/a>\r\n  <http://e/b> 1 . # c2\r\n") == (
        "# c1\n\n<http://e/a>\n    <http://e/b> 1 ; # c2\n.\n"
    )


def test_brackets_that_nest_too_deep_for_a_reader_are_told() -> None:
    depth = 101
    text = "<http://e/a> <http://e/b> " + "[ <http://e/b> " * depth + "1" + " ]" * depth + " ."
    with pytest.raises(SyntaxFault, match=r"^x\.ttl:1:1527: brackets nest deeper than 100; give the inner blank nodes"):
        formatted(text)


def test_a_result_that_would_say_something_else_is_never_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fmt, "turtle", lambda triples, **_: CLEAN if len(triples) == 2 else str(triples))
    with pytest.raises(KgError, match=r"^x\.ttl: formatting would change what it says; left as it is"):
        formatted(CLEAN + "<http://e/a> <http://e/c> 2 .")


def run(*arguments: str | Path, project: Path | None = None) -> Result:
    environment = {"KG_PROJECT": str(project)} if project else {}
    return CliRunner().invoke(main, ["fmt", *map(str, arguments)], env=environment)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project with one file in form and two that are not."""
    for name, text in {
        "ontology/npp.ttl": CLEAN,
        "graph/reference/a.ttl": CLEAN.replace("\n", " "),
        "graph/sources/b.ttl": COMMENTED,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_check_lists_what_would_change_and_changes_nothing(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)
    result = run("--check", project=checkout)
    assert result.stdout == "graph/reference/a.ttl\ngraph/sources/b.ttl\n"
    assert result.stderr == "2 of 3 files would change\n"
    assert result.exit_code == 1
    assert (checkout / "graph/sources/b.ttl").read_text("utf-8") == COMMENTED


def test_without_paths_ontology_and_graph_are_brought_into_form(checkout: Path) -> None:
    result = run(project=checkout)
    assert (result.stdout, result.stderr, result.exit_code) == ("", "2 of 3 files changed\n", 0)
    assert (checkout / "graph/reference/a.ttl").read_text("utf-8") == CLEAN
    assert (checkout / "graph/sources/b.ttl").read_text("utf-8") == CANONICAL
    again = run("--check", project=checkout)
    assert (again.stdout, again.stderr, again.exit_code) == ("", "0 of 3 files would change\n", 0)


def test_a_file_in_form_is_not_touched(checkout: Path) -> None:
    file = checkout / "ontology" / "npp.ttl"
    os.utime(file, (1, 1))
    run(project=checkout)
    assert file.stat().st_mtime == 1


def test_only_the_files_and_folders_named_are_changed(checkout: Path) -> None:
    result = run(checkout / "graph" / "reference", checkout / "ontology" / "npp.ttl", project=checkout)
    assert result.stderr == "1 of 2 files changed\n"
    assert (checkout / "graph/sources/b.ttl").read_text("utf-8") == COMMENTED


def test_a_faulty_file_is_left_and_told_and_the_others_are_done(checkout: Path) -> None:
    bad = checkout / "graph" / "reference" / "a.ttl"
    bad.write_text("place:a a place:b .", "utf-8")
    result = run(project=checkout)
    assert result.exit_code == 2
    assert re.search(r"a\.ttl:1:1: unknown prefix 'place'", result.stderr)
    assert bad.read_text("utf-8") == "place:a a place:b ."
    assert (checkout / "graph/sources/b.ttl").read_text("utf-8") == CANONICAL
    assert sorted(path.name for path in checkout.rglob("*") if path.is_file()) == ["a.ttl", "b.ttl", "npp.ttl"]


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    result = run(tmp_path / "none.ttl", project=tmp_path)
    assert result.exit_code == 2
    assert "none.ttl: no such file or folder; check the path" in result.stderr
