"""What starting kg costs over starting Python alone: medians of whole processes, taken in turns in one run.

    python benchmarks/startup.py [RUNS]

Needs a built snapshot (``kg build``).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

KG = str(Path(sys.executable).parent / "kg")
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "kg --help": [KG, "--help"],
    "kg query, one row": [KG, "query", "ASK { ?s ?p ?o }"],
    "kg find 晶科": [KG, "find", "晶科"],
    "kg ask approval-date": [KG, "ask", "approval-date"],
    "kg show 晶科能源": [KG, "show", "晶科能源"],
    "kg build, nothing changed": [KG, "build"],
}


def main(runs: int) -> None:
    """Print a table: median, and what it is over bare Python, in milliseconds."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, command in COMMANDS.items():
            begun = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - the commands above
            times[name].append((time.perf_counter() - begun) * 1000)
    bare = statistics.median(times["python -c pass"])
    print(f"{'command':30} {'median ms':>10} {'over Python':>12}")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:30} {median:10.0f} {median - bare:12.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
