"""kg export: the statements asked for, whole, in every format, the same bytes for the same graph."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pyoxigraph
import pytest
import rdflib
import zstandard
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build import build
from kg.cli import main
from kg.errors import InputError, SnapshotError, UnknownName
from kg.export import APART, EXTENSIONS, FORMATS, Scope, Style, Things, digest, export, narrowed, scope
from kg.export.context import context, to_json
from kg.names import PREFIXES, npp
from kg.project import Project, graph_name
from kg.store.manifest import record
from kg.store.snapshot import Snapshot, current
from kg.terms import XSD, Blank, Iri, Literal, Quad, Triple, text
from kg.turtle.read import parse_with_prefixes, read_nquads, shown, text_of
from kg.turtle.write import nquads, ntriples_lines, trig, turtle

ROOT = Path(__file__).parents[1]
JAVA = Path("/usr/share/java")
A, B, C = Iri("http://e/a"), Iri("http://e/b"), Iri("http://e/c")
SOURCE, INFERRED, TEXTS = map(graph_name, ("news", "inferred", "texts"))
FORM = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "xml": pyoxigraph.RdfFormat.RDF_XML,
}

# Quotes, line ends, tabs, emoji, right to left, region, a decimal with its zeros, a date BC, Chinese in an IRI, a list.
QUADS = [
    Quad(A, B, Literal('"a"\\\n\tb'), SOURCE),
    Quad(A, B, Literal("c\r\nd"), SOURCE),
    Quad(A, B, text("\u05d0\u202e\U0001f600", "he"), SOURCE),
    Quad(A, B, text("西寧", "zh-hant-tw"), SOURCE),
    Quad(A, B, Literal("572.690", XSD + "decimal"), SOURCE),
    Quad(A, B, Literal("-0044-03-15", XSD + "date"), SOURCE),
    Quad(A, B, Iri("http://e/西宁"), SOURCE),
    Quad(A, C, Blank("x"), SOURCE),
    Quad(Blank("x"), Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#first"), Literal("<&>]]>"), SOURCE),
    Quad(
        Blank("x"),
        Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"),
        Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"),
        SOURCE,
    ),
    Quad(A, C, B, SOURCE),
    Quad(A, C, B, INFERRED),
    Quad(B, C, A, INFERRED),
    Quad(A, Iri("https://w3id.org/npp/ns#exact"), Literal("a sentence of somebody's"), TEXTS),
]


def snapshot_of(folder: Path, quads: list[Quad]) -> Snapshot:
    """What export asks of a snapshot: the file of its statements, and the names of its graphs."""
    file = folder / "graph.nq"
    file.write_text("".join(nquads(quads)), "utf-8")
    slugs = {quad.graph.value.rpartition("/")[2]: 1 for quad in quads}
    facts = SimpleNamespace(graphs=slugs, files={"graph.nq": record(file)})
    return cast("Snapshot", SimpleNamespace(graph=file, manifest=facts))


@pytest.fixture
def small(tmp_path: Path) -> Snapshot:
    return snapshot_of(tmp_path, QUADS)


def written(snapshot: Snapshot, chosen: str, wanted: Scope | None = None) -> bytes:
    return b"".join(export(snapshot, chosen, wanted))


def dataset(quads: Iterator[pyoxigraph.Quad], *, apart: bool) -> pyoxigraph.Dataset:
    """The statements up to the labels of blank nodes, by RDFC-1.0; as one graph unless they are to be kept apart."""
    found = pyoxigraph.Dataset()
    for quad in quads:
        found.add(quad if apart else pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
    found.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return found


@pytest.mark.parametrize("chosen", FORM)
def test_every_format_says_all_that_may_be_passed_on(chosen: str, small: Snapshot) -> None:
    apart = chosen in {"trig", "nq", "jsonld"}
    expected = "".join(nquads(quad for quad in QUADS if quad.graph != TEXTS))
    found = pyoxigraph.parse(written(small, chosen), format=FORM[chosen])
    known = pyoxigraph.parse(expected, format=pyoxigraph.RdfFormat.N_QUADS)
    assert dataset(found, apart=apart) == dataset(known, apart=apart)


def test_there_are_six_formats_of_rdf() -> None:
    assert set(FORMATS) - {"graphml", "gexf", "xlsx", "sssom"} == set(FORM)


@pytest.mark.parametrize("chosen", FORM)
def test_the_same_graph_gives_the_same_bytes(chosen: str, small: Snapshot, tmp_path: Path) -> None:
    first = written(small, chosen)
    renamed = [quad._replace(subject=Blank("y")) if quad.subject == Blank("x") else quad for quad in reversed(QUADS)]
    renamed = [quad._replace(object=Blank("y")) if quad.object == Blank("x") else quad for quad in renamed]
    assert "_:" in "".join(nquads(renamed))
    assert written(snapshot_of(tmp_path, renamed), chosen) == first


def test_turtle_is_what_the_canonical_writer_writes(small: Snapshot) -> None:
    assert written(small, "ttl").decode() == turtle(quad.triple for quad in QUADS if quad.graph != TEXTS)


def test_json_ld_is_compact_and_a_property_a_line(small: Snapshot) -> None:
    found = written(small, "jsonld").decode()
    assert [graph["@id"] for graph in json.loads(found)["@graph"]] == ["graph:inferred", "graph:news"]
    assert '{\n "@id": "http://e/b",\n "http://e/c": {"@id": "http://e/a"}\n}' in found
    assert "西寧" in found


def test_names_of_the_context_stand_for_values_of_their_kind_alone(tmp_path: Path) -> None:
    named, value = npp("shortLabel"), npp("value")
    said = [
        Quad(A, Iri(PREFIXES["rdf"] + "type"), npp("City"), SOURCE),
        Quad(A, named, text("一", "zh"), SOURCE),
        Quad(A, named, text("One", "en"), SOURCE),
        Quad(A, named, text("plain"), SOURCE),
        Quad(A, npp("about"), B, SOURCE),
        Quad(A, npp("about"), text("words"), SOURCE),
        Quad(A, value, Literal("572.690", XSD + "decimal"), SOURCE),
        Quad(A, value, Literal("572", XSD + "integer"), SOURCE),
    ]
    snapshot = snapshot_of(tmp_path, said)
    pieces = b"".join(export(snapshot, "jsonld", style=Style(context=ROOT / "ontology" / "context.jsonld")))
    assert json.loads(pieces)["@graph"][0]["@graph"] == [
        {
            "@id": "http://e/a",
            "@type": "City",
            "shortLabel": {"zh": "一", "en": "One"},
            "npp:shortLabel": "plain",
            "about": "http://e/b",
            "npp:about": "words",
            "value": "572.690",
            "npp:value": {"@value": "572", "@type": "xsd:integer"},
        }
    ]
    assert dataset(pyoxigraph.parse(pieces, format=FORM["jsonld"]), apart=True) == dataset(
        pyoxigraph.parse("".join(nquads(said)), format=FORM["nq"]), apart=True
    )


def test_rdflib_reads_the_json_ld_of_the_whole_graph(snapshot: Snapshot, whole: dict[str, Path]) -> None:
    read = rdflib.Dataset()
    with warnings.catch_warnings():  # its reader uses what it calls deprecated
        warnings.simplefilter("ignore")
        read.parse(data=whole["jsonld"].read_text("utf-8"), format="json-ld")
    sizes = {str(graph.identifier).rpartition("/")[2]: len(graph) for graph in read.graphs() if len(graph)}
    assert sizes == {name: size for name, size in snapshot.manifest.graphs.items() if name != "texts"}


def test_the_context_is_what_the_ontology_says() -> None:
    file = ROOT / "ontology" / "npp.ttl"
    triples, _ = parse_with_prefixes(text_of(file), name=shown(file))
    assert (ROOT / "ontology" / "context.jsonld").read_text("utf-8") == to_json(context(triples))


def test_an_iri_that_reads_as_a_prefixed_name_is_told(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, [Quad(A, B, Iri("place:xining"), SOURCE)])
    with pytest.raises(InputError, match="JSON-LD would take <place:xining> for a prefixed name"):
        written(snapshot, "jsonld")


IRIS = st.sampled_from(
    [A, B, C, npp("City"), npp("about"), Iri("http://e/p10"), Iri("http://e/p2"), Iri("http://e/西宁")]
)
BLANKS = st.sampled_from([Blank("x"), Blank("y"), Blank("z")])
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
TEXTUAL = st.builds(text, WORDS, st.sampled_from(["", "zh", "en", "zh-hant-tw"]))
NUMBERS = st.builds(
    Literal,
    st.sampled_from(["1", "1.0", "01", "1e0", "true", "x"]),
    st.sampled_from([XSD + name for name in ("integer", "decimal", "double", "boolean", "date")]),
)
STATEMENTS = st.builds(
    Quad, IRIS | BLANKS, IRIS, IRIS | BLANKS | TEXTUAL | NUMBERS, st.sampled_from([SOURCE, INFERRED])
)


@settings(deadline=None)  # no timing in tests
@given(st.lists(STATEMENTS, max_size=12))
def test_streamed_formats_say_what_the_canonical_writer_says_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, said: list[Quad]
) -> None:
    snapshot = snapshot_of(tmp_path_factory.mktemp("any"), said)
    read = [*read_nquads(snapshot.graph)]
    assert written(snapshot, "ttl").decode() == turtle(quad.triple for quad in read)
    assert written(snapshot, "trig").decode() == trig(read)
    assert written(snapshot, "nt").decode() == "".join(ntriples_lines(quad.triple for quad in read))
    assert written(snapshot, "nq").decode() == "".join(nquads(read))


def test_a_file_that_is_not_what_was_built_is_told_though_it_reads_well(small: Snapshot) -> None:
    content = small.graph.read_text("utf-8")
    small.graph.write_text(content.replace("572.690", "572.691"), "utf-8")
    with pytest.raises(SnapshotError, match=r"the snapshot is damaged: .*graph\.nq is not what the build wrote"):
        written(small, "nt")


def lines(snapshot: Snapshot, wanted: Scope) -> list[str]:
    """The graphs of what is exported, by slug, once for each statement."""
    exported = written(snapshot, "nq", wanted).decode().splitlines()
    return sorted(line.rpartition("/graph/")[2].removesuffix("> .") for line in exported)


def test_asserted_and_inferred_part_the_graph(small: Snapshot) -> None:
    assert lines(small, Scope(inferred=False)) == ["news"] * 11
    assert lines(small, Scope(asserted=False)) == ["inferred"] * 2
    assert lines(small, Scope()) == ["inferred"] * 2 + ["news"] * 11


def test_sentences_of_the_sources_are_written_only_if_their_graph_is_named(small: Snapshot) -> None:
    assert lines(small, scope(small, ["texts"])) == ["texts"]
    assert lines(small, scope(small, ["texts", "inferred"])) == ["inferred"] * 2 + ["texts"]
    for chosen in FORM:
        assert b"somebody" not in written(small, chosen)


@pytest.mark.parametrize("name", ["news", "graph:news", "https://w3id.org/npp/id/graph/news"])
def test_a_graph_is_named_by_slug_curie_or_iri(name: str, small: Snapshot) -> None:
    assert scope(small, [name]) == Scope(graphs=frozenset({SOURCE}))


def test_a_graph_that_is_not_there_is_told_with_the_nearest(small: Snapshot) -> None:
    with pytest.raises(UnknownName) as caught:
        scope(small, ["infered"])
    assert str(caught.value) == (
        "no graph 'infered' in this snapshot; did you mean 'inferred'? It has news, inferred, texts, description"
    )


def test_alignments_come_in_a_graph_of_their_own_with_their_prefixes(small: Snapshot, tmp_path: Path) -> None:
    file = tmp_path / "align.ttl"
    file.write_text("@prefix org: <http://www.w3.org/ns/org#> .\n<http://e/a> org:unitOf <http://e/b> .")
    one = written(small, "ttl", Scope(alignments=file)).decode()
    assert "@prefix org: <http://www.w3.org/ns/org#> .\n" in one
    assert "    org:unitOf <http://e/b> ;\n" in one
    apart = written(small, "trig", Scope(alignments=file)).decode()
    assert "graph:align {\n\n<http://e/a>\n    org:unitOf <http://e/b> ;\n.\n\n}\n" in apart


@pytest.mark.parametrize(
    ("triple", "said"),
    [
        (Triple(A, Iri("http://e/1"), B), "RDF/XML cannot name the predicate <http://e/1>; export another format"),
        (Triple(A, Iri("http://e/"), B), "RDF/XML cannot name the predicate <http://e/>; export another format"),
        (Triple(A, B, Literal("\x01")), "RDF/XML cannot hold U+0001, in the text of http://e/a; export another format"),
        (Triple(Blank("x"), B, Literal("\ufffe")), "RDF/XML cannot hold U+FFFE, in a text; export another format"),
    ],
)
def test_what_xml_cannot_hold_is_told(triple: Triple, said: str, tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, [Quad(*triple, SOURCE)])
    with pytest.raises(InputError) as caught:
        written(snapshot, "xml")
    assert str(caught.value) == f"{said}, such as ttl"


def test_a_damaged_snapshot_is_told(small: Snapshot) -> None:
    small.graph.write_text("<http://e/a> <http://e/b> .\n")
    with pytest.raises(SnapshotError, match=r"the snapshot is damaged: .*graph\.nq:1:\d+: .*; run 'kg build'"):
        written(small, "ttl")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small project of its own, built."""
    root = tmp_path_factory.mktemp("project")
    for folder in ("ontology", "graph/sources", "sources"):
        (root / folder).mkdir(parents=True)
    prefixes = (
        "@prefix npp: <https://w3id.org/npp/ns#> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix place: <https://w3id.org/npp/id/place/> .\n"
    )
    said = "npp:locatedIn a owl:ObjectProperty , owl:TransitiveProperty ."
    (root / "ontology" / "npp.ttl").write_text(prefixes + said)
    (root / "ontology" / "shapes.ttl").write_text("")
    (root / "ontology" / "context.jsonld").write_text('{"@context": {"locatedIn": "npp:locatedIn"}}')
    (root / "ontology" / "align.ttl").write_text(prefixes + "npp:locatedIn owl:equivalentProperty <http://e/in> .")
    facts = "place:b npp:locatedIn place:c .\nplace:a npp:locatedIn place:b ."
    (root / "graph" / "sources" / "news.ttl").write_text(prefixes + facts)
    project = Project(root=root, sources=root / "sources", build=root / "build")
    build(project)
    return project


