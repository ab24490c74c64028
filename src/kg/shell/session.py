"""The shell's loop: read, answer, again, until the user leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import __version__
from kg.shell.answers import Answers, Leave
from kg.shell.editor import editor

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from kg.shell.answers import Screen, Settings
    from kg.store.snapshot import Snapshot


def converse(
    snapshot: Callable[[], Snapshot],
    settings: Settings,
    screen: Screen,
    *,
    source: Input | None = None,
    sink: Output | None = None,
) -> None:
    """Answer what the user types until Ctrl-D or ``.quit``; Ctrl-C drops what is typed, or stops what is asked.

    Args:
        snapshot: gives the graph that answers now.
        settings: how.
        screen: where answers go.
        source: where keys come from; None for the terminal.
        sink: where the editor draws; None for the terminal.

    Raises:
        KgError: there is nothing to ask.
    """
    answers = Answers(snapshot, settings, screen)
    facts = answers.snapshot().manifest
    statements = facts.asserted + facts.inferred
    screen.tell(f"kg {__version__}, {statements:,} statements. SPARQL or .help; Tab completes; Ctrl-D leaves.")
    session = editor(answers, source=source, sink=sink)
    while True:
        try:
            text = session.prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        try:
            answers.take(text)
        except KeyboardInterrupt:
            screen.tell("stopped")
        except Leave:
            return
