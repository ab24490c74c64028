"""Run by test_query_hostile: asks mutations of the questions, one after the other, and tells how each ended.

    python mutated_questions.py SNAPSHOT QUESTIONS FIRST END

Each line is a number and ``asked``, and, once that is over, the number and ``answered``, ``refused`` or ``mumbled``. A
mutation that takes longer than ``SECONDS`` of processor time ends the process by SIGPROF.
"""

from __future__ import annotations

import random
import signal
import sys
from pathlib import Path

SECONDS = 0.25
PIECES = [
    *("{", "}", "(", ")", "[", "]", "<", ">", '"', "'", '"""', "?", "$", ":", ".", ";", "/", "*", "+", "^", "|", "\\"),
    *(
        "\\u",
        "@",
        "^^",
        "#",
        "\n",
        "\0",
        "\ud800",
        "\U0010ffff",
        "é",
        "文",
        "，",
        "-1",
        "1e999",
        "a",
        " UNION ",
        " AS ",
    ),
    *(" OPTIONAL {", " MINUS {", " VALUES ", " FILTER(", " EXISTS {", " SERVICE <http://127.0.0.1/> {", " AS "),
    *(" FROM <file:///etc/passwd> ", " GRAPH ?g {", " SELECT * {", " BIND(", " LIMIT 0 ", " DELETE ", " PREFIX a: <b>"),
]


def mutation(texts: list[str], number: int) -> str:
    """A question with one to six random changes; the same number always gives the same one."""
    choose = random.Random(number)
    text = choose.choice(texts)
    for _ in range(choose.randint(1, 6)):
        place = choose.randint(0, len(text))
        end = min(len(text), place + choose.choice([1, 1, 2, 5, 20, 80]))
        kind = choose.choice(["delete", "insert", "replace", "repeat", "splice"])
        if kind == "delete":
            text = text[:place] + text[end:]
        elif kind == "insert":
            text = text[:place] + choose.choice(PIECES) + text[place:]
        elif kind == "replace":
            text = text[:place] + choose.choice(PIECES) + text[end:]
        elif kind == "repeat":
            text = text[:end] + text[place:end] * choose.choice([1, 2, 50]) + text[end:]
        else:
            other = choose.choice(texts)
            begin = choose.randrange(len(other))
            text = text[:place] + other[begin : begin + choose.choice([5, 40, 200])] + text[end:]
    return text


def main(folder: str, questions: str, begin: int, end: int) -> None:
    """Ask the mutations of these numbers."""
    from kg.errors import KgError
    from kg.query.child import Limits, bound
    from kg.query.job import Job, evaluated
    from kg.store.snapshot import reopened

    texts = [path.read_text("utf-8") for path in sorted(Path(questions).glob("*.rq")) if ".nearby" not in path.name]
    snapshot = reopened(Path(folder))
    bound(Limits(seconds=600, memory=1_000_000_000))
    for number in range(begin, end):
        text = mutation(texts, number)
        sys.stdout.write(f"{number} asked\n")
        sys.stdout.flush()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            evaluated(snapshot, Job(text))
            how = "answered"
        except KgError as error:
            how = "refused" if str(error) and "Traceback" not in str(error) else "mumbled"
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.write(f"{number} {how}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
