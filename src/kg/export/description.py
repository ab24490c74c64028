"""What a data set says of itself: DCAT and VoID for catalogues, PROV for how it came to be.

See https://www.w3.org/TR/vocab-dcat-3/, https://www.w3.org/TR/void/ and https://www.w3.org/TR/prov-o/.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from kg.export.digest import digest
from kg.names import ID, NPP, PREFIXES
from kg.project import graph_name
from kg.terms import XSD, Iri, Literal, Triple, text
from kg.turtle.order import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.export.statements import Statements
    from kg.store.manifest import Manifest

DCAT: Final = "http://www.w3.org/ns/dcat#"
VOID: Final = "http://rdfs.org/ns/void#"
PROV: Final = "http://www.w3.org/ns/prov#"
SPDX: Final = "http://spdx.org/rdf/terms#"
PREFIXES_OF_DESCRIPTION: Final = {"dcat": DCAT, "void": VOID, "prov": PROV, "spdx": SPDX, "dataset": f"{ID}dataset/"}
DATA_SET: Final = Iri(f"{ID}dataset/national-pilot-programmes")
DESCRIPTION: Final = graph_name("description")

_BUILD: Final = Iri(f"{ID}dataset/build")
_PROGRAM: Final = Iri(f"{ID}dataset/kg")
_DIGEST: Final = Iri(f"{ID}dataset/digest")
_LICENCE: Final = Iri("https://creativecommons.org/licenses/by/4.0/")
_DCT: Final = PREFIXES["dct"]
_OWL: Final = PREFIXES["owl"]
_TYPE: Final = f"<{RDF_TYPE.value}>"
_SOURCE: Final = f"<{NPP}SourceDocument>"
_TITLE: Final = {"zh": "国家试点知识图谱", "en": "Knowledge graph of national pilot programmes"}
_ABOUT: Final = {
    "zh": "中国国家级试点的计划、批次、入选、机构、地点、企业、指标与文件；每项事实附来源段落。",
    "en": "Programmes, cohorts, designations, bodies, places, enterprises, figures and documents of China's national "
    "pilots, every fact with the passage it rests on.",
}


def description(statements: Statements, facts: Manifest) -> list[Triple]:
    """The statements that describe these statements: counts, vocabularies, licence, sources, version, digest, build.

    Args:
        statements: what is exported.
        facts: what the snapshot says of itself.
    """
    found = _Counts(statements)
    said = [
        Triple(DATA_SET, RDF_TYPE, Iri(DCAT + "Dataset")),
        Triple(DATA_SET, RDF_TYPE, Iri(VOID + "Dataset")),
        *(Triple(DATA_SET, Iri(_DCT + "title"), text(words, tag)) for tag, words in _TITLE.items()),
        *(Triple(DATA_SET, Iri(_DCT + "description"), text(words, tag)) for tag, words in _ABOUT.items()),
        Triple(DATA_SET, Iri(_DCT + "license"), _LICENCE),
        Triple(DATA_SET, Iri(_DCT + "modified"), Literal(facts.built, XSD + "dateTime")),
        Triple(DATA_SET, Iri(_OWL + "versionInfo"), text(facts.version)),
        Triple(DATA_SET, Iri(VOID + "uriSpace"), text(ID)),
        *(Triple(DATA_SET, Iri(VOID + "vocabulary"), Iri(space)) for space in found.vocabularies()),
        *(Triple(DATA_SET, Iri(VOID + name), _number(count)) for name, count in found.totals().items()),
        *(Triple(DATA_SET, Iri(_DCT + "source"), Iri(source[1:-1])) for source in found.sources),
        Triple(DATA_SET, Iri(SPDX + "checksum"), _DIGEST),
        Triple(_DIGEST, RDF_TYPE, Iri(SPDX + "Checksum")),
        Triple(_DIGEST, Iri(SPDX + "algorithm"), Iri(SPDX + "checksumAlgorithm_sha256")),
        Triple(_DIGEST, Iri(SPDX + "checksumValue"), Literal(digest(statements, apart=False), XSD + "hexBinary")),
        Triple(_DIGEST, Iri(_DCT + "conformsTo"), Iri("https://www.w3.org/TR/rdf-canon/")),
    ]
    return [*said, *found.partitions(), *_provenance(facts)]


def _provenance(facts: Manifest) -> list[Triple]:
    """How the snapshot came to be: the build, what it used, the program and the reasoner."""
    label = Iri(PREFIXES["rdfs"] + "label")
    used = [graph_name(slug) for slug in sorted(facts.graphs) if slug not in {"inferred", "texts"}]
    return [
        Triple(DATA_SET, Iri(PROV + "wasGeneratedBy"), _BUILD),
        Triple(_BUILD, RDF_TYPE, Iri(PROV + "Activity")),
        Triple(_BUILD, Iri(PROV + "endedAtTime"), Literal(facts.built, XSD + "dateTime")),
        Triple(_BUILD, Iri(PROV + "wasAssociatedWith"), _PROGRAM),
        *(Triple(_BUILD, Iri(PROV + "used"), graph) for graph in used),
        Triple(_PROGRAM, RDF_TYPE, Iri(PROV + "SoftwareAgent")),
        Triple(_PROGRAM, label, text(f"kg {facts.version}，推理器 {facts.reasoner}", "zh")),
        Triple(_PROGRAM, label, text(f"kg {facts.version}, reasoner {facts.reasoner}", "en")),
        Triple(_BUILD, label, text("快照的生成", "zh")),
        Triple(_BUILD, label, text("build of the snapshot", "en")),
    ]


class _Counts:
    """What is counted in one walk over the statements as one graph."""

    def __init__(self, statements: Statements) -> None:
        self.classes: Counter[str] = Counter()
        self.properties: Counter[str] = Counter()
        self.sources: list[str] = []
        self.triples = self.entities = self.subjects = 0
        last = ""
        for subject, predicate, said, _ in statements.united():
            self.triples += 1
            self.properties[predicate] += 1
            if subject != last:
                last = subject
                self.subjects += 1
                self.entities += subject.startswith(f"<{ID}")
            if predicate == _TYPE:
                self.classes[said] += 1
                if said == _SOURCE:
                    self.sources.append(subject)

    def totals(self) -> dict[str, int]:
        """Counts by the name that VoID has for them."""
        return {
            "triples": self.triples,
            "entities": self.entities,
            "distinctSubjects": self.subjects,
            "classes": len(self.classes),
            "properties": len(self.properties),
        }

    def vocabularies(self) -> list[str]:
        """The namespaces of the classes and properties in use, sorted."""
        names = {name[1:-1] for name in (*self.classes, *self.properties) if name[0] == "<"}
        return sorted({name[: max(name.rfind("#"), name.rfind("/")) + 1] for name in names})

    def partitions(self) -> Iterator[Triple]:
        """For each class and property of ours how often it is used."""
        for counts, name, link, count in (
            (self.classes, "class", "classPartition", "entities"),
            (self.properties, "property", "propertyPartition", "triples"),
        ):
            for term, number in sorted(counts.items()):
                if term.startswith(f"<{NPP}"):
                    part = Iri(f"{ID}dataset/{name}-{term[len(NPP) + 1 : -1]}")
                    yield Triple(DATA_SET, Iri(VOID + link), part)
                    yield Triple(part, Iri(VOID + name), Iri(term[1:-1]))
                    yield Triple(part, Iri(VOID + count), _number(number))


def _number(count: int) -> Literal:
    return Literal(str(count), XSD + "integer")
