"""The report of pySHACL, with nothing said aside: what its libraries log, warn of and change stays here.

https://www.w3.org/TR/shacl/#validation-report
"""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.terms import XSD_STRING, Blank, Iri, Literal, Term, Triple, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LOUD: Final = ("rdflib.term", "pyshacl-validate")

# rdflib is imported when shapes are checked.
_Node: TypeAlias = Any
_Query: TypeAlias = Any
_Option: TypeAlias = Any


def report(triples: Iterable[Triple], rules: Iterable[Triple]) -> list[Triple]:
    """The statements of the validation report on the triples.

    Blank nodes of the shapes have the labels in it that they came with.

    Raises:
        Exception: of a bad shape, whatever it leads pySHACL, rdflib or pyparsing to, which raise without plan.
    """
    with _quiet():
        return _run(triples, rules)


def _run(triples: Iterable[Triple], rules: Iterable[Triple]) -> list[Triple]:
    import pyshacl
    import rdflib
    from rdflib.plugins.sparql import prepareQuery

    prepare = cache(prepareQuery)

    class Prepared(rdflib.Graph):
        """A graph that parses each query once: pySHACL asks the same one of every node, and parsing took most time."""

        def query(self, query_object: _Query, *rest: _Option, **options: _Option) -> rdflib.query.Result:
            known = prepare(query_object) if isinstance(query_object, str) else query_object
            return super().query(known, *rest, **options)

    data = Prepared()
    for triple in triples:
        data.add(_encode(triple))
    shapes = rdflib.Graph()
    for triple in rules:
        shapes.add(_encode(triple))
    _, report, said = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if not isinstance(report, rdflib.Graph):
        raise TypeError(said)
    return [_decode(triple) for triple in report]


def _encode(triple: Triple) -> tuple[_Node, _Node, _Node]:
    import rdflib

    def there(term: Term) -> _Node:
        if isinstance(term, Iri):
            return rdflib.URIRef(term.value)
        if isinstance(term, Blank):
            return rdflib.BNode(term.label)
        datatype = None if term.language else rdflib.URIRef(term.datatype)
        return rdflib.Literal(term.text, lang=term.language or None, datatype=datatype, normalize=False)

    return there(triple.subject), there(triple.predicate), there(triple.object)


def _decode(triple: tuple[_Node, _Node, _Node]) -> Triple:
    import rdflib

    def back(node: _Node) -> Term:
        if isinstance(node, rdflib.URIRef):
            return Iri(str(node))
        if isinstance(node, rdflib.BNode):
            return Blank(str(node))
        return text(str(node), node.language) if node.language else Literal(str(node), str(node.datatype or XSD_STRING))

    subject, predicate, given = (back(node) for node in triple)
    return Triple(subject, predicate, given)  # type: ignore[arg-type] # a report is RDF


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps what pySHACL and rdflib log and warn of to themselves; a shape that runs into itself is an error."""
    from pyshacl.errors import ShapeRecursionWarning

    loggers = [logging.getLogger(name) for name in _LOUD]
    before = [(logger.disabled, logger.level, list(logger.handlers)) for logger in loggers]
    try:
        for logger in loggers:
            logger.disabled = True
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", ShapeRecursionWarning)
            yield
    finally:
        for logger, (disabled, level, handlers) in zip(loggers, before, strict=True):
            logger.disabled, logger.handlers = disabled, handlers
            logger.setLevel(level)