@pytest.fixture
def run(built: Project) -> Callable[..., Result]:
    def run(*arguments: str | Path) -> Result:
        environment = {"KG_PROJECT": str(built.root), "KG_BUILD": str(built.build), "KG_SOURCES": str(built.sources)}
        return CliRunner().invoke(main, ["export", *map(str, arguments)], env=environment)

    return run


NEWS = """@prefix npp: <https://w3id.org/npp/ns#> .
@prefix place: <https://w3id.org/npp/id/place/> .

place:a
    npp:locatedIn place:b ;
.

place:b
    npp:locatedIn place:c ;
.
"""


def test_turtle_goes_to_stdout_by_default(run: Callable[..., Result]) -> None:
    result = run("--graph", "news")
    assert (result.stdout, result.stderr, result.exit_code) == (NEWS, "", 0)


def test_inferred_statements_come_with_the_others_unless_left_out(run: Callable[..., Result]) -> None:
    closed = "place:a\n    npp:locatedIn place:b , place:c ;\n.\n"
    assert closed in run().stdout
    assert closed not in run("--asserted").stdout
    assert "place:a\n    npp:locatedIn place:c ;\n.\n" in run("--inferred").stdout
    assert run("--asserted", "--inferred").stdout == run().stdout


def test_alignments_come_only_if_asked_for(run: Callable[..., Result]) -> None:
    assert "owl:equivalentProperty <http://e/in>" not in run().stdout
    assert "owl:equivalentProperty <http://e/in>" in run("--align").stdout


