"""``kg cite``: for editors, the passage that cites words of a source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from kg import passages
from kg.cli import options
from kg.errors import InputError, UnknownName
from kg.names import PREFIXES, STANDARD, compact, expand, looks_like_iri, npp
from kg.terms import XSD, Iri, Literal, Triple, text

if TYPE_CHECKING:
    from kg.passages import Stretch, Text
    from kg.project import Project
    from kg.terms import Term

_MODALITIES: Final = ("stated", "inferred", "contextual", "goal", "claim")
_PHRASE_LENGTH: Final = 24
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_AROUND: Final = 12

_EXAMPLES: Final = """\b
  kg cite xining-evening-news 62% --slug green-building-2020
  kg cite xining-evening-news 入选 --nth 2 --slug admitted
  kg cite xining-evening-news 打造生态宜居的高原样板城市 --modality goal"""


class _Recorded(NamedTuple):
    """What the graph has of a source: the digest of its text ("" if none), and its passages with their stretches."""

    digest: str
    passages: dict[Iri, tuple[str, str]]


@click.command(short_help="Make the passage that cites words of a source.", epilog=_EXAMPLES)
@click.argument("source")
@click.argument("words")
@click.option("--nth", type=click.IntRange(min=1), help="Which place, from 1, where the words stand more than once.")
@click.option("--phrase", help="At most 24 characters of WORDS that state the fact.  [default: WORDS, if short enough]")
@click.option("--slug", help="The end of the passage's name, such as green-building-2020.  [default: its offset]")
@click.option(
    "--modality", type=click.Choice(_MODALITIES), default="stated", show_default=True, help="How it supports."
)
def command(source: str, words: str, nth: int | None, phrase: str | None, slug: str | None, modality: str) -> None:
    """Make the passage that cites words of a source.

    Finds WORDS in the text of SOURCE (a slug such as xining-evening-news, or its CURIE) and prints the passage, ready
    to paste into the source's Turtle file: offsets in characters, digest, phrase and paragraph. The sentence around
    goes to stderr, to check by eye.
    """
    project = options.located()
    name = _source(project, source)
    recorded = _recorded(project, Iri(PREFIXES["doc"] + name))
    state = passages.look(project, name, sha256=recorded.digest or None)
    if state.text is None:
        raise InputError(state.message)
    place = _place(state.text, words, nth)
    said = _phrase(words, phrase)
    passage = _named(name, place, slug)
    _warn_of_others(passage, place, recorded)
    click.echo(passages.sentence(state.text, place.start, place.end), err=True)
    options.write([_block(name, passage, place, words, said, modality).encode()], None)


def _source(project: Project, source: str) -> str:
    """The slug of the source that the user means.

    Raises:
        UnknownName: it is no slug and no ``doc:`` CURIE.
    """
    name = expand(source).value.removeprefix(PREFIXES["doc"]) if looks_like_iri(source) else source
    if not _SLUG.fullmatch(name):
        here = sorted(path.stem for path in project.sources.glob("*.txt"))
        known = f"the texts here are {', '.join(here)}" if here else f"there are no texts in {project.sources}"
        raise UnknownName(f"'{source}' names no source; a source is a slug or doc:slug, and {known}")
    return name


def _recorded(project: Project, document: Iri) -> _Recorded:
    """What the Turtle files of the graph say of a source; a file that does not name it is not parsed."""
    from kg.turtle.read import parse, shown, text_of

    slug = document.value.removeprefix(PREFIXES["doc"])
    values: dict[Iri, dict[Iri, Term]] = {}
    for item in project.inputs():
        content = text_of(item.path)
        if slug in content:
            for subject, predicate, thing in parse(content, name=shown(item.path)):
                if isinstance(subject, Iri):
                    values.setdefault(subject, {})[predicate] = thing
    digest = values.get(document, {}).get(npp("sha256"))
    cited = {
        node: (_text(found.get(npp("start"))), _text(found.get(npp("end"))))
        for node, found in values.items()
        if found.get(npp("quotedFrom")) == document
    }
    return _Recorded(_text(digest), cited)


def _text(term: Term | None) -> str:
    return term.text if isinstance(term, Literal) else ""


def _place(source: Text, words: str, nth: int | None) -> Stretch:
    """The one place where the words stand, or the ``nth``.

    Raises:
        InputError: they stand nowhere, or at several places and none was chosen, or there are not so many.
    """
    places = passages.locate(source, words)
    if not places:
        near = passages.nearest(source, words)
        listed = "; the nearest are:\n" + _listed(source, near) if near else ", nor anything like them"
        raise InputError(f"{source.source}: these words do not stand in the text{listed}")
    if nth is None and len(places) > 1:
        raise InputError(
            f"{source.source}: the words stand {len(places)} times; choose with --nth, or give more of them:\n"
            + _listed(source, places)
        )
    if nth is not None and nth > len(places):
        raise InputError(f"{source.source}: the words stand {len(places)} times, so there is no --nth {nth}")
    return places[(nth or 1) - 1]


def _listed(source: Text, places: list[Stretch]) -> str:
    """One line a place: its number, paragraph and offsets, and the words with a little around them."""
    lines = []
    for number, place in enumerate(places, 1):
        before = source.content[max(0, place.start - _AROUND) : place.start].rpartition("\n")[2]
        after = source.content[place.end : place.end + _AROUND].partition("\n")[0]
        found = source.content[place.start : place.end]
        lines.append(f"  {number}. ¶{place.paragraph} {place.start}-{place.end}: …{before}[{found}]{after}…")
    return "\n".join(lines)


def _phrase(words: str, phrase: str | None) -> str:
    """The phrase that the passage shows.

    Raises:
        InputError: it is too long, empty, or not among the words.
    """
    chosen = words if phrase is None else phrase
    if len(chosen) > _PHRASE_LENGTH:
        which = "WORDS have" if phrase is None else "--phrase has"
        raise InputError(f"{which} {len(chosen)} characters; give with --phrase at most {_PHRASE_LENGTH} of WORDS")
    if not chosen.strip() or chosen not in words:
        raise InputError(f"--phrase '{chosen}' is not a part of WORDS; copy it from them")
    return chosen


def _named(source: str, place: Stretch, slug: str | None) -> Iri:
    """The passage's IRI: the initials of the source, the paragraph in two digits, and the slug.

    Raises:
        InputError: the slug is none.
    """
    ending = f"at-{place.start}" if slug is None else slug
    if not _SLUG.fullmatch(ending):
        raise InputError(f"--slug '{ending}': use lower-case letters a to z, digits, and hyphens between them")
    initials = "".join(part[0] for part in source.split("-"))
    return Iri(f"{PREFIXES['psg']}{initials}-p{place.paragraph:02}-{ending}")


def _warn_of_others(passage: Iri, place: Stretch, recorded: _Recorded) -> None:
    """Say on stderr which passage has this stretch already.

    Raises:
        InputError: the name is taken by another stretch.
    """
    stretch = (str(place.start), str(place.end))
    if recorded.passages.get(passage, stretch) != stretch:
        raise InputError(f"{compact(passage)} is another passage already; choose another --slug")
    for other in sorted(node for node, found in recorded.passages.items() if found == stretch):
        click.echo(f"kg: {compact(other)} cites this stretch already", err=True)


def _block(source: str, passage: Iri, place: Stretch, words: str, phrase: str, modality: str) -> str:
    """The passage in canonical Turtle, without the declarations of prefixes."""
    from kg.turtle.write import turtle

    values: dict[Iri, Term] = {
        Iri(STANDARD["rdf"] + "type"): npp("Passage"),
        npp("paragraph"): Literal(str(place.paragraph), XSD + "integer"),
        npp("start"): Literal(str(place.start), XSD + "integer"),
        npp("end"): Literal(str(place.end), XSD + "integer"),
        npp("phrase"): text(phrase),
        npp("sha256"): text(passages.digest(words)),
        npp("modality"): Iri(PREFIXES["c"] + modality),
        npp("quotedFrom"): Iri(PREFIXES["doc"] + source),
    }
    written = turtle(Triple(passage, predicate, thing) for predicate, thing in values.items())
    return written.partition("\n\n")[2]
