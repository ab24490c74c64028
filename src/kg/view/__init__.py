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
from kg.names import PREFIXES, compact
from kg.network import Network, Position, best_connected, columns, network, spread, within
from kg.store.snapshot import Snapshot
from kg.terms import Iri, Triple
from kg.view.content import Content
from kg.view.drawing import Drawing, drawing
from kg.view.figures import figures
from kg.view.kinds import BANDS, KINDS, SHOWN
from kg.view.telling import telling
from kg.view.words import SKOS, WORDS

if TYPE_CHECKING:
    from pyvis.network import Network as Canvas

    from kg.project import Project

# The page's sources, and its scripts in the order in which they run: a script uses only what stands before it, except
# inside functions.
PAGE: Final = Path(__file__).parent / "page"
SCRIPTS: Final = (
    *("state", "words", "legend", "filters", "paths", "canvas", "panel"),
    *("search", "table", "timeline", "boxes", "indicators", "views", "export", "start"),
)
_VIS = "lib/vis-9.1.2/vis-network.min.js"


@dataclass(frozen=True, slots=True)
class Selection:
    """What part of the graph a page shows.

    Attributes:
        about: a node to stand in the middle, or None.
        hops: how far from ``about`` the page reaches.
        classes: draw only nodes of these classes; none means all.
        nodes: draw only these; None means all.
        links: draw these instead of the graph's own links; None means the graph's own.
        limit: draw at most this many nodes, the best connected ones.
    """

    about: Iri | None = None
    hops: int = 2
    classes: frozenset[Iri] = frozenset()
    nodes: frozenset[Iri] | None = None
    links: frozenset[Triple] | None = None
    limit: int = 1500


@dataclass(frozen=True, slots=True)
class Page:
    """A page and how much of the graph it shows."""

    html: str
    shown: int
    left_out: int


def page(
    snapshot: Snapshot, selection: Selection, *, lang: str, title: str | None = None, project: Project | None = None
) -> Page:
    """The page of a selection of the graph.

    Args:
        snapshot: where the graph is read from.
        selection: what of it to draw.
        lang: ``zh`` or ``en``: what the page opens in; a button switches.
        title: the heading; by default it names the graph or the entity.
        project: whose texts the sentences are taken from; None for none.
    """
    drawn = drawing(snapshot.engine.quads())
    whole = _chosen(drawn, selection)
    part = best_connected(whole, selection.limit)
    programmes = [node for node in part.nodes if drawn.kinds[node].key == "programme"]
    told = selection.about is None and selection.nodes is None and len(programmes) > 1
    places = _story(drawn, part, programmes) if told else spread(part)
    content = Content(snapshot.engine, drawn)
    canvas = _canvas(content, drawn, part, places)
    about = compact(selection.about) if selection.about else None
    titles = {one: title or _title(drawn, selection, one) for one in ("zh", "en")}
    data = {
        "lang": lang,
        "titles": titles,
        "about": about,
        "kinds": _legend(drawn, part.nodes, everything=not told),
        "names": _vocabulary(drawn, part),
        "inverses": {compact(one): compact(other) for one, other in sorted(drawn.inverses.items())},
        "times": content.times,
        "figures": figures(snapshot.engine, drawn, content.records, part.nodes),
        "prefixes": PREFIXES,
        "words": {**WORDS, "footer": _footer(snapshot)},
        "tells": telling(snapshot.engine, content, drawn, part),
        **content.passages(project),
    }
    head = {
        "lang": lang,
        "title": titles[lang],
        "digest": snapshot.manifest.digest[:16],
        "noscript": WORDS["noscript"][lang],
    }
    html = _render(canvas, {**head, "data": data})
    return Page(html, len(part.nodes), len(whole.nodes) - len(part.nodes))


def _title(drawn: Drawing, selection: Selection, lang: str) -> str:
    return drawn.name(selection.about, lang) if selection.about else WORDS["title"][lang]


def _chosen(drawn: Drawing, selection: Selection) -> Network:
    nodes: Collection[Iri] = drawn.kinds.keys()
    if selection.nodes is not None:
        nodes = [node for node in nodes if node in selection.nodes]
    if selection.classes:
        nodes = [node for node in nodes if selection.classes & set(drawn.types[node])]
    if selection.links is not None:
        return network(nodes, selection.links, ())
    whole = network(nodes, drawn.asserted, drawn.inferred)
    return within(whole, selection.about, hops=selection.hops) if selection.about else whole


def _story(drawn: Drawing, part: Network, programmes: list[Iri]) -> dict[Iri, Position]:
    """Programmes side by side, issuers above, places below: who gave, what came, and where."""
    tiers = {node: drawn.kinds[node].tier for node in part.nodes}
    return columns(part, programmes, tiers, bands=BANDS, shown=SHOWN)


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


def _canvas(content: Content, drawn: Drawing, part: Network, places: dict[Iri, Position]) -> Canvas:
    """Pyvis's network of what is drawn; nodes and links carry the words that the page needs."""
    from pyvis.network import Network as Canvas

    canvas = Canvas(directed=True, cdn_resources="in_line")
    for node in part.nodes:
        x, y = places[node]
        canvas.add_node(compact(node), label=drawn.name(node, "zh"), x=x, y=y, **content.node(node))
    for edge in part.edges:
        ends = (compact(edge.subject), compact(edge.object))  # type: ignore[arg-type]  # a network links Iris
        inferred = edge in part.inferred
        canvas.add_edge(*ends, inferred=inferred, **content.link(edge, inferred=inferred))
    return canvas


def _render(canvas: Canvas, words: Mapping[str, object]) -> str:
    """The page around the canvas; ``words`` become the template's ``page``."""
    import pyvis
    from jinja2 import Environment, FileSystemLoader

    canvas.templateEnv = Environment(loader=FileSystemLoader(PAGE), autoescape=True)
    canvas.templateEnv.globals["page"] = {
        **words,
        "version": __version__,
        "vis_js": (Path(pyvis.__file__).parent / "templates" / _VIS).read_text("utf-8"),
        "css": (PAGE / "page.css").read_text("utf-8"),
        "js": "\n".join((PAGE / f"{name}.js").read_text("utf-8") for name in SCRIPTS),
    }
    canvas.path = "page.html.j2"
    html: str = canvas.generate_html()
    return html
