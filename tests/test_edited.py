"""After an edit of mapping rows only those files are read and only their statements change; everything then is as if made anew."""

import re
from collections.abc import Callable, Iterable
from dataclasses import fields
from itertools import chain, pairwise
from pathlib import Path

import pytest
import tiny
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, Store

from aims_graph import cache
from aims_graph.errors import AimsError, ContentError
from aims_graph.files import sha256_of
from aims_graph.formats import content, kept, library
from aims_graph.formats.library import library_of
from aims_graph.graph import store
from aims_graph.graph.build import lines
from aims_graph.graph.derived import derived_lines
from aims_graph.graph.store import open_store
from aims_graph.model import Library
from aims_graph.model.indexes import INDEXES
from aims_graph.numbers import NUMBERS
from aims_graph.pack import pack
from aims_graph.pack.pack import Pack, Stamp, packs_of, stamp_of

OTHER = "mappings/c--b.sssom.tsv"


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    monkeypatch.setattr(kept, "SETTLED", -(10**12))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three frameworks; from the two crosswalks follows what no row says."""
    root = tmp_path / "content"
    tiny.write(root)
    (root / tiny.CATALOGUE.replace("/a.", "/c.")).write_text(
        re.sub(r"\ba:", "c:", tiny.FILES[tiny.CATALOGUE]).replace("id: a", "id: c").replace("framework a", "framework c")
        .replace("short: A", "short: C").replace("Framework a", "Framework c"),
        encoding="utf-8",
    )  # fmt: skip
    prefixes = root / "ontology/prefixes.tsv"
    prefixes.write_text(prefixes.read_text(encoding="utf-8") + "c\thttps://example.org/c/\ta test\n", encoding="utf-8")
    other = re.sub(r"\ba:", "c:", tiny.FILES[tiny.PAIR]).replace("a--b", "c--b").replace("org/a/", "org/c/")
    (root / OTHER).write_text(other, encoding="utf-8")
    return root


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was read as a whole or built anew."""
    found: list[str] = []
    whole, build = content.read_content, store._build
    monkeypatch.setattr(content, "read_content", lambda packs, **how: found.append("content") or whole(packs, **how))
    monkeypatch.setattr(store, "_build", lambda library, path: found.append("graph") or build(library, path))
    return found


def _next_run(packs: tuple[Pack, ...]) -> Library:
    library._library.cache_clear()
    library._seen.cache_clear()
    return library_of(packs)


def _said(held: Store) -> set[str]:
    found = Dataset(held)
    found.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return {*map(str, found)}


def _is_as_anew(packs: tuple[Pack, ...], place: Path) -> Library:
    """Compare library and graph with those made from the files and nothing else."""
    now, anew = _next_run(packs), content.read_content(packs).library
    # The rows one by one first: then all of them.
    for index in (*INDEXES, NUMBERS):
        known, looked_up = anew.at(index), now.at(index)
        assert all(repr(looked_up[key]) == repr(known[key]) for key in known), index.name
        assert list(looked_up) == list(known)
    for field in fields(Library):
        if field.name not in ("names", "terms"):
            assert repr(getattr(now, field.name)) == repr(getattr(anew, field.name)), field.name
    held = Store(str(place))
    held.load("".join(chain(lines(anew), derived_lines(anew))).encode(), format=RdfFormat.N_QUADS)
    assert _said(open_store(now)) == _said(held)
    return now


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


EDITS = {
    "comment": [(tiny.PAIR, "both ask for every event", "both ask for each event")],
    "shared, which a derivation says": [(tiny.PAIR, "what happened is kept", "events are kept")],
    "confidence": [(tiny.PAIR, "\t0.9\tsemapv", "\t0.7\tsemapv")],
    "relation": [
        (
            OTHER,
            "skos:exactMatch\t\tb:1.1\tEvent records\tequal\tall\tall\twhat happened is kept\t\t\t",
            "skos:broadMatch\t\tb:1.1\tEvent records\tsubset_of\tall\tmost\twhat happened is kept\t\tmore than events\t",
        )
    ],
    "title of a set": [(tiny.PAIR, "A to B", "From A to B")],
    "both files": [(tiny.PAIR, "guests too", "visitors too"), (OTHER, "the yearly test", "a test a year")],
    "a line of comment above": [(OTHER, "#subject_source", "##a word\n#subject_source")],
    "a note that gaps have": [(OTHER, "b speaks of no supplier", "b knows no supplier")],
}


