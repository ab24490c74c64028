"""GraphML and GEXF: things as coloured nodes, for Gephi, yEd and networkx.

Things that only bear the record, passages, claims and codes, are nodes too, unless the scope leaves them out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kg.export.entities import Link, Thing, links, number_kind, things
from kg.names import expand, npp
from kg.network import files, network, spread
from kg.terms import Triple
from kg.view.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.export.statements import Statements
    from kg.network import Position
    from kg.view.kinds import Kind

_PLAIN: Final = "#9a9a9a"
_PLAIN_SIZE: Final = 10


def graphml(statements: Statements, *, placed: bool = False) -> Iterator[bytes]:
    """The things and links in GraphML.

    Args:
        statements: what they are taken from.
        placed: whether nodes get attributes ``x`` and ``y``.
    """
    found, joined = _all(statements)
    places = _places(found, joined) if placed else {}
    nodes = [
        (thing.key, {**_attributes(thing), "colour": _colour(thing), **_xy(places.get(thing.key))}) for thing in found
    ]
    yield files.graphml(nodes, _edges(joined))


def gexf(statements: Statements, *, placed: bool = False) -> Iterator[bytes]:
    """The things and links in GEXF with colours and sizes, and with places if asked for."""
    found, joined = _all(statements)
    places = _places(found, joined) if placed else {}
    nodes = [(thing.key, {**_attributes(thing), "viz": _viz(thing, places)}) for thing in found]
    yield files.gexf(nodes, _edges(joined))


def _all(statements: Statements) -> tuple[list[Thing], list[Link]]:
    found = [*things(statements)]
    keys = {thing.key for thing in found}
    return found, [link for link in links(statements) if link.end in keys]


def _edges(joined: list[Link]) -> list[files.Edge]:
    said = [{"label": each.kind, "inferred": each.inferred, "graphs": ";".join(each.graphs)} for each in joined]
    return [(link.start, link.end, words) for link, words in zip(joined, said, strict=True)]


def _attributes(thing: Thing) -> dict[str, Any]:  # Any: what networkx takes
    """Names, classes, and each attribute: a number where it is one number, else texts with semicolons between."""
    found: dict[str, Any] = {
        "label": thing.label,
        "iri": thing.iri,
        "class": thing.kind,
        "classes": ";".join(thing.classes),
    }
    found |= {f"label_{tag}": name for tag, name in sorted(thing.labels.items())}
    for name, values in sorted(thing.values.items()):
        if name == "value" and len(values) == 1 and number_kind(values[0]) in {"long", "double"}:
            found[name] = float(values[0].text)
        else:
            found[f"{name}_text" if name == "value" else name] = ";".join(value.text for value in values)
    return found


def _kind(thing: Thing) -> Kind | None:
    types = {npp(name) for name in thing.classes}
    return next((kind for kind in KINDS if kind.gathers(types)), None)


def _colour(thing: Thing) -> str:
    kind = _kind(thing)
    return kind.colour if kind else _PLAIN


def _viz(thing: Thing, places: dict[str, Position]) -> dict[str, Any]:  # Any: GEXF's own attributes
    kind = _kind(thing)
    red, green, blue = bytes.fromhex(_colour(thing)[1:])
    found: dict[str, Any] = {
        "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        "size": float(kind.size if kind else _PLAIN_SIZE),
    }
    if thing.key in places:
        found["position"] = {**_xy(places[thing.key]), "z": 0.0}
    return found


def _xy(place: Position | None) -> dict[str, float]:
    return {"x": float(place[0]), "y": float(place[1])} if place else {}


def _places(found: list[Thing], joined: list[Link]) -> dict[str, Position]:
    iris = {thing.key: expand(thing.key) if ":" in thing.key else expand(thing.iri) for thing in found}
    edges = [Triple(iris[link.start], npp(link.kind), iris[link.end]) for link in joined]
    at = spread(network(iris.values(), edges, ()))
    return {key: at[iri] for key, iri in iris.items()}
