"""The house: which module stands on which rung, which library lives in which room, and how large a module may be."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "kg"

# From the ground up. A module imports only from rungs below its own; within a rung, and within a package, nothing is
# above its neighbour, so packages list the order of their own modules.
LADDER: list[list[str]] = [
    ["kg"],
    ["kg.errors"],
    ["kg.terms"],
    ["kg.names"],
    ["kg.project"],
]

# A library from outside, and the rooms that may import it.
ROOMS: dict[str, set[str]] = {
    "click": {"kg.cli"},
    "igraph": {"kg.network"},
    "networkx": {"kg.network"},
    "opencc": {"kg.find"},
    "owlrl": {"kg.reason"},
    "pyoxigraph": {"kg.store", "kg.turtle"},
    "pypinyin": {"kg.find"},
    "pyshacl": {"kg.check"},
    "pyvis": {"kg.view"},
    "rdflib": {"kg.reason", "kg.check"},
}

LINES = 250
FUNCTION_LINES = 40

MODULES = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def rung_of(module: str) -> int:
    return next((rung for rung, modules in enumerate(LADDER) if module in modules), -1)


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
    return rung_of(imported) >= rung_of(module) and imported != module


def strays(module: str, imported: str) -> bool:
    """Whether ``module`` imports a library from outside that has its room elsewhere, or none."""
    library = imported.partition(".")[0]
    if library == "kg" or library in sys.stdlib_module_names:
        return False
    return not any(module == room or module.startswith(room + ".") for room in ROOMS.get(library, ()))


def test_every_module_has_a_rung_and_every_rung_a_module() -> None:
    listed = [module for rung in LADDER for module in rung]
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
    assert upward("kg.names", "kg.nowhere") is False or rung_of("kg.nowhere") == -1
    assert not upward("kg.names", "kg.errors")


def test_the_check_bites_on_a_library_out_of_its_room() -> None:
    assert strays("kg.names", "rdflib.term")
    assert strays("kg.names", "requests")
    assert not strays("kg.store.engine", "pyoxigraph")
    assert not strays("kg.names", "sqlite3")
