"""The folder where what takes long to make is kept between runs.

Only a folder of one's own is trusted: what somebody else can write could hold any answer. What is kept is named by a digest of
all it was made from, so a lookup either finds exactly that or nothing. It is made aside and renamed, so it is whole or not there.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from io import BufferedRandom
from pathlib import Path
from typing import TypeVar

from aims_graph.blocks import Blocks, DamagedError
from aims_graph.errors import AimsError
from aims_graph.version import VERSION

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]

VARIABLE = "AIMS_GRAPH_CACHE"
#: What a killed run left half made is removed: if it can be told that nobody holds it, after a minute, for whoever begins to
#: build may not hold it yet; else after an hour (seconds).
BEGUN, LEFT_OVER = 60.0, 3600.0
_HALF, _IN_USE = ".building-", "IN_USE"
#: Sets of marks of one kind that are kept, and bytes of a mark.
_SETS, _MARK = 4, 16
_LOG = logging.getLogger("aims_graph")

T = TypeVar("T")


class NoCacheError(AimsError):
    """No folder can hold what is built."""


def on_first_folder(use: Callable[[Path], T]) -> T:
    """Return what ``use`` makes of the first folder that is one's own and where it meets no :class:`OSError`.

    ``AIMS_GRAPH_CACHE`` names the first, else it is the user's cache; then comes one in the temporary folder. A folder that others
    can write is passed over, and that is said once.

    Raises:
        NoCacheError: if there is none; it says why of each.
    """
    reasons = []
    for folder in _candidates():
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            why = _not_own(folder)
        except OSError as error:
            why = f"cannot be made ({error.strerror})"
            if str(folder) == os.environ.get(VARIABLE):
                _say(f"Nothing is kept in {folder}, which {VARIABLE} names: it {why}.")
        else:
            if why:
                _say(f"Nothing is kept in {folder}: it {why}.")
            else:
                try:
                    return use(folder)
                except OSError as error:
                    why = f"cannot be used ({error.strerror or error})"
        reasons.append(f"{folder} {why}")
    raise NoCacheError(
        f"The graph can be kept nowhere: {'; '.join(reasons)}.",
        f"Make room there, or name a folder of your own in {VARIABLE}.",
    )


@lru_cache(maxsize=16)
def _say(text: str) -> None:
    _LOG.warning(text)


def _candidates() -> Iterator[Path]:
    named = os.environ.get(VARIABLE)
    if named:
        yield Path(named)
    else:
        import platformdirs

        yield Path(platformdirs.user_cache_dir("aims-graph"))
    # The temporary folder lets nobody rename what is another's.
    yield Path(tempfile.gettempdir()) / (f"aims-graph-{os.getuid()}" if hasattr(os, "getuid") else "aims-graph")


def _not_own(folder: Path) -> str:
    """Say why a folder is not this user's alone; empty if it is. A link in the temporary folder may be anybody's."""
    found = folder.lstat()
    if stat.S_ISLNK(found.st_mode) and folder.parent.stat().st_mode & stat.S_IWOTH:
        return "is a link that anybody may have made"
    found = folder.stat()
    if not hasattr(os, "getuid"):
        return ""  # pragma: no cover - Windows keeps the folders of users apart
    if found.st_uid != os.getuid():
        return f"belongs to somebody else; name a folder of your own in {VARIABLE}"
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return f"can be written by others (chmod go-w {folder} mends it)"
    return ""


def digest(*parts: object) -> str:
    """Return a name for what is made from these parts, which must say themselves in full by ``repr``."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@lru_cache(maxsize=8)
def code_digest(*folders: str) -> str:
    """Return a mark of the code in some folders of the package: another version, or an edited file, never uses what this made."""
    here = Path(__file__).parent
    files = [path for folder in folders for path in sorted((here / folder).glob("*.py"))]
    return digest(VERSION, *((path.name, path.read_bytes()) for path in files))


