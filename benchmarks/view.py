"""``kg view`` beside plain pyvis: making the page, opening it, a settled picture, a search hit, frames while dragging.

    python benchmarks/view.py                       # 100, 1 k, 5 k and 20 k nodes, and the project's own graph
    python benchmarks/view.py --nodes 100 1000 --patience 30
    python benchmarks/view.py --built FOLDER        # of a project that has been built, instead of building one

The graph is a made-up nation, built without checks; each size is its best connected nodes. Plain pyvis is what its
README shows: a Network, ``add_node``, ``add_edge``, ``write_html``, with the same nodes, links and labels. Its page
asks two servers for scripts; they are answered from the files that pyvis brings along, which are not the same bytes, so
that the page's digests of them are taken out; what pyvis does not bring is refused.
Needs the extra ``test`` and Chromium. The project's own graph is the snapshot that ``kg build`` made.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import pyvis
from generate import ntriples, plan
from invented.pilots import nation
from playwright.sync_api import Browser, Page, Route, sync_playwright

import kg.check
from kg.build import build
from kg.names import compact
from kg.network import best_connected
from kg.project import locate
from kg.store.snapshot import current
from kg.turtle.read import read_nquads
from kg.view.drawing import drawing
from kg.view.selection import Selection, chosen

_ROOT: Final = Path(__file__).parents[1]
_LIBRARIES: Final = Path(pyvis.__file__).parent / "templates" / "lib"
_CHROMIUM: Final = shutil.which("chromium") or shutil.which("google-chrome")
# A node of the nation takes some fifteen triples.
_TRIPLES: Final = 15
# Milliseconds in which no label is drawn, after which a picture that no spring moves has settled.
_QUIET: Final = 500

# Notes when labels are drawn, before any script of the page runs.
_WATCH: Final = """
window.labels = { first: 0, last: 0 };
const drawText = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (...given) {
  labels.last = performance.now();
  labels.first ||= labels.last;
  return drawText.apply(this, given);
};
"""
_FIND: Final = """async (text) => {
  const begun = performance.now();
  const box = document.getElementById("search");
  box.value = text;
  box.dispatchEvent(new Event("input"));
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  if (!document.querySelector("#panel h2")) throw new Error("nothing found");
  return performance.now() - begun;
}"""
_COUNT: Final = """() => {
  window.frames_seen = { begun: performance.now(), count: 0 };
  const tick = () => { frames_seen.count++; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""


class Row(NamedTuple):
    """One page: seconds, milliseconds for a search hit, frames a second; None where there is no such thing."""

    what: str
    making: float
    processor: float
    megabytes: float
    labels: float | None
    settled: float | None
    search: float | None
    frames: float | None


def main() -> None:
    """Build, make the pages, open them one after the other, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, nargs="*", default=[100, 1_000, 5_000, 20_000])
    parser.add_argument("--patience", type=float, default=180, help="seconds to wait for a picture to settle")
    parser.add_argument("--built", type=Path, help="a project that has been built, instead of a made-up one")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary, _browser() as browser:
        folder = Path(temporary)
        _print(Row("", 0, 0, 0, None, None, None, None), head=True)
        _print(_ours("the article", folder / "own.html", browser, []))
        if options.built:
            _use(options.built)
        elif options.nodes:
            _prepare(folder, max(options.nodes))
        for count in options.nodes:
            _print(_ours(f"kg, {count:,}", folder / f"{count}.html", browser, ["--limit", str(count)]))
            _print(_plain(f"pyvis, {count:,}", folder / f"plain-{count}.html", browser, count, options.patience))


def _prepare(folder: Path, nodes: int) -> None:
    """Builds a nation of at least so many nodes, and has every process take it for the project."""
    shutil.copytree(_ROOT / "ontology", folder / "ontology")
    (folder / "graph" / "sources").mkdir(parents=True)
    with (folder / "graph" / "sources" / "national.ttl").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(ntriples(nation(plan(max(20_000, nodes * _TRIPLES)), 1)))
    _use(folder)
    kg.check.validate = lambda *_: []
    build(locate())


def _use(folder: Path) -> None:
    os.environ |= {"KG_PROJECT": str(folder), "KG_BUILD": str(folder / "build"), "KG_SOURCES": str(folder / "none")}


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _ours(what: str, path: Path, browser: Browser, options: list[str]) -> Row:
    program = [sys.executable, "-c", "from kg.cli import main; main()", "view", "--lang", "zh", "-o", str(path)]
    started, spent = time.perf_counter(), _spent(resource.RUSAGE_CHILDREN)
    subprocess.run([*program, *options], check=True, capture_output=True)  # noqa: S603 - this program
    making, processor = time.perf_counter() - started, _spent(resource.RUSAGE_CHILDREN) - spent
    page, first, settled = _opened(browser, path, springs=False, patience=60)
    name = page.evaluate("GRAPH_NODES[GRAPH_NODES.length - 1].names.zh")
    hits = [page.evaluate(_FIND, text) for text in (name, "宁", "xining", name)]
    frames = _frames(page)
    page.context.close()
    return Row(what, making, processor, path.stat().st_size / 1e6, first, settled, statistics.median(hits), frames)


def _plain(what: str, path: Path, browser: Browser, count: int, patience: float) -> Row:
    drawn = drawing(read_nquads(current(locate()).graph))
    part = best_connected(chosen(drawn, Selection()), count)
    started, spent = time.perf_counter(), _spent(resource.RUSAGE_SELF)
    network = pyvis.network.Network()
    for node in part.nodes:
        network.add_node(compact(node), label=drawn.name(node, "zh"))
    for edge in part.edges:
        network.add_edge(compact(edge.subject), compact(edge.object))
        if time.perf_counter() - started > patience:
            return Row(f"{what}: not made", patience, _spent(resource.RUSAGE_SELF) - spent, 0, None, None, None, None)
    with chdir(path.parent):  # it puts a folder of scripts where it stands
        network.write_html(path.name)
    path.write_text(re.sub(r'integrity="[^"]*"', "", path.read_text("utf-8")), "utf-8")
    making, processor = time.perf_counter() - started, _spent(resource.RUSAGE_SELF) - spent
    page, first, settled = _opened(browser, path, springs=True, patience=patience)
    frames = _frames(page) if settled else None
    page.context.close()
    return Row(what, making, processor, path.stat().st_size / 1e6, first, settled, None, frames)


def _spent(whose: int) -> float:
    """Seconds of processor time so far."""
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


def _opened(browser: Browser, path: Path, *, springs: bool, patience: float) -> tuple[Page, float | None, float | None]:
    """The page, and after how many seconds it drew its first label and settled; None where patience ended.

    vis-network says itself when its springs have come to rest; a picture without springs has settled when nothing is
    drawn any more.
    """
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(patience * 1000)
    page.add_init_script(_WATCH)
    if springs:
        page.route("http*://**/*", _answer)
    page.goto(path.as_uri(), wait_until="commit")
    end = time.perf_counter() + patience
    while time.perf_counter() < end:
        time.sleep(0.1)
        quiet = "labels.last && performance.now() - labels.last > " + str(_QUIET)
        done = "network.physics.stabilized && labels.first" if springs else quiet
        if page.evaluate(f"() => typeof network !== 'undefined' && Boolean({done})"):
            seen = page.evaluate("() => labels")
            return page, seen["first"] / 1000, (page.evaluate("performance.now()") if springs else seen["last"]) / 1000
    return page, page.evaluate("() => labels.first / 1000") or None, None


def _answer(route: Route) -> None:
    """What pyvis's page asks for, from the files that pyvis brings along."""
    wanted = next((file for file in _LIBRARIES.rglob("*") if file.name == Path(route.request.url).name), None)
    if wanted is None or "9.0.4" in str(wanted):
        wanted = _LIBRARIES / "vis-9.1.2" / Path(route.request.url).name
    if wanted.is_file():
        route.fulfill(path=wanted, headers={"Access-Control-Allow-Origin": "*"})
    else:
        route.abort()


def _frames(page: Page) -> float:
    """Frames a second while the picture is dragged to and fro for some three seconds."""
    page.evaluate(_COUNT)
    page.mouse.move(500, 500)
    page.mouse.down()
    end = time.perf_counter() + 3
    step = 0
    while time.perf_counter() < end:
        step += 1
        page.mouse.move(500 + 120 * (step % 2), 500 + step % 7 * 12)
    page.mouse.up()
    seconds = page.evaluate("() => (performance.now() - frames_seen.begun) / 1000")
    return float(page.evaluate("() => frames_seen.count")) / seconds


def _print(row: Row, *, head: bool = False) -> None:
    if head:
        print("| page | making s | of processor | MB | first labels s | settled s | search hit ms | frames/s |")
        print("|---|---|---|---|---|---|---|---|")
        return
    told = [
        f"{value:.{digits}f}" if value is not None else "none"
        for value, digits in zip(row[1:], (1, 1, 1, 2, 2, 0, 0), strict=True)
    ]
    print(f"| {row.what} | {' | '.join(told)} |", flush=True)


if __name__ == "__main__":
    main()
