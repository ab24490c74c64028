"""What is typed, answered: a query in a process of its own, or a command that begins with a full stop."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Protocol

from kg import find
from kg.errors import InputError, KgError
from kg.names import PREFIXES, compact
from kg.query import results
from kg.query.empty import why_empty
from kg.query.explain import duration, explain
from kg.query.job import Job, perform
from kg.query.table import align, fitted
from kg.query.worker import Limits
from kg.shell import schema
from kg.shell.place import is_name, is_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kg.shell.vocabulary import Vocabulary
    from kg.store.snapshot import Snapshot

HELP: Final = """\
A query runs at Enter when it is whole; until then, Enter begins a new line.
Enter on an empty line runs it anyhow; Alt-Enter (Esc, Enter) begins a new line.
Tab completes keywords, prefixes, classes, properties, variables, and entities
by any name: 西宁, xining, Xining. Up and down go through what was asked before.
Ctrl-C stops a query or drops what is typed; Ctrl-D leaves.

.schema           the classes, and how many entities each has
.schema NAME      what is said of a class's entities, or how a property is used;
                  NAME is npp:Designation, Designation, 入选 or recipient
.find NAME        entities by any of their names; a name alone does the same,
                  and in a query ?x npp:labelMatches "西宁" does
.prefixes         the prefixes that need no declaration
.explain [QUERY]  what each pattern of the query (else of the last one) matches,
                  and the time that takes
.save FILE        the whole answer to the last query, as FILE ends:
                  .csv .tsv .json .xml .md .html .jsonl .xlsx .parquet .ttl .nt
