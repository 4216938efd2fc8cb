"""Content that was kept answers as content that was read does, from a few blocks, and whatever of it is damaged."""

import csv
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import tiny

from aims_graph import cache
from aims_graph.answers.requirement import fulltext
from aims_graph.answers.requirement.fulltext import index_of
from aims_graph.answers.requirement.search import search
from aims_graph.blocks import Blocks
from aims_graph.errors import AimsError
from aims_graph.formats import kept, library
from aims_graph.formats.content import read_content
from aims_graph.formats.library import library_of
from aims_graph.formats.lookup import KeptFile, KeptLibrary, Lookup
from aims_graph.identifiers import resolve
from aims_graph.model import Library
from aims_graph.model.indexes import INDEXES
from aims_graph.numbers import NUMBERS
from aims_graph.pack.pack import Pack, shipped
from aims_graph.present.requirement import mapping_table, requirement_table

QUERIES = Path(__file__).parent / "search-queries.tsv"
DAMAGED, MADE_ANEW = (
    "The kept content was damaged and is read anew.",
    "The kept search index was damaged and is made anew.",
)


@pytest.fixture(scope="module", autouse=True)
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of this module's own, where what was written just now is kept as well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cache.VARIABLE, str(tmp_path_factory.mktemp("kept", numbered=True) / "own"))
        patch.setattr(kept, "SETTLED", -(10**12))
        yield


def _next_run(packs: tuple[Pack, ...]) -> Library:
    """Return the library as another process gets it."""
    library._library.cache_clear()
    library._seen.cache_clear()
    index_of.cache_clear()
    return library_of(packs)


@pytest.fixture(scope="module")
def read() -> Library:
    """The shipped content, read from its files."""
    return read_content((shipped(),)).library


@pytest.fixture(scope="module")
def lazy() -> KeptLibrary:
    """The same, kept."""
    _next_run((shipped(),))
    found = _next_run((shipped(),))
    assert isinstance(found, KeptLibrary)
    return found


def _said(ask: Callable[[], object]) -> str:
    try:
        return repr(ask())
    except AimsError as error:
        return str(error)


def test_every_index_holds_the_same_at_every_key_and_at_no_other(read: Library, lazy: KeptLibrary) -> None:
    for index in (*INDEXES, NUMBERS):
        known, looked_up = read.at(index), lazy.at(index)
        assert isinstance(looked_up, Lookup)
        # Key by key first: all of it is read only for the rest.
        assert all(repr(looked_up[key]) == repr(known[key]) for key in known)
        assert looked_up.get("nobody") is None
        assert looked_up.get(("nobody", "no number")) is None
        assert list(looked_up) == list(known)
        assert len(looked_up) == len(known) > 0
        assert repr(looked_up) == repr(known)


def test_every_index_of_the_library_is_kept() -> None:
    properties = {n for n, p in vars(Library).items() if hasattr(p, "func") and "self.at(" in _source(p.func)}
    assert properties == {index.name for index in INDEXES} - {"requirements"}


def _source(function: object) -> str:
    import inspect

    return inspect.getsource(function)  # type: ignore[arg-type]


def test_map_and_show_say_the_same_of_every_requirement(read: Library, lazy: KeptLibrary) -> None:
    for name in read.requirements:
        assert repr(mapping_table(lazy, name)) == repr(mapping_table(read, name))
        assert repr(requirement_table(lazy, name)) == repr(requirement_table(read, name))
        assert lazy.position(name) == read.position(name)


def test_numbers_and_near_misses_are_the_same(read: Library, lazy: KeptLibrary) -> None:
    for place, r in enumerate(read.requirements.values()):
        texts = {r.id, r.number, *r.aliases, f"{r.framework} {r.number}"} if place % 9 == 0 else set()
        texts |= {f"{r.framework} {r.number}.77", f"{r.id}x"} if place % 270 == 0 else set()
        for text in texts:
            assert _said(lambda text=text: resolve(text, lazy)) == _said(lambda text=text: resolve(text, read))


def test_search_finds_the_same(read: Library, lazy: KeptLibrary) -> None:
    index_of(lazy)
    index_of.cache_clear()  # from here on it is read as it was kept
    with QUERIES.open(encoding="utf-8") as stream:
        asked = [q["query"] for q in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)]
    for question in (*asked, "human oversigth", "8.5", "27001 A.8.15", "the of and", "42001 8.99", "data"):
        for limit in (10, 3, None):
            assert _said(lambda q=question, n=limit: search(lazy, q, n)) == _said(
                lambda q=question, n=limit: search(read, q, n)
            )


