"""From what a user wrote to the one statement that is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg import names
from kg.errors import InputError, SyntaxFault
from kg.find import knows, resolve
from kg.names import PREFIXES, expand, looks_like_iri
from kg.terms import Iri, Literal, Term, Triple, text
from kg.turtle.read import parse

if TYPE_CHECKING:
    from kg.store.engine import Engine
    from kg.store.snapshot import Snapshot

_RDF: Final = names.STANDARD["rdf"]
# Where a message says the line, which is one too many: the first line declares the prefixes.
_LINE: Final = re.compile(r"\Astdin:(\d+)")
_LABEL: Final = Iri(names.STANDARD["rdfs"] + "label")


def from_turtle(given: str) -> Triple:
    """The one statement of a Turtle text, in which our prefixes are declared.

    Raises:
        SyntaxFault: it is not Turtle.
        InputError: it has no or several statements.
    """
    declared = " ".join(f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in PREFIXES.items())
    try:
        found = set(parse(f"{declared}\n{given}", name="stdin"))
    except SyntaxFault as fault:
        raise SyntaxFault(_LINE.sub(lambda match: f"stdin:{int(match[1]) - 1}", str(fault), count=1)) from None
    if len(found) != 1:
        raise InputError(f"stdin holds {len(found)} statements; give one, such as 'place:xining a npp:City .'")
    return found.pop()


def from_names(snapshot: Snapshot, subject: str, predicate: str, value: str) -> Triple:
    """The statement with these ends: each an IRI, a CURIE or a name; a property by its label; the object maybe a value.

    Raises:
        UnknownName: nothing bears the name; the text offers the nearest.
        AmbiguousName: several entities bear it.
    """
    meant = _entity(snapshot, subject)
    link = _property(snapshot, predicate)
    return Triple(meant, link, _object(snapshot, meant, link, value))


def _property(snapshot: Snapshot, name: str) -> Iri:
    """The property: ``a``, an IRI or CURIE that is used as one, or a label."""
    if name == "a":
        return Iri(_RDF + "type")
    if looks_like_iri(name):
        iri = expand(name)
        used = next(iter(snapshot.engine.quads(predicate=iri)), None)
        return iri if used else resolve(snapshot.names, name)
    labels = (text(name, "zh"), text(name, "en"), text(name.lower(), "en"))
    found = {quad.subject for label in labels for quad in snapshot.engine.quads(None, _LABEL, label)}
    properties = [each for each in found if isinstance(each, Iri) and _is_property(snapshot.engine, each)]
    return properties[0] if len(properties) == 1 else resolve(snapshot.names, name)


def _is_property(engine: Engine, iri: Iri) -> bool:
    kinds = {quad.object for quad in engine.quads(iri, Iri(_RDF + "type"))}
    return any(isinstance(kind, Iri) and kind.value.endswith("Property") for kind in kinds)


def _object(snapshot: Snapshot, subject: Iri, predicate: Iri, name: str) -> Term:
    """The value that the subject has for the property and that reads so; else the entity of that name."""
    values = {quad.object for quad in snapshot.engine.quads(subject, predicate)}
    written = [value for value in values if isinstance(value, Literal) and value.text == name]
    if len(written) == 1:
        return written[0]
    if not looks_like_iri(name):
        return resolve(snapshot.names, name)
    iri = expand(name)
    used = next(iter(snapshot.engine.quads(object=iri)), None)
    return iri if used else _entity(snapshot, name)


def _entity(snapshot: Snapshot, name: str) -> Iri:
    """The entity of the name; one that gave way to another is meant as it stands, for that is what is asked."""
    if looks_like_iri(name) and knows(snapshot.names, iri := expand(name)):
        return iri
    return resolve(snapshot.names, name)
