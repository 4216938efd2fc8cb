"""Writing: a whole file or nothing, and only where a person would expect the bytes to go; and by what a file is told from any other.

A device or a pipe is written through, a link stays and its target is replaced, what is read-only stays as it is. The new
file grows under a hidden name beside the old one, held by a lock; a run that was killed leaves that name behind without the
lock, and the next write to the same place takes it away.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path

from aims_graph.errors import AimsError

try:
    import fcntl
except ImportError:  # Windows: a file that is being written cannot be removed there anyway
    fcntl = None  # type: ignore[assignment]

#: How the name of a file ends that is not complete.
HALF = ".half-written"
#: More links than this are a ring.
_LINKS = 40
#: Bytes that the name of a file may have on the file systems in use, less what the hidden name adds.
_LONGEST = 200


def sha256_of(path: Path) -> str:
    """Return the digest of a file's bytes, as 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def write_atomic(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: the old file stays until the new one is complete on disk.

    What is no file (a device, a pipe, ``/dev/stdout``) is written through; a link is followed and stays.

    Raises:
        OSError: if it cannot be written, is read-only (by its mode, so for the administrator too) or a folder; what was there
            before is then untouched.
    """
    found, old = _place(path)
    if isinstance(found, int):
        _write_all(os.dup(found), data)
    elif old and not stat.S_ISREG(old.st_mode):
        _write_all(os.open(found, os.O_WRONLY | getattr(os, "O_BINARY", 0)), data)
    else:
        _replace(found, old, data)


def check_ends(path: Path) -> None:
    """Refuse to read what may have no end, which would fill the memory: a device. A pipe ends with whoever writes into it.

    Raises:
        AimsError: if it is a device; what is not there is left to whoever opens it.
    """
    with suppress(OSError):
        mode = path.stat().st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            raise AimsError(f"{path} is a device, which may have no end.", "Name a file.")


def check_place(path: Path) -> None:
    """Refuse a place that :func:`write_atomic` would refuse, as far as that shows before there is anything to write.

    Raises:
        OSError: as there; nothing is opened or changed.
    """
    _place(path)


def _place(path: Path) -> tuple[int | Path, os.stat_result | None]:
    """Return the descriptor or the file that a path means, and what is there already; refuse what may not be written."""
    found = _descriptor_or_file(path)
    if isinstance(found, int):
        return found, None
    try:
        old = found.stat()
    except FileNotFoundError:
        old = None
    if old and stat.S_ISDIR(old.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if old and not _may_write(found, old):
        raise PermissionError(errno.EACCES, "it is read-only", str(path))
    if (old is None or stat.S_ISREG(old.st_mode)) and not _may_write(found.parent, found.parent.stat()):
        raise PermissionError(errno.EACCES, "its folder is read-only", str(path))
    return found, old


def _descriptor_or_file(path: Path) -> int | Path:
    """Follow links to the file itself; a name of an open descriptor of ours (``/dev/stdout``) gives its number.

    Such a descriptor is written as it stands: opened anew, or replaced, a file behind it would lose what it already holds.
    """
    for _ in range(_LINKS):
        path = Path(os.path.realpath(path.parent)) / path.name
        own = re.fullmatch(rf"(?:/proc/{os.getpid()}(?:/task/\d+)?/fd|/dev/fd)/(\d+)", str(path))
        if own:
            return int(own[1])
        if not path.is_symlink():
            return path
        if str(path).startswith("/proc/"):
            return path  # another process's descriptor: what the link says of it is no name
        path = path.parent / path.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


def _may_write(path: Path, status: os.stat_result) -> bool:
    """Whether its mode lets anybody write at all, and us among them: the administrator is asked to respect the mode too."""
    return bool(status.st_mode & 0o222) and os.access(path, os.W_OK)


def _write_all(descriptor: int, data: bytes) -> None:
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)


def _replace(path: Path, old: os.stat_result | None, data: bytes) -> None:
    """Write beside the file, then take its place, with the mode and, where that is allowed, the owner of the old one."""
    _sweep(path)
    half, descriptor = _begun(path)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(descriptor)
            if old and hasattr(os, "fchown"):
                with suppress(PermissionError):
                    os.fchown(descriptor, old.st_uid, old.st_gid)
            if old:
                half.chmod(stat.S_IMODE(old.st_mode))
            if os.name != "nt":
                half.replace(path)  # still locked: nobody sweeps it
        if os.name == "nt":
            half.replace(path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


def _begun(path: Path) -> tuple[Path, int]:
    """Create the hidden file and lock it; return its name and descriptor. Another run may sweep it before it is locked."""
    while True:
        half = path.with_name(f"{_prefix(path.name)}{os.urandom(4).hex()}{HALF}")
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        lock(descriptor, wait=True)
        if os.name == "nt" or os.fstat(descriptor).st_nlink:
            return half, descriptor
        os.close(descriptor)


def _sweep(path: Path) -> None:
    """Remove what killed runs left of this file: hidden, of this very name, and locked by nobody."""
    prefix = _prefix(path.name)
    for half in path.parent.glob(f".*{HALF}"):
        if re.fullmatch(re.escape(prefix) + r"[0-9a-f]{8}" + re.escape(HALF), half.name):
            with suppress(OSError):
                descriptor = os.open(half, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0))
                try:
                    if lock(descriptor, wait=False):
                        half.unlink()
                finally:
                    os.close(descriptor)


def _prefix(name: str) -> str:
    """Return how the hidden names for a file begin; a name too long to be lengthened is told by its digest."""
    encoded = os.fsencode(name)
    return f".{name}." if len(encoded) <= _LONGEST else f".{sha256(encoded).hexdigest()[:32]}."


def lock(descriptor: int, wait: bool) -> bool:
    """Lock a file or folder against sweeping, until it is closed or its process ends; False if it is locked or cannot be."""
    if fcntl is None:
        return not wait
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