@pytest.fixture
def blocks_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the blocks that were read."""
    found: list[int] = []
    take = Blocks.__getitem__

    def noted(self: Blocks, number: int) -> bytes:
        found.append(number)
        return take(self, number)

    monkeypatch.setattr(Blocks, "__getitem__", noted)
    return found


@pytest.mark.parametrize(
    "ask",
    [
        lambda content: mapping_table(content, resolve("42001 A.6.2.8", content)),
        lambda content: requirement_table(content, resolve("Art. 26(5)", content)),
        lambda content: search(content, "event logs"),
    ],
    ids=["map", "show", "search"],
)
def test_a_cold_answer_reads_only_what_it_needs(
    lazy: KeptLibrary, ask: Callable[[Library], object], blocks_read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    index_of(_next_run((shipped(),)))
    cold = _next_run((shipped(),))
    whole: list[str] = []
    records = KeptFile.records
    monkeypatch.setattr(KeptFile, "records", lambda self, name: whole.append(name) or records(self, name))
    blocks_read.clear()
    ask(cold)
    assert {*whole} <= {"frameworks", "sets"}
    assert len({*blocks_read}) < 120


def test_a_copy_with_a_list_replaced_answers_from_that(lazy: KeptLibrary) -> None:
    copy = replace(_next_run((shipped(),)), evidence=[])
    assert not copy.read_at
    assert copy.evidence_at == {}
    assert copy.by_side.keys() == lazy.by_side.keys()


def test_read_whole_it_rests_on_nothing_kept(read: Library, blocks_read: list[int]) -> None:
    found = _next_run((shipped(),)).whole()
    blocks_read.clear()
    assert type(found.requirements) is dict
    assert repr(found.by_side) == repr(read.by_side)
    assert not blocks_read


def test_several_threads_get_the_same(read: Library) -> None:
    cold = _next_run((shipped(),))
    names = [*read.requirements][:400]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda name: repr(mapping_table(cold, name)), names * 2))
    assert found == [repr(mapping_table(read, name)) for name in names] * 2


def _tables(content: Library) -> list[str]:
    tables = [
        repr(t)
        for name in ("a:1", "a:1.1", "b:1.2")
        for t in (mapping_table(content, name), requirement_table(content, name))
    ]
    return [
        *tables,
        repr(search(content, "logging")),
        repr(content.sets),
        repr(content.readings),
        repr(content.own_pairs),
    ]


def test_no_flipped_byte_gives_another_answer(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    packs = tiny.write(tmp_path / "content")
    right = _tables(_next_run(packs).whole())
    folder = Path(os.environ[cache.VARIABLE])
    path = folder / kept._name(packs, _next_run(packs).stamp)
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        data = bytearray(whole)
        data[place] ^= 0x04
        path.write_bytes(data)
        caplog.clear()
        assert _said(lambda: _tables(_next_run(packs))) == repr(right)
        assert {*caplog.messages} <= {DAMAGED}
        assert len(caplog.messages) <= 1


def test_damage_found_while_answering_heals_the_answer_and_the_next(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    packs = tiny.write(tmp_path / "content")
    right = _next_run(packs)
    path = Path(os.environ[cache.VARIABLE]) / kept._name(packs, right.stamp)
    data = path.read_bytes()
    place = data.index(b"skos:")  # in a row
    path.write_bytes(data[:place] + b"SKOS:" + data[place + 5 :])
    content = _next_run(packs)
    assert requirement_table(content, "a:1.1") == requirement_table(right, "a:1.1")
    assert not caplog.messages
    assert content.by_side["a:1.1"] == right.by_side["a:1.1"] != []
    assert caplog.messages == [DAMAGED]
    assert not content.read_at
    assert content.by_side["a:1.2"] == right.by_side["a:1.2"]
    assert _next_run(packs).by_side["a:1.1"] == right.by_side["a:1.1"]
    assert caplog.messages == [DAMAGED]


def test_damage_is_not_mended_from_other_content(tmp_path: Path) -> None:
    """Half an answer from the content as it was and half from the content as it is would be no answer."""
    packs = tiny.write(tmp_path / "content")
    path = Path(os.environ[cache.VARIABLE]) / kept._name(packs, _next_run(packs).stamp)
    content = _next_run(packs)
    data = bytearray(path.read_bytes())
    place = data.index(b"skos:")
    with path.open("r+b") as stream:  # the very file that is open
        stream.seek(place)
        stream.write(b"SKOS:")
    catalogue = tmp_path / "content" / tiny.CATALOGUE
    catalogue.write_text(
        catalogue.read_text(encoding="utf-8").replace("Logging", "Records of events"), encoding="utf-8"
    )
    with pytest.raises(AimsError, match="The content changed while it was read"):
        content.by_side["a:1.1"]


def test_the_index_of_search_is_kept_and_made_anew_only_when_it_must_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made: list[Library] = []
    make = fulltext._made
    monkeypatch.setattr(fulltext, "_made", lambda content: made.append(content) or make(content))
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    packs = tiny.write(tmp_path / "content")
    found = [[h.requirement.id for h in search(_next_run(packs), "logging")] for _ in range(3)]
    assert found[0] == found[1] == found[2] != []
    assert len(made) == 1
    (path,) = (tmp_path / "kept").glob("search-*")
    path.write_bytes(path.read_bytes()[:-40])
    assert [h.requirement.id for h in search(_next_run(packs), "logging")] == found[0]
    assert caplog.messages == [MADE_ANEW]
    assert len(made) == 2
    catalogue = tmp_path / "content" / tiny.CATALOGUE
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace("Logging", "Trombones"), encoding="utf-8")
    assert [h.requirement.id for h in search(_next_run(packs), "trombone")] == ["a:1.1"]
    assert len(made) == 3


def test_the_index_of_what_is_not_kept_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    monkeypatch.setattr(kept, "SETTLED", 2 * 10**9)
    search(_next_run(tiny.write(tmp_path / "content")), "logging")
    assert not [*tmp_path.glob("kept/*")]
