"""The engine sparq (https://github.com/sparq-org/sparq) for what is asked of all graphs as one, Oxigraph for the rest.

sparq answers most questions several times faster, keeps lexical forms as they were written, and fails fewer of the
W3C's tests. It cannot do everything: it has no union of graphs, keeps each named graph as a store of some twenty files
that are all opened at once, copies what ``FROM`` names, and cannot name a blank node. So it holds the union alone, and
a store of Oxigraph beside it answers where ``GRAPH``, ``FROM`` or a choice of graphs come in.

It opens two empty logs for writing. Where those cannot be written, or the library is not installed, Oxigraph answers
alone. ``SUM`` and ``AVG`` pass over rows in which their variable is unbound. It does not see that a byte of its files
has changed; the snapshot looks after them.
"""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any, Final

from kg.errors import InputError
from kg.store.answer import Boolean, Graph, Rows, damaged
from kg.store.form import form_of, names_graphs
from kg.store.lines import lines
from kg.terms import RDF_LANG_STRING, XSD_STRING, Blank, Iri, Literal, Node, Quad, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import sparq

    from kg.store.oxigraph import Oxigraph
    from kg.store.written import Row

_UNION: Final = "sparq"
_LOG: Final = "wal.log"
_SUMMARY: Final = "graphs.json"  # that of Oxigraph
_BEYOND: Final = ("unsupported SPARQL", "unsupported graph", "too deeply nested")


class Sparq:
    """A store opened for reading.

    Args:
        union: the statements of all graphs.
        beside: the store of all graphs, opened when it is first needed.
        graphs: how many statements each graph holds.
    """

    def __init__(self, union: sparq.Graph, beside: Callable[[], Oxigraph], graphs: Mapping[Iri, int]) -> None:
        self._union = union
        self._beside = beside
        self._counts = graphs
        self._opened: Oxigraph | None = None

    @property
    def _graphs(self) -> Oxigraph:
        if self._opened is None:
            self._opened = self._beside()
        return self._opened

    def query(
        self,
        text: str,
        *,
        graphs: Sequence[Iri] | None = None,
        named: Sequence[Iri] | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Rows | Graph | Boolean:
        """See ``kg.store.engine.Engine``."""
        if graphs is not None or names_graphs(text):
            return self._graphs.query(text, graphs=graphs, named=named, prefixes=prefixes)
        head = " ".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in (prefixes or {}).items())
        try:
            return _asked(self._union, f"{head}\n{text}", text)
        except UnicodeEncodeError as error:
            from kg.store.faults import half

            raise half(text) from error
        except ValueError as error:
            from kg.store.faults import fault

            if any(words in str(error) for words in _BEYOND):  # which Oxigraph answers, or tells better
                return self._graphs.query(text, prefixes=prefixes)
            raise fault(text, str(error), above=1) from error
        except (OSError, RuntimeError) as error:
            raise damaged(error) from error

    def quads(
        self,
        subject: Node | None = None,
        predicate: Iri | None = None,
        object: Term | None = None,  # noqa: A002 - RDF's own name for the position
        graph: Iri | None = None,
    ) -> Iterator[Quad]:
        """See ``kg.store.engine.Engine``."""
        return self._graphs.quads(subject, predicate, object, graph)

    def graphs(self) -> dict[Iri, int]:
        """See ``kg.store.engine.Engine``."""
        return dict(self._counts)


def load(path: Path, quads: Path) -> None:
    """Write a store of a sorted file of N-Quads into the folder ``path``.

    Raises:
        InputError: the library is not installed.
        OSError: the folder cannot be written.
        ValueError: a line is no statement.
    """
    from kg.store import oxigraph

    try:
        import sparq
    except ImportError as error:
        raise InputError("the store 'sparq' is not installed; pip install sparq-rdf, or choose oxigraph") from error
    union, folder = path / "union.nt", str(path / _UNION)
    with union.open("wb") as file:
        file.writelines(line.triple for line in lines(quads) if line.new)
    sparq.Graph.load(union).save(folder)
    sparq.Graph.open(folder)  # makes the logs, which are to be there before anybody reads
    union.unlink()
    oxigraph.load(path, quads)


