"""What is wrong with a Turtle text, where, and what to do: the parser's report in words for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import SyntaxFault
from kg.names import PREFIXES
from kg.turtle.tokens import offset, place, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.turtle.tokens import Token

    # What is said of a fault: the words, and the offset they are about.
    Remark = tuple[str, int]

_FULL_WIDTH = {
    "，": ",",
    "；": ";",
    "。": ".",
    "：": ":",
    "（": "(",
    "）": ")",
    "【": "[",
    "】": "]",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "《": "<",
    "》": ">",
    "＠": "@",
}
_LONGEST_SHOWN = 40
_ESCAPE = re.compile(r"\\(?![tbnrf\"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})(?:[uU][0-9A-Fa-f]*|.)?", re.DOTALL)


def fault(name: str, text: str, at: int, words: str) -> SyntaxFault:
    """The error that says ``words`` about the offset ``at`` of the text called ``name``."""
    line, column = place(text, at)
    return SyntaxFault(f"{name}:{line}:{column}: {words}")


def not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> SyntaxFault:
    """The error for bytes that are no UTF-8; what stands before the first bad byte gives line and column."""
    before = data[: error.start].decode("utf-8")
    bad = data[error.start]
    return fault(name, before, len(before), f"not UTF-8 (byte 0x{bad:02X}); save the file in the encoding UTF-8")


def beyond_rdf11(name: str, text: str) -> SyntaxFault:
    """The error for a text that parses as RDF 1.2 only, at the first word that does not exist in RDF 1.1."""
    at = next((token.start for token in tokens(text) if token.kind == "wrong"), 0)
    return fault(name, text, at, f"{_shown(text, at)} is RDF 1.2, this graph keeps to RDF 1.1; write an npp:Claim")


def explain(name: str, text: str, error: SyntaxError) -> SyntaxFault:
    """The error of pyoxigraph's parser, told as what is wrong and what to do about it.

    Args:
        name: how messages call the text: a path as the user knows it.
        text: the text as it was parsed, without byte order mark.
        error: as raised by ``pyoxigraph.parse``, its line and column from 1 in code points.
    """
    at = offset(text, error.lineno or 1, error.offset or 1)
    reason = str(error.args[0]).partition(": ")[2]
    for pattern, remark in _REMARKS:
        if match := re.search(pattern, reason, re.DOTALL):
            words, at = remark(match, text, at)
            return fault(name, text, at, words)
    return fault(name, text, at, f"{reason}, at {_shown(text, at)}; write it as Turtle does")


def _shown(text: str, at: int) -> str:
    """The word at an offset, in quotes, cut if long."""
    token = next(tokens(text[at : at + 10_000]), None)
    if token is None:
        return "the end of the file"
    word = token.text.split()[0] if token.kind == "wrong" and token.text.split() else token.text
    return f"'{word[:_LONGEST_SHOWN]}…'" if len(word) > _LONGEST_SHOWN else f"'{word}'"


def _before(text: str, at: int) -> tuple[Token | None, Token | None]:
    """The last word of meaning before the offset, and the word the offset lies in."""
    last = None
    for token in tokens(text):
        if token.end > at:
            return last, token
        if token.kind not in {"space", "comment"}:
            last = token
    return last, None


def _unknown_prefix(match: re.Match[str], _text: str, at: int) -> Remark:
    prefix = match[1]
    namespace = PREFIXES.get(prefix, "...")
    return f"unknown prefix '{prefix}'; declare it (@prefix {prefix}: <{namespace}> .) or write the IRI in full", at


def _relative(_match: re.Match[str], text: str, at: int) -> Remark:
    return f"{_shown(text, at)} is a relative IRI and there is no base; write the IRI in full", at


def _bad_iri(match: re.Match[str], text: str, at: int) -> Remark:
    bad = match[1]
    if bad in "\r\n" or (bad == " " and ">" not in text[at:].partition("\n")[0]):
        return "this IRI is not closed; end it with '>'", at
    code = f"{bad!r} (U+{ord(bad):04X})"
    return f"an IRI cannot hold {code}; percent-encode it, or close the IRI before it with '>'", at


def _bad_percent(match: re.Match[str], _text: str, at: int) -> Remark:
    return f"bad percent-encoding '{match[1]}' in an IRI; '%' takes two hex digits, and the sign itself is %25", at


def _odd_iri(match: re.Match[str], text: str, at: int) -> Remark:
    return f"{_shown(text, at)} is not an IRI: {match[0]}; correct it, or percent-encode what does not belong", at


def _not_closed(_match: re.Match[str], text: str, at: int) -> Remark:
    """A string, IRI or escape that runs to the end of its line or of the file."""
    _, token = _before(text, at)
    if token is not None and token.kind == "string" and (bad := _ESCAPE.search(token.text)):
        return _escape_words(bad[0]), token.start + bad.start()
    if token is None:
        return "the file ends in the middle of a statement; complete it and end it with '.'", at
    if token.text.startswith("<"):
        return "this IRI is not closed; end it with '>'", token.start
    if token.text.startswith(('"""', "'''")):
        return f"this string is not closed; end it with {token.text[:3]}", token.start
    if token.text.startswith(('"', "'")):
        quote = token.text[0]
        return (
            f"this string is not closed on its line; end it with {quote}, or write a line break as \\n, "
            f"or open and close the string with {quote * 3}"
        ), token.start
    return f"the file ends after {_shown(text, at)}; complete the statement and end it with '.'", at


