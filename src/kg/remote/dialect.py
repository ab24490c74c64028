"""What a server understands otherwise than SPARQL 1.1 has it, and how a query is put so that it answers right.

Virtuoso 7 gives a row for every way that a path of ``*`` or ``+`` leads, where SPARQL has each pair of ends once
(https://www.w3.org/TR/sparql11-query/#propertypaths), and refuses such a path when neither end is fixed. A pattern of
one such path becomes a sub-query that gives each pair once; where neither end is fixed it is told where paths may
begin. Patterns that follow each other and share a variable go into one sub-query, so that the fixed end of one helps
the other.

Left alone, and so answered as Virtuoso does: ``*`` or ``+`` as a step of a longer path.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.query.clauses import prologue
from kg.query.tokens import Token, join, significant, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VIRTUOSO: Final = "Virtuoso"
_CLOSURES: Final = frozenset({"*", "+"})
_TERMS: Final = frozenset({"variable", "curie", "iri"})
_NOTHING: Final = Token("", "", 0, 0)
_STEPS: Final = frozenset({"^", "!", "|", "/", "?", *_CLOSURES})


class _Closure(NamedTuple):
    """A pattern of one path of ``*`` or ``+``.

    Attributes:
        subject: one end, as text, and so the others.
        step: what is repeated.
        mark: ``*`` or ``+``.
        object: the other end.
        start: where it begins in the tokens, with the semicolon before it.
        end: where it ends, with the semicolon after it.
        listed: whether a semicolon ended another pattern before it.
        next_subject: of the pattern after a semicolon; "" where none follows.
    """

    subject: str
    step: str
    mark: str
    object: str
    start: int
    end: int
    listed: bool = False
    next_subject: str = ""

    @property
    def variables(self) -> list[str]:
        """Those of its ends that are not fixed."""
        return [end for end in (self.subject, self.object) if end[0] in "?$"]


def put(text: str, server: str) -> str:
    """The query as this server has to be asked.

    Args:
        text: SPARQL 1.1 that parses.
        server: what it calls itself in the header ``Server``.

    >>> put("SELECT ?x { ?x npp:locatedIn* place:xining }", "Virtuoso/07.20")
    'SELECT ?x { { SELECT DISTINCT ?x { ?x npp:locatedIn* place:xining } } }'
    >>> put("SELECT ?x { ?x npp:locatedIn* place:xining }", "Oxigraph/0.5.13")
    'SELECT ?x { ?x npp:locatedIn* place:xining }'
    """
    if not server.startswith(VIRTUOSO) or not any(mark in text for mark in _CLOSURES):
        return text
    tokens = significant(tokenize(text))
    fresh = (f"?kg_{number}" for number in count(1) if f"?kg_{number}" not in text)
    pieces: list[str] = []
    place = 0
    for run in _runs(tokens):
        if run[0].start < place:  # two in one list: the semicolon between them, and the subject for it, are gone
            pieces.pop()
        else:
            pieces += [_text(tokens[place : run[0].start]), "." if run[0].listed else ""]
        pieces += [_sub_query(run, fresh), run[-1].next_subject]
        place = run[-1].end
    return text if not place else " ".join(filter(None, [*pieces, _text(tokens[place:])]))


def probe(text: str, server: str) -> str | None:
    """The SELECT of what a CONSTRUCT is made from, where it takes that to see whether a server cuts it off.

    Virtuoso does so with CONSTRUCT as with SELECT, and tells it only of SELECT; DESCRIBE it leaves whole.

    >>> probe("CONSTRUCT { ?s a ?c } WHERE { ?s ?p ?c } LIMIT 5", "Virtuoso/07.20")
    'SELECT * WHERE { ?s ?p ?c } LIMIT 5'
    """
    tokens = significant(tokenize(text))
    length = prologue(tokens).length
    if not server.startswith(VIRTUOSO) or len(tokens) <= length + 1 or tokens[length].upper != "CONSTRUCT":
        return None
    end = length + 1
    if tokens[end].text == "{":
        depth, end = 1, end + 1
        while depth and end < len(tokens):
            depth += {"{": 1, "}": -1}.get(tokens[end].text, 0)
            end += 1
    return put(" ".join([_text(tokens[:length]), "SELECT *", _text(tokens[end:])]).strip(), server)


def _text(tokens: Sequence[Token]) -> str:
    return " ".join(_spaced(tokens))


def _spaced(tokens: Sequence[Token]) -> Iterator[str]:
    """The tokens' texts; what belongs to the token before stays with it: a language, a datatype, a sign."""
    glued = ""
    for place, token in enumerate(tokens):
        glued += token.text
        after = tokens[place + 1 : place + 2]
        joined = after and (after[0].kind == "language" or "^^" in {token.text, after[0].text})
        if not joined and token.text not in {"+", "-"}:
            yield glued
            glued = ""
    yield from [glued] if glued else []