.help             this
.quit             leave"""

_ADVICE: Final = "a query begins with SELECT or ASK, a command with a full stop, and .help tells more"
COMMANDS: Final = (".explain", ".find", ".help", ".prefixes", ".quit", ".save", ".schema")
_WORDS: Final = {"exit": ".quit", "quit": ".quit", "help": ".help", ".exit": ".quit", ".q": ".quit", ".h": ".help"}
_MOST_FOUND: Final = 20


class Screen(Protocol):
    """Where answers go."""

    def columns(self) -> int:
        """How wide a line may be."""

    def show(self, lines: Sequence[str]) -> None:
        """Show the lines of an answer, page by page where they are many."""

    def tell(self, words: str) -> None:
        """Show what is said of an answer, or instead of one."""

    def save(self, path: Path, content: Callable[[str], bytes]) -> None:
        """Write a file whole or not at all: ``content`` gives it in the format that the name asks for.

        Raises:
            InputError: no format has such a name, or the file cannot be written.
        """


@dataclass(frozen=True, slots=True)
class Settings:
    """How queries are answered.

    Attributes:
        graphs: slugs of the graphs to ask alone; all where there is none.
        asserted: leave out what was inferred.
        limits: of each query.
        most: rows or statements to show; None for all.
        saved: rows or statements that ``.save`` writes; None for all.
        services: beginnings of the URLs that SERVICE may ask.
    """

    graphs: tuple[str, ...] = ()
    asserted: bool = False
    limits: Limits = field(default_factory=Limits)
    most: int | None = None
    saved: int | None = None
    services: tuple[str, ...] = ()


class Leave(Exception):
    """The user has said goodbye."""


class Answers:
    """One conversation: how it finds the graph, its settings, and the last query."""

    def __init__(self, snapshot: Callable[[], Snapshot], settings: Settings, screen: Screen) -> None:
        self._snapshot = snapshot
        self._settings = settings
        self._screen = screen
        self._last: Job | None = None
        self._vocabulary: tuple[Path, Vocabulary] | None = None

    def take(self, text: str) -> None:
        """Answer one input; an error of this program is told and forgotten.

        Raises:
            Leave: the input says so.
        """
        text = text.strip()
        text = _WORDS.get(text.lower(), text)
        if not text:
            return
        try:
            if text.startswith("."):
                self._command(*text.partition(" ")[::2])
            elif is_name(text):
                self._find(text)
            else:
                self._query(text)
        except KgError as error:
            self._screen.tell(f"kg: {error}")

    def vocabulary(self) -> Vocabulary:
        """The vocabulary of the snapshot that answers now.

        Raises:
            KgError: there is none.
        """
        from kg.shell.vocabulary import load

        snapshot = self.snapshot()
        if self._vocabulary is None or self._vocabulary[0] != snapshot.path:
            self._vocabulary = (snapshot.path, load(snapshot, self._settings.limits))
        return self._vocabulary[1]

    def snapshot(self) -> Snapshot:
        """The snapshot that answers now: a build in the meantime is seen.

        Raises:
            SnapshotError: there is none.
        """
        return self._snapshot()

    def _job(self, text: str) -> Job:
        """The query as it is asked; a semicolon at the end, as other languages want it, is none of it."""
        bare = text.rstrip().removesuffix(";")
        chosen = bare if bare != text.rstrip() and is_whole(bare) else text
        settings = self._settings
        return Job(
            chosen,
            graphs=settings.graphs,
            asserted=settings.asserted,
            terminal=True,
            most=settings.most,
            columns=self._screen.columns(),
            services=settings.services,
        )

    def _query(self, text: str) -> None:
        """Show the answer to a query, and what is to be said of it."""
        job, snapshot, limits = self._job(text), self.snapshot(), self._settings.limits
        self._last = job
        started = time.perf_counter()
        found = perform(snapshot, job, limits)
        took = time.perf_counter() - started
        for warning in found.warnings:
            self._screen.tell(f"warning: {warning}")
        empty = found.noun == "row" and results.is_empty(found.content, found.count) and job.most != 0
        if not empty:
            self._screen.show(found.content.decode().splitlines())
        reasons = why_empty(snapshot, job, limits) if empty else []
        noun = f"{found.noun}{'' if found.count == 1 else 's'}"
        if found.cut and job.most is not None:
            self._screen.tell(f"the first {job.most:,} {noun}; there are more: LIMIT and OFFSET page, .save writes all")
        elif found.count is not None and not reasons:
            self._screen.tell(f"{found.count:,} {noun} in {duration(took)}")
        for reason in reasons:
            self._screen.tell(reason)

    def _command(self, name: str, rest: str) -> None:
        """Do what a command says.

        Raises:
            Leave: it says so.
            KgError: there is no such command, or it cannot be done.
        """
        rest = rest.strip()
        if name == ".quit":
            raise Leave
        does: dict[str, Callable[[str], None]] = {
            ".explain": self._explain,
            ".find": self._find,
            ".help": lambda _: self._screen.show(HELP.splitlines()),
            ".prefixes": lambda _: self._screen.show(self._fitted(("prefix", "namespace"), PREFIXES.items())),
            ".save": self._save,
            ".schema": self._schema,
        }
        if name not in does:
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1)
            raise InputError(f"no command '{name}'; {f'did you mean {near[0]}?' if near else '.help lists them'}")
        does[name](rest)

    def _explain(self, text: str) -> None:
        """Explain a query, or the last one."""
        job = self._job(text) if text else self._last
        if job is None:
            raise InputError("no query to explain yet; ask one, or write it after .explain")
        self._last = job
        found = explain(self.snapshot(), replace(job, most=None), self._settings.limits)
        self._screen.show(found.lines(self._screen.columns()))

    def _find(self, name: str) -> None:
        """Find entities by name."""
        if not name:
            raise InputError("write a name after .find: Chinese, English, pinyin, or a part of a CURIE")
        hits = find.search(self.snapshot().names, name, limit=_MOST_FOUND)
        rows = [(compact(hit.iri), hit.label_zh, hit.label_en, hit.kind_zh or hit.kind_en) for hit in hits]
        if not rows:
            raise InputError(f"nothing in the graph is called '{name}'; {_ADVICE}")
        self._screen.show(self._fitted(("CURIE", "Chinese name", "name", "class"), rows))

    def _save(self, name: str) -> None:
        """Write the whole answer to the last query."""
        from pathlib import Path

        if self._last is None or not name:
            raise InputError("ask a query, then write a file's name after .save, say .save answer.csv")
        job, snapshot, limits = self._last, self.snapshot(), self._settings.limits
        path = Path(name.strip("\"'")).expanduser()
        whole = replace(job, most=self._settings.saved, columns=None)
        self._screen.save(path, lambda form: perform(snapshot, replace(whole, form=form), limits).content)
        self._screen.tell(f"{path}: {path.stat().st_size:,} bytes")

    def _schema(self, name: str) -> None:
        """Show the classes, or what is said of the entities of one."""
        lines = schema.told(self.snapshot(), self.vocabulary(), name, self._settings.limits, self._screen.columns())
        self._screen.show(lines)

    def _fitted(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
        """A table of texts, its lines no wider than the screen."""
        return align(fitted([headings, *rows], self._screen.columns()), [False] * len(headings))
