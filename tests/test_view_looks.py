"""kg.view: every view in both languages and themes and at three sizes, shown to axe and kept as pictures to look at.

The pictures go to ``artefacts/view/``, which git ignores; axe-core comes from ``npm install``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[1]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "artefacts" / "view"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
VIEWS = ("graph", "table", "timeline", "places", "indicators")
SIZES = {"desk": (1440, 900), "tablet": (820, 1180), "phone": (390, 800)}

# What axe calls serious or critical is a fault. A canvas has no text for it to see.
FAULTS = """async (rules) => (await axe.run(document, { resultTypes: ["violations"] })).violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary}`))"""

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine; .ci/run installs Debian's")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def files(kg: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("looks")
    for name, layout in (("whole", "auto"), ("overview", "overview")):
        result = kg("view", "-o", str(folder / f"{name}.html"), "--lang", "zh", "--layout", layout)
        assert result.exit_code == 0, result.output
    return {path.stem: path for path in folder.iterdir()}


class Shown:
    """A page in a window of its own, and all that went wrong: requests it tried, errors it threw or logged."""

    def __init__(self, browser: Browser, file: Path, theme: str, size: str) -> None:
        width, height = SIZES[size]
        self.troubles: list[str] = []
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
        )
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.troubles.append(message.text) if message.type != "log" else None)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", lambda one: None if one.url == file.as_uri() else self.troubles.append(one.url))
        self.page.goto(file.as_uri())
        self.page.locator("#legend button").first.wait_for(state="attached")

    def look(self, name: str, **state: str) -> None:
        """Bring the page into this state, and keep a picture of it."""
        self.page.evaluate("(parts) => change(parts)", state)
        self.page.evaluate(
            "() => { fit(); return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60))); }"
        )
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_view_is_a_picture_that_causes_no_error_and_asks_for_nothing(
    browser: Browser, files: dict[str, Path], size: str, theme: str
) -> None:
    shown = Shown(browser, files["whole"], theme, size)
    for lang in ("zh", "en"):
        for view in VIEWS:
            shown.look(f"{view}-{lang}-{theme}-{size}", view=view, lang=lang, node="")
            assert shown.page.evaluate("document.documentElement.scrollWidth") == SIZES[size][0]
        shown.look(f"panel-{lang}-{theme}-{size}", view="graph", lang=lang, node="ent:jinko")
    shown.context.close()
    large = Shown(browser, files["overview"], theme, size)
    large.look(f"overview-zh-{theme}-{size}", lang="zh")
    large.look(f"group-en-{theme}-{size}", lang="en", group="0")
    large.context.close()
    assert shown.troubles + large.troubles == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault_in_any_view(browser: Browser, files: dict[str, Path], theme: str) -> None:
    if not AXE.is_file():
        pytest.skip("no axe-core; 'npm install' brings it")
    script = AXE.read_text("utf-8")
    faults: dict[str, list[str]] = {}
    for name in ("whole", "overview"):
        shown = Shown(browser, files[name], theme, "desk")
        shown.page.add_script_tag(content=script)
        for lang in ("zh", "en"):
            for view in VIEWS if name == "whole" else ("graph",):
                for node in ("", "ent:jinko") if view == "graph" else ("",):
                    shown.page.evaluate("(parts) => change(parts)", {"view": view, "lang": lang, "node": node})
                    faults[f"{name} {view} {lang} {node}"] = shown.page.evaluate(FAULTS)
        shown.context.close()
        assert shown.troubles == []
    assert {where: found for where, found in faults.items() if found} == {}


def test_the_pictures_are_kept_out_of_git() -> None:
    assert "/artefacts/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert os.path.commonpath([PICTURES, ROOT]) == str(ROOT)
