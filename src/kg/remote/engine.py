"""The engine that asks a SPARQL 1.1 endpoint; it has the face of ``kg.store.engine``.

Blank nodes, whose names no query can say, are read once and matched here. Left to the server: numbers come in its own
lexical form, and where several graphs hold one statement a server may count it several times.
"""

from __future__ import annotations

from contextlib import ExitStack
from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

from kg.errors import EndpointError
from kg.query import scope
from kg.query.clauses import datasets, prologue
from kg.query.faults import Source
from kg.query.grammar import first_fault
from kg.query.tokens import Token, significant, tokenize, variables
from kg.remote import asking, dialect
from kg.remote.held import Held
from kg.store.answer import Boolean, Graph, QueryFault, Rows
from kg.terms import Blank, Iri, Node, Quad, Term, ntriples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.remote.asking import Fields, Layout
    from kg.remote.client import Client
    from kg.remote.exchange import Response
    from kg.remote.solutions import Solutions
    from kg.store.written import Row
    from kg.terms import Triple

Pattern = tuple["Node | None", "Iri | None", "Term | None", "Iri | None"]

_VARIABLES: Final = ("?s", "?p", "?o", "?g")
_ANYTHING: Final = (None, None, None, None)
# After so many look-ups a graph of at most so many statements is read whole, and asked here.
PATIENCE: Final = 30
HELD: Final = 300_000


