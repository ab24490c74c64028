"""Close one extreme graph and tell, as JSON, how much was inferred, by predicate, and the most memory that it took.

The argument names the graph, a function of this module. It runs in a process of its own, so that the memory is its own.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from kg.names import STANDARD
from kg.reason import close
from kg.terms import Iri, Triple
from peak import megabytes

TYPE, BELOW = Iri(STANDARD["rdf"] + "type"), Iri(STANDARD["rdfs"] + "subClassOf")


def ex(local: str) -> Iri:
    return Iri(f"http://example.org/{local}")


def below(one: int, other: int) -> Triple:
    return Triple(ex(f"C{one:05}"), BELOW, ex(f"C{other:05}"))


def ring() -> list[Triple]:
    """10,000 classes, each below the next and the last below the first; a class below the ring and one above it."""
    size = 10_000
    classes = [below(number, (number + 1) % size) for number in range(size)]
    classes += [Triple(ex("Low"), BELOW, ex("C00009")), Triple(ex("C00003"), BELOW, ex("Top"))]
    return [*classes, Triple(ex("x"), TYPE, ex("C00007")), Triple(ex("y"), TYPE, ex("Low"))]


def hierarchy() -> list[Triple]:
    """1,001 classes, each below the next; a thing in the lowest."""
    return [*(below(number, number + 1) for number in range(1000)), Triple(ex("x"), TYPE, ex("C00000"))]


def classes() -> list[Triple]:
    """100,000 classes in a tree, ten below each; a thing in every hundredth."""
    tree = [below(number, (number - 1) // 10) for number in range(1, 100_000)]
    return [*tree, *(Triple(ex(f"x{number}"), TYPE, ex(f"C{number:05}")) for number in range(0, 100_000, 100))]


GRAPHS = {"ring": ring, "hierarchy": hierarchy, "classes": classes}

if __name__ == "__main__":
    closure = close(GRAPHS[sys.argv[1]]())
    found = Counter(triple.predicate.value for triple in closure.inferred)
    json.dump({"inferred": found, "clashes": len(closure.clashes), "megabytes": megabytes()}, sys.stdout)
