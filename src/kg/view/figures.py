"""The figures of a page: what sources say of indicators, each value with its subject, unit, time and standing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Final, TypeVar

from kg.names import compact, expand, npp
from kg.terms import Iri, Literal
from kg.view.drawing import Drawing

if TYPE_CHECKING:
    from kg.evidence import Records
    from kg.evidence.entry import Quads
    from kg.view.drawing import Names

_GOAL: Final = expand("c:goal")

Fields = dict[str, object]
_Kind = TypeVar("_Kind")


def figures(engine: Quads, drawn: Drawing, records: Records, nodes: Collection[Iri]) -> Fields:
    """The observations among ``nodes`` and the indicators that they are values of.

    Returns:
        ``indicators``: from the CURIE of each indicator to its ``names``, its ``unit`` (names, or None) and, by
        language, its ``definition``. ``rows``: for each observation its ``node``, ``indicator``, ``about`` and ``time``
        (CURIEs, or None), the ``subject``'s names, the ``value`` (a number, or None), what is ``written`` and ``dated``
        so in the source, and whether it is a ``goal``: whether all that it rests on speaks of what is aimed at.
    """
    kept = set(nodes)
    rows: list[Fields] = []
    indicators: dict[str, Fields] = {}
    for observation, indicator in _pairs(engine):
        if observation in kept:
            rows.append(_row(engine, drawn, records, observation) | {"indicator": compact(indicator)})
            if compact(indicator) not in indicators:
                indicators[compact(indicator)] = _indicator(engine, drawn, indicator)
    return {"indicators": indicators, "rows": rows}


def _pairs(engine: Quads) -> Iterator[tuple[Iri, Iri]]:
    """Each observation with its indicator, sorted."""
    found = {(quad.subject, quad.object) for quad in engine.quads(None, npp("ofIndicator"))}
    for subject, thing in sorted(found, key=str):
        if isinstance(subject, Iri) and isinstance(thing, Iri):
            yield subject, thing


def _row(engine: Quads, drawn: Drawing, records: Records, observation: Iri) -> Fields:
    about, time = _thing(engine, observation, "about"), _thing(engine, observation, "asOf")
    value = _text(engine, observation, "value")
    evidence = records.of_node(observation)
    return {
        "node": compact(observation),
        "about": compact(about) if about else None,
        "subject": _names(drawn, about) if about else {},
        "time": compact(time) if time else None,
        "value": float(value) if value else None,
        "written": _text(engine, observation, "valueText"),
        "dated": _text(engine, observation, "dateText"),
        "goal": bool(evidence) and all(one.modality == _GOAL for one in evidence),
    }


def _indicator(engine: Quads, drawn: Drawing, indicator: Iri) -> Fields:
    unit = _thing(engine, indicator, "unit")
    definitions = (rest for predicate, *rest in drawn.values[indicator] if compact(predicate) == "skos:definition")
    return {
        "names": _names(drawn, indicator),
        "unit": _names(drawn, unit) if unit else None,
        "definition": {language: text for text, language in definitions},
    }


def _names(drawn: Drawing, iri: Iri) -> Names:
    return {language: drawn.name(iri, language) for language in ("zh", "en")}


def _thing(engine: Quads, node: Iri, local: str) -> Iri | None:
    """The IRI that a property has; of several the first."""
    return min(_objects(engine, node, local, Iri), default=None)


def _text(engine: Quads, node: Iri, local: str) -> str:
    return min((literal.text for literal in _objects(engine, node, local, Literal)), default="")


def _objects(engine: Quads, node: Iri, local: str, kind: type[_Kind]) -> Iterable[_Kind]:
    return (quad.object for quad in engine.quads(node, npp(local)) if isinstance(quad.object, kind))
