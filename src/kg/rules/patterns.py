"""What a rule is made of: triples with variables, lists, and what is said of every member of a list.

The notation of the book is the specification's, on one line. Statements are set apart by `` . ``:

    ?x rdf:type ?c                     a triple; a name with ``?`` is a variable, a digit is a number
    ?l = (?c[1] ... ?c[n])             ?l is the head of the list of all ?c, of any length
    ?y rdf:type ?c[i]                  for one member of the list, whichever; with j too: for two at different places
    every i: ?u[i] ?p[i] ?u[i+1]       for every member; ?u[1] and ?u[n+1] are the ends of the chain
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, TypeAlias

from kg.errors import InputError
from kg.names import STANDARD
from kg.terms import XSD, Iri, Literal, Term

_VARIABLE = re.compile(r"\?(\w+)(?:\[(i|j|1|n|i\+1|n\+1)\])?")
_LIST = re.compile(r"(\?\w+) = \(\?(\w+)\[1\] \.\.\. \?\2\[n\]\)")
_NUMBER = re.compile(r"\d+")
_EVERY: Final = "every i: "
# The datatype of the numbers in restrictions.
AMOUNT: Final = XSD + "nonNegativeInteger"


class Variable(NamedTuple):
    """What a rule holds for all values of; ``position`` says which of a row of variables it is, "" if it is of none."""

    name: str
    position: str = ""


Place: TypeAlias = Variable | Term


class Atom(NamedTuple):
    """A triple in which variables may stand."""

    subject: Place
    predicate: Place
    object: Place


class Members(NamedTuple):
    """``head`` is the head of a list, and ``member`` the name of the row of its members."""

    head: Variable
    member: str


class Every(NamedTuple):
    """The triple holds for every place of the rule's list."""

    atom: Atom


Premise: TypeAlias = Atom | Members | Every


class Plain(NamedTuple):
    """Plain words in Chinese and English."""

    zh: str
    en: str


class Rule(NamedTuple):
    """One rule of OWL 2 RL/RDF.

    Attributes:
        name: the W3C's, such as ``prp-spo2``.
        table: the number of its table in OWL 2 Profiles, section 4.3.
        premises: what must hold.
        conclusions: what then holds; None for ``false``: the premises contradict each other.
        zh: the rule in plain Chinese.
        en: the rule in plain English.
        distinct: pairs of variables that stand for different terms; for equal ones nothing new would follow.
        handled: what is done instead of running the patterns; None where they are what is run.
    """

    name: str
    table: int
    premises: tuple[Premise, ...]
    conclusions: tuple[Atom, ...] | None
    zh: str
    en: str
    distinct: tuple[tuple[Variable, Variable], ...] = ()
    handled: Plain | None = None

    @property
    def link(self) -> str:
        """Where the specification has the rule: its table."""
        return f"https://www.w3.org/TR/owl2-profiles/#{TABLES[self.table]}"


# The anchors of the tables of OWL 2 Profiles that hold the rules.
TABLES: Final = {
    4: "tab-rules-equality",
    5: "tab-rules-properties",
    6: "tab-rules-classes",
    7: "tab-rules-class-axioms",
    8: "tab-rules-datatypes",
    9: "tab-rules-schema",
}


def rule(  # noqa: PLR0913 - an entry of the book is this call
    name: str,
    table: int,
    premises: str,
    conclusions: str,
    *,
    zh: str,
    en: str,
    distinct: str = "",
    handled: Plain | None = None,
) -> Rule:
    """The rule that the notation says.

    Args:
        name: the W3C's name.
        table: the number of its table.
        premises: in the notation of this module; "" for none.
        conclusions: triples; ``false`` for a contradiction; "" where ``handled`` says what follows.
        zh: the rule in plain Chinese.
        en: the rule in plain English.
        distinct: pairs such as ``?x != ?y``, set apart by `` . ``.
        handled: what is done instead of running the patterns, if anything is.

    Raises:
        InputError: the notation is wrong; the text names the rule.
    """
    try:
        return Rule(
            name,
            table,
            tuple(_premise(part) for part in _parts(premises)),
            None if conclusions == "false" else tuple(_atom(part) for part in _parts(conclusions)),
            zh,
            en,
            tuple(_pair(part) for part in _parts(distinct)),
            handled,
        )
    except InputError as fault:
        raise InputError(f"rule {name}: {fault}") from fault


def _parts(text: str) -> list[str]:
    return text.split(" . ") if text else []


def _premise(text: str) -> Premise:
    if match := _LIST.fullmatch(text):
        return Members(_variable(match[1]), match[2])
    return Every(_atom(text.removeprefix(_EVERY))) if text.startswith(_EVERY) else _atom(text)


def _atom(text: str) -> Atom:
    words = text.split()
    if len(words) != 3:  # noqa: PLR2004 - a triple
        raise InputError(f"'{text}' is no triple; write 'subject predicate object'")
    return Atom(*(_place(word) for word in words))


def _pair(text: str) -> tuple[Variable, Variable]:
    first, _, second = text.partition(" != ")
    return _variable(first), _variable(second)


def _place(word: str) -> Place:
    if word.startswith("?"):
        return _variable(word)
    if _NUMBER.fullmatch(word):
        return Literal(word, AMOUNT)
    prefix, _, local = word.partition(":")
    if prefix not in STANDARD:
        raise InputError(f"'{word}' has no standard prefix; those are {', '.join(STANDARD)}")
    return Iri(STANDARD[prefix] + local)


def _variable(word: str) -> Variable:
    match = _VARIABLE.fullmatch(word)
    if not match:
        raise InputError(f"'{word}' is no variable; write ?x, or ?x[i] for one of a row")
    return Variable(match[1], match[2] or "")
