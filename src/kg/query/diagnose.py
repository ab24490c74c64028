"""What is wrong with a query that the engine refused, in words a person can act on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.query import scope
from kg.query.clauses import iri_of, prologue, unmatched
from kg.query.grammar import first_fault
from kg.query.productions import AGGREGATES, FUNCTIONS, PRODUCTIONS
from kg.query.tokens import Token
from kg.query.values import unescape
from kg.query.wording import worded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.query.faults import QueryError, Source
    from kg.query.grammar import Stop

# What looks like a mark of SPARQL and is none, as Chinese keyboards write it.
_LOOKALIKES: Final = dict(
    zip("，。；：（）｛｝［］“”‘’＂？！＝＜＞＊＋｜、", ',.;:(){}[]""\'\'"?!=<>*+|,', strict=True)
)
_LONG_QUOTES: Final = {'"""', "'''"}
_LIKENESS: Final = 0.77
_KEYWORDS: Final = re.compile(r"\b[A-Z_]{2,}\b")


def diagnose(
    source: Source, tokens: Sequence[Token], detail: str, called: Callable[[str], str] = lambda _: ""
) -> QueryError:
    """The error of a query that does not parse.

    Args:
        source: the query.
        tokens: its significant tokens.
        detail: what the engine said, used only where nothing better is found.
        called: gives the CURIE of the entity of a name, or "".
    """
    stop = first_fault(tokens)
    reached = len(tokens) if stop is None else stop.place
    if fault := _in_token(source, tokens[:reached], has_base=prologue(tokens).base):
        return fault
    if stop is None:
        return scope.fault(source, tokens) or _unexplained(source, tokens, detail)
    if stop.place == len(tokens):
        return _ended(source, tokens, stop)
    token = tokens[stop.place]
    problem = _problem(tokens, token, stop)
    return source.error(token, problem if "did you mean" in problem else _entity(tokens, stop, called) or problem)


def _in_token(source: Source, tokens: Sequence[Token], *, has_base: bool) -> QueryError | None:
    """A fault inside a token that may stand where it does: an escape, or an IRI relative to nothing."""
    for token in tokens:
        if token.kind == "string":
            try:
                unescape(token.text)
            except InputError as error:
                return source.error(token, str(error))
        if token.kind == "iri" and not has_base and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*:", token.text):
            return source.error(token, f"{token.text} is relative, and there is no BASE; write the IRI in full")
    return None


def _ended(source: Source, tokens: Sequence[Token], stop: Stop) -> QueryError:
    """The query ends too early: at the bracket that is still open, if one is, else at the end."""
    still_open, _ = unmatched(tokens)
    if still_open:
        return source.error(still_open[-1], f"'{still_open[-1].text}' is never closed")
    lines = source.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = Token("", "", len(lines), len(lines[-1]) + 1)
    return source.error(end, f"the query ends too early; expected {worded(stop.expected)}")


def _entity(tokens: Sequence[Token], stop: Stop, called: Callable[[str], str]) -> str:
    """How the entity is written that a bare name in a query means, where an entity could stand."""
    name, column = "", tokens[stop.place].column
    for token in tokens[stop.place :]:
        if token.kind not in {"stray", "word"} or token.column != column:
            break
        name, column = name + token.text, column + len(token.text)
    meant = name and "@curie" in stop.expected and _LOOKALIKES.keys().isdisjoint(name)
    curie = called(name) if meant else ""
    return f"'{name}' is written {curie} in a query; a text has quotes" if curie else ""


def _problem(tokens: Sequence[Token], token: Token, stop: Stop) -> str:
    """What is wrong with a token that cannot stand where it does."""
    return (
        _misspelt(tokens, token, stop)
        or _unbalanced(tokens[: stop.place + 1])
        or (_meant(token, stop) if token.kind == "word" else "")
        or f"expected {worded(stop.expected)}, found {_shown(token)}"
    )


def _misspelt(tokens: Sequence[Token], token: Token, stop: Stop) -> str:
    """What is wrong with the characters of a token or the one before; "" where nothing is."""
    if token.kind == "open string":
        quote = token.text[:3] if token.text[:3] in _LONG_QUOTES else token.text[0]
        return f"this string is never closed; end it with {quote}"
    near = [each.text for each in tokens[max(0, stop.place - 1) : stop.place + 1] if each.kind != "string"]
    for character in "".join(reversed(near)):
        if character in _LOOKALIKES:
            return f"'{character}' is not the mark of SPARQL; write '{_LOOKALIKES[character]}'"
    if token.kind == "stray":
        return f"{_shown(token)} cannot stand in a query; text goes in quotes"
    if token.text == "<" and "@iri" in stop.expected:
        return "an IRI begins here and is not closed, or holds a space or another character that no IRI can hold"
    return ""


def _unbalanced(tokens: Sequence[Token]) -> str:
    """What the last token, a bracket, closes wrongly; "" where it is none or closes the innermost one."""
    still_open, closing = unmatched(tokens)
    if closing is None:
        return ""
    if not still_open:
        return f"'{closing.text}' closes nothing; no bracket is open here"
    opener = still_open[-1]
    return f"'{closing.text}' comes before '{opener.text}' of {opener.line}:{opener.column} is closed"


def _meant(token: Token, stop: Stop) -> str:
    """What a word that is no keyword here may mean; "" where it is one."""
    known = {*FUNCTIONS, *AGGREGATES, *_KEYWORDS.findall(PRODUCTIONS)} - {"END", "FUNCTION", "AGGREGATE"}
    if token.upper in known or token.text == "a":
        return ""
    import difflib

    fitting = {word for word in known if word in stop.expected} | (FUNCTIONS if "FUNCTION" in stop.expected else set())
    near = [
        found
        for words in (fitting, known)
        for found in difflib.get_close_matches(token.upper, sorted(words), n=1, cutoff=_LIKENESS)
    ]
    if near:
        return f"unknown word '{token.text}'; did you mean {near[0]}?"
    forms = [
        (f"a name has a prefix (npp:{token.text})", "@curie"),
        (f"a variable has a '?' (?{token.text})", "@variable"),
        ("a text has quotes", "@string"),
    ]
    advice = ", ".join(words for words, kind in forms if kind in stop.expected)
    return f"unknown word '{token.text}'; {advice}" if advice else ""


def _unexplained(source: Source, tokens: Sequence[Token], detail: str) -> QueryError:
    """The engine's own words where they are words: at the IRI that they name or end at, else at the first token."""
    found = re.match(r"\w+:([0-9]+):([0-9]+): ", detail)
    place = (int(found[1]), int(found[2])) if found else None
    for token in tokens:
        if token.kind == "iri" and (token.line, token.column + len(token.text)) == place:
            return source.error(token, f"{token.text} is no IRI; see https://www.rfc-editor.org/rfc/rfc3987")
        if "custom function" in detail and f"<{iri_of(token, prologue(tokens).prefixes)}>" in detail:
            advice = "functions are those of SPARQL 1.1, and xsd:integer and the like with one argument"
            return source.error(token, f"{token.text} is no function, or not with these arguments; {advice}")
    phrases = [phrase for phrase in re.findall(r"[A-Z][A-Za-z*_ ]{14,}", detail) if " " in phrase]
    said = f": {phrases[0].strip()}" if phrases else ""
    token = tokens[prologue(tokens).length] if tokens else Token("", "", 1, 1)
    return source.error(token, f"the store cannot run this query{said}")


def _shown(token: Token) -> str:
    """The token as a message quotes it, shortened."""
    most = 40
    return f"'{token.text}'" if len(token.text) <= most else f"'{token.text[:most]}…'"