def _runs(tokens: Sequence[Token]) -> Iterator[list[_Closure]]:
    """The patterns of closures, those together that follow each other and share a variable."""
    run: list[_Closure] = []
    for closure in _closures(tokens):
        touching = bool(run) and not run[-1].next_subject and join(tokens[run[-1].end : closure.start]) in {"", "."}
        if touching and set(run[-1].variables) & set(closure.variables):
            run.append(closure)
        else:
            if run:
                yield run
            run = [closure]
    if run:
        yield run


def _closures(tokens: Sequence[Token]) -> Iterator[_Closure]:
    """The patterns that are one closure, alone or in a list of properties of one subject."""
    subject = ""
    depth = 0
    for place, token in enumerate(tokens):
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "mark" else 0
        before = tokens[place - 1].text if place else ""
        listed = before == ";"
        if not depth or not (listed or before in {"{", "}", ".", ")"}):
            continue
        if not listed:
            subject = token.text if token.kind in _TERMS else ""
        start = place if listed else place + 1
        end = _step_end(tokens, start)
        mark, thing, following = [*tokens[end : end + 3], *[_NOTHING] * 3][:3]
        if end == start or mark.text not in _CLOSURES or thing.kind not in _TERMS or following.text == ",":
            continue
        if not subject:
            continue
        step = "".join(each.text for each in tokens[start:end])
        more = following.text == ";" and tokens[end + 3].text not in {".", "}", ";"}
        first = place - 1 if listed else place
        last = end + 2 + (following.text == ";")
        yield _Closure(subject, step, mark.text, thing.text, first, last, listed, subject if more else "")


def _step_end(tokens: Sequence[Token], start: int) -> int:
    """The index after a path's first primary: an IRI, or what stands in parentheses; ``start`` where none is."""
    if start >= len(tokens):
        return start
    token = tokens[start]
    if token.kind in {"curie", "iri"}:
        return start + 1
    if token.text != "(":
        return start
    depth = 0
    for place in range(start, len(tokens)):
        text = tokens[place].text
        depth += {"(": 1, ")": -1}.get(text, 0)
        if depth == 0:
            return place + 1
        if tokens[place].kind not in {"curie", "iri"} and text not in {*_STEPS, "(", ")", "a"}:
            return start
    return start


def _sub_query(run: Sequence[_Closure], fresh: Iterator[str]) -> str:
    """The sub-query that gives each pair of ends once."""
    variables = dict.fromkeys(name for closure in run for name in closure.variables)
    patterns = " . ".join(f"{each.subject} {each.step}{each.mark} {each.object}" for each in run)
    if not variables:
        return f"FILTER EXISTS {{ {patterns} }}"
    head = f"{{ SELECT DISTINCT {' '.join(variables)} {{"
    if any(len(closure.variables) < 2 for closure in run):  # noqa: PLR2004 - a path has two ends
        return f"{head} {patterns} }} }}"
    first = run[0]
    begun = f"{first.subject} {first.step} {next(fresh)} . {patterns}"
    if first.mark == "+":
        return f"{head} {begun} }} }}"
    # Of no steps, a path leads from every node of the graph to itself.
    itself = f"BIND ({first.subject} AS {first.object})"
    rest = " . ".join(f"{each.subject} {each.step}{each.mark} {each.object}" for each in run[1:])
    ways = [
        begun,
        f"{first.subject} {next(fresh)} {next(fresh)} {itself} {rest}",
        f"{next(fresh)} {next(fresh)} {first.subject} {itself} {rest}",
    ]
    return f"{head} {' UNION '.join(f'{{ {way} }}' for way in ways)} }} }}"
