"""A process that reads, closes and writes a graph within a bound, and tells how much memory it took at most."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.reason.concluding import conclude
from kg.reason.database import Database
from kg.reason.statements import Statements
from kg.reason.stored import Stored
from kg.terms import Iri
from peak import megabytes


def main(memory: str, folder: Path) -> None:
    """Print how many statements of ``data.nt`` there are, how many follow, and megabytes."""
    graph = Iri("urn:x:graph")
    with Database(memory=memory) as database:
        statements = Statements(database)
        statements.read(folder / "data.nt", graph)
        stored = Stored(database, statements, conclude(database, statements), Iri("urn:x:inferred"))
        stored.write(folder / "graph.nq")
    sys.stdout.write(f"{stored.asserted} {stored.inferred} {megabytes()}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
