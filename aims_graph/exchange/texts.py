"""Foreign text files as text: whatever encoding they say they have, with plain line ends, and nothing in them that obeys a terminal."""

from __future__ import annotations

from pathlib import Path

from aims_graph.counting import count_of
from aims_graph.errors import AimsError, ContentError, Finding
from aims_graph.pack.text import NAMED, sign_name

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_FINE = {"\t", "\n", "\r", "\f", "\x85", "\u2028", "\u2029"}


def bytes_of(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        AimsError: if it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def head_of(path: Path, size: int) -> bytes:
    """Return the first bytes of a file, for a look at what it is.

    Raises:
        AimsError: if it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(size)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> AimsError:
    return AimsError(f"{path} cannot be read: {error.strerror}.", "Name a file that is there.")


def decoded(path: Path, data: bytes) -> str:
    """Return a file's bytes as text, without a byte order mark.

    Raises:
        ContentError: if they are neither UTF-8 nor what such a mark says.
    """
    encoding = encoding_of(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = f"is not {encoding.removesuffix('-sig').upper()} (byte {error.start})"
        raise ContentError([Finding(str(path), line, what, "save the file as UTF-8", form=True)]) from error


def text_of(path: Path) -> str:
    """Return the text of a file: UTF-8, or what its byte order mark says.

    Raises:
        AimsError: if it cannot be read.
        ContentError: if it is in another encoding, or holds signs that a terminal or a program would obey; with the lines.
    """
    text = decoded(path, bytes_of(path)).replace("\r\n", "\n").replace("\r", "\n")
    faults = [
        Finding(str(path), number, f"holds {sign_name(sign)}", "remove it, or write what was meant", form=True)
        for number, line in enumerate(text.split("\n"), 1)
        if not line.isprintable()
        for sign in [next((c for c in line if _obeyed(c)), "")]
        if sign
    ]
    if faults:
        told, others = faults[:NAMED], faults[NAMED:]
        if others:
            what = f"{count_of(len(others), 'more line holds', 'more lines hold')} such signs"
            told.append(Finding(str(path), others[0].line, what, "remove them", form=True))
        raise ContentError(told)
    return text


def looks_like_text(head: bytes) -> str:
    """Return the beginning of a file as text for a first look; empty if it is none."""
    is_binary = head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"))
    return "" if is_binary else head.decode(encoding_of(head), "ignore")


def encoding_of(data: bytes) -> str:
    """Return the encoding that a file says it has by its byte order mark; UTF-8 if it has none."""
    return next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")


def _obeyed(sign: str) -> bool:
    return (ord(sign) < 32 or 127 <= ord(sign) < 160) and sign not in _FINE
