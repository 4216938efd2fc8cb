"""A PostgreSQL server of the tests' own: Debian's, in a temporary folder, on a socket, run by a user without rights, ended with the tests."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path

from sqlalchemy import URL, Engine, text

from aims_graph.workspace import database

#: Debian keeps the server's programs out of PATH.
_PLACES = (*sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True), os.environ.get("PATH", ""))
PROGRAM = shutil.which("postgres", path=os.pathsep.join(_PLACES))
_USER = "aims"


#: As many are in use at once, at most, in one test.
_NAMES = cycle(("one", "other", "third"))


class Server:
    """A running server with some databases, which are emptied in turn: to make and to remove one takes much longer."""

    def __init__(self, folder: Path, command: list[str], user: str | None) -> None:
        self._folder, self._command, self._user = folder, command, user
        self._engines: dict[str, Engine] = {}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers; after a kill also until what the one before left is gone.

        Raises:
            RuntimeError: if it does not start.
        """
        for _ in range(600):
            if self._process is None or self._process.poll() is not None:
                options = {"user": self._user, "cwd": self._folder, "preexec_fn": _end_with_the_tests}
                with (self._folder / "log").open("ab") as log:
                    self._process = subprocess.Popen(self._command, stdout=log, stderr=log, **options)
            if self.answers():
                return
            time.sleep(0.05)
        raise RuntimeError((self._folder / "log").read_text(encoding="utf-8"))

    def kill(self) -> None:
        """End it with the signal nobody can catch, with all of its processes: nothing is tidied up."""
        assert self._process
        pid = self._process.pid
        own = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        for process in (pid, *map(int, own)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """End it in the way that waits for nobody and writes nothing more: all of it is thrown away."""
        for engine in self._engines.values():
            engine.dispose()
        if self._process:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(30)

    def _engine(self, name: str) -> Engine:
        if name not in self._engines:
            self._engines[name] = database.engine_of(self._url(name))
        return self._engines[name]

    def _url(self, name: str) -> URL:
        query = {"host": str(self._folder)}
        return URL.create("postgresql+psycopg", username=_USER, database=name, query=query)

    def answers(self) -> bool:
        with suppress(Exception), self._engine("postgres").connect() as connection:
            return connection.execute(text("SELECT 1")).scalar() == 1
        return False

    def empty(self) -> str:
        """Return the address of an empty database."""
        name = next(_NAMES)
        if name not in self._engines:
            with self._engine("postgres").connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
        with self._engine(name).begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        return self._url(name).render_as_string(hide_password=False)


def _end_with_the_tests() -> None:
    """Ask Linux to end the server when the tests are killed, which then can end nothing themselves."""
    with suppress(Exception):
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


@contextmanager
def server(durable: bool = False) -> Iterator[Server]:
    """Start a server and end it.

    Args:
        durable: whether it waits until the disk has what was committed, as a real one does; the tests are in a hurry.

    Raises:
        RuntimeError: if it does not start.
    """
    assert PROGRAM
    # Not below pytest's own folder: nobody but its owner may enter that.
    folder = Path(tempfile.mkdtemp(prefix="aims-postgres-"))
    # The server refuses to be run by root.
    user = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    initdb = [str(Path(PROGRAM).with_name("initdb")), "-D", str(data), "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]  # fmt: skip
    subprocess.run(initdb, user=user, check=True, capture_output=True, cwd=folder)
    run = [
        PROGRAM,
        "-D",
        str(data),
        "-k",
        str(folder),
        "-c",
        "listen_addresses=",
        "-c",
        "shared_buffers=16MB",
        "-c",
        f"fsync={'on' if durable else 'off'}",
    ]
    found = Server(folder, run, user)
    try:
        found.start()
        yield found
    finally:
        found.stop()
        shutil.rmtree(folder)