class Remote:
    """The graph behind an endpoint, as an engine.

    Attributes:
        client: the way there.
        layout: how the server keeps the graph.
    """

    def __init__(self, client: Client, layout: Layout) -> None:
        self.client = client
        self.layout = layout
        self._held: Held | None = None
        self._blanks: Held | None = None
        self._known: dict[Pattern, list[Quad]] = {}
        self._asked = 0

    def graphs(self) -> dict[Iri, int]:
        """The graphs and how many statements each held when the endpoint was opened, by name."""
        return dict(self.layout.graphs)

    def query(
        self,
        text: str,
        *,
        graphs: Sequence[Iri] | None = None,
        named: Sequence[Iri] | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Rows | Graph | Boolean:
        """The answer to a SPARQL 1.1 query, as ``kg.store.engine.Engine.query`` has it.

        Raises:
            QueryFault: the query does not parse.
            EndpointError: the server cannot be reached, refuses the query, or does not answer as SPARQL has it; while
                rows are read also: the answer breaks off, or the server left rows out.
            TimeLimit: it takes too long.
        """
        if graphs is not None and self.layout.flat:
            advice = "load the named graphs (kg export -f nq) to choose among them"
            raise EndpointError(f"{self.client.shown}: keeps all statements in one graph; {advice}")
        tokens = significant(tokenize(text))
        own = prologue(tokens)
        declared = {name: iri for name, iri in (prefixes or {}).items() if name not in own.prefixes}
        head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in declared.items())
        fields: Fields = []
        if graphs is not None or next(datasets(tokens), None) is None:
            fields = asking.dataset(self.layout, self.layout.graphs if graphs is None else graphs, named)
        form = tokens[own.length].upper if len(tokens) > own.length else ""
        everything = any(token.text == "*" for token in tokens[own.length : own.length + 3])
        try:
            if form in {"CONSTRUCT", "DESCRIBE"}:
                if probe := dialect.probe(text, self.layout.server):
                    self._probed([("query", head + probe), *fields])
                return self._statements([("query", head + dialect.put(text, self.layout.server)), *fields])
            return self._solutions(
                [("query", head + dialect.put(text, self.layout.server)), *fields],
                _bound(tokens),
                variables(tokens) if everything else (),
            )
        except QueryFault as fault:
            if first_fault(tokens) is None and scope.fault(Source(text, "query"), tokens) is None:
                raise EndpointError(f"{self.client.shown}: refuses the query: {fault.detail}") from fault
            raise

    def quads(
        self,
        subject: Node | None = None,
        predicate: Iri | None = None,
        object: Term | None = None,  # noqa: A002 - RDF's own name for the position
        graph: Iri | None = None,
    ) -> Iterator[Quad]:
        """The statements that match what is given, once for each graph they stand in.

        Raises:
            EndpointError, TimeLimit: as for ``query``.
        """
        pattern = (subject, predicate, object, graph)
        if self._held is None and (pattern == _ANYTHING or self._is_worth_holding()):
            self._held = Held(self._everything())
        if self._held is not None:
            yield from self._held.matching(*pattern)
            return
        if not isinstance(subject, Blank) and not isinstance(object, Blank):
            # All of a subject is fetched at once: who asks for one property of it asks for others.
            wider = (subject, None, None, None) if subject is not None else pattern
            found = self._known[wider] if wider in self._known else self._remembered(wider)
            yield from (quad for quad in found if wider == pattern or _matches(quad, pattern))
        yield from self._of_blanks(pattern)

    def _is_worth_holding(self) -> bool:
        self._asked += 1
        return self._asked > PATIENCE and sum(self.layout.graphs.values()) <= HELD

    def _everything(self) -> Iterator[Quad]:
        """All statements, a graph at a time: a server that cuts results off does so the less."""
        for graph in [None] if self.layout.flat else self.layout.graphs:
            yield from self._fetched((None, None, None, graph))
        yield from self._of_blanks(_ANYTHING)

    def _remembered(self, pattern: Pattern) -> Iterator[Quad]:
        """The statements without blank nodes that match, kept when all have been read."""
        found = []
        for quad in self._fetched(pattern):
            found.append(quad)
            yield quad
        if sum(map(len, self._known.values())) > HELD:
            self._known.clear()
        self._known[pattern] = found

    def _of_blanks(self, pattern: Pattern) -> Iterator[Quad]:
        """The statements with blank nodes that match; all of them come in one answer, in which names are stable."""
        if self._blanks is None:
            self._blanks = Held(self._selected(_ANYTHING, "FILTER(isBlank(?s) || isBlank(?o))"))
        return self._blanks.matching(*pattern)

    def _fetched(self, pattern: Pattern) -> Iterator[Quad]:
        """The statements without blank nodes that match."""
        free = [name for name, term in zip(_VARIABLES, pattern, strict=True) if term is None and name in {"?s", "?o"}]
        return self._selected(pattern, f"FILTER({' && '.join(f'!isBlank({name})' for name in free)})" if free else "")

    def _selected(self, pattern: Pattern, test: str) -> Iterator[Quad]:
        """The statements that match the pattern and pass the test."""
        flat = self.layout.flat
        if flat and pattern[3] not in {None, *self.layout.graphs}:
            return
        spelled = [name if term is None else ntriples(term) for name, term in zip(_VARIABLES, pattern, strict=True)]
        body = " ".join(spelled[:3])
        where = f"{body} {test}" if flat else f"GRAPH {spelled[3]} {{ {body} }} {test}"
        free = [name for name in spelled[: 3 if flat else 4] if name in _VARIABLES]
        if not free:
            free, where = ["?x"], f"{where} BIND(1 AS ?x)"
        whole = next(iter(self.layout.graphs)) if flat else None
        fields = asking.dataset(self.layout, self.layout.graphs)
        for row in asking.rows(self.client, " ".join(free), where, fields):
            bound = dict(zip(free, row, strict=True))
            s, p, o, g = (bound.get(name, term) for name, term in zip(spelled, pattern, strict=True))
            yield Quad(cast("Node", s), cast("Iri", p), cast("Term", o), cast("Iri", g or whole))

    def _solutions(self, fields: Fields, bound: int | None, seen: Sequence[str]) -> Rows | Boolean:
        """The rows, their columns in the order of ``seen``; those of ``SELECT *`` come in any order from a server."""
        with ExitStack() as stack:
            found, solutions = asking.solutions(self.client, fields, stack)
            if solutions.truth is not None:
                return Boolean(solutions.truth)
            names = solutions.variables
            order = sorted(
                range(len(names)), key=lambda place: seen.index(names[place]) if names[place] in seen else -1
            )
            rows = self._whole(found, solutions, bound, stack.pop_all())
            if order == list(range(len(names))):
                return Rows(names, rows)
            return Rows([names[place] for place in order], (tuple(row[place] for place in order) for row in rows))

    def _whole(self, found: Response, solutions: Solutions, bound: int | None, stack: ExitStack) -> Iterator[Row]:
        """The rows to the end.

        Raises:
            EndpointError: the server left some out.
        """
        with stack:
            yield from solutions
            cut = asking.limit(found)
            if cut is not None and (bound is None or bound > cut):
                raise self._cut(cut)

    def _statements(self, fields: Fields) -> Graph:
        with ExitStack() as stack:
            found = asking.response(self.client, fields, asking.NTRIPLES, stack)
            return Graph(self._each(found, stack.pop_all()))

    def _each(self, found: Response, stack: ExitStack) -> Iterator[Triple]:
        with stack:
            yield from asking.triples(self.client, found)

    def _probed(self, fields: Fields) -> None:
        """See whether the server would leave out solutions that statements are made from.

        Raises:
            EndpointError: it would.
        """
        with ExitStack() as stack:
            cut = asking.limit(asking.solutions(self.client, fields, stack)[0])
        if cut is not None:
            raise self._cut(cut)

    def _cut(self, limit: int) -> EndpointError:
        advice = "take fewer with LIMIT or --max-rows, or ask those who run it for a higher limit"
        return EndpointError(f"{self.client.shown}: cuts results off at {limit:,} rows, and there are more; {advice}")


def _bound(tokens: Sequence[Token]) -> int | None:
    """The LIMIT of the query itself, if it has one."""
    depth, bound = 0, None
    for token, after in pairwise(tokens):
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "mark" else 0
        if depth == 0 and token.upper == "LIMIT" and after.text.isdecimal():
            bound = int(after.text)
    return bound


def _matches(quad: Quad, pattern: Pattern) -> bool:
    return all(wanted is None or term == wanted for term, wanted in zip(quad, pattern, strict=True))
