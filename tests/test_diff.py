"""kg diff: versions wherever they lie, what became of things in words, and a patch that leads from one to the other."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.diff import Version, changes, html, markdown, patch, version
from kg.errors import InputError, UnknownName
from kg.names import PREFIXES, npp
from kg.project import Project, graph_name
from kg.store.snapshot import Snapshot
from kg.terms import XSD, Blank, Iri, Literal, Quad, text
from kg.turtle.write import nquads

NEWS, OTHER = graph_name("news"), graph_name("other")
LABEL, TYPE = Iri(PREFIXES["skos"] + "prefLabel"), Iri(PREFIXES["rdf"] + "type")
PREAMBLE = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
FIRST = """
prog:rivers a npp:Programme ; skos:prefLabel "幸福河湖"@zh , "Happy rivers"@en .
des:yaoshui skos:prefLabel "药水河入选"@zh , "Yaoshui admitted"@en ; npp:underProgramme prog:rivers .
des:yaoshui npp:dateText "2025年" .
obs:funds npp:about des:yaoshui ; npp:value 97.50 .
ent:gone skos:prefLabel "甲"@zh .
"""
SECOND = FIRST.replace('"2025年"', '"2025年4月"').replace("97.50", "97.5").replace(
    'ent:gone skos:prefLabel "甲"@zh .', ""
) + ('obs:length npp:about des:yaoshui ; npp:value 53 .\nent:come skos:prefLabel "<b>乙*</b>"@zh .\n')


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with two revisions, and its files as in the second."""
    root = tmp_path_factory.mktemp("checkout")
    (root / "ontology").mkdir()
    (root / "graph" / "sources").mkdir(parents=True)
    (root / "ontology" / "npp.ttl").write_text(PREAMBLE + 'npp:value rdfs:label "数值"@zh , "value"@en .')
    news = root / "graph" / "sources" / "news.ttl"
    git(root, "init", "-q")
    for content in (FIRST, SECOND):
        news.write_text(PREAMBLE + content, "utf-8")
        git(root, "add", ".")
        git(root, "commit", "-q", "-m", "x")
    return Project(root=root, sources=root / "sources", build=root / "build")


def test_a_revision_beside_the_files_as_they_are_tells_what_became_of_each_thing(checkout: Project) -> None:
    found = changes(version(checkout, "HEAD~1"), version(checkout, str(checkout.root)))
    assert markdown(found, "HEAD~1", ".", "en") == (
        "# What changed from HEAD~1 to .\n\n5 statements came, 3 went.\n\n## Happy rivers\n\n"
        "### added\n\n- **obs:length** `obs:length`\n  - npp:about: + Yaoshui admitted\n"
        "  - value: + 53\n\n"
        "### changed\n\n- **Yaoshui admitted** `des:yaoshui`\n  - npp:dateText: 2025年 → 2025年4月\n"
        "- **obs:funds** `obs:funds`\n  - value: 97.50 → 97.5\n\n"
        "## Of no one programme\n\n### added\n\n- **&lt;b>乙\\*&lt;/b>** `ent:come`\n"
        "  - skos:prefLabel: + &lt;b>乙\\*&lt;/b>\n\n"
        "### removed\n\n- **甲** `ent:gone`\n  - skos:prefLabel: - 甲\n"
    )


def test_nothing_is_told_where_nothing_changed(checkout: Project) -> None:
    found = changes(version(checkout, "HEAD"), version(checkout, str(checkout.root)))
    assert markdown(found, "HEAD", ".", "zh") == "# 从 HEAD 到 . 的变化\n\n没有变化。\n"
    assert patch(found) == "TX .\nTC .\n"


def test_html_shows_names_as_text_and_asks_for_nothing(checkout: Project) -> None:
    page = html(changes(version(checkout, "HEAD~1"), version(checkout, "HEAD")), "<a>", "b", "zh")
    assert "&lt;b&gt;乙*&lt;/b&gt;" in page
    assert "<title>从 &lt;a&gt; 到 b 的变化</title>" in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=", page)
    assert "<del>97.50</del> <ins>97.5</ins>" in page


def applied(old: str, told: str) -> pyoxigraph.Dataset:
    """The old version after the patch, by pyoxigraph, blank nodes under the names that both have."""
    found = pyoxigraph.Dataset(pyoxigraph.parse(old, format=pyoxigraph.RdfFormat.N_QUADS))
    lines = told.split("\n")
    assert (lines[0], lines[-2:]) == ("TX .", ["TC .", ""])
    for line in lines[1:-2]:
        (quad,) = pyoxigraph.parse(line[2:], format=pyoxigraph.RdfFormat.N_QUADS)
        if line[0] == "D":
            assert quad in found
            found.discard(quad)
        else:
            assert line[0] == "A"
            found.add(quad)
    return found


