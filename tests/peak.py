"""How much memory this process took at most."""

from __future__ import annotations

import resource
import sys
from pathlib import Path


def megabytes() -> int:
    """The peak since this program was started.

    ``ru_maxrss`` also counts what the process was before that, a copy of the one that started it; Linux tells better.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text("ascii", "replace").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024**2 if sys.platform == "darwin" else 1024)
