"""A file of blocks says whatever of it is damaged, and gives the rest."""

from pathlib import Path

import pytest

from aims_graph.blocks import Blocks, BlockWriter, DamagedError

BLOCKS = [b"first", b"", b"third" * 9, b"\x00" * 9]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "blocks"
    with path.open("wb") as stream:
        writer = BlockWriter(stream)
        assert [writer.add(block) for block in BLOCKS] == [0, 1, 2, 3]
        writer.finish(b"what is in it")
    return path


def _read(path: Path) -> tuple[bytes, list[bytes | None]]:
    found: list[bytes | None] = []
    blocks = Blocks(path)
    for number in range(len(BLOCKS)):
        try:
            found.append(blocks[number])
        except DamagedError:
            found.append(None)
    return blocks.head, found


def test_blocks_and_head_come_back(path: Path) -> None:
    assert _read(path) == (b"what is in it", BLOCKS)


def test_a_file_without_blocks_has_a_head(tmp_path: Path) -> None:
    with (tmp_path / "none").open("wb") as stream:
        BlockWriter(stream).finish(b"nothing")
    assert Blocks(tmp_path / "none").head == b"nothing"


def test_any_flipped_byte_is_found_where_it_is_read(path: Path) -> None:
    whole = path.read_bytes()
    ends = [sum(map(len, BLOCKS[: n + 1])) for n in range(len(BLOCKS))]
    for place in range(len(whole)):
        data = bytearray(whole)
        data[place] ^= 0x10
        path.write_bytes(data)
        if place >= ends[-1]:
            with pytest.raises(DamagedError):
                Blocks(path)
        else:
            hurt = next(n for n, end in enumerate(ends) if place < end)
            assert _read(path)[1] == [None if n == hurt else block for n, block in enumerate(BLOCKS)]


def test_a_file_cut_short_anywhere_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(DamagedError):
            Blocks(path)


def test_a_file_with_something_behind_it_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(DamagedError):
        Blocks(path)
