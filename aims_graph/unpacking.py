"""Packed files of others (workbooks, backups): how much comes out of one is measured before anything is made of it.

What a zip says of its sizes proves nothing, and a few kilobytes can unpack to more than a machine holds. So each member is unpacked in small pieces that
are thrown away, past the end that it states, until there are no more or the limit is reached.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

from aims_graph.errors import AimsError

#: So many bytes may come out of a file that is then held in memory: several times the largest workbooks that are published in this field.
MOST = 100_000_000
#: Some ways to pack give out all that so many bytes hold, however little is asked for.
_PIECE = 4096


def check_unpacked(path: Path, mend: str, advice: str = "", most: int | None = None) -> None:
    """Refuse a zip out of which comes more than a limit; what is no zip, or damaged, is left to whoever opens it.

    Args:
        path: the file.
        mend: what to do about it.
        advice: the same on a page, where it is another.
        most: the limit in bytes, if it is not ``MOST``.

    Raises:
        AimsError: if more comes out of it; naming the file, the limit and the mend.
    """
    most = MOST if most is None else most
    total = 0
    for size in _pieces(path):
        total += size
        if total > most:
            raise AimsError(f"{path} unpacks to more than {most / 1e6:,.0f} MB, the most that is read.", mend, advice)


def _pieces(path: Path) -> Iterator[int]:
    """Yield the sizes of all pieces of all members, as far as they can be unpacked."""
    with suppress(Exception), ZipFile(path) as packed:
        for member in packed.infolist():
            # Else it would be read to the end that it states and held against the checksum of that, which may both be lies.
            member.file_size = sys.maxsize
            del member.CRC
            with suppress(Exception), packed.open(member) as stream:
                while piece := stream.read(_PIECE):
                    yield len(piece)
