"""What is refused before any engine sees it: queries too large, too deep or too long, updates, and what lies outside.

Oxigraph's parser and evaluator recurse: 3,000 nested braces, or 3,000 ``OPTIONAL`` in a row, end the process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.names import PREFIXES, compact
from kg.query.clauses import datasets, iri_of, prologue
from kg.query.faults import QueryError
from kg.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.query.faults import Source
    from kg.query.tokens import Token

MOST_BYTES: Final = 1_000_000
MOST_NESTED: Final = 200
MOST_STEPS: Final = 1_000

UPDATES: Final = frozenset(["ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"])
# Each of these is one level of the tree that the engine makes of a chain.
_STEPS: Final = frozenset(["BIND", "EXISTS", "FILTER", "GRAPH", "MINUS", "OPTIONAL", "UNION", "VALUES"])
_STEP_MARKS: Final = frozenset(["||", "&&", "=", "!=", "<=", ">=", "<", ">", "!", "^", "/", "|", "*", "+", "-", "?"])
_SCHEMES: Final = frozenset({"file", "http", "https", "urn"})
_OPERANDS: Final = frozenset({"word", "variable", "curie", "iri", "number", "string", "language"})


def refuse_size(source: Source) -> None:
    """Refuse a text that is too large to be looked at, or no Unicode.

    Raises:
        InputError: it is larger than ``MOST_BYTES``.
        QueryError: it holds half a character or a NUL.
    """
    text = source.text
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise InputError(
            f"{source.name}: {size:,} bytes are more than the {MOST_BYTES:,} a query may have; ask in parts"
        )

    # Looked for only where there is one: a text without encodes, and holds no NUL.
    if size != len(text.encode("utf-8", "ignore")) or "\0" in text:
        place = next(i for i, character in enumerate(text) if "\ud800" <= character < "\ue000" or character == "\0")
        line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
        problem = "here is half a character or a NUL, which no query can hold; take it out"
        raise QueryError(source.name, text, line, column, problem)


def refuse(source: Source, tokens: Sequence[Token]) -> None:
    """Refuse what cannot or must not be run, by its significant tokens alone.

    Raises:
        QueryError: it is nested too deep or chained too long, would change the graph, or uses a
            prefix that nobody declared; at the first token that does.
    """
    depth = steps = 0
    # Between VALUES and the end of its block stand values and nothing to compute: a sign there is part of a number.
    listing = False
    before: Token | None = None
    head = prologue(tokens)
    if head.length < len(tokens) and tokens[head.length].upper in UPDATES:
        token = tokens[head.length]
        advice = "a query only reads; edit the Turtle in graph/ and run 'kg build'"
        raise source.error(token, f"{token.upper} would change the graph, and {advice}")
    for token in tokens:
        if token.kind == "mark":
            # ``<<`` opens a triple term of SPARQL 1.2, in which the parser nests as well.
            depth += token.text in {"{", "(", "["} or _twin(before, token, "<")
            depth -= token.text in {"}", ")", "]"} or _twin(before, token, ">")
            steps += not listing and token.text in _STEP_MARKS and _is_operand(before)
        listing = token.upper == "VALUES" or (listing and token.text != "}")
        steps += token.upper in _STEPS
        if depth > MOST_NESTED:
            raise source.error(token, f"brackets nest more than {MOST_NESTED} deep here; make the query flatter")
        if steps > MOST_STEPS:
            raise source.error(token, f"more than {MOST_STEPS:,} patterns and operators; list values with VALUES or IN")
        if token.kind == "curie":
            _refuse_undeclared(source, token, before, head.prefixes)
        before = token


def refuse_graphs(source: Source, tokens: Sequence[Token], *, known: Collection[Iri], chosen: bool) -> None:
    """Refuse graphs that the store does not hold.

    Args:
        source: what the tokens were cut from.
        tokens: the significant ones.
        known: the graphs of the store.
        chosen: whether graphs were chosen beside the query.

    Raises:
        QueryError: FROM names another graph, or stands beside a choice of graphs.
    """
    own = prologue(tokens).prefixes
    for token in datasets(tokens):
        name = iri_of(token, own)
        if name is not None and chosen:
            raise source.error(token, "FROM and --graph or --asserted both choose graphs; use one of them")
        if name is not None and Iri(name) not in known:
            listed = ", ".join(sorted(compact(graph) for graph in known))
            raise source.error(token, f"no graph {token.text} in the store, and no other is read; choose from {listed}")


def _refuse_undeclared(source: Source, token: Token, before: Token | None, own: dict[str, str]) -> None:
    prefix = token.text.partition(":")[0]
    if prefix in own or prefix in PREFIXES or (before is not None and before.upper == "PREFIX"):
        return
    # ``<https://a b>`` is no IRI, and is cut into ``<``, ``https:`` and more; that is told by what reads the grammar.
    if prefix in _SCHEMES and before is not None and before.text == "<":
        return
    import difflib

    known = sorted({*own, *PREFIXES})
    near = difflib.get_close_matches(prefix, known, n=1, cutoff=0.5)
    hint = (
        f"did you mean '{near[0]}:'?"
        if near
        else f"declare it (PREFIX {prefix}: <...>) or use one of {', '.join(known)}"
    )
    raise source.error(token, f"unknown prefix '{prefix}:'; {hint}")


def _is_operand(before: Token | None) -> bool:
    """Whether a mark after this token joins two things, rather than being the sign of a number in a list."""
    return (
        before is None or before.kind in _OPERANDS or before.text in {")", "!", "^", "|", "/"} or before.kind == "word"
    )


def _twin(before: Token | None, token: Token, mark: str) -> bool:
    return token.text == mark and before is not None and before.text == mark and before.kind == "mark"
