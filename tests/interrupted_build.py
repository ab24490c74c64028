"""``kg build`` in which the user presses Ctrl-C as what the argument names begins.

As from a terminal, SIGINT goes to this process and to all that it has started; give it a session of its own. With
``later`` for a second argument, the signal comes a moment after that, from another process, whatever is then done.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from kg.build import build
from kg.cli import build as command
from kg.cli import main


def interrupting(*arguments: Any, progress: Callable[[str], None], **options: Any) -> object:  # noqa: ANN401 - handed on
    def tell(doing: str) -> None:
        progress(doing)
        if doing == sys.argv[1]:
            interrupt()

    return build(*arguments, progress=tell, **options)


def interrupt() -> None:
    if sys.argv[2:] == ["later"]:
        number = int(signal.SIGINT)
        wait = "import os, signal, time; signal.signal({0}, signal.SIG_IGN); time.sleep(0.05); os.killpg(0, {0})"
        subprocess.Popen([sys.executable, "-S", "-c", wait.format(number)])
    else:
        os.killpg(0, signal.SIGINT)


if __name__ == "__main__":
    vars(command)["build"] = interrupting
    main(["build"])
