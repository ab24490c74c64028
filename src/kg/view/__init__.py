"""One offline HTML page of the graph: pyvis makes the canvas's data, a template of ours makes the page.

pyvis's own templates load from the network and write headings unescaped; ours inlines pyvis's copy of vis-network and
hands all text over as JSON that ``</script>`` cannot leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import __version__
from kg.errors import InputError
from kg.names import PREFIXES, compact
from kg.network import Network, Position, best_connected, columns, spans, spread
from kg.store.snapshot import Snapshot
from kg.terms import Iri
from kg.view.content import Content
from kg.view.drawing import Drawing, drawing
from kg.view.epochs import bands, years
from kg.view.figures import figures
from kg.view.kinds import BANDS, KINDS, SHOWN
from kg.view.large import WHOLE, groups, held, index, packed
from kg.view.selection import LAYOUTS, THEMES, Selection, chosen
from kg.view.telling import telling
from kg.view.words import SKOS, WORDS

if TYPE_CHECKING:
    from pyvis.network import Network as Canvas

    from kg.project import Project

__all__ = ["LAYOUTS", "PAGE", "SCRIPTS", "STYLES", "THEMES", "UNPACK", "Page", "Selection", "page"]

# The page's sources: its styles, and its scripts in the order in which they run: a script uses only what stands before
# it, except inside functions. ``UNPACK`` runs before them where the page is large, and starts them.
PAGE: Final = Path(__file__).parent / "page"
SCRIPTS: Final = (
    *("state", "history", "words", "legend", "filters", "sources", "paths", "place", "overview", "folding"),
    *("evidence", "proofs", "facts", "canvas", "panel", "search", "table", "years", "timeline", "boxes", "indicators"),
    *("bands", "views", "svg", "export", "printing", "keys", "start"),
)
UNPACK: Final = "unpack"
STYLES: Final = ("page", "panel", "tools", "views", "print")
_VIS = "lib/vis-9.1.2/vis-network.min.js"


@dataclass(frozen=True, slots=True)
class Page:
    """A page, how many nodes it holds, and how many of the selection the limit leaves out."""

    html: str
    shown: int
    left_out: int


def page(
    snapshot: Snapshot,
    selection: Selection,
    *,
    lang: str,
    title: str | None = None,
    project: Project | None = None,
) -> Page:
    """The page of a selection of the graph.

    Args:
        snapshot: where the graph is read from.
        selection: what of it to draw.
        lang: ``zh`` or ``en``: what the page opens in; a button switches.
        title: the heading; by default it names the graph or the entity.
        project: whose texts the sentences are taken from; None for none.

    Raises:
        InputError: what is selected is nothing that a page draws, or does not suit the layout.
        NothingToAnswer: nothing connects the two ends of a path.
    """
    quads = held(snapshot)
    drawn = drawing(quads or snapshot.engine.quads())
    whole = chosen(drawn, selection)
    part = whole if selection.limit is None else best_connected(whole, selection.limit)
    layout = _layout(drawn, part, selection)
    content = Content(quads or snapshot.engine, drawn)
    canvas = _canvas(content, drawn, part, layout)
    large = {"groups": groups(canvas, drawn, part)} if layout == "overview" else {}
    head = {
        "lang": lang,
        "title": title or _title(drawn, selection, lang),
        "digest": snapshot.manifest.digest[:16],
        "noscript": WORDS["noscript"][lang],
        "packed": packed(index(content, part)) if large else "",  # numbers passages, which ``data`` tells
    }
    data = {
        "lang": lang,
        "titles": {one: title or _title(drawn, selection, one) for one in ("zh", "en")},
        **_opening(selection),
        **_first(drawn, part, layout),
        "names": _vocabulary(drawn, part),
        "inverses": {compact(one): compact(other) for one, other in sorted(drawn.inverses.items())},
        "times": content.times,
        "figures": figures(quads or snapshot.engine, drawn, content.records, part.nodes),
        "prefixes": PREFIXES,
        "words": {**WORDS, "footer": _footer(snapshot)},
        "tells": telling(snapshot.engine, content, drawn, part),
        **content.passages(project),
        **large,
    }
    html = _render(canvas, {**head, "data": data}, selection.theme)
    return Page(html, len(part.nodes), len(whole.nodes) - len(part.nodes))


def _title(drawn: Drawing, selection: Selection, lang: str) -> str:
    return drawn.name(selection.about, lang) if selection.about else WORDS["title"][lang]


def _opening(selection: Selection) -> dict[str, str | None]:
    """What the page has chosen when it opens."""
    about = compact(selection.about) if selection.about else None
    return {"about": about, "path": " ".join(map(compact, selection.ends or ()))}


def _layout(drawn: Drawing, part: Network, selection: Selection) -> str:
    """The layout that was asked for, or else the one that suits: one of ``LAYOUTS`` but ``auto``.

    Raises:
        InputError: the one that was asked for cannot be.
    """
    programmes = sum(1 for node in part.nodes if drawn.kinds[node].key == "programme")
    crowded = len(part.nodes) > WHOLE
    if selection.layout == "auto":
        return "overview" if crowded else "columns" if selection.everything and programmes > 1 else "free"
    if crowded and selection.layout != "overview":
        known = f"a page draws at most {WHOLE} nodes at once, and this is of {len(part.nodes)}"
        raise InputError(f"--layout {selection.layout}: {known}; use --layout overview, or --limit {WHOLE}")
    if selection.layout == "columns" and not programmes:
        raise InputError("--layout columns: there is no programme in the selection to head a column; use --layout free")
    return selection.layout


def _programmes(drawn: Drawing, part: Network) -> dict[Iri, str]:
    """The programmes in the order of their years, each with its year; undated ones last."""
    found = years(drawn, part, [node for node in part.nodes if drawn.kinds[node].key == "programme"])
    return dict(sorted(found.items(), key=lambda item: (not item[1], item[1])))


def _story(drawn: Drawing, part: Network) -> dict[Iri, Position]:
    """Programmes side by side by year, issuers above, places below: who gave, what came when, and where."""
    tiers = {node: drawn.kinds[node].tier for node in part.nodes}
    return columns(part, list(_programmes(drawn, part)), tiers, bands=BANDS, shown=SHOWN)


def _first(drawn: Drawing, part: Network, layout: str) -> dict[str, object]:
    """What the first picture shows: the kinds of node, and the bands of years behind columns."""
    story = layout == "columns"
    return {"kinds": _legend(drawn, part.nodes, everything=not story), "bands": _bands(drawn, part) if story else []}


def _bands(drawn: Drawing, part: Network) -> list[dict[str, object]]:
    tiers = {node: drawn.kinds[node].tier for node in part.nodes}
    found = _programmes(drawn, part)
    return bands(found, spans(part, list(found), tiers, bands=BANDS, shown=SHOWN))


def _legend(drawn: Drawing, nodes: Collection[Iri], *, everything: bool) -> list[dict[str, object]]:
    """The kinds that occur, with their counts; all are shown unless the page tells the whole story."""
    counts = Counter(drawn.kinds[node] for node in nodes)
    return [
        {
            "key": kind.key,
            "zh": kind.zh,
            "en": kind.en,
            "colour": kind.colour,
            "shape": kind.shape,
            "size": kind.size,
            "shown": kind.shown or everything,
            "count": counts[kind],
        }
        for kind in KINDS
        if counts[kind]
    ]


def _vocabulary(drawn: Drawing, part: Network) -> dict[str, dict[str, str]]:
    """The words for every class and property that the page mentions."""
    terms = {edge.predicate for edge in part.edges}
    terms |= {drawn.inverses[term] for term in terms if term in drawn.inverses}
    for node in part.nodes:
        terms |= set(drawn.types[node]) | {predicate for predicate, _, _ in drawn.values[node]}
    return {compact(term): drawn.names[term] for term in sorted(terms) if term in drawn.names} | SKOS


def _footer(snapshot: Snapshot) -> dict[str, str]:
    digest = snapshot.manifest.digest[:16]
    return {lang: WORDS["made"][lang].format(version=__version__, digest=digest) for lang in ("zh", "en")}


def _canvas(content: Content, drawn: Drawing, part: Network, layout: str) -> Canvas:
    """Pyvis's network of what is drawn, with the words that the page needs; none yet where bubbles will be drawn."""
    from pyvis.network import Network as Canvas

    canvas = Canvas(directed=True, cdn_resources="in_line")
    if layout == "overview":
        return canvas
    places = _story(drawn, part) if layout == "columns" else spread(part)
    for node in part.nodes:
        x, y = places[node]
        canvas.add_node(compact(node), label=drawn.name(node, "zh"), x=x, y=y, **content.node(node))
    for edge in part.edges:
        ends = (compact(edge.subject), compact(edge.object))  # type: ignore[arg-type]  # a network links Iris
        inferred = edge in part.inferred
        canvas.add_edge(*ends, inferred=inferred, **content.link(edge, inferred=inferred))
    return canvas


def _render(canvas: Canvas, words: Mapping[str, object], theme: str) -> str:
    """The page around the canvas; ``words`` become the template's ``page``."""
    import pyvis
    from jinja2 import Environment, FileSystemLoader

    canvas.templateEnv = Environment(loader=FileSystemLoader(PAGE), autoescape=True)
    canvas.templateEnv.globals["page"] = {
        **words,
        "version": __version__,
        "vis_js": (Path(pyvis.__file__).parent / "templates" / _VIS).read_text("utf-8"),
        "unpack_js": (PAGE / f"{UNPACK}.js").read_text("utf-8"),
        "css": _themed("\n".join((PAGE / f"{name}.css").read_text("utf-8") for name in STYLES), theme),
        "js": "\n".join((PAGE / f"{name}.js").read_text("utf-8") for name in SCRIPTS),
    }
    canvas.path = "page.html.j2"
    html: str = canvas.generate_html()
    return html


def _themed(css: str, theme: str) -> str:
    """The styles with the dark ones after the reader's system, always or never."""
    medium = {"auto": "(prefers-color-scheme: dark)", "dark": "all", "light": "not all"}[theme]
    return css.replace("(prefers-color-scheme: dark)", medium)
