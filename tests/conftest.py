"""What all tests share: where the texts of the sources are, and that a skip is a failure where nothing may skip."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.build import build
from kg.cli import main
from kg.project import Project, locate
from kg.store.snapshot import Snapshot, current

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

if "KG_SOURCES" not in os.environ and (SHARED / "seed").is_dir():
    os.environ["KG_SOURCES"] = str(SHARED / "seed")


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
def kg(snapshot: Snapshot, project: Project) -> Callable[..., Result]:
    """Run ``kg`` with these arguments on the whole graph, in this process."""

    def run(*arguments: str) -> Result:
        environment = {"KG_PROJECT": str(project.root), "KG_BUILD": str(project.build), "LC_ALL": "C.UTF-8"}
        return CliRunner().invoke(main, list(arguments), env=environment)

    assert snapshot.manifest.asserted > 0
    return run
