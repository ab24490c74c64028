"""The graph for Python and Jupyter: ``import kg; graph = kg.open()``.

What the command line does, as values: the same resolution of names, the same limits of time and memory on queries, the
same errors (``kg.errors``). ``docs/python.md`` shows every method at work; its examples are run by the tests.

Modules, from the lowest: ``frames`` (polars), ``answers`` (what comes back), ``asking`` and ``proving`` (what is asked
of a snapshot), ``face`` (the graph).
"""

from __future__ import annotations

from pathlib import Path

from kg.graph.answers import Picture, Sheet, Table, Told
from kg.graph.face import Graph
from kg.project import locate
from kg.store.snapshot import current

__all__ = ["Graph", "Picture", "Sheet", "Table", "Told", "open"]


def open(  # noqa: A001 - read as kg.open
    project: str | Path | None = None, *, lang: str = "zh", endpoint: str | None = None
) -> Graph:
    """The graph as it was last built, or as an endpoint holds it.

    Args:
        project: the folder of the checkout; by default ``KG_PROJECT``, else the one around the working directory, else
            the graph that the package ships.
        lang: the language of labels and texts, ``zh`` or ``en``.
        endpoint: the address of a SPARQL 1.1 endpoint that holds the graph; ``docs/endpoint.md``.

    Raises:
        SnapshotError: nothing has been built yet (``kg build``), or it is damaged.
        EndpointError: the endpoint cannot be reached, or holds another graph.
    """
    located = locate(None if project is None else Path(project))
    if endpoint is not None:
        from kg.remote.endpoint import connect

        return Graph(located, connect(endpoint), lang)
    return Graph(located, current(located), lang)
