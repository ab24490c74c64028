"""The editor of the shell: prompt_toolkit (https://python-prompt-toolkit.readthedocs.io) dressed for SPARQL."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout.processors import HighlightMatchingBracketProcessor
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.styles import Style

from kg.errors import KgError
from kg.shell.answers import COMMANDS
from kg.shell.colours import STYLES, coloured
from kg.shell.offers import Offers
from kg.shell.place import is_name, is_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.history import History
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output

    from kg.shell.answers import Answers

_PROMPT: Final = "kg> "
_CONTINUED: Final = "  > "


def editor(answers: Answers, *, source: Input | None = None, sink: Output | None = None) -> PromptSession[str]:
    """The editor: its ``prompt`` gives one input.

    Args:
        answers: whose vocabulary and names complete what is typed.
        source: where keys come from; None for the terminal.
        sink: where the editor draws; None for the terminal.
    """
    return PromptSession(
        FormattedText([("class:prompt", _PROMPT)]),
        multiline=True,
        prompt_continuation=FormattedText([("class:continued", _CONTINUED)]),
        lexer=_Colours(),
        completer=_Completions(answers),
        history=history(),
        key_bindings=_keys(),
        style=Style.from_dict(STYLES),
        input_processors=[HighlightMatchingBracketProcessor(chars="[](){}")],
        complete_while_typing=True,
        reserve_space_for_menu=6,
        input=source,
        output=sink,
    )


def history() -> History:
    """What was asked before, kept in the user's folder for states; in memory where that cannot be written."""
    path = state_folder() / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))


def state_folder() -> Path:
    """Where a user's programs keep what outlives them: https://specifications.freedesktop.org/basedir-spec/latest/."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "kg"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "kg"
    named = os.environ.get("XDG_STATE_HOME", "")
    # The specification: a path that is not absolute is to be ignored.
    return (Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "state") / "kg"


def _keys() -> KeyBindings:
    """Enter runs what is whole and otherwise begins a new line; Alt-Enter always begins one; Tab takes an offer."""
    keys = KeyBindings()

    @keys.add("enter")
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state and buffer.complete_state.current_completion:
            buffer.complete_state = None  # it is taken; the next Enter goes on
        elif _is_over(buffer.document):
            buffer.validate_and_handle()
        else:
            buffer.newline(copy_margin=True)

    @keys.add("tab")
    def _complete(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state:
            buffer.complete_next()
        else:
            buffer.start_completion(select_first=True)

    @keys.add("escape", "enter")
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.newline(copy_margin=True)

    return keys


def _is_over(document: Document) -> bool:
    """Whether the input is to be answered: a command, a name, a whole query, or what an empty line follows."""
    text = document.text
    empty_line = document.is_cursor_at_the_end and not document.current_line.strip()
    return not text.strip() or text.lstrip().startswith(".") or is_name(text) or empty_line or is_whole(text)


class _Colours(Lexer):
    """Colours by ``kg.shell.colours``."""

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        lines = coloured(document.text)

        def line(number: int) -> StyleAndTextTuples:
            pieces = lines[number] if number < len(lines) else []
            return [(f"class:{style}" if style else "", piece) for style, piece in pieces]

        return line


class _Completions(Completer):
    """Completions by ``kg.shell.offers``; of commands, by their names and what they take."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._paths = PathCompleter(expanduser=True)
        self._offers: tuple[Path, Offers] | None = None

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        before = document.text_before_cursor
        try:
            if before.lstrip().startswith(".") and "\n" not in before:
                yield from self._of_command(before.lstrip(), complete_event)
            else:
                yield from self._of_query(before, document.text_after_cursor, complete_event)
        except KgError:
            return  # what is wrong is told when it is asked

    def _of_command(self, before: str, event: CompleteEvent) -> Iterator[Completion]:
        name, space, rest = before.partition(" ")
        if not space:
            yield from (Completion(each, -len(name)) for each in COMMANDS if each.startswith(name))
        elif name == ".save":
            yield from self._paths.get_completions(Document(rest), event)
        elif name == ".explain":
            yield from self._of_query(rest, "", event)
        elif name == ".schema":
            for entry in self._answers.vocabulary().classes.values():
                labels = [entry.curie, entry.curie.partition(":")[2], *entry.labels.values()]
                if any(label.lower().startswith(rest.lower()) for label in labels):
                    yield Completion(entry.curie, -len(rest), display_meta=entry.named())

    def _of_query(self, before: str, after: str, event: CompleteEvent) -> Iterator[Completion]:
        for offer in self._made().at(before, after, asked=event.completion_requested):
            yield Completion(offer.text, -offer.replaces, display=offer.shown, display_meta=offer.beside)

    def _made(self) -> Offers:
        """The offers of the snapshot that answers now."""
        snapshot = self._answers.snapshot()
        if self._offers is None or self._offers[0] != snapshot.path:
            self._offers = (snapshot.path, Offers(snapshot, self._answers.vocabulary()))
        return self._offers[1]