IRIS = st.sampled_from(
    [npp("City"), npp("about"), LABEL, TYPE, Iri(PREFIXES["place"] + "x"), Iri(PREFIXES["prog"] + "y")]
)
NODES = IRIS | st.sampled_from([Blank("x"), Blank("y")])
TERMS = NODES | st.builds(
    text, st.text(st.characters(exclude_categories=["Cs"]), max_size=4), st.sampled_from(["", "zh"])
)
QUADS = st.lists(st.builds(Quad, NODES, IRIS, TERMS, st.sampled_from([NEWS, OTHER])), max_size=8)


@settings(deadline=None)  # no timing in tests
@given(QUADS, QUADS)
def test_the_patch_applied_to_the_old_version_gives_the_new_one(
    tmp_path_factory: pytest.TempPathFactory, one: list[Quad], other: list[Quad]
) -> None:
    folder = tmp_path_factory.mktemp("versions")
    project = Project(root=folder, sources=folder, build=folder)
    made: list[Version] = []
    for name, quads in (("old.nq", one), ("new.nq", other)):
        (folder / name).write_text("".join(nquads(quads)), "utf-8")
        made.append(version(project, str(folder / name)))
    contents = ["".join(nquads(each.quads)) for each in made]
    expected = pyoxigraph.Dataset(pyoxigraph.parse(contents[1], format=pyoxigraph.RdfFormat.N_QUADS))
    assert applied(contents[0], patch(changes(*made))) == expected
    assert changes(made[0], made[0]).groups == {}


def test_the_order_of_a_file_and_names_of_blank_nodes_make_no_difference(tmp_path: Path) -> None:
    project = Project(root=tmp_path, sources=tmp_path, build=tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.ttl").write_text("_:n <urn:p> 1 , 2 .\n<urn:s> <urn:p> _:n .")
    (tmp_path / "x.ttl").write_text("<urn:s> <urn:p> [ <urn:p> 2 , 1 ] .")
    found = changes(version(project, str(tmp_path / "a" / "x.ttl")), version(project, str(tmp_path / "x.ttl")))
    assert (found.added, found.removed, found.groups) == ([], [], {})


def test_a_statement_that_moves_to_another_file_is_in_the_patch_alone() -> None:
    quad = Quad(npp("x"), LABEL, Literal("1", XSD + "integer"), NEWS)
    found = changes(Version("a", frozenset({quad})), Version("b", frozenset({quad._replace(graph=OTHER)})))
    assert found.groups == {}
    assert (len(found.added), len(found.removed)) == (1, 1)


def test_snapshots_are_compared_by_name_without_what_is_inferred(project: Project, snapshot: Snapshot) -> None:
    one = version(project, "current")
    assert one.quads == version(project, snapshot.path.name[:8]).quads == version(project, str(snapshot.path)).quads
    assert len({quad.triple for quad in one.quads}) == snapshot.manifest.asserted


def test_the_files_of_the_checkout_say_what_the_snapshot_asserts(kg: Callable[..., Result], project: Project) -> None:
    result = kg("diff", "current", str(project.root))
    assert (result.exit_code, result.stderr) == (0, "")


def test_what_is_no_version_is_told(checkout: Project, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"^nowhere: neither a snapshot, a folder, a file nor a revision of git; "):
        version(checkout, "nowhere")
    with pytest.raises(UnknownName, match=r"^--exec=x: neither"):
        version(checkout, "--exec=x")
    (tmp_path / "graph.docx").write_text("")
    with pytest.raises(InputError, match=r"graph\.docx: of files, only \.ttl, \.nt and \.nq can be compared"):
        version(checkout, str(tmp_path / "graph.docx"))


def test_the_command_ends_with_one_where_anything_changed(checkout: Project, tmp_path: Path) -> None:
    environment = {"KG_PROJECT": str(checkout.root), "KG_BUILD": str(checkout.build), "LC_ALL": "C.UTF-8"}
    same = CliRunner().invoke(main, ["diff", "HEAD", "HEAD"], env=environment)
    assert (same.exit_code, same.stdout) == (0, "# 从 HEAD 到 HEAD 的变化\n\n没有变化。\n")
    file = tmp_path / "changes.rdfp"
    other = CliRunner().invoke(main, ["diff", "HEAD~1", "HEAD", "-o", str(file)], env=environment)
    assert (other.exit_code, other.stdout) == (1, "")
    assert file.read_text("utf-8").startswith("TX .\nD <")