@pytest.mark.parametrize("edits", EDITS.values(), ids=EDITS)
def test_an_edit_of_cells_reads_one_file_and_is_everywhere(
    root: Path, tmp_path: Path, read: list[str], edits: list[tuple[str, str, str]]
) -> None:
    packs = packs_of([root], alone=True)
    before = _said(open_store(_next_run(packs)))
    assert any("map:derived" in line or "mapping/derived" in line for line in before)
    assert read == ["content", "graph"]
    for place, old, new in edits:
        _edit(root / place, old, new)
    changed = _said(open_store(_next_run(packs)))
    assert changed != before
    assert read == ["content", "graph"]
    _is_as_anew(packs, tmp_path / "anew")
    read.clear()
    for place, old, new in edits:
        _edit(root / place, new, old)
    assert _said(open_store(_next_run(packs))) == before
    assert not read


def test_edits_one_after_another_add_up(root: Path, tmp_path: Path, read: list[str]) -> None:
    packs = packs_of([root], alone=True)
    open_store(_next_run(packs))
    for edits in EDITS.values():
        for place, old, new in edits:
            _edit(root / place, old, new)
            open_store(_next_run(packs))
    assert read == ["content", "graph"]
    _is_as_anew(packs, tmp_path / "anew")


def _row_more(root: Path) -> None:
    path = root / tiny.PAIR
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.split("\n") if line.startswith("a:1.2"))
    path.write_text(text + row.replace("b:1.2\tTeaching people", "b:1.1\tEvent records") + "\n", encoding="utf-8")


def _row_less(root: Path) -> None:
    path = root / tiny.PAIR
    path.write_text(re.sub(r"\na:1\.2\t[^\n]*", "", path.read_text(encoding="utf-8")), encoding="utf-8")


def _other_sides(root: Path) -> None:
    _edit(root / tiny.PAIR, "b:1.1\tEvent records", "b:1.3\tEvent records")


@pytest.mark.parametrize("change", [_row_more, _row_less, _other_sides])
def test_other_rows_are_read_with_all_content_and_change_the_graph(
    root: Path, tmp_path: Path, read: list[str], change: Callable[[Path], None]
) -> None:
    packs = packs_of([root], alone=True)
    open_store(_next_run(packs))
    change(root)
    open_store(_next_run(packs))
    assert read == ["content", "graph", "content"]
    _is_as_anew(packs, tmp_path / "anew")


def _catalogue(root: Path) -> None:
    _edit(root / tiny.CATALOGUE, "Says of logging", "Says about logging")


def _another_pair(root: Path) -> None:
    _edit(root / OTHER, "complete: yes", "complete: no")
    (root / "mappings/a--c.sssom.tsv").write_text(
        re.sub(r"\bb:", "c:", tiny.FILES[tiny.PAIR]).replace("a--b", "a--c").replace("org/b/", "org/c/"),
        encoding="utf-8",
    )


def _another_hand(root: Path) -> None:
    _edit(root / OTHER, "complete: yes", "stated_by: somebody")


@pytest.mark.parametrize("change", [_catalogue, _another_pair, _another_hand])
def test_any_other_change_makes_all_anew(
    root: Path, tmp_path: Path, read: list[str], change: Callable[[Path], None]
) -> None:
    packs = packs_of([root], alone=True)
    open_store(_next_run(packs))
    change(root)
    open_store(_next_run(packs))
    assert read == ["content", "graph"] * 2
    _is_as_anew(packs, tmp_path / "anew")


@pytest.mark.parametrize(
    ("old", "new"),
    [("b:1.1\tEvent", "b:9.9\tEvent"), ("\tequal\t", "\tsame\t"), ("\t0.9\t", "\t0.9 \t"), ("\tall\tall\t", "\tall\t")],
)
def test_a_fault_in_the_edit_is_reported_as_ever(root: Path, read: list[str], old: str, new: str) -> None:
    packs = packs_of([root], alone=True)
    _next_run(packs)
    _edit(root / tiny.PAIR, old, new)
    try:
        now = _next_run(packs)
    except ContentError as error:
        assert tiny.PAIR in str(error)
    else:
        assert content.read_content(packs).findings
        assert repr(now.sets) == repr(content.read_content(packs).library.sets)
    assert "content" in read[1:]


