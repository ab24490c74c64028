"""The house: which module stands on which rung, which library lives in which room, and how large a module may be."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "kg"

# From the ground up: rungs of rooms of modules. A module imports from rooms on lower rungs and from modules before it
# in its own room; rooms on one rung do not know each other.
LADDER: list[list[list[str]]] = [
    [
        ["kg"],
    ],
    [
        ["kg.errors"],
    ],
    [
        ["kg.terms"],
    ],
    [
        ["kg.names"],
    ],
    [
        ["kg.project"],
    ],
    [
        [
            "kg.turtle",
            "kg.turtle.comments",
            "kg.turtle.order",
            "kg.turtle.spelling",
            "kg.turtle.tokens",
            "kg.turtle.faults",
            "kg.turtle.read",
            "kg.turtle.lines",
            "kg.turtle.trees",
            "kg.turtle.blanks",
            "kg.turtle.layout",
            "kg.turtle.words",
            "kg.turtle.syntax",
            "kg.turtle.write",
            "kg.turtle.fmt",
            "kg.turtle.formats",
            "kg.turtle.spelled",
        ],
        ["kg.passages"],
        [
            "kg.rules.patterns",
            "kg.rules.equality",
            "kg.rules.properties",
            "kg.rules.classes",
            "kg.rules.axioms",
            "kg.rules.datatypes",
            "kg.rules.schema",
            "kg.rules.book",
            "kg.rules.lists",
            "kg.rules.index",
            "kg.rules.specialise",
            "kg.rules.wording",
            "kg.rules",
        ],
    ],
    [
        [
            "kg.reason.moments",
            "kg.reason.vocabulary",
            "kg.reason.datatypes",
            "kg.reason.facts",
            "kg.reason.lists",
            "kg.reason.keys",
            "kg.reason.contradictions",
            "kg.reason.representatives",
            "kg.reason.clashes",
            "kg.reason.database",
            "kg.reason.statements",
            "kg.reason.coding",
            "kg.reason.shapes",
            "kg.reason.plans",
            "kg.reason.tables",
            "kg.reason.literals",
            "kg.reason.hierarchy",
            "kg.reason.division",
            "kg.reason.compiling",
            "kg.reason.columns",
            "kg.reason.expansion",
            "kg.reason.columns_engine",
            "kg.reason.semantics",
            "kg.reason.owlrl_engine",
            "kg.reason.trivia",
            "kg.reason.closing",
            "kg.reason.concluding",
            "kg.reason.stored",
            "kg.reason",
        ],
    ],
    [
        [
            "kg.store",
            "kg.store.written",
            "kg.store.answer",
            "kg.store.faults",
            "kg.store.convert",
            "kg.store.engine",
            "kg.store.lines",
            "kg.store.oxigraph",
            "kg.store.form",
            "kg.store.sparq",
            "kg.store.lock",
            "kg.store.manifest",
            "kg.store.originals",
            "kg.store.snapshot",
            "kg.store.staging",
        ],
    ],
    [
        [
            "kg.find.fold",
            "kg.find.gather",
            "kg.find.places",
            "kg.find.readings",
            "kg.find.spelling",
            "kg.find.tables",
            "kg.find.matches",
            "kg.find.nearest",
            "kg.find.search",
            "kg.find.resolve",
            "kg.find.traditional",
            "kg.find.write",
            "kg.find.sparql",
            "kg.find.asked",
            "kg.find",
        ],
    ],
    [
        ["kg.evidence.entry", "kg.evidence.properties", "kg.evidence.records", "kg.evidence.rivals", "kg.evidence"],
        [
            "kg.query.productions",
            "kg.query.tokens",
            "kg.query.clauses",
            "kg.query.faults",
            "kg.query.binding",
            "kg.query.grammar",
            "kg.query.triples",
            "kg.query.known",
            "kg.query.refusals",
            "kg.query.scope",
            "kg.query.table",
            "kg.query.typed",
            "kg.query.markup",
            "kg.query.datafiles",
            "kg.query.values",
            "kg.query.wording",
            "kg.query.diagnose",
            "kg.query.allowed",
            "kg.query.elsewhere",
            "kg.query.service",
            "kg.query.labels",
            "kg.query.run",
            "kg.query",
            "kg.query.results",
            "kg.query.child",
            "kg.query.worker",
            "kg.query.job",
            "kg.query.asking",
            "kg.query.mismatch",
            "kg.query.empty",
            "kg.query.explain",
        ],
        ["kg.check.findings", "kg.check.report", "kg.check"],
        [
            "kg.network.graph",
            "kg.network.layout",
            "kg.network.communities",
            "kg.network.paths",
            "kg.network.files",
            "kg.network",
        ],
    ],
    [
        [
            "kg.remote",
            "kg.remote.address",
            "kg.remote.exchange",
            "kg.remote.client",
            "kg.remote.solutions",
            "kg.remote.asking",
            "kg.remote.dialect",
            "kg.remote.held",
            "kg.remote.engine",
            "kg.remote.endpoint",
        ],
    ],
    [
        [
            "kg.ask.catalogue",
            "kg.ask.answering",
            "kg.ask",
            "kg.ask.statements",
            "kg.ask.support",
            "kg.ask.sheet",
            "kg.ask.briefing",
            "kg.ask.paper",
        ],
        [
            "kg.show.cards",
            "kg.show.grouping",
            "kg.show.facts",
            "kg.show.wording",
            "kg.show.assembly",
            "kg.show.wrap",
            "kg.show.pages",
            "kg.show",
        ],
    ],
    [
        ["kg.diff.versions", "kg.diff.changes", "kg.diff.telling", "kg.diff"],
        ["kg.build.findings", "kg.build.words", "kg.build.contents", "kg.build.making", "kg.build"],
        [
            "kg.push.places",
            "kg.push.digest",
            "kg.push.lines",
            "kg.push.sending",
            "kg.push.pushing",
            "kg.push",
        ],
        ["kg.path.ways", "kg.path.telling", "kg.path"],
        [
            "kg.shell",
            "kg.shell.vocabulary",
            "kg.shell.place",
            "kg.shell.offers",
            "kg.shell.schema",
            "kg.shell.answers",
            "kg.shell.colours",
            "kg.shell.editor",
            "kg.shell.session",
        ],
        [
            "kg.why.proofs",
            "kg.why.schema",
            "kg.why.heads",
            "kg.why.merged",
            "kg.why.lookup",
            "kg.why.links",
            "kg.why.search",
            "kg.why.rivals",
            "kg.why.nearest",
            "kg.why",
            "kg.why.statement",
            "kg.why.vocabulary",
            "kg.why.telling",
            "kg.why.grounds",
            "kg.why.drawing",
            "kg.why.formats",
            "kg.why.provenance",
        ],
    ],
    [
        [
            "kg.view.kinds",
            "kg.view.drawing",
            "kg.view.epochs",
            "kg.view.content",
            "kg.view.held",
            "kg.view.facts",
            "kg.view.figures",
            "kg.view.proofs",
            "kg.view.telling",
            "kg.view.words",
            "kg.view.large",
            "kg.view.selection",
            "kg.view",
        ],
    ],
    [
        [
            "kg.export.statements",
            "kg.export.scope",
            "kg.export.parts",
            "kg.export.spool",
            "kg.export.parted",
            "kg.export.blocks",
            "kg.export.context",
            "kg.export.jsonld",
            "kg.export.rdfxml",
            "kg.export.entities",
            "kg.export.drawn",
            "kg.export.sheets",
            "kg.export.sssom",
            "kg.export.tables",
            "kg.export.writers",
            "kg.export.digest",
            "kg.export.description",
            "kg.export.compression",
            "kg.export",
        ],
    ],
    [
        [
            "kg.graph.frames",
            "kg.graph.answers",
            "kg.graph.asking",
            "kg.graph.proving",
            "kg.graph.face",
            "kg.graph",
        ],
    ],
    [
        [
            "kg.cli",
            "kg.cli.bounds",
            "kg.cli.options",
            "kg.cli.lines",
            "kg.cli.cite",
            "kg.cli.complete",
            "kg.cli.export",
            "kg.cli.find",
            "kg.cli.path",
            "kg.cli.fmt",
            "kg.cli.shell",
            "kg.cli.query",
            "kg.cli.briefing",
            "kg.cli.ask",
            "kg.cli.shells",
            "kg.cli.completion",
            "kg.cli.diff",
            "kg.cli.show",
            "kg.cli.why",
            "kg.cli.summary",
            "kg.cli.push",
            "kg.cli.build",
            "kg.cli.status",
            "kg.cli.view",
            "kg.cli.rules",
        ],
    ],
]

# The package names its Python face for type checkers, and loads it only when it is asked for.
FACE = {("kg", "kg.graph")}

# A library from outside, and the rooms that may import it.
ROOMS: dict[str, set[str]] = {
    "click": {"kg.cli"},
    "duckdb": {"kg.export", "kg.query", "kg.reason"},
    "httpx": {"kg.remote"},
    "igraph": {"kg.network"},
    "jinja2": {"kg.ask", "kg.view"},
    "networkx": {"kg.graph", "kg.network"},
    "polars": {"kg.graph"},
    "opencc": {"kg.find"},
    "openpyxl": {"kg.export", "kg.query"},
    "owlrl": {"kg.reason"},
    "prompt_toolkit": {"kg.shell"},
    "pyoxigraph": {"kg.store", "kg.turtle"},
    "pypinyin": {"kg.find"},
    "pyshacl": {"kg.check"},
    "pyvis": {"kg.view"},
    "rdflib": {"kg.reason", "kg.check"},
    "sparq": {"kg.store"},
    "zstandard": {"kg.export"},
}

LINES = 250
FUNCTION_LINES = 40

MODULES = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def place_of(module: str) -> tuple[int, int, int]:
    """Rung, room on the rung, and place in the room."""
    for rung, rooms in enumerate(LADDER):
        for room, modules in enumerate(rooms):
            if module in modules:
                return rung, room, modules.index(module)
    raise KeyError(f"{module} has no rung: give it one in LADDER")


def imports(path: Path) -> set[str]:
    """Every module that the file imports, anywhere in it; ``from kg import name`` is kg.name if that is a module."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            module = node.module or ""
            inside = {f"{module}.{alias.name}" for alias in node.names}
            known = {name_of(other) for other in MODULES}
            found |= (inside & known) or {module}
    return found


