"""SPARQL servers nobody here wrote, started from their packages in folders of their own: for the tests, and for benchmarks/stores.py."""

from __future__ import annotations

import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx2

#: Of Virtuoso's settings those that differ from its own, and the files, which all lie in its folder.
_INI = """[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = 127.0.0.1:{console}
DisableUnixSocket = 1
DirsAllowed = .
NumberOfBuffers = 60000
MaxDirtyBuffers = 45000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = {seconds}
"""


def free_port() -> int:
    """Return a port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(command: list[str], folder: Path, address: str) -> Iterator[None]:
    """Run a server until it is no longer wanted; it answers at the address once this is entered."""
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(600):
                with suppress(httpx2.HTTPError):
                    httpx2.get(address)
                    break
                if server.poll() is not None:
                    raise ChildProcessError(f"{command[0]} ended with {server.returncode}")
                time.sleep(0.1)
            else:
                raise TimeoutError(f"{command[0]} does not answer at {address}")
            yield
        finally:
            server.kill()


@contextmanager
def oxigraph(folder: Path, *, writes: bool = True) -> Iterator[str]:
    """Run the server of PyPI's ``oxigraph`` over the store ``folder / "oxigraph"``; yield its address."""
    address = f"http://127.0.0.1:{free_port()}"
    command = [str(Path(sysconfig.get_path("scripts")) / "oxigraph"), "serve" if writes else "serve-read-only"]
    place = ["--location", str(folder / "oxigraph"), "--bind", address.removeprefix("http://")]
    with started([*command, *place], folder, address):
        yield address


@contextmanager
def virtuoso(folder: Path, *, seconds: int = 60, first: str = "") -> Iterator[str]:
    """Run Debian's Virtuoso, empty and open for updates; yield the address of its SPARQL endpoint.

    Args:
        folder: where its files go.
        seconds: how long a query may take.
        first: what its console is told at the start, statements, each ended by a semicolon and a new line.
    """
    console, port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(console=console, port=port, seconds=seconds))
    address = f"http://127.0.0.1:{port}/sparql"
    with started(["virtuoso-t", "-f", "-c", "virtuoso.ini"], folder, address):
        told = f'GRANT SPARQL_UPDATE TO "SPARQL";\n{first}\n'
        command = ["isql-vt", f"127.0.0.1:{console}", "dba", "dba", "ERRORS=STDOUT"]
        done = subprocess.run(command, input=told, text=True, capture_output=True, check=True)
        if "Error" in done.stdout:
            raise ChildProcessError(done.stdout)
        yield address
