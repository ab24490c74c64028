"""Terms of ours to terms of Oxigraph, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kg.errors import InputError
from kg.terms import Blank, Iri, Literal, Node, Term

if TYPE_CHECKING:
    Raw: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def raw_iri(iri: Iri) -> ox.NamedNode:
    """The IRI, for Oxigraph."""
    return ox.NamedNode(iri.value)


def raw_node(node: Node) -> ox.NamedNode | ox.BlankNode:
    """The IRI or blank node, for Oxigraph."""
    return ox.NamedNode(node.value) if isinstance(node, Iri) else ox.BlankNode(node.label)


def raw_term(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """The term, for Oxigraph."""
    if not isinstance(term, Literal):
        return raw_node(term)
    if term.language:
        return ox.Literal(term.text, language=term.language)
    return ox.Literal(term.text, datatype=ox.NamedNode(term.datatype))


def node(raw: Raw) -> Node:
    """The IRI or blank node that Oxigraph gave.

    Raises:
        InputError: it is a term of RDF 1.2, which only a query can make and which has no place in this program.
    """
    if isinstance(raw, ox.NamedNode):
        return Iri(raw.value)
    if isinstance(raw, ox.BlankNode):
        return Blank(raw.value)
    raise InputError(f"the query makes {raw}, a term of RDF 1.2; ask for its parts instead")


def term(raw: Raw) -> Term:
    """The term that Oxigraph gave.

    Raises:
        InputError: as for ``node``.
    """
    if isinstance(raw, ox.Literal) and raw.direction is None:
        return Literal(raw.value, raw.datatype.value, raw.language or "")
    return node(raw)
