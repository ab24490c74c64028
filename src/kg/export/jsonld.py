"""JSON-LD that people can read: compacted by the context of our ontology, one property a line.

The context says which short name stands for which property and of which kind its values are; a value of another kind
stands under the property's prefixed name, with its kind beside it. So nothing is lost: https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from kg.errors import InputError
from kg.export.parted import parted
from kg.export.statements import triple
from kg.terms import XSD_STRING, Blank, Iri, Literal
from kg.turtle.order import RDF_TYPE, object_key, predicate_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.export.statements import Statements
    from kg.terms import Node, Term
    from kg.turtle.spelled import Spelled

    Context = Mapping[str, Any]  # Any: a JSON object

_LANGUAGE: Final = "@language"


def jsonld(statements: Statements, prefixes: Mapping[str, str], context: Context) -> Iterator[bytes]:
    """The named graphs as compacted JSON-LD 1.1.

    Args:
        statements: what to write.
        prefixes: from prefix to namespace.
        context: short names of properties and classes, as an ``@context`` holds them; see `kg.export.context`.

    Raises:
        InputError: an IRI would be taken for a prefixed name.
    """
    whole = {"@version": 1.1, **dict(sorted(prefixes.items())), **context}
    names = _Names(whole)
    lines = (f" {json.dumps(name)}: {json.dumps(meaning, ensure_ascii=False)}" for name, meaning in whole.items())
    yield ('{\n"@context": {\n' + ",\n".join(lines) + '\n},\n"@graph": [').encode()
    for number, (graph, found) in enumerate(parted(statements.in_graphs())):
        name = json.dumps(names.node(Iri(graph[1:-1])), ensure_ascii=False)
        yield f'{"," if number else ""}\n{{\n"@id": {name},\n"@graph": ['.encode()
        for count, (_, said) in enumerate(groupby(found, key=_subject)):
            yield f"{',' if count else ''}\n{_object(names, said)}".encode()
        yield b"\n]\n}"
    yield b"\n]\n}\n"


def _subject(statement: Spelled) -> str:
    return statement[0]


def _object(names: _Names, said: Iterable[Spelled]) -> str:
    """What one subject says, as a JSON object."""
    groups: dict[Iri, list[Term]] = {}
    node: Node = Iri("")
    for each in said:
        node, predicate, value = triple(each)
        groups.setdefault(predicate, []).append(value)
    members: dict[str, Any] = {"@id": names.node(node)}  # Any: JSON
    for predicate in sorted(groups, key=predicate_key):
        for value in sorted(groups[predicate], key=_order):
            names.put(members, predicate, value)
    lines = (f" {json.dumps(key)}: {json.dumps(_plain(found), ensure_ascii=False)}" for key, found in members.items())
    return "{\n" + ",\n".join(lines) + "\n}"


def _order(value: Term) -> tuple[int, str, str, str]:
    return (9, "", value.label, "") if isinstance(value, Blank) else object_key(value)


def _plain(found: object) -> object:
    """A lone value without brackets."""
    if isinstance(found, list) and len(found) == 1:
        return found[0]
    if isinstance(found, dict):
        return {key: _plain(value) for key, value in found.items()}
    return found


class _Names:
    """The short names that a context gives."""

    def __init__(self, context: Context) -> None:
        self._prefixes = {value: key for key, value in context.items() if isinstance(value, str) and value[-1] in "/#"}
        self._schemes = set(self._prefixes.values())
        self._terms: dict[tuple[str, str], str] = {}
        for name, meaning in context.items():
            if isinstance(meaning, dict):
                kind = _LANGUAGE if meaning.get("@container") == _LANGUAGE else meaning.get("@type", "")
                self._terms[self._full(meaning["@id"]), self._full(kind)] = name
            elif isinstance(meaning, str) and meaning[-1] not in "/#":
                self._terms[self._full(meaning), ""] = name

    def _full(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return next((space + local for space, known in self._prefixes.items() if known == prefix), name)

    def node(self, node: Node) -> str:
        """A node's name: prefixed if a prefix fits."""
        if isinstance(node, Blank):
            return f"_:{node.label}"
        value = node.value
        cut = max(value.rfind("/"), value.rfind("#")) + 1
        if (prefix := self._prefixes.get(value[:cut])) and not value.startswith("//", cut) and value[cut:]:
            return f"{prefix}:{value[cut:]}"
        if value.partition(":")[0] in self._schemes and not value.partition(":")[2].startswith("//"):
            raise InputError(f"JSON-LD would take <{value}> for a prefixed name; export another format, such as ttl")
        return value

    def put(self, members: dict[str, Any], predicate: Iri, value: Term) -> None:  # Any: JSON
        """Add a value to the members of an object, under the name that says its kind."""
        if predicate == RDF_TYPE and not isinstance(value, Literal):
            kind = self._terms.get((value.value, ""), "") if isinstance(value, Iri) else ""
            members.setdefault("@type", []).append(kind or self.node(value))
            return
        kind = (_LANGUAGE if value.language else value.datatype) if isinstance(value, Literal) else "@id"
        name = self._terms.get((predicate.value, kind))
        if name is None:
            members.setdefault(self.node(predicate), []).append(self._in_full(value))
        elif isinstance(value, Literal):
            if value.language:
                members.setdefault(name, {}).setdefault(value.language, []).append(value.text)
            else:
                members.setdefault(name, []).append(value.text)
        else:
            members.setdefault(name, []).append(self.node(value))

    def _in_full(self, value: Term) -> object:
        if not isinstance(value, Literal):
            return {"@id": self.node(value)}
        if value.language:
            return {"@value": value.text, "@language": value.language}
        if value.datatype == XSD_STRING:
            return value.text
        return {"@value": value.text, "@type": self.node(Iri(value.datatype))}
