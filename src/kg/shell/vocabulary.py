"""The classes and properties of our vocabulary, as one who asks needs them: labels, definitions, domains."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.names import NPP, compact, npp
from kg.query.known import LABEL_MATCHES
from kg.query.worker import confined
from kg.terms import Iri, Literal

if TYPE_CHECKING:
    from kg.query.worker import Limits
    from kg.store.engine import Engine
    from kg.store.snapshot import Snapshot

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_TYPE: Final = Iri(_RDF + "type")
_CLASSES: Final = (Iri(_OWL + "Class"), Iri(_RDFS + "Class"))
_PROPERTIES: Final = tuple(Iri(_OWL + kind) for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"))
_FACTS: Final = {
    Iri(_RDFS + "label"): "labels",
    Iri(_SKOS + "definition"): "definitions",
    Iri(_RDFS + "domain"): "domains",
    Iri(_RDFS + "range"): "ranges",
    Iri(_RDFS + "subClassOf"): "above",
}
# What is asked for in every graph, although our vocabulary does not define it.
_STANDARD: Final = (
    ("skos:prefLabel", "名称", "preferred label"),
    ("skos:altLabel", "别名", "other label"),
    ("skos:note", "说明", "note"),
    ("rdfs:label", "标签", "label"),
    (compact(Iri(LABEL_MATCHES)), "名称符合", "has a name like"),
)


@dataclass(slots=True)
class Entry:
    """A class or property.

    Attributes:
        curie: its name.
        labels: by language.
        definitions: by language.
        domains: CURIEs of the classes whose members have the property.
        ranges: CURIEs of the classes or types that its values have.
        above: CURIEs of the classes of which this one is a kind.
    """

    curie: str
    labels: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    domains: set[str] = field(default_factory=set)
    ranges: set[str] = field(default_factory=set)
    above: set[str] = field(default_factory=set)

    def named(self) -> str:
        """Its labels in both languages, as one line."""
        return " ".join(dict.fromkeys(self.labels[lang] for lang in ("zh", "en") if lang in self.labels))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The classes and the properties, by CURIE."""

    classes: dict[str, Entry]
    properties: dict[str, Entry]

    def entry(self, curie: str) -> Entry | None:
        """The class or property of this name."""
        return self.classes.get(curie) or self.properties.get(curie)

    def lineage(self, curie: str) -> set[str]:
        """The class and those of which it is a kind."""
        found: set[str] = set()
        waiting = [curie]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.classes[name].above if name in self.classes else ()
        return found


def load(snapshot: Snapshot, limits: Limits) -> Vocabulary:
    """The vocabulary of a snapshot, read in a process of its own.

    Raises:
        KgError: what ``confined`` raises.
    """
    return confined(partial(_load, snapshot), limits)


def _load(snapshot: Snapshot) -> Vocabulary:
    engine = snapshot.engine
    classes = _entries(engine, _CLASSES)
    properties = _entries(engine, _PROPERTIES)
    for curie, zh, en in _STANDARD:
        properties.setdefault(curie, Entry(curie)).labels.update({"zh": zh, "en": en})
    return Vocabulary(classes, properties)


def _entries(engine: Engine, kinds: tuple[Iri, ...]) -> dict[str, Entry]:
    """The terms of our vocabulary of these kinds, by CURIE and in its order."""
    found = {quad.subject for kind in kinds for quad in engine.quads(None, _TYPE, kind)}
    ours = sorted(each for each in found if isinstance(each, Iri) and each.value.startswith(NPP))
    return {compact(each): _entry(engine, each) for each in ours}


def _entry(engine: Engine, name: Iri) -> Entry:
    entry = Entry(compact(name))
    for quad in engine.quads(name):
        kept = _FACTS.get(quad.predicate)
        if kept is None:
            continue
        if isinstance(quad.object, Literal):
            getattr(entry, kept)[quad.object.language] = quad.object.text
        elif isinstance(quad.object, Iri) and quad.object != name and quad.object != npp(""):
            getattr(entry, kept).add(compact(quad.object))
    return entry