@contextmanager
def whole_file(path: Path) -> Iterator[BufferedRandom]:
    """Give a stream to write a file that is then whole or not there.

    Raises:
        OSError: if it cannot be written; nothing is left behind.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_HALF)
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def half_made(folder: Path) -> Iterator[Path]:
    """Give a new folder to build in, which is gone at the end unless it was renamed; nobody sweeps it meanwhile."""
    temporary = Path(tempfile.mkdtemp(dir=folder, prefix=_HALF))
    try:
        with (temporary / _IN_USE).open("w") as held:
            if fcntl:
                fcntl.flock(held, fcntl.LOCK_EX)
            yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def finish(temporary: Path, target: Path) -> None:
    """Put a folder that is made in its place, instead of what lies there.

    Raises:
        OSError: if it cannot be put there.
    """
    with suppress(OSError):  # Windows keeps what is open; it does no harm
        (temporary / _IN_USE).unlink()
    forget(target)
    temporary.rename(target)


def forget(path: Path) -> None:
    """Remove what is kept at a path.

    Raises:
        OSError: if it cannot be taken from there.
    """
    if not path.is_dir() or path.is_symlink():
        path.unlink(missing_ok=True)
        return
    # Renamed first, so that nobody finds half of it.
    aside = Path(tempfile.mkdtemp(dir=path.parent, prefix=_HALF))
    try:
        path.rename(aside / "gone")
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def alone(folder: Path, name: str) -> Iterator[None]:
    """Let one process at a time make what is called so; the others wait, and then find it made."""
    path = folder / f".{name}.lock"
    while True:
        held = path.open("w")
        if not fcntl:
            break  # pragma: no cover - Windows
        fcntl.flock(held, fcntl.LOCK_EX)
        # Who waited may hold the lock of a file that is gone by now, while another locks its successor.
        with suppress(OSError):
            if path.stat().st_ino == os.fstat(held.fileno()).st_ino:
                break
        held.close()
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        held.close()


def sweep(folder: Path) -> None:
    """Remove what killed runs left half made."""
    now = time.time()
    for path in folder.glob(".*"):
        with suppress(OSError):
            age = now - path.lstat().st_mtime
            if path.name.endswith(".lock"):
                _unless_held(path, path.unlink, age)
            elif path.name.startswith(_HALF):
                remove = partial(shutil.rmtree, path, ignore_errors=True) if path.is_dir() else path.unlink
                _unless_held(path / _IN_USE, remove, age)


def _unless_held(mark: Path, remove: Callable[[], object], age: float) -> None:
    if fcntl is None or not mark.is_file():
        if age > LEFT_OVER:
            remove()
    elif age > BEGUN:
        with mark.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)  # an OSError if somebody has it
            remove()


def keep_newest(folder: Path, pattern: str, count: int) -> list[Path]:
    """Forget all but the newest few of what is kept under a pattern; return those that stay, newest first."""
    dated = []
    for path in folder.glob(pattern):
        with suppress(OSError):
            dated.append((path.stat().st_mtime_ns, path))
    dated.sort(reverse=True)
    for _, path in dated[count:]:
        with suppress(OSError):
            forget(path)
    return [path for _, path in dated[:count]]


def touch(path: Path) -> None:
    """Note that what is kept was used just now."""
    with suppress(OSError):
        os.utime(path)


def kept_blocks(name: str) -> Blocks | None:
    """Return the file of blocks that is kept under a name, ``None`` if there is none or it is damaged."""

    def read(folder: Path) -> Blocks | None:
        path = folder / name
        with suppress(FileNotFoundError, DamagedError):
            found = Blocks(path)
            touch(path)
            return found
        return None

    with suppress(NoCacheError):
        return on_first_folder(read)
    return None


def mark(*texts: str) -> bytes:
    """Return a mark of all that a verdict on one thing rests on: texts without line ends."""
    return hashlib.blake2b("\n".join(texts).encode("utf-8", "surrogatepass"), digest_size=_MARK).digest()


def kept_marks(name: str) -> set[bytes] | None:
    """Return the marks that are kept under a name, ``None`` if none are; what is damaged is no mark of anything."""

    def read(folder: Path) -> set[bytes] | None:
        path = folder / name
        if not path.is_file():
            return None
        touch(path)
        data = path.read_bytes()
        return {data[n : n + _MARK] for n in range(0, len(data), _MARK)}

    with suppress(NoCacheError):
        return on_first_folder(read)
    return None


def keep_marks(name: str, marks: Iterable[bytes]) -> None:
    """Keep marks for the next run, if anything can be kept; of one kind, as a name says before its first dash, the latest few sets stay."""

    def write(folder: Path) -> None:
        with whole_file(folder / name) as stream:
            stream.write(b"".join(dict.fromkeys(marks)))
        keep_newest(folder, f"{name.partition('-')[0]}-*", _SETS)

    with suppress(NoCacheError):
        on_first_folder(write)
