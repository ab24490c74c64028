"""The README's session: run on a terminal as a newcomer has it, and compared line by line.

A newcomer has an English terminal, 100 columns wide, and no texts of sources.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shlex
import struct
import subprocess
import sys
import termios
from pathlib import Path

import click
import pytest

from kg.cli import COMMANDS
from kg.project import Project
from kg.store.snapshot import Snapshot

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SESSION = re.search(r"```console\n(.*?)```", README, re.DOTALL)
KG = Path(sys.executable).parent / "kg"


def session() -> list[tuple[str, str]]:
    """The commands of the README's session, each with what it printed."""
    assert SESSION, "README.md has no console session"
    steps = re.split(r"^\$ ", SESSION[1], flags=re.MULTILINE)[1:]
    return [(command.strip(), printed.rstrip("\n")) for command, _, printed in (step.partition("\n") for step in steps)]


def on_a_terminal(command: str, environment: dict[str, str], folder: Path) -> str:
    """All that the command writes to a terminal of 100 columns, without colours."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
    arguments = shlex.split(command)
    assert arguments[0] == "kg"
    with subprocess.Popen([KG, *arguments[1:]], stdout=its, stderr=its, stdin=its, env=environment, cwd=folder):
        os.close(its)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)
    return click.unstyle(shown.decode("utf-8")).replace("\r\n", "\n").rstrip("\n")


def _read(terminal: int) -> bytes:
    """The next bytes; none when the other side has closed, which Linux tells as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


@pytest.mark.parametrize(("command", "printed"), session(), ids=[command for command, _ in session()])
def test_the_session_prints_what_the_readme_shows(
    command: str, printed: str, snapshot: Snapshot, project: Project, tmp_path: Path
) -> None:
    assert snapshot.manifest.asserted > 0
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "TERM": "xterm",
        "LANG": "en_GB.UTF-8",
        "PYTHONUTF8": "1",
        "KG_PROJECT": str(project.root),
        "KG_BUILD": str(project.build),
        "KG_SOURCES": str(tmp_path),
    }
    assert on_a_terminal(command, environment, tmp_path) == printed


def test_the_session_shows_the_main_commands() -> None:
    assert {command.split()[1] for command, _ in session()} >= {"find", "ask", "show", "query", "view", "export"}


def test_the_two_commands_are_single_lines_that_set_up_and_test() -> None:
    lines = re.findall(r"^    (\S.*)$", README, re.MULTILINE)
    first, second = (line for line in lines if line.startswith(("python3 -m venv", ".venv/bin/pip")))
    assert first.endswith("kg build && .venv/bin/kg ask programmes")
    assert second.endswith(".venv/bin/pytest -n auto --dist loadfile")


def test_every_command_is_named_in_the_readme() -> None:
    assert [name for name in COMMANDS if f"kg {name}" not in README] == []
