"""The W3C's tests of SPARQL 1.0 and 1.1 queries on every engine; what fails is known, with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest
import sparq

from kg.store import engine
from kg.store.form import names_graphs
from kg.store.oxigraph import Oxigraph
from kg.store.sparq import Sparq
from kg.terms import Iri, Quad, ntriples
from sparql_suite import Case, agrees, cases, data, of_files, text

SUITE = Path(__file__).parents[2] / "shared" / "conformance" / "sparql"
CASES = cases(SUITE) if SUITE.is_dir() else []

_FUNCTION: Final = "a function that the engine does not know is refused before anything is evaluated"
_VALUES: Final = "Oxigraph keeps numbers, truth values and dates as values, not in the spelling of their source"
_DATES: Final = "Oxigraph takes dates with and without a time zone for different, where they cannot be compared"
_GRAPHS: Final = "Oxigraph binds the variable of GRAPH by the triples inside, not around the pattern as a whole"
_LENGTH: Final = "Oxigraph leaves out paths of no length from a term that no statement holds"
_JOINED: Final = "Oxigraph gives what GROUP_CONCAT makes the language that its values share"


def _for(reason: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names, reason)


_BOTH: Final = {
    **_for(
        _FUNCTION,
        *(f"sparql10/syntax-sparql2/syntax-function-0{number}" for number in (1, 2, 3, 4)),
        "sparql11/syntax-query/test_4",
    ),
    **_for(
        _GRAPHS,
        *(f"sparql10/graph/graph-{name}" for name in ("variable-scope", "optional")),
        "sparql11/aggregates/agg-empty-group-count-graph",
        "sparql11/bindings/graph",
        "sparql11/negation/graph-minus",
    ),
}
FAILING: Final[dict[str, dict[str, str]]] = {
    "sparq": _BOTH,
    "oxigraph": {
        **_BOTH,
        **_for(
            _FUNCTION,
            *(f"sparql10/syntax-sparql1/syntax-{name}" for name in ("expr-05", "order-05", "order-06")),
        ),
        **_for(
            _VALUES,
            *(f"sparql10/expr-builtin/{name}" for name in ("dawg-str-1", "dawg-str-2")),
            *(f"sparql10/expr-builtin/sameTerm-{name}" for name in ("simple", "eq", "not-eq")),
            *(
                f"sparql10/{name}"
                for name in ("expr-equals/eq-graph-1", "expr-equals/eq-graph-2", "open-world/open-eq-01")
            ),
            *(f"sparql10/distinct/distinct-{number}" for number in (1, 9)),
            *(f"sparql11/cast/cast-{kind}" for kind in ("bool", "int", "float", "double", "decimal", "string")),
            *(f"sparql11/csv-tsv-res/{form}03" for form in ("csv", "tsv")),
            "sparql10/open-world/date-3",
        ),
        **_for(_DATES, "sparql10/open-world/date-2"),
        **_for(
            _LENGTH,
            *(
                f"sparql11/property-path/zero_or_{many}_set_{end}"
                for many in ("more", "one")
                for end in ("start", "end")
            ),
        ),
        **_for(_JOINED, *(f"sparql11/aggregates/agg-groupconcat-0{number}" for number in (4, 6))),
        **_for("Oxigraph knows TRUE in lower case alone", "sparql10/expr-builtin/case-insensitive-booleans"),
        **_for(
            "Oxigraph reads <?a&&?b> as two comparisons, not as the longest token that it begins",
            "sparql10/syntax-sparql3/syn-bad-26",
        ),
        **_for("Oxigraph's BNODE of one text is one node in all rows", "sparql11/functions/bnode01"),
    },
}


def test_the_suite_is_read_whole() -> None:
    if not CASES:
        pytest.skip("the W3C tests of SPARQL are not beside this checkout")
    assert Counter(case.kind for case in CASES) == {"answer": 518, "accept": 212, "refuse": 90}
    known = {case.name for case in CASES}
    assert all(failing.keys() <= known for failing in FAILING.values())


class Stores:
    """What an engine answers from: all data of the suite, a graph a file, and nothing.

    To sparq, which holds all graphs as one, the files of a test's default graph are all that there is, where neither
    the test nor its query names others.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.empty = _made(folder / "empty", [], name)
        self._full = _made(folder / "full", data(CASES), name)
        self._known: dict[tuple[Path, ...], sparq.Graph] = {}

    def answer(self, case: Case) -> engine.Rows | engine.Graph | engine.Boolean:
        """The answer over the graphs that the test names, or that the query does."""
        if case.default is None:
            return self._full.query(text(case))
        if self.name == "sparq" and not case.named and not names_graphs(text(case)):
            return Sparq(self._of(case.default), _nothing, {}).query(text(case))
        default, named = ([Iri(path.as_uri()) for path in paths] for paths in (case.default, case.named))
        return self._full.query(text(case), graphs=default, named=named)

    def _of(self, files: tuple[Path, ...]) -> sparq.Graph:
        if files not in self._known:
            lines = "".join(f"{' '.join(map(ntriples, quad.triple))} .\n" for quad in of_files(files))
            self._known[files] = sparq.Graph.load(lines, format="ntriples")
        return self._known[files]


def _made(path: Path, quads: Iterable[Quad], name: str) -> engine.Engine:
    engine.create(path, quads, engine=name)
    return engine.open(path)


def _nothing() -> Oxigraph:
    raise AssertionError("this query names no graphs")


@pytest.fixture(scope="module", params=sorted(engine.ENGINES))
def stores(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stores:
    return Stores(request.param, tmp_path_factory.mktemp("w3c"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_engine_does_as_the_w3c_says(case: Case, stores: Stores, request: pytest.FixtureRequest) -> None:
    if reason := FAILING[stores.name].get(case.name):
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    if case.kind == "refuse":
        with pytest.raises(engine.QueryFault):
            stores.empty.query(text(case))
    elif case.kind == "accept":
        stores.empty.query(text(case))
    else:
        assert agrees(case, stores.answer(case))