@pytest.mark.parametrize("extension", [extension for extension, form in EXTENSIONS.items() if form in FORM])
def test_the_extension_of_the_file_chooses_the_format(
    extension: str, run: Callable[..., Result], built: Project, tmp_path: Path
) -> None:
    file = tmp_path / f"graph{extension}"
    result = run("-o", file)
    assert (result.stdout, result.exit_code) == ("", 0)
    names = built.context if extension == ".jsonld" else None
    assert file.read_bytes() == b"".join(export(current(built), EXTENSIONS[extension], style=Style(context=names)))
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_an_extension_that_means_nothing_or_something_else_is_told(run: Callable[..., Result], tmp_path: Path) -> None:
    unknown = run("-o", tmp_path / "graph.docx")
    assert unknown.exit_code == 2
    assert "no format has the extension '.docx'; use one of .ttl .trig .nt .nq .jsonld .xml .rdf .owl" in unknown.stderr
    other = run("-o", tmp_path / "graph.nt", "-f", "ttl")
    assert other.exit_code == 2
    assert "the extension says nt and -f says ttl; change one of them" in other.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_filled_stays_as_it_was(
    run: Callable[..., Result], built: Project, tmp_path: Path
) -> None:
    file = tmp_path / "graph.rdf"
    file.write_text("as it was")
    (built.ontology / "align.ttl").rename(built.ontology / "kept.ttl")
    result = run("-o", file, "--align")
    (built.ontology / "kept.ttl").rename(built.ontology / "align.ttl")
    assert result.exit_code == 2
    assert "align.ttl: cannot be read" in result.stderr
    assert file.read_text() == "as it was"


