"""A Turtle file in canonical form, with its comments.

Formatting twice is formatting once. The same statements give the same bytes in whatever order they stand, as long
as comments travel with what they belong to (see `kg.turtle.syntax`); no statement and no comment is lost.
"""

from __future__ import annotations

from collections import Counter

from kg.errors import KgError
from kg.names import PREFIXES
from kg.turtle.read import parse, parse_with_prefixes
from kg.turtle.syntax import document
from kg.turtle.tokens import tokens
from kg.turtle.write import turtle


def format_text(text: str, *, name: str) -> str:
    """The canonical text of a Turtle text.

    Prefixes of this project are used wherever they fit; others that the text declares are kept where used.

    Args:
        text: RDF 1.1 Turtle.
        name: how messages call it.

    Raises:
        SyntaxFault: it is not Turtle, or binds a prefix of this project to another namespace.
        KgError: the result would not say the same as the text; this is a defect of this program.
    """
    text = text.removeprefix("\ufeff")
    triples, _ = parse_with_prefixes(text, name=name)
    found = document(text, name=name)
    result = turtle(found.triples, prefixes={**found.prefixes, **PREFIXES}, comments=found.comments)
    if turtle(parse(result, name=name)) != turtle(triples) or _remarks(result) != _remarks(text):
        raise KgError(f"{name}: formatting would change what it says; left as it is; please report this file")
    return result


def _remarks(text: str) -> Counter[str]:
    """How often each letter stands in comments, white space apart: two comments may share a line afterwards."""
    letters = Counter("".join(token.text for token in tokens(text) if token.kind == "comment"))
    return Counter({letter: count for letter, count in letters.items() if not letter.isspace()})
