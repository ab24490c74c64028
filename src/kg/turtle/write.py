"""One text for one graph: canonical Turtle, TriG, N-Triples and N-Quads.

The same graph gives the same bytes whatever the order of its statements and the labels of its blank nodes (for the
one limit see `kg.turtle.blanks`). In Turtle, subjects stand in sections that people look for, one predicate a line,
so that one more fact is one more line; numbers and dates keep their lexical form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from kg.names import PREFIXES
from kg.terms import Blank, Iri, Literal, Quad, Triple, ntriples
from kg.turtle.blanks import all_labels, labels_of
from kg.turtle.comments import Comments, joined
from kg.turtle.layout import Layout
from kg.turtle.order import RDF_TYPE, natural, subject_key
from kg.turtle.spelling import Speller
from kg.turtle.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.terms import Node, Term

Statement = TypeVar("Statement", Triple, Quad)


def turtle(
    triples: Iterable[Triple], *, prefixes: Mapping[str, str] = PREFIXES, comments: Comments | None = None
) -> str:
    """The graph in canonical Turtle, ending in a line break; "" for nothing.

    Args:
        triples: in any order; what comes twice is written once.
        prefixes: from prefix to namespace; only those that are used get declared.
        comments: what to write beside the statements, see `kg.turtle.fmt`.

    Raises:
        InputError: an IRI is not absolute or holds what no IRI can, or a language tag is none.

    >>> print(turtle([Triple(Iri("urn:a"), Iri("urn:b"), Iri("urn:c"))]))
    <urn:a>
        <urn:b> <urn:c> ;
    .
    <BLANKLINE>
    """
    notes = Comments() if comments is None else comments
    speller = Speller(prefixes)
    statements = set(triples)
    blanks = _with_blanks(statements)
    trees = Trees(blanks)
    blocks = list(_blocks(statements, trees, labels_of(trees, blanks), speller, notes))
    parts = [joined(notes.header), declarations(speller.used), *blocks, joined(notes.footer)]
    return "\n".join("\n".join(part) + "\n" for part in parts if part)


def trig(quads: Iterable[Quad], *, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The named graphs in canonical TriG, one block a graph, the graphs by natural order of their names.

    Raises:
        InputError: as `turtle`.
    """
    speller = Speller(prefixes)
    graphs: dict[Iri, set[Triple]] = {}
    for quad in (statements := set(quads)):
        graphs.setdefault(quad.graph, set()).add(quad.triple)
    blanks = _with_blanks(statements)
    trees = Trees(blanks)
    labels = labels_of(trees, blanks)
    parts: list[list[str]] = []
    for graph in sorted(graphs, key=lambda iri: (natural(iri.value), iri)):
        parts += [[f"{speller.iri(graph)} {{"], *_blocks(graphs[graph], trees, labels, speller, Comments()), ["}"]]
    parts.insert(0, declarations(speller.used))
    return "\n".join("\n".join(part) + "\n" for part in parts if part)


def ntriples_lines(triples: Iterable[Triple]) -> Iterator[str]:
    r"""The graph in canonical N-Triples: one line a statement with its ``\n``, sorted, none twice."""
    statements = set(triples)
    names = _spelling(statements)
    return iter(sorted(f"{names(s)} {names(p)} {names(o)} .\n" for s, p, o in statements))


def nquads(quads: Iterable[Quad]) -> Iterator[str]:
    r"""The named graphs in canonical N-Quads: one line a statement with its ``\n``, sorted, none twice.

    See https://www.w3.org/TR/rdf12-n-quads/#canonical-quads; blank nodes get labels from the graph alone.
    """
    statements = dict.fromkeys(quads)  # and no set: what comes in its order is soon sorted
    names = _spelling(statements)
    return iter(sorted(f"{names(s)} {names(p)} {names(o)} {names(g)} .\n" for s, p, o, g in statements))


def declarations(used: Mapping[str, str]) -> list[str]:
    """The lines that declare prefixes, sorted."""
    return [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(used.items())]


def canonical(quads: Iterable[Quad]) -> list[Quad]:
    """The distinct quads in the order of `nquads`, their blank nodes named as there."""
    statements = set(quads)
    labels = {blank: Blank(label) for blank, label in all_labels(_with_blanks(statements)).items()}
    renamed = [_renamed(quad, labels) for quad in statements] if labels else statements
    return sorted(renamed, key=lambda quad: " ".join(map(ntriples, quad)))


def _renamed(quad: Quad, labels: Mapping[Blank, Blank]) -> Quad:
    subject, predicate, term, graph = quad
    if not (isinstance(subject, Blank) or isinstance(term, Blank)):
        return quad
    return Quad(
        labels[subject] if isinstance(subject, Blank) else subject,
        predicate,
        labels[term] if isinstance(term, Blank) else term,
        graph,
    )


def _with_blanks(statements: Iterable[Statement]) -> list[Statement]:
    return [s for s in statements if isinstance(s[0], Blank) or isinstance(s[2], Blank)]


def _spelling(statements: Iterable[Statement]) -> Callable[[Term], str]:
    """The function that writes a term in N-Triples; each IRI and blank node is written once and kept."""
    labels = all_labels(_with_blanks(statements))
    kept: dict[Node, str] = {blank: f"_:{label}" for blank, label in labels.items()}

    def spell(term: Term) -> str:
        if isinstance(term, Literal):
            return ntriples(term)
        return kept.get(term) or kept.setdefault(term, ntriples(term))

    return spell


def _blocks(
    triples: Iterable[Triple], trees: Trees, labels: dict[Blank, str], speller: Speller, comments: Comments
) -> Iterator[list[str]]:
    """The block of each subject: IRIs in their sections, then nodes nobody points to, then labelled ones."""
    groups: dict[Node, dict[Iri, list[Term]]] = {}
    for subject, predicate, term in triples:
        said = groups.get(subject)
        if said is None:
            said = groups[subject] = {}
        terms = said.get(predicate)
        if terms is None:
            said[predicate] = [term]
        else:
            terms.append(term)
    layout = Layout(groups, trees, labels, speller, comments)
    iris = [node for node in groups if isinstance(node, Iri)]
    for iri in sorted(iris, key=lambda iri: subject_key(iri, groups[iri].get(RDF_TYPE, ()))):
        yield layout.block(iri)
    for root in sorted((root for root in trees.roots if root in groups), key=layout.root_key):
        yield layout.block(root)
    for blank in sorted((blank for blank in labels if blank in groups), key=labels.__getitem__):
        yield layout.block(blank)
