"""What a store says of names, asked by SPARQL: for a graph that has no index of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.find.gather import NAMELESS_CLASSES, NAMINGS
from kg.names import ID, KINDS, NPP, PREFIXES, STANDARD, npp
from kg.store.answer import Boolean, Rows
from kg.terms import Iri, Literal, Node, Triple, ntriples, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.store.engine import Engine
    from kg.store.written import Row
    from kg.terms import Term

_TYPE: Final = f"<{STANDARD['rdf']}type>"
_SUBCLASS: Final = Iri(STANDARD["rdfs"] + "subClassOf")
_SAME_AS: Final = f"<{STANDARD['owl']}sameAs>"
_IDENTIFIED: Final = f"<{npp('identifiedBy').value}>"
_CODE: Final = npp("code")
_NAMES: Final = " ".join(f"<{name}>" for name in NAMINGS)
_NAMED: Final = " ".join(f"FILTER NOT EXISTS {{ ?e {_TYPE} <{kind}> }}" for kind in NAMELESS_CLASSES)
_LANGUAGES: Final = ("", "zh", "en")
_BATCH: Final = 200
MOST: Final = 2_000


def rows(engine: Engine, query: str) -> list[Row]:
    """The rows of a SELECT."""
    found = engine.query(query)
    return list(found) if isinstance(found, Rows) else []


def knows(engine: Engine, iri: Iri) -> bool:
    """Whether the graph says anything of the IRI."""
    return _ask(engine, f"{ntriples(iri)} ?p ?o") or standing(engine, iri) is not None


def _ask(engine: Engine, pattern: str) -> bool:
    found = engine.query(f"ASK {{ {pattern} }}")
    return isinstance(found, Boolean) and found.value


def standing(engine: Engine, iri: Iri) -> Iri | None:
    """The name that the graph uses for what the IRI means: itself, else one that is the same; None if there is none."""
    if _ask(engine, f"{ntriples(iri)} ?p ?o FILTER(?p != {_SAME_AS})"):
        return iri
    pattern = f"{{ {ntriples(iri)} {_SAME_AS} ?x }} UNION {{ ?x {_SAME_AS} {ntriples(iri)} }}"
    same = sorted(x for (x,) in rows(engine, f"SELECT DISTINCT ?x {{ {pattern} }}") if isinstance(x, Iri))
    spoken = (each for each in same if _ask(engine, f"{ntriples(each)} ?p ?o FILTER(?p != {_SAME_AS})"))
    return next(spoken, min([iri, *same])) if same else None


def named(engine: Engine, name: str) -> list[tuple[Iri, str, str]]:
    """The things that are called just so, in any of our languages, each with the property that says so and the name."""
    literals = " ".join(ntriples(text(name, language)) for language in _LANGUAGES)
    return _pairs(engine, f"VALUES ?l {{ {literals} }}")


def holding(engine: Engine, pieces: Iterable[str]) -> list[tuple[Iri, str, str]]:
    """The things with a name that holds every piece, in any case; at most ``MOST`` names."""
    tests = " && ".join(f"CONTAINS(LCASE(STR(?l)), {ntriples(text(piece))})" for piece in pieces)
    return _pairs(engine, f"FILTER({tests})")


def beginning(engine: Engine, start: str) -> list[tuple[Iri, str, str]]:
    """The things with a name that begins so, in any case; at most ``MOST`` names."""
    return _pairs(engine, f"FILTER(STRSTARTS(LCASE(STR(?l)), {ntriples(text(start))}))")


def _pairs(engine: Engine, test: str) -> list[tuple[Iri, str, str]]:
    labels = f"SELECT DISTINCT ?e ?p ?l {{ VALUES ?p {{ {_NAMES} }} ?e ?p ?l {test} {_NAMED} }} LIMIT {MOST}"
    codes = f"SELECT DISTINCT ?e ?l {{ ?e {_IDENTIFIED} ?code . ?code {ntriples(_CODE)} ?l {test} }} LIMIT {MOST}"
    found = [(entity, prop, name) for entity, prop, name in rows(engine, labels)]
    found += [(entity, _CODE, name) for entity, name in rows(engine, codes)]
    return [
        (entity, prop.value, name.text)
        for entity, prop, name in found
        if isinstance(entity, Iri) and isinstance(prop, Iri) and isinstance(name, Literal)
    ]


def identified(engine: Engine, local: str) -> list[Iri]:
    """The entities and terms of ours with this local name, whatever their prefix."""
    spaces = [f"{ID}{kind}/" for kind in KINDS.values()] + [NPP]
    spelled = dict.fromkeys((local, local.lower(), local[:1].upper() + local[1:]))
    wanted = " ".join(f"<{space}{each}>" for space in spaces for each in spelled)
    found = rows(engine, f"SELECT DISTINCT ?e {{ VALUES ?e {{ {wanted} }} ?e ?p ?o }}")
    return sorted(entity for (entity,) in found if isinstance(entity, Iri))


def subjects(engine: Engine, prefix: str, start: str) -> list[Iri]:
    """Subjects whose CURIEs have this prefix and begin so; at most ``MOST``."""
    space = text(PREFIXES[prefix] + start)
    query = f"SELECT DISTINCT ?e {{ ?e {_TYPE} ?c FILTER(STRSTARTS(STR(?e), {ntriples(space)})) }} LIMIT {MOST}"
    return sorted(entity for (entity,) in rows(engine, query) if isinstance(entity, Iri))


def statements(engine: Engine, iris: Iterable[Iri], properties: Iterable[str]) -> Iterator[Triple]:
    """The statements about these things with these properties."""
    wanted = " ".join(f"<{name}>" for name in properties)
    for batch in _batches(iris):
        query = f"SELECT DISTINCT ?e ?p ?o {{ VALUES ?e {{ {batch} }} VALUES ?p {{ {wanted} }} ?e ?p ?o }}"
        for subject, prop, thing in rows(engine, query):
            if isinstance(subject, Node) and isinstance(prop, Iri) and thing is not None:
                yield Triple(subject, prop, thing)


def degrees(engine: Engine, iris: Iterable[Iri]) -> dict[Iri, int]:
    """How many statements, types apart, tie each to another thing."""
    found: dict[Iri, int] = {}
    for batch in _batches(iris):
        for ends in ("?e ?p ?other", "?other ?p ?e"):
            test = f"FILTER(isIRI(?other) && ?p != {_TYPE})"
            query = f"SELECT ?e (COUNT(*) AS ?n) {{ VALUES ?e {{ {batch} }} {ends} {test} }} GROUP BY ?e"
            for entity, count in rows(engine, query):
                if isinstance(entity, Iri) and isinstance(count, Literal):
                    found[entity] = found.get(entity, 0) + int(count.text)
    return found


def subclasses(engine: Engine) -> list[Triple]:
    """The statements that put a class under another."""
    return [quad.triple for quad in engine.quads(predicate=_SUBCLASS)]


def classes(engine: Engine) -> list[Term]:
    """The classes that things have."""
    return [kind for (kind,) in rows(engine, f"SELECT DISTINCT ?c {{ ?s {_TYPE} ?c }}") if kind is not None]


def _batches(iris: Iterable[Iri]) -> Iterator[str]:
    """The IRIs as VALUES lists them, some at a time."""
    spelled = [ntriples(iri) for iri in iris]
    for start in range(0, len(spelled), _BATCH):
        yield " ".join(spelled[start : start + _BATCH])
