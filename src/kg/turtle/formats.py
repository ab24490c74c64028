"""What pyoxigraph writes: RDF/XML, from one file to another, and canonical lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.terms import Quad
from kg.turtle.write import nquads, ntriples_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.terms import Triple


def to_rdfxml(lines: Path, page: Path, *, prefixes: Mapping[str, str]) -> None:
    """Write N-Triples as RDF/XML, in their order and in memory that does not grow with them.

    Args:
        lines: the file of N-Triples.
        page: the file to write; what is there is replaced.
        prefixes: from prefix to namespace.
    """
    import pyoxigraph

    found = pyoxigraph.parse(path=lines, format=pyoxigraph.RdfFormat.N_TRIPLES)
    pyoxigraph.serialize(
        (each.triple for each in found), output=page, format=pyoxigraph.RdfFormat.RDF_XML, prefixes=dict(prefixes)
    )


def canonical_lines(statements: Iterable[Quad] | Iterable[Triple]) -> list[str]:
    """The statements in canonical N-Quads, their blank nodes named by RDFC-1.0, in no order.

    See https://www.w3.org/TR/rdf-canon/.
    """
    import pyoxigraph

    quads, triples = [], []
    for each in statements:
        if isinstance(each, Quad):
            quads.append(each)
        else:
            triples.append(each)
    text = "".join([*nquads(quads), *ntriples_lines(triples)])
    found = pyoxigraph.Dataset(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
    found.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = pyoxigraph.serialize(found, format=pyoxigraph.RdfFormat.N_QUADS) or b""
    # By line feeds alone: str.splitlines would also break at U+0085 and its like.
    return [f"{line}\n" for line in lines.decode().split("\n") if line]
