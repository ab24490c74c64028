"""``SERVICE``: what another server says, put into the query as ``VALUES``.

The engine's own client follows redirects and reaches any address, so no ``SERVICE`` comes to the engine. Each clause
is asked by itself, as https://www.w3.org/TR/sparql11-federated-query/#defn_serviceSemantics has it: its pattern is
evaluated there, and what it gives is joined here. So a clause must say what it seeks by itself; nothing that is found
here is handed over, and a server that a variable names is not asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import EndpointError, InputError
from kg.names import PREFIXES
from kg.query.allowed import NotAllowed, permitted, place
from kg.query.clauses import iri_of, prologue, services
from kg.query.elsewhere import asked, rows
from kg.query.tokens import join, significant, tokenize, variables
from kg.terms import Blank, ntriples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.query.elsewhere import Rows
    from kg.query.faults import Source
    from kg.query.tokens import Token
    from kg.terms import Term


def check(source: Source, tokens: Sequence[Token], allowed: Sequence[str]) -> None:
    """See that every SERVICE clause may be asked.

    Args:
        source: the query.
        tokens: its significant tokens.
        allowed: the prefixes of the servers that may be asked.

    Raises:
        QueryError: one may not, its server is no constant, or it stands within another.
        InputError: a prefix is malformed.
    """
    own = prologue(tokens).prefixes
    words = [token for token in tokens if token.upper == "SERVICE"]
    if not words:
        return
    if not allowed:
        advice = "allow it with --allow-service and the beginning of its URL"
        raise source.error(words[0], f"SERVICE asks another server, which nobody has allowed; {advice}")
    for prefix in allowed:
        place(prefix)
    for clause in services(tokens):
        server = tokens[clause.server]
        for token in tokens[clause.opening : clause.end]:
            if token.upper == "SERVICE":
                raise source.error(token, "a SERVICE within a SERVICE would ask on from a server that is not ours")
        if server.kind == "variable":
            raise source.error(server, "a server that a variable names is not asked; write its IRI")
        try:
            permitted(iri_of(server, own) or "", allowed)
        except InputError as error:
            raise source.error(server, str(error)) from error


def federated(source: Source, tokens: Sequence[Token], text: str, allowed: Sequence[str]) -> tuple[str, list[str]]:
    """The query with the answers of other servers in the places of its SERVICE clauses, and warnings.

    Args:
        source: for messages.
        tokens: its significant tokens, which have the places of messages; it parses.
        text: the query, its parameters bound.
        allowed: the prefixes of the servers that may be asked.

    Raises:
        QueryError: a server could not be asked, or may not be.
    """
    pieces = tokenize(text)
    head = prologue(significant(pieces))
    written, warnings, done = [], [], 0
    for number, (clause, told) in enumerate(zip(services(pieces), services(tokens), strict=True)):
        server = iri_of(pieces[clause.server], head.prefixes) or ""
        pattern = pieces[clause.opening : clause.end]
        names = variables(pattern)
        sent = _asking(tokens[: head.length], pattern, head.prefixes, names)
        try:
            found = rows(asked(server, sent, allowed), names)
        except (EndpointError, NotAllowed) as error:
            if not clause.silent or isinstance(error, NotAllowed):
                raise source.error(tokens[told.server], str(error)) from error
            warnings.append(source.warning(tokens[told.server], f"{error}; SILENT passes over it"))
            found = [], [{}]
        if any(isinstance(term, Blank) for row in found[1] for term in row.values()):
            problem = "blank nodes of the other server have no name here; each stands as an IRI urn:blank:..."
            warnings.append(source.warning(tokens[told.server], problem))
        written += [join(pieces[done : clause.start]), _values(found, number)]
        done = clause.end
    whole = "".join(written) + join(pieces[done:])
    if any(token.upper == "SERVICE" for token in tokenize(whole)):
        raise InputError("an answer of another server would become part of the query; it is not used")
    return whole, warnings


def _asking(head: Sequence[Token], pattern: Sequence[Token], own: Mapping[str, str], names: Sequence[str]) -> str:
    """The query that asks for a pattern, with the prefixes that it uses."""
    used = {token.text.partition(":")[0] for token in pattern if token.kind == "curie"} - own.keys()
    declared = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in sorted(used & PREFIXES.keys()))
    own_head = " ".join(token.text for token in head)
    return f"{declared}{own_head}\n{'SELECT *' if names else 'ASK'} WHERE {join(pattern)}"


def _values(found: Rows, number: int) -> str:
    """The answer as a group graph pattern."""
    names, answers = found
    blanks: dict[str, str] = {}

    def cell(term: Term | None) -> str:
        if isinstance(term, Blank):
            return blanks.setdefault(term.label, f"<urn:blank:{number}:{len(blanks)}>")
        return "UNDEF" if term is None else ntriples(term)

    lines = [f"({' '.join(cell(row.get(name)) for name in names)})" for row in answers]
    return f"{{ VALUES ({' '.join(f'?{name}' for name in names)}) {{ {' '.join(lines)} }} }}"
