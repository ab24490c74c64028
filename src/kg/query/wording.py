"""What could stand somewhere in a query, in words rather than in names of tokens."""

from __future__ import annotations

from typing import Final

# From tokens that can stand together to what they are, the larger sets first.
_KINDS_OF_THINGS: Final = (
    ({"@variable", "'('", "FUNCTION", "'!'"}, "an expression"),
    ({"'('", "FUNCTION", "EXISTS"}, "a condition such as (?x > 5)"),
    ({"'{'", "OPTIONAL", "FILTER", "BIND"}, "a pattern"),
    ({"@variable", "@iri", "@string"}, "a variable, an IRI or a literal"),
    ({"@iri", "'^'"}, "a property"),
    ({"@iri", "@string"}, "an IRI or a literal"),
    ({"@variable", "@iri"}, "a variable or an IRI"),
    ({"@iri"}, "an IRI"),
    ({"'||'", "'='", "'+'"}, "an operator"),
    ({"GROUP", "ORDER", "LIMIT"}, "ORDER BY, LIMIT or the like"),
    ({"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"}, "SELECT, ASK, CONSTRUCT or DESCRIBE"),
)
_PARTS_OF_THINGS: Final = {
    "an expression": {"@variable", "'('", "'!'", "'+'", "'-'", "@iri", "@curie", "@prefix", "@string", "@integer"}
    | {"@number", "TRUE", "FALSE", "FUNCTION", "AGGREGATE", "COUNT", "GROUP_CONCAT", "BOUND", "EXISTS", "NOT"},
    "a condition such as (?x > 5)": {"'('", "FUNCTION", "AGGREGATE", "COUNT", "GROUP_CONCAT", "BOUND", "EXISTS", "NOT"}
    | {"@iri", "@curie", "@prefix"},
    "a pattern": {"'{'", "OPTIONAL", "MINUS", "GRAPH", "SERVICE", "FILTER", "BIND", "VALUES"},
    "a variable, an IRI or a literal": {"@variable", "@iri", "@curie", "@prefix", "@string", "@integer", "@number"}
    | {"'+'", "'-'", "TRUE", "FALSE", "@blank", "'('", "'['"},
    "a property": {"@iri", "@curie", "@prefix", "A", "'!'", "'('", "'^'", "@variable"},
    "an IRI or a literal": {
        "@iri",
        "@curie",
        "@prefix",
        "@string",
        "@integer",
        "@number",
        "'+'",
        "'-'",
        "TRUE",
        "FALSE",
    },
    "a variable or an IRI": {"@variable", "@iri", "@curie", "@prefix"},
    "an IRI": {"@iri", "@curie", "@prefix"},
    "an operator": {
        "'||'",
        "'&&'",
        "'='",
        "'!='",
        "'<'",
        "'>'",
        "'<='",
        "'>='",
        "'+'",
        "'-'",
        "'*'",
        "'/'",
        "NOT",
        "IN",
    },
    "ORDER BY, LIMIT or the like": {"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"},
    "SELECT, ASK, CONSTRUCT or DESCRIBE": {"SELECT", "CONSTRUCT", "ASK", "DESCRIBE", "BASE", "PREFIX"},
}
_SINGLE: Final = {
    "@variable": "a variable",
    "@string": "a string",
    "@integer": "a whole number",
    "@prefix": "a prefix",
    "@language": "a language tag",
    "@blank": "a blank node",
    "END": "the end of the query",
}


def worded(expected: frozenset[str]) -> str:
    """The tokens that could stand somewhere, in words.

    >>> worded(frozenset({"'.'", "'}'", "@variable", "@iri", "@curie", "@prefix"}))
    "a variable or an IRI, '.' or '}'"
    """
    left = set(expected)
    things = []
    for signs, thing in _KINDS_OF_THINGS:
        if signs <= left:
            things.append(thing)
            left -= _PARTS_OF_THINGS[thing]
    marks = sorted(name for name in left if name.startswith("'"))
    words = sorted(name for name in left if not name.startswith("'"))
    listed = [*things, *(_SINGLE.get(word, word) for word in words), *marks]
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"
