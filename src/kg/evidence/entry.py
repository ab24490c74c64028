"""One piece of evidence as a value, and the sentence it stands in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from kg import passages
from kg.errors import InputError
from kg.passages import Presence, TextState
from kg.project import Project, graph_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.terms import Iri, Node, Quad, Term

INFERRED: Final = graph_name("inferred")


class Quads(Protocol):
    """What is asked of a store: statements by pattern, each once for every named graph it stands in."""

    def quads(
        self,
        subject: Node | None = None,
        predicate: Iri | None = None,
        object: Term | None = None,  # noqa: A002 - RDF's own name for the position
        graph: Iri | None = None,
    ) -> Iterable[Quad]:
        """Every statement that matches; None matches anything."""

    def graphs(self) -> dict[Iri, int]:
        """The graphs and how many statements each holds, by name."""


class Label(NamedTuple):
    """A name in both languages; "" where there is none."""

    zh: str = ""
    en: str = ""

    def words(self, lang: str) -> str:
        """The name in this language, else in the other, else "".

        >>> Label("西宁市").words("en")
        '西宁市'
        """
        return (self.en or self.zh) if lang == "en" else (self.zh or self.en)


NAMELESS: Final = Label()


class Basis(Enum):
    """Whose evidence it is, which is the step of the rule that found it."""

    CLAIM = "claim"
    SHARED = "shared"
    SUBJECT = "subject"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage that supports a fact, or one document that is cited for it.

    Where a document is cited as a whole, ``passage``, ``paragraph``, ``start``, ``end`` and ``modality`` are None and
    ``phrase`` is "". ``page`` is where the document was seen. ``modality`` is one of the five marks, ``c:stated`` and
    so on. ``rank`` is that of the Claim, None for other bases. ``sentence`` is "" and ``presence`` None until
    ``with_sentences`` has looked for the text.
    """

    source: Iri
    source_label: Label
    source_digest: str
    page: Iri | None
    basis: Basis
    passage: Iri | None = None
    paragraph: int | None = None
    phrase: str = ""
    start: int | None = None
    end: int | None = None
    digest: str = ""
    modality: Iri | None = None
    modality_label: Label = NAMELESS
    rank: Iri | None = None
    rank_label: Label = NAMELESS
    sentence: str = ""
    presence: Presence | None = None

    @property
    def slug(self) -> str:
        """The name of the source among the texts: the last segment of its IRI."""
        return self.source.value.rpartition("/")[2]


class Ground(NamedTuple):
    """A statement that some source asserts, in words, and what it rests on."""

    words: str
    evidence: tuple[Evidence, ...]


class Grounds(NamedTuple):
    """What an inferred statement comes to rest on.

    Attributes:
        conclusion: the statement in words.
        rules: the names of the rules of a proof of it, each once, from the conclusion down.
        premises: the asserted statements about things that the proof ends in; axioms are left out.
    """

    conclusion: str
    rules: tuple[str, ...]
    premises: tuple[Ground, ...]


def with_sentences(project: Project, found: Sequence[Evidence]) -> list[Evidence]:
    """The same evidence, each passage with its sentence where the text is here and digests agree.

    ``presence`` tells for every passage what became of it: HERE with a sentence, ABSENT, or DIFFERS where the digest of
    the whole text or of the stretch is not the recorded one. Documents cited as a whole stay as they are. Each text is
    read once a call.

    Raises:
        InputError: a text is there and is not UTF-8.
    """
    states: dict[tuple[str, str], TextState] = {}
    complete = []
    for item in found:
        if item.passage is None:
            complete.append(item)
            continue
        key = (item.slug, item.source_digest)
        if key not in states:
            states[key] = passages.look(project, item.slug, sha256=item.source_digest or None)
        complete.append(_with_sentence(item, states[key]))
    return complete


def _with_sentence(item: Evidence, state: TextState) -> Evidence:
    if state.text is None or item.start is None or item.end is None:
        return replace(item, presence=state.presence)
    try:
        words = passages.stretch(state.text, item.start, item.end)
    except InputError:
        # Offsets beyond this text: it is not the text that the passage means.
        return replace(item, presence=Presence.DIFFERS)
    if item.digest and passages.digest(words) != item.digest.lower():
        return replace(item, presence=Presence.DIFFERS)
    sentence = passages.sentence(state.text, item.start, item.end)
    return replace(item, presence=Presence.HERE, sentence=sentence)
