"""The W3C's tests of SPARQL 1.0 and 1.1 queries, read through their manifests.

https://www.w3.org/2009/sparql/docs/tests/ says what a test consists of. All data of the suite goes into one store, a
named graph a file; a test says which of them are its default graph and which it can name.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.store.answer import Boolean, Graph, Rows
from kg.store.convert import node, term
from kg.terms import XSD, Blank, Iri, Literal, Quad, Term, Triple

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MANIFEST: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_QUERY: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_RESULTS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_MANIFESTS: Final = (
    "sparql10/manifest.ttl",
    "sparql11/manifest-sparql11-query.ttl",
    "sparql11/manifest-sparql11-results.ttl",
)
_FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".nt": ox.RdfFormat.N_TRIPLES,
}
_TABLES: Final = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
_FROM = re.compile(r"FROM\s+(?:NAMED\s+)?<([^>]+)>")
_INTEGERS: Final = ("integer", "long", "int", "short", "byte", "unsignedInt", "positiveInteger", "nonNegativeInteger")


class Case(NamedTuple):
    """One test.

    Attributes:
        name: folder and fragment of its IRI.
        kind: ``accept``, ``refuse`` or ``answer``.
        query: the file of the query.
        default: the files whose statements are the default graph, or None where FROM in the query names the graphs.
        named: the files that GRAPH reaches.
        result: the file of the answer, where it is to be compared.
        lax: whether rows may come more often or less often than the file has them.
    """

    name: str
    kind: str
    query: Path
    default: tuple[Path, ...] | None = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None
    lax: bool = False


class _Statements:
    """Statements by subject and predicate, as manifests are read."""

    def __init__(self, path: Path) -> None:
        self.objects: dict[tuple[object, str], list[Term]] = defaultdict(list)
        for triple in _parsed(path):
            self.objects[triple.subject, triple.predicate.value].append(triple.object)

    def all(self, subject: object, predicate: str) -> list[Term]:
        return self.objects.get((subject, predicate), [])

    def files(self, subject: object, predicate: str) -> tuple[Path, ...]:
        return tuple(_path(each) for each in self.all(subject, predicate))

    def items(self, head: Term) -> Iterator[Term]:
        """The members of a list."""
        while head != Iri(_RDF + "nil"):
            yield from self.all(head, _RDF + "first")
            (head,) = self.all(head, _RDF + "rest")


def cases(root: Path) -> list[Case]:
    """Every test of the suite in the folder, each once, in the order of the manifests."""
    return list({case.name: case for path in _MANIFESTS for case in _listed(root / path)}.values())


def data(suite: Sequence[Case]) -> Iterator[Quad]:
    """The statements of all data files, each in the graph of its file's IRI."""
    yield from of_files({path for case in suite for path in (*(case.default or ()), *case.named, *_from(case))})


def of_files(files: Collection[Path]) -> Iterator[Quad]:
    """The statements of these files, each in the graph of its file's IRI, blank nodes kept apart."""
    for number, path in enumerate(sorted(files)):
        graph = Iri(path.as_uri())
        for s, p, o in _parsed(path):
            yield Quad(_apart(s, number), p, _apart(o, number), graph)  # type: ignore[arg-type] # a node stays one


def text(case: Case) -> str:
    """The query, relative IRIs of which are those of its folder."""
    return f"BASE <{case.query.as_uri()}>\n" + case.query.read_text("utf-8")


def agrees(case: Case, answer: Rows | Graph | Boolean) -> bool:
    """Whether an answer is the one that the test gives, numbers compared by value and blank nodes by their place."""
    assert case.result is not None
    if isinstance(answer, Boolean):
        return answer.value == _truth(case.result)
    if isinstance(answer, Graph):
        return _canonical(_of_triples(answer)) == _canonical(_of_triples(_parsed(case.result)))
    if case.result.suffix == ".csv":
        return _fields(answer.serialize("csv")) == _fields(case.result.read_bytes())
    names, expected, ordered = _table(case.result)
    if set(names) != set(answer.variables):
        return False
    found = [dict(zip(answer.variables, row, strict=True)) for row in answer]
    if case.lax:
        return _shape(found, ordered=False).keys() == _shape(expected, ordered=False).keys()
    return _alike(found, expected, ordered=ordered)


def _listed(path: Path) -> Iterator[Case]:
    said = _Statements(path)
    for (_, predicate), objects in list(said.objects.items()):
        if predicate == _MANIFEST + "include":
            for each in said.items(objects[0]):
                yield from _listed(_path(each))
        if predicate == _MANIFEST + "entries":
            for each in said.items(objects[0]):
                yield from _case(said, each, path)


def _case(said: _Statements, entry: Term, path: Path) -> Iterator[Case]:
    (kind,) = (each.value.rpartition("#")[2] for each in said.all(entry, _RDF + "type") if isinstance(each, Iri))
    name = f"{path.parent.parent.name}/{path.parent.name}/{_fragment(entry)}"
    (action,) = said.all(entry, _MANIFEST + "action")
    if "Syntax" in kind:
        if "Update" not in kind:
            yield Case(name, "accept" if kind.startswith("Positive") else "refuse", _path(action))
        return
    (query,) = said.files(action, _QUERY + "query")
    (result,) = said.files(entry, _MANIFEST + "result")
    lax = Iri(_MANIFEST + "LaxCardinality") in said.all(entry, _MANIFEST + "resultCardinality")
    default = None if _FROM.search(query.read_text("utf-8")) else said.files(action, _QUERY + "data")
    yield Case(name, "answer", query, default, said.files(action, _QUERY + "graphData"), result, lax)


