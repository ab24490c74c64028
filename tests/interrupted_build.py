"""``kg build`` in which the user presses Ctrl-C: this process gets SIGINT as what the argument names begins.

With ``later`` for a second argument, the signal comes a moment after that, from another process, whatever is then done.
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
        wait = f"import os, time; time.sleep(0.05); os.kill({os.getpid()}, {int(signal.SIGINT)})"
        subprocess.Popen([sys.executable, "-S", "-c", wait])
    else:
        signal.raise_signal(signal.SIGINT)


vars(command)["build"] = interrupting
main(["build"])