def _bad_language(_match: re.Match[str], text: str, at: int) -> Remark:
    start = text.rfind("@", 0, at + 1)
    tag = re.match(r"@[^\s,;.\])]*", text[start:])
    return f"bad language tag '{tag[0] if tag else '@'}'; write one such as @zh, @en or @zh-hant", start


def _escape_words(escape: str) -> str:
    if escape.startswith(("\\u", "\\U")):
        return f"bad escape '{escape}'; \\u takes four hex digits, \\U eight"
    known = "\\t \\b \\n \\r \\f \\\" \\' \\uXXXX"
    return f"unknown escape '{escape}'; write \\\\ for a backslash; known are {known}"


def _bad_escape(match: re.Match[str], _text: str, at: int) -> Remark:
    return _escape_words(match[1]), at


def _no_character(match: re.Match[str], _text: str, at: int) -> Remark:
    return f"'{match[1]}' is no character (a surrogate, or above U+10FFFF); write the character itself", at


def _bad_name_escape(match: re.Match[str], _text: str, at: int) -> Remark:
    return f"a name cannot hold '\\{match[1]}'; write the IRI in full, in < >", at


def _odd_character(_match: re.Match[str], text: str, at: int) -> Remark:
    bad = text[at]
    if bad in _FULL_WIDTH:
        return f"'{bad}' (U+{ord(bad):04X}) is a full-width sign; write '{_FULL_WIDTH[bad]}'", at
    if bad.isspace():
        return f"U+{ord(bad):04X} is a space that Turtle does not know; write an ordinary one", at
    if not bad.isprintable():
        return f"stray control or invisible character U+{ord(bad):04X}; delete it", at
    return f"unexpected {_shown(text, at)}; write an IRI in < >, a prefixed name, or text in quotes", at


def _out_of_place(match: re.Match[str], text: str, at: int) -> Remark:
    """A word where none of its kind can stand: most often the sign before it is missing."""
    if at < len(text) and (text[at] in _FULL_WIDTH or not text[at].isprintable()):
        return _odd_character(match, text, at)
    before, _ = _before(text, at)
    shown = _shown(text, at)
    if shown == "'.'":
        return "a '.' with no statement before it; delete it (PREFIX and BASE without '@' take none)", at
    if before is None or before.text == ".":
        return f"a statement cannot start with {shown}; write an IRI, a prefixed name or a blank node", at
    return f"',', ';' or '.' is missing before {shown}; ';' if a predicate follows, '.' if the statement ends", at


def _no_object(_match: re.Match[str], text: str, at: int) -> Remark:
    if text[at] in _FULL_WIDTH:
        return _odd_character(_match, text, at)
    return f"an object is missing before {_shown(text, at)}; write it, or delete the sign before", at


def _no_predicate(_match: re.Match[str], text: str, at: int) -> Remark:
    if text[at] in _FULL_WIDTH:
        return _odd_character(_match, text, at)
    return f"{_shown(text, at)} cannot be a predicate; write a prefixed name, an IRI in < >, or 'a'", at


def _open_bracket(_match: re.Match[str], text: str, at: int) -> Remark:
    return f"']' or ';' is missing before {_shown(text, at)}; close the blank node with ']'", at


def _bad_prefix(_match: re.Match[str], text: str, at: int) -> Remark:
    return f"unexpected {_shown(text, at)} in a prefix declaration; it reads @prefix name: <IRI> .", at


def _no_datatype(_match: re.Match[str], text: str, at: int) -> Remark:
    return f"a datatype is expected after '^^', found {_shown(text, at)}; write one such as xsd:date", at


def _lone_lang_string(_match: re.Match[str], _text: str, at: int) -> Remark:
    return 'rdf:langString without a language; write the tag instead, such as "..."@zh', at


_REMARKS: list[tuple[str, Callable[[re.Match[str], str, int], Remark]]] = [
    (r"^The prefix (.*): has not been declared$", _unknown_prefix),
    (r"^No scheme found in an absolute IRI$", _relative),
    (r"^Invalid IRI code point '(.)'", _bad_iri),
    (r"^Invalid IRI percent encoding '(.*)'", _bad_percent),
    (r"^Invalid .*(host|port|IRI|authority).*", _odd_iri),
    (r"^(Line jumps are not allowed|Unexpected end|Triples should be followed by a dot)", _not_closed),
    (r"^(A language code should|A subtag may be|The language tag)", _bad_language),
    (r"^Unexpected escape character '(.*)'", _bad_escape),
    (r"^The escape sequence '(.*?)' is (?:encoding|not)", _no_character),
    (r"^The character that are allowed to be escaped in IRIs are .*, found '(.*)'", _bad_name_escape),
    (r"is not allowed at the beginning of a prefix name$", _odd_character),
    (r"^A dot is expected at the end of statements$|is not a valid subject or graph name$", _out_of_place),
    (r"is not a valid RDF object$", _no_object),
    (r"is not a valid predicate$", _no_predicate),
    (r"^blank node property lists should end with a '\]'$", _open_bracket),
    (r"^The PREFIX keyword should be followed", _bad_prefix),
    (r"^Expecting a datatype IRI after \^\^", _no_datatype),
    (r"must not be rdf:langString$", _lone_lang_string),
]
