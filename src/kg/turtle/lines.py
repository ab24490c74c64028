"""Turtle as N-Triples without a value of Python for any statement, for those who read a million of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.terms import ntriples
from kg.turtle.read import parse, shown, text_of

if TYPE_CHECKING:
    from pathlib import Path


def write_lines(path: Path, target: Path) -> None:
    """Write the statements of a Turtle file as N-Triples, as pyoxigraph spells them, blank nodes labelled anyhow.

    What is beyond RDF 1.1 is not refused, and U+FFFE and U+FFFF are escaped; ``write_carefully`` knows better. A file
    that does not parse leaves an unfinished target.

    Raises:
        ValueError: it is not Turtle, or begins with a byte order mark; ``write_carefully`` says more.
        OSError: a file cannot be read or written.
    """
    import pyoxigraph

    parsed = pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    try:
        pyoxigraph.serialize(parsed, target, format=pyoxigraph.RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise ValueError(str(error)) from None


def write_carefully(path: Path, target: Path) -> None:
    """As ``write_lines``, one statement at a time: what it writes is RDF 1.1 in the form of ``kg.terms.ntriples``.

    Raises:
        InputError: the file is missing or cannot be read.
        SyntaxFault: it is not Turtle in UTF-8; the text says file, line, column, what is wrong and what to do.
    """
    triples = parse(text_of(path), name=shown(path))
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{ntriples(s)} {ntriples(p)} {ntriples(o)} .\n" for s, p, o in triples)
