"""A file of blocks, each read by itself, and only if it is as it was written.

The file ends in a table that says of each block where it ends and its digest (SHA-256), then a head of the writer's own, then the digest
of both: whatever is damaged is found when it is read, and nothing else need be read for that.
"""

from __future__ import annotations

import mmap
import struct
from hashlib import sha256
from pathlib import Path
from typing import IO

#: Of each block where it ends, and its digest.
_ENTRY = struct.Struct("<Q32s")
#: Where the table and the head begin, and the digest of both with these two numbers.
_FOOT = struct.Struct("<QQ32s")


class DamagedError(Exception):
    """The file is not as it was written."""


class BlockWriter:
    """Writes blocks to a stream, one after another."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Begin a file."""
        self._stream, self._end, self._table = stream, 0, bytearray()

    def add(self, data: bytes) -> int:
        """Write a block and return its number; they are counted from 0."""
        self._stream.write(data)
        self._end += len(data)
        self._table += _ENTRY.pack(self._end, sha256(data).digest())
        return len(self._table) // _ENTRY.size - 1

    def finish(self, head: bytes) -> None:
        """Write the table, and a head that says what is in the blocks."""
        where = (self._end, self._end + len(self._table))
        self._stream.write(self._table)
        self._stream.write(head)
        self._stream.write(_FOOT.pack(*where, _digest(where, self._table, head)))


class Blocks:
    """The blocks of a file, which may be asked for by several threads at once."""

    def __init__(self, path: Path) -> None:
        """Open a file and read its head.

        Raises:
            FileNotFoundError: if it is not there.
            DamagedError: if it is none, or its head or table is not as it was written.
        """
        with path.open("rb") as stream:
            try:
                self._data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError:
                raise DamagedError(f"{path} is empty") from None
        foot = len(self._data) - _FOOT.size
        if foot < 0:
            raise DamagedError(f"{path} is cut short")
        table, head, digest = _FOOT.unpack_from(self._data, foot)
        if not table <= head <= foot:
            raise DamagedError(f"{path} has another end")
        self._table, self.head = self._data[table:head], self._data[head:foot]
        if _digest((table, head), self._table, self.head) != digest:
            raise DamagedError(f"{path} has another table or head")

    def __len__(self) -> int:
        return len(self._table) // _ENTRY.size

    def __getitem__(self, number: int) -> bytes:
        """Return a block.

        Raises:
            DamagedError: if it is not as it was written.
        """
        end, digest = _ENTRY.unpack_from(self._table, number * _ENTRY.size)
        begin = _ENTRY.unpack_from(self._table, (number - 1) * _ENTRY.size)[0] if number else 0
        data = self._data[begin:end]
        if sha256(data).digest() != digest:
            raise DamagedError(f"block {number} is another")
        return data


def _digest(where: tuple[int, int], table: bytes | bytearray, head: bytes) -> bytes:
    found = sha256(struct.pack("<QQ", *where))
    found.update(table)
    found.update(head)
    return found.digest()
