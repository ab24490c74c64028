"""SPARQL 1.1 queries over a snapshot, kind to those who write them and run as if a stranger had.

Modules, from the lowest: ``tokens``, ``clauses`` (the shape of a query), ``grammar`` and ``triples`` (its patterns),
``faults`` (messages that point), ``values`` and ``binding`` (parameters), ``refusals``, ``scope`` and ``diagnose`` (why
a query does not parse), ``known`` (terms that do not exist), ``labels`` (entities by name), ``service`` with
``allowed`` and ``elsewhere`` (other servers), ``run``; ``table`` and ``results`` for what comes out; ``child``,
``worker`` and ``job`` do it all in a process of its own; ``empty`` with ``mismatch`` tells why there are no rows,
``explain`` what a query costs.
"""

from __future__ import annotations

from kg.query.faults import QueryError
from kg.query.run import Answer, Prepared, evaluate, graphs_named, prepare, run

__all__ = ["Answer", "Prepared", "QueryError", "evaluate", "graphs_named", "prepare", "run"]
