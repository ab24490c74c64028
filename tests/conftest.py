"""What all tests share: where the texts of the sources are, and that a skip is a failure where nothing may skip."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

if "KG_SOURCES" not in os.environ and (SHARED / "seed").is_dir():
    os.environ["KG_SOURCES"] = str(SHARED / "seed")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With KG_NO_SKIP set, everything that the tests need is there: a skipped test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("KG_NO_SKIP") and skipped:
        for report in skipped:
            reporter.write_line(f"skipped where nothing may skip: {report.nodeid}: {report.longrepr}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