def test_without_a_snapshot_the_command_says_what_to_do(built: Project, tmp_path: Path) -> None:
    environment = {"KG_PROJECT": str(built.root), "KG_BUILD": str(tmp_path)}
    result = CliRunner().invoke(main, ["export"], env=environment)
    assert (result.stdout, result.stderr, result.exit_code) == ("", "kg: no snapshot yet; run 'kg build'\n", 2)


@pytest.fixture(scope="module")
def whole(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The project's own graph in every format, and odd texts in Turtle."""
    folder = tmp_path_factory.mktemp("export")
    files = {chosen: folder / f"graph.{chosen}" for chosen in FORM}
    for chosen, file in files.items():
        file.write_bytes(b"".join(export(snapshot, chosen, style=Style(context=ROOT / "ontology" / "context.jsonld"))))
    controls = [chr(code) for code in range(1, 128)]
    odd = [Triple(A, Iri(f"http://e/p{ord(char)}"), Literal(f"{char}{char}{char}")) for char in controls]
    odd += [quad.triple for quad in QUADS] + [Triple(Blank("x"), B, Blank("y")), Triple(Blank("y"), B, Blank("x"))]
    files["odd"] = folder / "odd.ttl"
    files["odd"].write_text(turtle(odd), "utf-8")
    return files


def count(file: Path) -> int:
    """How many statements the file holds as one graph, by pyoxigraph."""
    form = FORM.get(file.suffix[1:])
    return len({quad.triple for quad in pyoxigraph.parse(path=file, format=form)})


@pytest.mark.skipif(not shutil.which("rapper"), reason="no rapper on this machine; .ci/run installs raptor2-utils")
@pytest.mark.parametrize(
    ("name", "syntax"), [("ttl", "turtle"), ("odd", "turtle"), ("nt", "ntriples"), ("xml", "rdfxml")]
)
def test_rapper_reads_every_statement(name: str, syntax: str, whole: dict[str, Path]) -> None:
    command = ["rapper", "-c", "-i", syntax, str(whole[name])]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stderr.splitlines()[1:] == [f"rapper: Parsing returned {count(whole[name])} triples"]


@pytest.fixture(scope="module")
def riot(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that runs Jena's reader.

    Debian 12's jena-core has the message files of its XML library in a folder where the library does not look, and
    stops at the first regular expression; here they are put where it looks. Several logging libraries in
    /usr/share/java cannot be loaded together: the one that prints to stderr is taken.
    """
    core = JAVA / "jena-core.jar"
    if not (core.exists() and shutil.which("java")):
        pytest.skip("no Jena on this machine; .ci/run installs libapache-jena-java")
    messages = tmp_path_factory.mktemp("jena")
    with zipfile.ZipFile(core) as jar:
        for name in jar.namelist():
            _, inside, path = name.partition("org/apache/jena/ext/")
            if inside and name.endswith(".properties"):
                (messages / path).parent.mkdir(parents=True, exist_ok=True)
                (messages / path).write_bytes(jar.read(name))
    loggers = ("log4j", "-over-slf4j", "jul-to-", "slf4j-jcl", "slf4j-jdk14", "slf4j-nop", "maven3-slf4j", "migrator")
    jars = [str(jar) for jar in sorted(JAVA.glob("*.jar")) if not any(logger in jar.name for logger in loggers)]
    return ["java", "-cp", ":".join([str(messages), *jars]), "riotcmd.riot"]


@pytest.mark.parametrize("name", ["ttl", "odd", "trig", "nt", "nq", "xml"])
def test_jena_accepts_every_statement(name: str, riot: list[str], whole: dict[str, Path]) -> None:
    valid = subprocess.run([*riot, "--validate", str(whole[name])], capture_output=True, text=True, check=False)
    assert (valid.returncode, valid.stdout) == (0, ""), valid.stderr
    counted = subprocess.run([*riot, "--count", str(whole[name])], capture_output=True, text=True, check=True)
    statements = sum(1 for _ in pyoxigraph.parse(path=whole[name], format=FORM.get(whole[name].suffix[1:])))
    noun = "Quads" if name in {"trig", "nq"} else "Triples"
    assert counted.stderr.splitlines() == [f"{whole[name].as_uri()} : {noun} = {statements:,}"]


def test_jena_refuses_what_is_wrong(riot: list[str], tmp_path: Path) -> None:
    file = tmp_path / "wrong.ttl"
    file.write_text("place:a place:b place:c .")
    run = subprocess.run([*riot, "--validate", str(file)], capture_output=True, text=True, check=False)
    assert run.returncode == 1


def test_the_whole_graph_is_exported_whole(snapshot: Snapshot, whole: dict[str, Path]) -> None:
    facts = snapshot.manifest
    assert [count(whole[name]) for name in ("ttl", "nt", "xml")] == [facts.asserted + facts.inferred] * 3


def digest_by_others(content: bytes, chosen: str) -> str:
    """The same digest, of all statements at once and by pyoxigraph alone."""
    found = dataset(pyoxigraph.parse(content, format=FORM[chosen]), apart=chosen in APART)
    lines = pyoxigraph.serialize(found, format=pyoxigraph.RdfFormat.N_QUADS) or b""
    return sha256(b"".join(sorted(lines.splitlines(keepends=True)))).hexdigest()


@pytest.mark.parametrize("chosen", FORM)
def test_the_digest_is_that_of_what_is_read_back(chosen: str, snapshot: Snapshot, whole: dict[str, Path]) -> None:
    assert digest(snapshot, chosen) == digest_by_others(whole[chosen].read_bytes(), chosen)


@settings(deadline=None)  # no timing in tests
@given(st.lists(STATEMENTS, max_size=12))
def test_the_digest_of_any_graph_survives_every_format(
    tmp_path_factory: pytest.TempPathFactory, said: list[Quad]
) -> None:
    snapshot = snapshot_of(tmp_path_factory.mktemp("any"), said)
    for chosen in ("ttl", "trig", "nt", "nq", "jsonld"):
        assert digest(snapshot, chosen) == digest_by_others(written(snapshot, chosen), chosen)


def test_the_digest_is_printed_alone_unless_a_file_is_asked_for(
    run: Callable[..., Result], built: Project, tmp_path: Path
) -> None:
    printed = f"rdfc-1.0 sha256:{digest(current(built), 'ttl')}\n"
    assert (result := run("--digest")).stdout == printed
    assert result.exit_code == 0
    assert run("--digest", "-o", tmp_path / "graph.nt").stdout == printed
    assert (tmp_path / "graph.nt").read_bytes() == written(current(built), "nt")
    assert run("--digest", "--asserted").stdout != printed


def unzstd(content: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompressobj().decompress(content)


@pytest.mark.parametrize(("extension", "unpacked"), [(".gz", gzip.decompress), (".zst", unzstd)])
def test_a_second_extension_packs_the_file(
    extension: str, unpacked: Callable[[bytes], bytes], run: Callable[..., Result], built: Project, tmp_path: Path
) -> None:
    file = tmp_path / f"graph.trig{extension}"
    assert run("-o", file).exit_code == 0
    first = file.read_bytes()
    assert unpacked(first) == written(current(built), "trig")
    assert run("-o", file).exit_code == 0
    assert file.read_bytes() == first


def test_what_packs_zstd_is_asked_for_where_it_is_not_there(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    result = run("-o", tmp_path / "graph.nt.zst")
    assert result.exit_code == 2
    assert result.stderr == "kg: .zst needs the package zstandard: pip install 'npp-kg[zstd]', or write .gz\n"
    assert list(tmp_path.iterdir()) == []


def name(prefix: str, local: str) -> Iri:
    return Iri(PREFIXES[prefix] + local)


PARK, CITY, FIRM, YEAR = name("place", "park"), name("place", "city"), name("ent", "firm"), name("t", "2025")
PROGRAMME, ADMITTED, PASSAGE, PAPER = name("prog", "p"), name("des", "d"), name("psg", "x"), name("doc", "paper")
CLAIM, CODE, KIND = name("claim", "c"), name("code", "y"), Iri(PREFIXES["rdf"] + "type")
LABEL = Iri(PREFIXES["skos"] + "prefLabel")
PART = [
    Quad(PARK, KIND, npp("Park"), SOURCE),
    Quad(PARK, KIND, npp("Place"), INFERRED),
    Quad(PARK, LABEL, text("园区", "zh"), SOURCE),
    Quad(PARK, LABEL, text("Park", "en-gb"), SOURCE),
    Quad(PARK, npp("locatedIn"), CITY, SOURCE),
    Quad(PARK, npp("identifiedBy"), CODE, SOURCE),
    Quad(PARK, npp("evidence"), PASSAGE, SOURCE),
    Quad(CODE, npp("code"), text("630100"), SOURCE),
    Quad(PASSAGE, npp("quotedFrom"), PAPER, SOURCE),
    Quad(PAPER, KIND, npp("SourceDocument"), SOURCE),
    Quad(CLAIM, Iri(PREFIXES["rdf"] + "subject"), PARK, SOURCE),
    Quad(FIRM, npp("operatesIn"), PARK, SOURCE),
    Quad(FIRM, npp("inYear"), YEAR, SOURCE),
    Quad(CITY, npp("inYear"), YEAR, SOURCE),
    Quad(ADMITTED, npp("underProgramme"), PROGRAMME, INFERRED),
    Quad(ADMITTED, npp("recipient"), PARK, SOURCE),
    Quad(CITY, A, Blank("x"), SOURCE),
    Quad(Blank("x"), B, text("below"), SOURCE),
]


def subjects(tmp_path: Path, things: Things, *, evidence: bool = True) -> set[str]:
    """What is described, by the last part of its name."""
    snapshot = snapshot_of(tmp_path, PART)
    wanted = narrowed(snapshot, Scope(evidence=evidence), things)
    found = pyoxigraph.parse(written(snapshot, "nt", wanted), format=FORM["nt"])
    return {str(quad.subject).strip("<>").rpartition("/")[2] for quad in found}


def test_a_thing_is_described_with_its_evidence_claims_identifiers_and_document(tmp_path: Path) -> None:
    assert subjects(tmp_path, Things(middle=PARK)) == {"park", "y", "x", "paper", "c"}
    assert subjects(tmp_path, Things(middle=PARK), evidence=False) == {"park", "y"}


def test_hops_go_both_ways_and_not_through_years(tmp_path: Path) -> None:
    found = subjects(tmp_path, Things(middle=PARK, hops=1), evidence=False)
    assert {each for each in found if not each.startswith("_:")} == {"park", "y", "city", "firm", "d"}
    assert any(each.startswith("_:") for each in found)  # what a blank node says, belongs to the city
    assert subjects(tmp_path, Things(middle=FIRM, hops=1), evidence=False) == {"firm", "park", "y"}


def test_things_of_a_class_count_though_only_inference_says_so(tmp_path: Path) -> None:
    assert subjects(tmp_path, Things(kinds=frozenset({npp("Place")})), evidence=False) == {"park", "y"}


def test_a_programme_comes_with_what_is_under_it_and_near_that(tmp_path: Path) -> None:
    assert subjects(tmp_path, Things(programmes=frozenset({PROGRAMME})), evidence=False) == {"d", "park", "y"}


def test_conditions_narrow_one_another(tmp_path: Path) -> None:
    near = Things(middle=FIRM, hops=1, kinds=frozenset({npp("Park")}))
    assert subjects(tmp_path, near, evidence=False) == {"park", "y"}
    with pytest.raises(InputError, match="nothing in the graph is meant by all that was asked for"):
        subjects(tmp_path, Things(middle=FIRM, kinds=frozenset({npp("Park")})))


def test_texts_in_other_languages_can_be_left_out(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, PART)
    english = written(snapshot, "nt", Scope(languages=frozenset({"en"}))).decode()
    assert '"Park"@en-gb' in english
    assert '"630100"' in english
    assert "园区" not in english
    assert english.count("\n") == len(PART) - 1


def test_without_evidence_nothing_leads_to_passages(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, PART)
    found = written(snapshot, "nt", Scope(evidence=False)).decode()
    assert "/passage/" not in found
    assert "/claim/" not in found
    assert found.count("\n") == len(PART) - 3


def test_parts_are_asked_for_by_name_on_the_command_line(kg: Callable[..., Result]) -> None:
    found = kg("export", "--about", "晶科能源", "--asserted", "--no-evidence", "--only-lang", "en").stdout
    assert found.startswith("@prefix ent: ")
    assert "\nent:jinko\n    a npp:Enterprise ;\n" in found
    assert found.count("\n.\n") == 1
    wrong = kg("export", "--hops", "1")
    assert (wrong.exit_code, wrong.stderr) == (2, "kg: --hops counts from an entity; say which with --about\n")
    assert kg("export", "--type", "Prak").exit_code == 2


def test_the_data_set_tells_counts_vocabularies_sources_version_digest_and_build(
    kg: Callable[..., Result], snapshot: Snapshot
) -> None:
    told = pyoxigraph.Store()
    told.load(kg("export", "--graph", "description").stdout.encode(), format=FORM["ttl"])
    asked = """
        PREFIX void: <http://rdfs.org/ns/void#> PREFIX dcat: <http://www.w3.org/ns/dcat#>
        PREFIX dct: <http://purl.org/dc/terms/> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX spdx: <http://spdx.org/rdf/terms#> PREFIX owl: <http://www.w3.org/2002/07/owl#>
        SELECT ?triples ?version ?digest ?ended (COUNT(DISTINCT ?source) AS ?sources) {
            ?set a dcat:Dataset, void:Dataset ; void:triples ?triples ; owl:versionInfo ?version ; dct:source ?source ;
                spdx:checksum/spdx:checksumValue ?digest ; prov:wasGeneratedBy/prov:endedAtTime ?ended .
        } GROUP BY ?triples ?version ?digest ?ended"""
    rows = [*cast("pyoxigraph.QuerySolutions", told.query(asked))]
    assert len(rows) == 1
    facts = snapshot.manifest
    assert rows[0]["triples"].value == str(facts.asserted + facts.inferred)
    assert rows[0]["version"].value == facts.version
    assert rows[0]["digest"].value == digest(snapshot, "ttl")
    assert rows[0]["ended"].value == facts.built
    assert rows[0]["sources"].value == str(of_class(snapshot, "SourceDocument"))
    cities = "SELECT ?n { ?p <http://rdfs.org/ns/void#class> npp:City ; <http://rdfs.org/ns/void#entities> ?n }"
    found = [*cast("pyoxigraph.QuerySolutions", told.query(cities, prefixes={"npp": PREFIXES["npp"]}))]
    assert [row["n"].value for row in found] == [str(of_class(snapshot, "City"))]


def of_class(snapshot: Snapshot, name: str) -> int:
    """How many things are of this class."""
    predicate = Iri(PREFIXES["rdf"] + "type")
    return len({quad.subject for quad in snapshot.engine.quads(predicate=predicate, object=npp(name))})


def test_a_description_can_come_with_the_graph(kg: Callable[..., Result]) -> None:
    found = kg("export", "--describe", "--graph", "decisions", "-f", "trig").stdout
    assert "graph:decisions {" in found
    assert "graph:description {" in found
    assert "    a void:Dataset , dcat:Dataset ;\n" in found