def test_the_graph_it_was_made_from_stays_whole(root: Path, tmp_path: Path) -> None:
    packs = packs_of([root], alone=True)
    first = store.store_path(_next_run(packs)).parent
    before = _said(Store.read_only(str(first / "store")))
    _edit(root / tiny.PAIR, "both ask", "both of them ask")
    second = store.store_path(_next_run(packs)).parent
    assert second != first
    assert store._is_whole(first)
    assert store._is_whole(second)
    assert _said(Store.read_only(str(first / "store"))) == before


def test_content_that_changed_just_before_is_not_kept_and_its_graph_is_amended(
    root: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two edits within a tick of the clock the second may not show: what the graph was made of is told by what the files held."""
    monkeypatch.setattr(kept, "SETTLED", 10**12)
    packs = packs_of([root], alone=True)
    open_store(_next_run(packs))
    for new in ("both of them ask", "the two ask", "each asks", "all ask"):
        _edit(root / tiny.PAIR, "both ask", new)
        open_store(_next_run(packs))
        _edit(root / tiny.PAIR, new, "both ask")
        open_store(_next_run(packs))
    assert read == ["content", "graph"] + ["content"] * 8
    assert not [*(tmp_path / "kept").glob("content-*")]
    _edit(root / tiny.PAIR, "both ask", "both do ask")
    _is_as_anew(packs, tmp_path / "anew")
    assert read.count("graph") == 1


def test_what_was_new_when_only_an_edited_file_was_read_is_told_with_its_digest(
    root: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = packs_of([root], alone=True)
    assert not _next_run(packs).recent
    monkeypatch.setattr(kept, "SETTLED", 10**12)
    _edit(root / tiny.PAIR, "both ask", "they ask")
    assert dict(_next_run(packs).recent)[str(root / tiny.PAIR)] == sha256_of(root / tiny.PAIR)
    assert read == ["content"]


@pytest.fixture
def _one_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system whose clock stands still, and just now."""
    now = kept.now()

    def coarse(files: Iterable[Path]) -> Stamp:
        return tuple((*entry[:3], now, now) for entry in stamp_of(files))

    for module in (pack, library, kept):
        monkeypatch.setattr(module, "stamp_of", coarse)
    monkeypatch.setattr(kept, "SETTLED", 10**12)


@pytest.mark.usefixtures("_one_tick")
@pytest.mark.parametrize("place", [tiny.PAIR, tiny.CATALOGUE, "ontology/thing.ttl"])
def test_a_second_edit_of_the_same_size_in_the_same_tick_is_in_the_graph(
    root: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    old, new, third = {
        tiny.PAIR: ("both ask", "each ask", "they ask"),
        tiny.CATALOGUE: ("Says of logging", "Says so: loggin", "Speaks: logging"),
        "ontology/thing.ttl": ("one thing", "two thing", "odd thing"),
    }[place]
    thing = '<https://example.org/x> <https://example.org/is> "one thing" .\n'
    (root / "ontology/thing.ttl").write_text(thing, encoding="utf-8")
    packs = packs_of([root], alone=True)
    first = _next_run(packs)
    graphs = [_said(open_store(first))]
    for before, after in ((old, new), (new, third)):
        size = (root / place).stat().st_size
        _edit(root / place, before, after)
        assert (root / place).stat().st_size == size
        now = _next_run(packs)
        assert now.stamp == first.stamp
        graphs.append(_said(open_store(now)))
    assert all(a != b for a, b in pairwise(graphs))
    assert read.count("graph") == (1 if place == tiny.PAIR else 3)
    # The same files are told again, in the same tick and when it is long gone.
    built = read.count("graph")
    assert _said(open_store(_next_run(packs))) == graphs[-1]
    monkeypatch.setattr(kept, "SETTLED", -(10**12))
    _is_as_anew(packs, tmp_path / "anew")
    assert read.count("graph") == built


@pytest.mark.usefixtures("_one_tick")
@pytest.mark.parametrize("place", [tiny.PAIR, tiny.CATALOGUE])
def test_a_process_that_goes_on_reads_a_second_edit_of_the_same_size_in_the_same_tick(
    root: Path, read: list[str], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    old, new, third = {
        tiny.PAIR: ("both ask", "each ask", "they ask"),
        tiny.CATALOGUE: ("Says of logging", "Says so: loggin", "Speaks: logging"),
    }[place]
    packs = packs_of([root], alone=True)
    monkeypatch.setattr(library, "glance", lambda pack: (pack.root,))
    first = _next_run(packs)
    for before, after in ((old, new), (new, third)):
        _edit(root / place, before, after)
        now = library_of(packs)
        assert now.stamp == first.stamp
        assert after in repr(([*now.mappings], now.requirements))
        assert after in "".join(_said(open_store(now)))
    assert read.count("content") == 3
    assert library_of(packs) is now
    assert read.count("content") == 3


@pytest.mark.usefixtures("_one_tick")
def test_what_was_read_just_after_an_edit_is_compared_until_another_edit_would_show(
    root: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = packs_of([root], alone=True)
    first, looked = _next_run(packs), []
    digest_of = kept.digest_of
    monkeypatch.setattr(kept, "digest_of", lambda file: looked.append(file) or digest_of(file))
    for settled, looks in ((10**12, True), (10**12, True), (-(10**12), False)):
        looked.clear()
        monkeypatch.setattr(kept, "SETTLED", settled)
        assert library_of(packs) is first
        assert bool(looked) is looks
    assert read == ["content"]


@pytest.mark.usefixtures("_one_tick")
@pytest.mark.parametrize("has_graph", [False, True])
def test_no_graph_of_content_that_changed_unseen_after_it_was_read(
    root: Path, read: list[str], has_graph: bool
) -> None:
    packs = packs_of([root], alone=True)
    if has_graph:
        open_store(_next_run(packs))
    now = _next_run(packs)
    _edit(root / tiny.PAIR, "both ask", "they ask")
    with pytest.raises(AimsError, match="The content changed while its graph was built"):
        store.store_path(now)
    assert "they ask" in "".join(_said(open_store(_next_run(packs))))


@pytest.mark.usefixtures("_one_tick")
def test_no_graph_is_kept_of_what_changed_unseen_while_it_was_built(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = store._build

    def slow(now: Library, path: Path) -> None:
        build(now, path)
        _edit(root / tiny.PAIR, "both ask", "they ask")

    monkeypatch.setattr(store, "_build", slow)
    with pytest.raises(AimsError, match="The content changed while its graph was built"):
        store.store_path(_next_run(packs_of([root], alone=True)))
    assert not [*(tmp_path / "kept").glob("graph-*")]


def test_a_base_that_is_damaged_is_not_amended(root: Path, tmp_path: Path, read: list[str]) -> None:
    packs = packs_of([root], alone=True)
    first = store.store_path(_next_run(packs))
    largest = max(first.glob("*.sst"), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-50])
    (path,) = (tmp_path / "kept").glob("content-*")
    path.write_bytes(path.read_bytes()[:-50])
    _edit(root / tiny.PAIR, "both ask", "both of them ask")
    open_store(_next_run(packs))
    assert read == ["content", "graph"] * 2
    _is_as_anew(packs, tmp_path / "anew")


@pytest.mark.parametrize(
    ("old", "new"), [("#stated_by: them\n", ""), ("sets/c--b-theirs", "sets/c--b")], ids=["hand", "id"]
)
def test_an_edit_after_which_nobody_can_tell_whose_a_set_is(root: Path, read: list[str], old: str, new: str) -> None:
    """By the other sets alone can it be told; so all content is read."""
    packs = packs_of([root], alone=True)
    text = (root / OTHER).read_text(encoding="utf-8")
    theirs = root / "mappings/c--b.them.sssom.tsv"
    theirs.write_text(text.replace("sets/c--b", "sets/c--b-theirs"), encoding="utf-8")
    if old.startswith("#"):
        (root / OTHER).unlink()
        theirs.write_text(f"{old}{text}", encoding="utf-8")
    assert not _next_run(packs).left_out
    _edit(theirs, old, new)
    assert [f.file for f in _next_run(packs).left_out] == ["mappings/c--b.them.sssom.tsv"]
    assert read == ["content"] * 2
