"""kg.view: every view in both languages and themes and at three sizes, shown to axe and kept as pictures to look at.

The pictures go to ``artefacts/view/``, which git ignores; axe-core comes from ``npm install``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from playwright.sync_api import Browser

from browsing import Opened

ROOT = Path(__file__).parents[1]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "artefacts" / "view"
VIEWS = ("graph", "table", "timeline", "places", "indicators")
SETTLED = "() => { fit(); return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60))); }"
SIZES = {"desk": (1440, 900), "tablet": (820, 1180), "phone": (390, 800)}

# What axe calls serious or critical is a fault. A canvas has no text for it to see.
FAULTS = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary}`))"""

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def files(kg: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("looks")
    for name, layout in (("whole", "auto"), ("overview", "overview")):
        result = kg("view", "-o", str(folder / f"{name}.html"), "--lang", "zh", "--layout", layout)
        assert result.exit_code == 0, result.output
    return {path.stem: path for path in folder.iterdir()}


def shown(browser: Browser, file: Path, theme: str, size: str) -> Opened:
    width, height = SIZES[size]
    return Opened(browser, file, viewport={"width": width, "height": height}, color_scheme=theme)


def look(opened: Opened, name: str, **state: str) -> None:
    """Bring the page into this state, and keep a picture of it."""
    opened.page.evaluate("(parts) => change(parts)", state)
    opened.page.evaluate(SETTLED)
    PICTURES.mkdir(parents=True, exist_ok=True)
    opened.page.screenshot(path=PICTURES / f"{name}.png")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_view_is_a_picture_that_causes_no_error_and_asks_for_nothing(
    browser: Browser, files: dict[str, Path], size: str, theme: str
) -> None:
    whole = shown(browser, files["whole"], theme, size)
    for lang in ("zh", "en"):
        for view in VIEWS:
            look(whole, f"{view}-{lang}-{theme}-{size}", view=view, lang=lang, node="")
            assert whole.page.evaluate("document.documentElement.scrollWidth") == SIZES[size][0]
        look(whole, f"panel-{lang}-{theme}-{size}", view="graph", lang=lang, node="ent:jinko")
    whole.close()
    large = shown(browser, files["overview"], theme, size)
    look(large, f"overview-zh-{theme}-{size}", lang="zh")
    look(large, f"group-en-{theme}-{size}", lang="en", group="0")
    large.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault_in_any_view(browser: Browser, files: dict[str, Path], theme: str) -> None:
    if not AXE.is_file():
        pytest.skip("no axe-core; 'npm install' brings it")
    script = AXE.read_text("utf-8")
    faults: dict[str, list[str]] = {}
    for name in ("whole", "overview"):
        opened = shown(browser, files[name], theme, "desk")
        opened.page.add_script_tag(content=script)
        for lang in ("zh", "en"):
            for view in VIEWS if name == "whole" else ("graph",):
                for node in ("", "ent:jinko") if view == "graph" else ("",):
                    opened.page.evaluate("(parts) => change(parts)", {"view": view, "lang": lang, "node": node})
                    faults[f"{name} {view} {lang} {node}"] = opened.page.evaluate(FAULTS)
        opened.close()
    assert {where: found for where, found in faults.items() if found} == {}


def test_the_pictures_are_kept_out_of_git() -> None:
    assert "/artefacts/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert os.path.commonpath([PICTURES, ROOT]) == str(ROOT)
