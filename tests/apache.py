"""A web server nobody here wrote, Apache, with an ``.htaccess`` of ours: where it sends a name for whoever asks in a certain way."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Debian keeps the server out of an ordinary user's PATH.
PROGRAM = shutil.which("apache2", path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin")))
_MODULES = Path("/usr/lib/apache2/modules")
_CONFIGURATION = """ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/errors
{modules}{user}DocumentRoot {folder}/www
MaxKeepAliveRequests 0
KeepAliveTimeout 60
<Directory {folder}/www>
AllowOverride All
Options FollowSymLinks
Require all granted
</Directory>
"""


class Asked:
    """Asks a running server, by one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

    def close(self) -> None:
        """Let go of the connection: the server waits for it before it ends."""
        self._connection.close()

    def __call__(self, path: str, accept: str) -> tuple[int, str, str]:
        """Return the status, where one is sent, and what the answer varies by."""
        self._connection.request("GET", path, headers={"Accept": accept})
        answer = self._connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", ""), answer.headers.get("Vary", "")


@contextmanager
def server(htaccess: str, path: str) -> Iterator[Asked]:
    """Run Apache with an ``.htaccess`` in the folder of this path, and end it."""
    assert PROGRAM is not None
    folder = Path(tempfile.mkdtemp(prefix="aims-apache-"))
    folder.chmod(0o755)
    (folder / "www" / path).mkdir(parents=True)
    (folder / "www" / path / ".htaccess").write_text(htaccess, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    names = ("mpm_prefork", "authz_core", "rewrite", "headers")
    modules = "".join(f"LoadModule {n}_module {_MODULES}/mod_{n}.so\n" for n in names)
    user = "User nobody\nGroup nogroup\n" if os.geteuid() == 0 else ""
    (folder / "conf").write_text(_CONFIGURATION.format(folder=folder, port=port, modules=modules, user=user))
    process = subprocess.Popen([PROGRAM, "-f", folder / "conf", "-X"], stderr=subprocess.PIPE, text=True)
    asked = None
    try:
        asked = _answering(port, process)
        yield asked
    finally:
        if asked is not None:
            asked.close()
        process.terminate()
        process.communicate(timeout=10)
        shutil.rmtree(folder)


def _answering(port: int, process: subprocess.Popen[str]) -> Asked:
    for _ in range(100):
        asked = Asked(port)
        try:
            asked("/", "*/*")
        except OSError:
            assert process.poll() is None, process.communicate()[1]
            time.sleep(0.1)
        else:
            return asked
    raise AssertionError("Apache does not answer")