def open(path: Path) -> Sparq | Oxigraph:  # noqa: A001 - as the face calls it
    """The store in the folder ``path``.

    Raises:
        OSError: it cannot be read.
        ValueError: it is damaged.
    """

    def beside() -> Oxigraph:
        from kg.store import oxigraph

        return oxigraph.open(path)

    if not os.access(path / _UNION / _LOG, os.W_OK):
        return beside()
    try:
        import sparq
    except ImportError:
        return beside()
    try:
        counts = json.loads((path / _SUMMARY).read_text(encoding="utf-8"))["graphs"]
        graphs = {Iri(name): int(count) for name, count in counts.items()}
        return Sparq(sparq.Graph.open(str(path / _UNION)), beside, graphs)
    except (RuntimeError, KeyError, AttributeError, TypeError) as error:
        raise ValueError(str(error)) from error


def _asked(store: sparq.Graph, asked: str, text: str) -> Rows | Graph | Boolean:
    form = form_of(text)
    if form == "ASK":
        return Boolean(store.ask(asked))
    if form == "CONSTRUCT":
        return Graph(map(_triple, store.construct(asked)))
    if form == "DESCRIBE":
        return Graph(map(_triple, store.describe(asked)))
    content = store.query_json(asked)
    names = _variables(content, text)
    own = None if _selects_all(text) else content.encode()
    return Rows(names, _rows(content, names), lambda form: own if form == "json" else None)


def _variables(content: str, text: str) -> list[str]:
    """The columns; for ``*``, which gives them sorted, in the order in which the query names them."""
    head: dict[str, Any]  # Any: JSON
    head, _ = json.JSONDecoder().raw_decode(content, content.index("{", 1))
    names: list[str] = head["vars"]
    if _selects_all(text):
        order = {name: place for place, name in enumerate(dict.fromkeys(re.findall(r"[?$](\w+)", text)))}
        names.sort(key=lambda name: order.get(name, len(order)))
    return names


def _selects_all(text: str) -> bool:
    return "*" in text and re.search(r"\bselect\s+((distinct|reduced)\s+)?\*", text, re.IGNORECASE) is not None


def _rows(content: str, names: Sequence[str] | None = None) -> Iterator[Row]:
    found = json.loads(content)
    names = found["head"]["vars"] if names is None else names
    for binding in found["results"]["bindings"]:
        yield tuple([_described(binding[name]) if name in binding else None for name in names])


def _described(cell: dict[str, Any]) -> Term:  # Any: JSON
    """The term of https://www.w3.org/TR/sparql11-results-json/#select-encode-terms."""
    kind, value = cell["type"], cell["value"]
    if kind == "uri":
        return Iri(value)
    if kind == "bnode":
        return Blank(value)
    if kind != "literal" or "its:dir" in cell:
        raise InputError("the query makes a term of RDF 1.2; ask for its parts instead")
    if "xml:lang" in cell:
        return Literal(value, RDF_LANG_STRING, cell["xml:lang"])
    return Literal(value, cell.get("datatype", XSD_STRING))


def _triple(raw: tuple[sparq.Term, sparq.Term, sparq.Term]) -> Triple:
    subject, predicate, value = map(_term, raw)
    return Triple(subject, predicate, value)  # type: ignore[arg-type] # a store holds no other statements


def _term(raw: sparq.Term) -> Term:
    if raw.kind == "uri":
        return Iri(raw.value)
    if raw.kind == "bnode":
        return Blank(raw.value)
    if raw.kind != "literal" or raw.direction:
        raise InputError("the query makes a term of RDF 1.2; ask for its parts instead")
    return Literal(raw.value, raw.datatype, raw.language or "")
