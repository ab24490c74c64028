"""Random graphs and random queries over them: the same for the same seed, and lawful SPARQL 1.1.

Left out is what may differ between engines that are both right: the order of rows, the least of values that no operator
compares, SAMPLE, times, random numbers, and blank nodes that a query makes. So is what is known to differ, which
`test_store_random.py` tests by itself: alternatives in paths, and comparisons of what cannot be compared.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from kg.terms import XSD, Blank, Iri, Literal, Node, Quad, Term, text

EXAMPLE: Final = "http://example.org/"
PREFIXES: Final = {"": EXAMPLE, "xsd": XSD}
GRAPHS: Final = ("g1", "g2", "g3")

_NODES: Final = tuple("abcdef")
_BLANKS: Final = ("b0", "b1")
_VERBS: Final = tuple("pqr")
_VALUES: Final = tuple("vw")
_VARIABLES: Final = tuple("stuxyz")
_TESTS: Final = ("CONTAINS", "STRSTARTS", "STRENDS", "REGEX")
_CALLS: Final = ("STR", "LANG", "DATATYPE")
_LITERALS: Final = (
    *(Literal(str(number), f"{XSD}integer") for number in (-1, 0, 1, 2, 3, 10)),
    *(Literal(number, f"{XSD}decimal") for number in ("1.5", "-2.25", "0.1")),
    *(text(word) for word in ("", "a", "ab", "abc", "西宁", "西宁市", "10")),
    *(text(word, tag) for word, tag in (("a", "en"), ("西宁", "zh"), ("西宁市", "zh"), ("ab", "en-gb"))),
    *(Literal(word, f"{XSD}boolean") for word in ("true", "false")),
    *(Literal(day, f"{XSD}date") for day in ("2024-09-01", "2025-01-31")),
)


def graph(chance: random.Random) -> list[Quad]:
    """Some forty statements in three graphs, some of them in two."""
    quads = []
    for _ in range(chance.randint(25, 50)):
        subject: Node = _blank(chance) if chance.random() < 0.1 else _node(chance)
        if chance.random() < 0.6:
            value: Term = _blank(chance) if chance.random() < 0.1 else _node(chance)
            verb = Iri(EXAMPLE + chance.choice(_VERBS))
        else:
            value, verb = chance.choice(_LITERALS), Iri(EXAMPLE + chance.choice(_VALUES))
        names = chance.sample(GRAPHS, chance.choice((1, 1, 1, 2)))
        quads += [Quad(subject, verb, value, Iri(EXAMPLE + name)) for name in names]
    return quads


def query(chance: random.Random) -> str:
    """A query of any form; SELECT most often."""
    return _Writer(chance).query()


def _node(chance: random.Random) -> Iri:
    return Iri(EXAMPLE + chance.choice(_NODES))


def _blank(chance: random.Random) -> Blank:
    return Blank(chance.choice(_BLANKS))


class _Writer:
    """Writes one query; a variable that BIND or a count sets is always a new one."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.fresh = (f"n{number}" for number in range(1_000))

    def query(self) -> str:
        kind = self.chance.random()
        if kind < 0.06:
            return f"ASK {self.group(2)}"
        if kind < 0.14:
            return f"CONSTRUCT {{ {self.template()} }} WHERE {self.group(2)}"
        if kind < 0.34:
            return self.grouped()
        body, names = self.body(2)
        distinct = self.chance.choice(("", "", "DISTINCT "))
        columns = " ".join(f"?{name}" for name in names) or "(1 AS ?one)"
        if distinct and self.chance.random() < 0.5 and names:
            columns = f"?{names[0]}"
        return f"SELECT {distinct}{columns} WHERE {body}"

    def grouped(self) -> str:
        body, names = self.body(1)
        if not names:
            return f"SELECT (COUNT(*) AS ?n) WHERE {body}"
        counted, *others = self.chance.sample(names, len(names))
        by = others[: self.chance.randint(0, 2)]
        call, inside = self.chance.choice(
            (
                ("COUNT", f"?{counted}"),
                ("COUNT", f"DISTINCT ?{counted}"),
                ("SUM", f"IF(isNumeric(?{counted}), ?{counted}, 0)"),
                ("MIN", f'COALESCE(STR(?{counted}), "")'),
                ("MAX", f'COALESCE(STR(?{counted}), "")'),
            )
        )
        having = self.chance.choice(("", "", f" HAVING(COUNT(?{counted}) > 1)")) if by else ""
        columns = "".join(f"?{name} " for name in by)
        grouping = f" GROUP BY {columns}" if by else ""
        return f"SELECT {columns}({call}({inside}) AS ?n) WHERE {body}{grouping}{having}"

    def body(self, depth: int) -> tuple[str, list[str]]:
        """A group, and the variables that occur in it in any visible place."""
        written = self.group(depth)
        return written, sorted({name for name in _VARIABLES if f"?{name} " in written})

    def group(self, depth: int) -> str:
        parts = [self.triples()]
        filters: list[str] = []
        for _ in range(self.chance.randint(0, 2)):
            part = self.part(depth)
            (filters if part.startswith("FILTER") else parts).append(part)
        if self.chance.random() < 0.2:
            self.chance.shuffle(parts)
        return f"{{ {' '.join([*parts, *filters])} }}"

    def part(self, depth: int) -> str:
        kinds: list[Callable[[int], str]] = [
            lambda _: f"FILTER({self.test(2)})",
            lambda _: f"FILTER({self.test(2)})",
            lambda _: f"FILTER {self.chance.choice(('', 'NOT '))}EXISTS {{ {self.triples()} }}",
            lambda _: f"BIND({self.value(2)} AS ?{next(self.fresh)} )",
            lambda _: self.values(),
            lambda _: self.triples(),
        ]
        if depth:
            kinds += [
                lambda below: f"OPTIONAL {self.group(below)}",
                lambda below: f"OPTIONAL {self.group(below)}",
                lambda below: f"{self.group(below)} UNION {self.group(below)}",
                lambda below: f"MINUS {self.group(below)}",
                self.group,
                self.inner,
            ]
        return self.chance.choice(kinds)(depth - 1)

    def inner(self, depth: int) -> str:
        body, names = self.body(depth)
        if not names:
            return "{ }"
        name = self.chance.choice(names)
        if self.chance.random() < 0.5:
            return f"{{ SELECT DISTINCT ?{name} WHERE {body} }}"
        return f"{{ SELECT ?{name} (COUNT(*) AS ?{next(self.fresh)} ) WHERE {body} GROUP BY ?{name} }}"

    def values(self) -> str:
        name = self.variable()
        listed = " ".join(self.chance.choice((self.iri(), self.literal(), "UNDEF")) for _ in range(3))
        return f"VALUES ?{name} {{ {listed} }}"

    def template(self) -> str:
        return f"?{self.variable()} :made ?{self.variable()}"

    def triples(self) -> str:
        return " ".join(f"{self.triple()} ." for _ in range(self.chance.choice((1, 1, 2))))

    def triple(self) -> str:
        subject = f"?{self.variable()} " if self.chance.random() < 0.8 else self.iri()
        if self.chance.random() < 0.4:
            value = f"?{self.variable()} " if self.chance.random() < 0.7 else self.literal()
            return f"{subject} {self.chance.choice((':v', ':w'))} {value}"
        verb = self.path(2) if self.chance.random() < 0.35 else self.verb()
        value = f"?{self.variable()} " if self.chance.random() < 0.75 else self.iri()
        return f"{subject} {verb} {value}"

    def verb(self) -> str:
        return f"?{self.variable()} " if self.chance.random() < 0.1 else f":{self.chance.choice(_VERBS)}"

    def path(self, depth: int) -> str:
        plain = f":{self.chance.choice(_VERBS)}"
        if not depth:
            return plain
        one, other = self.path(depth - 1), self.path(depth - 1)
        return self.chance.choice((plain, f"^{plain}", f"({one})/({other})", f"({plain})+", f"({plain})*"))

    def test(self, depth: int) -> str:
        kinds: list[Callable[[], str]] = [
            lambda: f"{self.value(1)} {self.chance.choice('=<>')} {self.value(1)}",
            lambda: f"BOUND(?{self.variable()} )",
            lambda: f"{self.chance.choice(('isIRI', 'isLiteral', 'isNumeric', 'isBlank'))}(?{self.variable()} )",
            lambda: f'{self.chance.choice(_TESTS)}(STR(?{self.variable()} ), "{self.chance.choice("ab西宁1")}")',
            lambda: f"?{self.variable()} IN ({self.value(0)}, {self.value(0)})",
        ]
        if depth:
            kinds += [
                lambda: f"!({self.test(depth - 1)})",
                lambda: f"({self.test(depth - 1)} && {self.test(depth - 1)})",
                lambda: f"({self.test(depth - 1)} || {self.test(depth - 1)})",
            ]
        return self.chance.choice(kinds)()

    def value(self, depth: int) -> str:
        below = depth - 1
        kinds: list[Callable[[], str]] = [lambda: f"?{self.variable()} ", self.literal, self.iri]
        if depth:
            kinds += [
                lambda: f"({self.value(below)} {self.chance.choice('+-*')} {self.value(below)})",
                lambda: f"{self.chance.choice(_CALLS)}({self.value(below)})",
                lambda: f"STRLEN(STR({self.value(below)}))",
                lambda: f"UCASE(STR({self.value(below)}))",
                lambda: f"IF({self.test(0)}, {self.value(below)}, {self.value(below)})",
                lambda: f"COALESCE({self.value(below)}, {self.value(below)})",
            ]
        return self.chance.choice(kinds)()

    def variable(self) -> str:
        return self.chance.choice(_VARIABLES)

    def iri(self) -> str:
        return f":{self.chance.choice(_NODES)}"

    def literal(self) -> str:
        found = self.chance.choice(_LITERALS)
        if found.datatype in {f"{XSD}integer", f"{XSD}decimal", f"{XSD}double", f"{XSD}boolean"}:
            return found.text
        if found.language:
            return f'"{found.text}"@{found.language}'
        return f'"{found.text}"' if not found.datatype.endswith("date") else f'"{found.text}"^^xsd:date'