def upward(module: str, imported: str) -> bool:
    """Whether ``module`` reaches sideways or up by importing ``imported``."""
    if (module, imported) in FACE:
        return False
    (rung, room, place), (other_rung, other_room, other_place) = place_of(module), place_of(imported)
    if (rung, room) == (other_rung, other_room):
        return other_place >= place
    return other_rung >= rung


def strays(module: str, imported: str) -> bool:
    """Whether ``module`` imports a library from outside that has its room elsewhere, or none."""
    library = imported.partition(".")[0]
    if library == "kg" or library in sys.stdlib_module_names:
        return False
    return not any(module == room or module.startswith(room + ".") for room in ROOMS.get(library, ()))


def test_every_module_has_a_rung_and_every_rung_a_module() -> None:
    listed = [module for rung in LADDER for room in rung for module in room]
    assert sorted(listed) == sorted(name_of(path) for path in MODULES)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_rungs_below(path: Path) -> None:
    module = name_of(path)
    ours = {name for name in imports(path) if name == "kg" or name.startswith("kg.")}
    assert {name for name in ours if upward(module, name)} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_is_imported_only_in_its_room(path: Path) -> None:
    module = name_of(path)
    assert {name for name in imports(path) if strays(module, name)} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_small_enough_to_read_at_once(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LINES
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {node.name: body_lines(node) for node in functions if body_lines(node) > FUNCTION_LINES}
    assert long == {}


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the function from ``def`` to its end, its docstring not counted."""
    docstring = ast.get_docstring(node, clean=False)
    told = len(docstring.splitlines()) if docstring else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - told


def test_print_stands_nowhere_in_the_program() -> None:
    calls = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert calls == []


def test_the_check_bites_on_an_upward_import() -> None:
    assert upward("kg.errors", "kg.names")
    assert not upward("kg.names", "kg.errors")


def test_the_check_bites_on_an_import_from_a_neighbour_on_the_same_rung() -> None:
    assert upward("kg.ask", "kg.show")
    assert upward("kg.show", "kg.ask")


def test_the_check_bites_on_an_import_against_the_order_of_a_room() -> None:
    assert upward("kg.store.engine", "kg.store.snapshot")
    assert not upward("kg.store.snapshot", "kg.store.engine")


def test_the_check_bites_on_a_module_that_nobody_listed() -> None:
    with pytest.raises(KeyError, match=r"kg\.nowhere has no rung"):
        upward("kg.names", "kg.nowhere")


def test_the_check_bites_on_a_library_out_of_its_room() -> None:
    assert strays("kg.names", "rdflib.term")
    assert strays("kg.names", "requests")
    assert not strays("kg.store.engine", "pyoxigraph")
    assert not strays("kg.names", "sqlite3")
