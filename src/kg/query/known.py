"""Terms of our namespaces that a query names and the graph does not hold, each with the nearest that it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.names import ID, NPP, PREFIXES, compact
from kg.query.clauses import iri_of, places, prologue, services
from kg.terms import Iri, ntriples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.query.faults import Source
    from kg.query.tokens import Token
    from kg.store.engine import Engine
    from kg.store.snapshot import Snapshot

_GRAPHS: Final = PREFIXES["graph"]
# Productions in which a variable takes what matches.
_BINDING: Final = frozenset({"VarOrTerm", "VerbPathOrSimple", "DataBlock"})
LABEL_MATCHES: Final = f"{NPP}labelMatches"  # looked up, and in no statement: ``kg.query.labels``
_NAMESPACES: Final = frozenset({ID, *PREFIXES.values()})


def check_terms(snapshot: Snapshot, source: Source, tokens: Sequence[Token]) -> list[str]:
    """Warnings on what cannot match: entities that the graph does not hold, columns that nothing fills.

    The template of a CONSTRUCT may name what it likes, and so may the pattern of a SERVICE.

    Args:
        snapshot: the graph.
        source: the query.
        tokens: its significant tokens; it parses.

    Raises:
        QueryError: a term of our vocabulary that does not exist; with it no pattern matches.
    """
    own = prologue(tokens).prefixes
    warnings = []
    seen: set[str] = set()
    elsewhere = {index for each in services(tokens) for index in range(each.start, each.end)}
    begin = _template_end(tokens)
    for index, token in enumerate(tokens[begin:], begin):
        if index in elsewhere:
            continue
        name = iri_of(token, own) if token.kind in {"curie", "iri"} else None
        if name is None or name in seen or not name.startswith((NPP, ID)):
            continue
        seen.add(name)
        if name in _NAMESPACES or name in own.values() or name == LABEL_MATCHES or _exists(snapshot.engine, Iri(name)):
            continue
        problem = f"nothing in the graph is called {compact(Iri(name))}{_near(snapshot, Iri(name))}"
        if name.startswith(NPP):
            raise source.error(token, problem)
        warnings.append(source.warning(token, problem))
    return [*warnings, *_never_bound(source, tokens)]


def _exists(engine: Engine, name: Iri) -> bool:
    """Whether any statement holds the IRI, in any place, or a graph is called so."""
    if name.value.startswith(_GRAPHS) and name in engine.graphs():
        return True
    iri = ntriples(name)
    answer = engine.query(f"ASK {{ {{ {iri} ?p ?o }} UNION {{ ?s ?p {iri} }} UNION {{ ?s {iri} ?o }} }}")
    return bool(answer)


def _near(snapshot: Snapshot, name: Iri) -> str:
    from kg.find import suggest

    near = suggest(snapshot.names, compact(name))
    return f"; did you mean {', '.join(near)}?" if near else "; 'kg find' searches by names"


def _template_end(tokens: Sequence[Token]) -> int:
    """The index after the template of a CONSTRUCT, or 0."""
    depth = 0
    for index, token in enumerate(tokens[:-1]):
        if token.upper == "CONSTRUCT" and tokens[index + 1].text == "{":
            for end in range(index + 1, len(tokens)):
                depth += {"{": 1, "}": -1}.get(tokens[end].text, 0)
                if depth == 0:
                    return end
    return 0


def _never_bound(source: Source, tokens: Sequence[Token]) -> list[str]:
    """A warning for each variable that is a column, or is tested or sorted by, and that nothing binds."""
    clauses_ = places(tokens)
    suspects = _suspects(tokens, clauses_)
    if not suspects:
        return []
    bound = _bound(tokens)
    warnings = []
    for name, index in suspects.items():
        if name in bound:
            continue
        import difflib

        near = difflib.get_close_matches(name, sorted(bound), n=1)
        hint = f"; did you mean ?{near[0]}?" if near else ""
        what = f"nothing fills the column ?{name}" if clauses_[index] == "SELECT" else f"nothing binds ?{name}"
        warnings.append(source.warning(tokens[index], what + hint))
    return warnings


def _suspects(tokens: Sequence[Token], clauses_: Sequence[str]) -> dict[str, int]:
    """The variables that stand in parentheses, columns and conditions alone, each with its first place."""
    first: dict[str, int] = {}
    sure: set[str] = set()
    depth = 0
    for index, (token, clause) in enumerate(zip(tokens, clauses_, strict=True)):
        if token.kind == "mark":
            depth += {"(": 1, ")": -1}.get(token.text, 0)
        elif token.kind == "variable":
            first.setdefault(token.text[1:], index)
            if clause == "bound here" or (depth == 0 and clause == ""):
                sure.add(token.text[1:])
    return {name: index for name, index in first.items() if name not in sure}


def _bound(tokens: Sequence[Token]) -> set[str]:
    """The variables that a pattern, BIND, VALUES or AS binds."""
    from kg.query.grammar import Step, steps

    found: set[str] = set()
    around: list[str] = []
    for step in steps(tokens):
        if not isinstance(step, Step):
            break
        if step.kind == "into":
            around.append(step.name)
        elif step.kind == "out of":
            around.pop()
        elif step.name == "@variable" and _binds(around, tokens[step.place - 1]):
            found.add(tokens[step.place].text[1:])
    return found


def _binds(around: Sequence[str], before: Token) -> bool:
    """Whether a variable in these productions, after this token, takes what matches or is computed."""
    return around[-1] in _BINDING or before.upper == "AS" or around[-2] in {"Verb", "GraphGraphPattern"}