def _fragment(entry: Term) -> str:
    assert isinstance(entry, Iri)
    return entry.value.rpartition("#")[2] or entry.value.rpartition("/")[2]


def _path(iri: Term) -> Path:
    assert isinstance(iri, Iri)
    return Path(iri.value.removeprefix("file://"))


def _from(case: Case) -> list[Path]:
    """The files that FROM names."""
    if case.kind != "answer" or case.default is not None:
        return []
    found = (case.query.parent / name for name in _FROM.findall(case.query.read_text("utf-8")))
    return [path for path in found if path.is_file()]


def _parsed(path: Path) -> Iterator[Triple]:
    for raw in ox.parse(path=str(path), format=_FORMATS[path.suffix], base_iri=path.as_uri()):
        yield Triple(node(raw.subject), Iri(raw.predicate.value), term(raw.object))


def _apart(each: Term, number: int) -> Term:
    return Blank(f"f{number}x{each.label}") if isinstance(each, Blank) else each


def _truth(path: Path) -> bool:
    if path.suffix in _TABLES:
        found = ox.parse_query_results(path=str(path), format=_TABLES[path.suffix])
        assert isinstance(found, ox.QueryBoolean)
        return bool(found)
    said = _Statements(path)
    ((value,),) = (objects for (_, predicate), objects in said.objects.items() if predicate == _RESULTS + "boolean")
    return isinstance(value, Literal) and value.text == "true"


def _fields(content: bytes) -> Counter[object]:
    """The rows of CSV by column, its blank nodes as one."""
    rows = csv.DictReader(content.decode().splitlines())
    return Counter(tuple(sorted((k, "_:" if v.startswith("_:") else v) for k, v in row.items())) for row in rows)


def _table(path: Path) -> tuple[list[str], list[dict[str, Term | None]], bool]:
    """The columns, the rows, and whether their order counts."""
    if path.suffix in _TABLES:
        found = ox.parse_query_results(path=str(path), format=_TABLES[path.suffix])
        assert isinstance(found, ox.QuerySolutions)
        names = [each.value for each in found.variables]
        return names, [{n: None if row[n] is None else term(row[n]) for n in names} for row in found], False
    said = _Statements(path)
    (table,) = [subject for (subject, _), objects in said.objects.items() if Iri(_RESULTS + "ResultSet") in objects]
    names = [each.text for each in said.all(table, _RESULTS + "resultVariable") if isinstance(each, Literal)]
    rows = []
    for solution in said.all(table, _RESULTS + "solution"):
        row: dict[str, Term | None] = dict.fromkeys(names)
        for binding in said.all(solution, _RESULTS + "binding"):
            (name,) = said.all(binding, _RESULTS + "variable")
            (row[name.text],) = said.all(binding, _RESULTS + "value")  # type: ignore[union-attr] # a literal
        index = said.all(solution, _RESULTS + "index")
        rows.append((int(index[0].text) if index else 0, row))  # type: ignore[union-attr] # a literal
    ordered = any(number for number, _ in rows)
    return names, [row for _, row in sorted(rows, key=lambda pair: pair[0])], ordered


def _alike(found: list[dict[str, Term | None]], expected: list[dict[str, Term | None]], *, ordered: bool) -> bool:
    """Whether the rows are the same, their blank nodes apart, and those the same in some naming."""
    if _shape(found, ordered=ordered) != _shape(expected, ordered=ordered):
        return False
    return _canonical(_of_rows(found)) == _canonical(_of_rows(expected))


def _shape(rows: list[dict[str, Term | None]], *, ordered: bool) -> Counter[object]:
    keys = [tuple(sorted((n, value(t)) for n, t in row.items() if t is not None)) for row in rows]
    return Counter(enumerate(keys) if ordered else keys)


def value(each: Term) -> str:
    """The term, a number in one spelling; any blank node as one."""
    if isinstance(each, Blank):
        return "_:"
    if isinstance(each, Literal) and each.datatype.startswith(XSD):
        kind = each.datatype.removeprefix(XSD)
        try:
            if kind in _INTEGERS:
                return f"{int(each.text)}^^{kind}"
            if kind == "decimal":
                return f"{Decimal(each.text).normalize()}^^{kind}"
            if kind in {"double", "float"}:
                return f"{float(each.text)!r}^^{kind}"
        except (ValueError, ArithmeticError):
            pass
    return str(each)


def _of_rows(rows: list[dict[str, Term | None]]) -> Iterator[Triple]:
    for number, row in enumerate(rows):
        for name, each in row.items():
            if each is not None:
                yield Triple(Blank(f"row{number}"), Iri(f"x:{name}"), each)


def _of_triples(triples: Graph | Iterator[Triple]) -> Iterator[Triple]:
    yield from triples


def _canonical(triples: Iterator[Triple]) -> set[str]:
    """The statements with blank nodes named by their places alone."""

    def raw(each: Term) -> ox.NamedNode | ox.BlankNode:
        if isinstance(each, Blank):
            return ox.BlankNode(each.label)
        return ox.NamedNode(each.value if isinstance(each, Iri) else "l:" + value(each).encode().hex())

    dataset = ox.Dataset(ox.Quad(raw(s), ox.NamedNode(p.value), raw(o)) for s, p, o in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}
