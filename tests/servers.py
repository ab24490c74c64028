"""Servers for the tests to speak to, on loopback, each with a port and a folder of its own and gone at the end."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

_PATIENCE = 120.0  # seconds until a server that says nothing is given up
_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
NumberOfBuffers = 10000
DirsAllowed = {folder}
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
"""


class Server(NamedTuple):
    """A server that runs.

    Attributes:
        name: which.
        query: the address of its SPARQL endpoint.
        push: the address that the graph is put to.
        user: who may write there; "" where all may.
        password: that of the user.
    """

    name: str
    query: str
    push: str
    user: str = ""
    password: str = ""


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """A server of Oxigraph, which the package ``oxigraph`` of PyPI brings."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("no oxigraph server here; pip install oxigraph brings it")
    (port,) = _free(1)
    command = [program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with _running(command, "Listening"):
        yield Server("oxigraph", f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/query")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """A server of Virtuoso 7, Debian's ``virtuoso-opensource-7-bin``."""
    program = shutil.which("virtuoso-t")
    if program is None or not shutil.which("isql-vt"):
        pytest.skip("no Virtuoso here; Debian's virtuoso-opensource-7-bin brings it")
    sql, http = _free(2)
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, sql=sql, http=http), encoding="utf-8")
    (folder / "isql").write_text(str(sql), encoding="utf-8")
    with _running([program, "+configfile", str(ini), "+foreground"], "Server online"):
        address = f"http://127.0.0.1:{http}/sparql"
        yield Server("virtuoso", address, address, "dba", "dba")


def load(server: Server, folder: Path, graph: Path) -> None:
    """Load N-Quads in the server's own way: a request to Oxigraph, the bulk loader of Virtuoso."""
    if server.name == "oxigraph":
        address = server.query.replace("/query", "/store")
        headers = {"content-type": "application/n-quads"}
        request = urllib.request.Request(address, graph.read_bytes(), headers, method="POST")  # noqa: S310 - loopback
        with urllib.request.urlopen(request, timeout=_PATIENCE):  # noqa: S310 - likewise
            return
    shutil.copy(graph, folder / "graph.nq")
    statements = f"ld_dir('{folder}', 'graph.nq', 'urn:none'); rdf_loader_run(); checkpoint;"
    port = (folder / "isql").read_text(encoding="utf-8")
    command = ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={statements}"]
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)


@contextmanager
def _running(command: list[str], sign: str) -> Iterator[None]:
    """The program, from when it says that it listens until the end of the block."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        late = threading.Timer(_PATIENCE, process.kill)
        late.start()
        assert process.stdout is not None
        said = []
        try:
            for line in process.stdout:
                said.append(line)
                if sign in line:
                    break
            else:
                pytest.fail(f"{command[0]} does not start: {''.join(said)}")
            late.cancel()
            draining = threading.Thread(target=process.stdout.read, daemon=True)
            draining.start()
            yield
        finally:
            late.cancel()
            process.kill()
            process.wait()


def _free(count: int) -> list[int]:
    """So many ports that are free now."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
