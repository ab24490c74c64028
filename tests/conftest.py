"""What all tests share: where the texts of the sources are, and that a skip is a failure where nothing may skip."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kg.build import build
from kg.cli import main
from kg.find import write_index
from kg.project import Project, graph_name, locate
from kg.store import engine
from kg.store.manifest import Manifest
from kg.store.snapshot import GRAPH, NAMES, STORE, Snapshot, current
from kg.store.staging import publish, workplace
from kg.turtle.read import read

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
LITTLE = Path(__file__).parent / "data" / "query"

if "KG_SOURCES" not in os.environ and (SHARED / "seed").is_dir():
    os.environ["KG_SOURCES"] = str(SHARED / "seed")


# Started in the background, a shell has told this process to pass over Ctrl-C, and what it starts would too.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With KG_NO_SKIP set, everything that the tests need is there: a skipped test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if reporter and skipped and os.environ.get("KG_NO_SKIP"):
        for report in skipped:
            reporter.write_line(f"skipped where nothing may skip: {report.nodeid}: {report.longrepr}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """This checkout, with snapshots in a folder of the test run's own."""
    return replace(locate(ROOT), build=tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="session")
def snapshot(project: Project) -> Snapshot:
    """The project's whole graph, built once for all tests."""
    build(project)
    return current(project)


@pytest.fixture(scope="session")
def little(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The graph of tests/data/query, small enough to be counted by hand."""
    project = replace(locate(LITTLE), build=tmp_path_factory.mktemp("little"))
    quads = [quad for path in sorted((LITTLE / "graph").glob("*.ttl")) for quad in read(path, graph_name(path.stem))]
    graphs = dict(Counter(quad.graph.value.rpartition("/")[2] for quad in quads))
    with workplace(project) as folder:
        engine.create(folder / STORE, quads)
        write_index(folder / NAMES, quads)
        (folder / GRAPH).touch()
        facts = Manifest("0" * 64, "2026-01-31T00:00:00Z", "0", "none", graphs, len(quads), 0, 0.0)
        yield publish(project, folder, facts)


@pytest.fixture(scope="session")
def query(little: Snapshot) -> Callable[..., Result]:
    """Run ``kg query`` with these arguments on the little graph, in this process."""
    environment = {"KG_PROJECT": str(LITTLE), "KG_BUILD": str(little.path.parent), "LC_ALL": "C.UTF-8"}

    def call(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, ["query", *arguments], input=stdin, env=environment)

    return call


@pytest.fixture(scope="session")
def kg(snapshot: Snapshot, project: Project) -> Callable[..., Result]:
    """Run ``kg`` with these arguments on the whole graph, in this process."""

    def run(*arguments: str) -> Result:
        environment = {"KG_PROJECT": str(project.root), "KG_BUILD": str(project.build), "LC_ALL": "C.UTF-8"}
        return CliRunner().invoke(main, list(arguments), env=environment)

    assert snapshot.manifest.asserted > 0
    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium for the tests of one file; a skip where the machine has none."""
    from browsing import launched

    with launched() as started:
        yield started
