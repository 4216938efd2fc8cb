"""Whatever happens to a content file: ``check`` ends with findings or none, ``format`` loses nothing; never a traceback, never for long."""

import random
import time

import pytest
import tiny
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aims_graph.check.content import check, report
from aims_graph.check.form import format_files
from aims_graph.errors import ContentError, Finding
from aims_graph.formats.header import read_header
from aims_graph.formats.library import library_of
from aims_graph.formats.tsv import read_tsv
from aims_graph.pack.pack import Pack, packs_of

#: Seconds of processor time that one damaged content of this size may take; undamaged it takes about 0.02.
LONGEST = 2.0
NASTY = [
    *("\x00", "\x1b[31m", "\u202e", "\u200b", "\ufeff", "\u00ad", "\u2028", "\u00a0", "\ud7ff", "\ufffd", "\U000e0041"),
    *(
        '"',
        '""',
        "'",
        "\\",
        "|",
        "#",
        "##",
        ":",
        "- ",
        "[",
        "{",
        "*x",
        "&x",
        "!!python/object:x",
        "%",
        "\t",
        "\t\t",
        "\n",
        "\r",
    ),
    *(
        "yes",
        "no",
        "NaN",
        "1e999",
        "-1",
        "٣",
        "a:1.1",
        "b:9.9",
        "zz:1",
        "sssom:NoTermFound",
        "equal",
        "x" * 40_000,
        "(" * 30_000,
    ),
    *("<http://example.org/>", "_:b", "a:", ":", " ", "2026-13-40", "aims:", "skos:broader", "../../etc/passwd"),
]

PLACES = st.sampled_from(sorted(tiny.FILES))
NUMBERS = st.integers(0, 10**6)


def _lines(data: bytes) -> list[bytes]:
    return data.split(b"\n")


def flipped(data, rng, nasty):
    bad = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        if bad:
            bad[rng.randrange(len(bad))] = rng.randrange(256)
    return bytes(bad)


def inserted(data, rng, nasty):
    at = rng.randint(0, len(data))
    return data[:at] + nasty.encode("utf-8", "surrogatepass") + data[at:]


def cut(data, rng, nasty):
    return data[: rng.randint(0, len(data))]


def line_gone(data, rng, nasty):
    lines = _lines(data)
    del lines[rng.randrange(len(lines))]
    return b"\n".join(lines)


def line_twice(data, rng, nasty):
    lines = _lines(data)
    at = rng.randrange(len(lines))
    return b"\n".join([*lines[:at], lines[at], *lines[at:]])


def lines_swapped(data, rng, nasty):
    lines = _lines(data)
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def cell_put(data, rng, nasty):
    lines = _lines(data)
    rows = [n for n, line in enumerate(lines) if b"\t" in line]
    if rows:
        at = rng.choice(rows)
        cells = lines[at].split(b"\t")
        cells[rng.randrange(len(cells))] = nasty.encode("utf-8", "surrogatepass")
        lines[at] = b"\t".join(cells)
    return b"\n".join(lines)


def cells_swapped(data, rng, nasty):
    lines = _lines(data)
    rows = [n for n, line in enumerate(lines) if b"\t" in line]
    if rows:
        at = rng.choice(rows)
        cells = lines[at].split(b"\t")
        a, b = rng.randrange(len(cells)), rng.randrange(len(cells))
        cells[a], cells[b] = cells[b], cells[a]
        lines[at] = b"\t".join(cells)
    return b"\n".join(lines)


def column_gone(data, rng, nasty):
    lines = _lines(data)
    width = max(line.count(b"\t") for line in lines) + 1
    at = rng.randrange(width)
    return b"\n".join(
        b"\t".join(c for n, c in enumerate(line.split(b"\t")) if n != at) if b"\t" in line else line for line in lines
    )


def value_put(data, rng, nasty):
    """Give a key of the header, or the object of a triple, another value."""
    lines = _lines(data)
    keys = [n for n, line in enumerate(lines) if b": " in line or b" ; " in line]
    if keys:
        at = rng.choice(keys)
        lines[at] = lines[at].partition(b": ")[0] + b": " + nasty.encode("utf-8", "surrogatepass")
    return b"\n".join(lines)


def other_encoding(data, rng, nasty):
    return data.decode().encode(rng.choice(["utf-16", "utf-16-le", "utf-32", "utf-8-sig", "utf-7"]))


def emptied(data, rng, nasty):
    return b"\n" * rng.randint(0, 3)


def huge(data, rng, nasty):
    return data + (nasty.encode("utf-8", "surrogatepass") or b"x") * (200_000 // max(1, len(nasty)))


def shuffled_file(data, rng, nasty):
    """The bytes of another file."""
    return tiny.FILES[rng.choice(sorted(tiny.FILES))].encode()


DAMAGES = st.sampled_from(
    [
        *(
            flipped,
            inserted,
            cut,
            line_gone,
            line_twice,
            lines_swapped,
            cell_put,
            cells_swapped,
            column_gone,
            value_put,
        ),
        *(other_encoding, emptied, huge, shuffled_file),
    ]
)


def gone(data, rng, nasty):
    """No file at all, or a folder in its place."""


LOSS = st.tuples(PLACES, st.just(gone), NUMBERS, st.just(""))
DAMAGE = st.tuples(PLACES, DAMAGES, NUMBERS, st.sampled_from(NASTY) | st.text(max_size=8))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return tmp_path_factory.mktemp("whole")


def damaged(folder, damages):
    for path in (folder / place for place in tiny.FILES):
        if path.is_dir():  # an earlier loss
            path.rmdir()
    packs = tiny.write(folder)
    for place, damage, seed, nasty in damages:
        path = folder / place
        try:
            after = damage(path.read_bytes(), random.Random(seed), nasty)
        except (UnicodeError, OSError):
            continue  # twice damaged in a way that the second cannot read
        path.unlink() if after is None else path.write_bytes(after)
        if after is None and seed % 2:
            path.mkdir()
    return packs


def test_the_small_content_is_whole(whole):
    found = report(tiny.write(whole))
    assert [str(f) for f in found.findings] == [] and found.left_out == ()


#: Every file that the small content takes, those that are not its own included.
EVERY = [*sorted(tiny.FILES), "ontology/aims.ttl", "ontology/set-relations.ttl"]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damages=st.lists(DAMAGE | LOSS, min_size=1, max_size=3))
@example(damages=[(tiny.CATALOGUE, huge, 0, "[")])
@example(damages=[(tiny.PAIR, cell_put, 3, "(" * 30_000)])
def test_check_ends_with_findings(whole, damages):
    ends_with_findings(damaged(whole, damages))


@pytest.mark.parametrize("instead", [0, 1], ids=["nothing", "a folder"])
@pytest.mark.parametrize("place", EVERY)
def test_a_file_is_gone(tmp_path, place, instead):
    """Without a file nothing is asked of what only it could say; every other rule is followed."""
    ends_with_findings(damaged(tmp_path, [(place, gone, instead, "")]))


@pytest.mark.parametrize("framework", "ab")
def test_a_catalogue_is_gone(tmp_path, framework):
    """It is said once of each file that names it in its header, not of each line, and what rests on it is left out."""
    packs = damaged(tmp_path, [(f"ontology/catalogues/{framework}.tsv", gone, 0, "")])
    found = report(packs, shapes=False)
    assert {f.what for f in found.findings} == {f"framework '{framework}' has no catalogue"}
    assert {f.file: f.line for f in found.findings}[tiny.PAIR] == 1
    assert {f"the rows of {tiny.PAIR}", "whether all rows can be true together"} <= set(found.left_out)
    # Nor are the rows put in the order of numbers that nobody knows.
    assert format_files(packs)[0] == [] and tiny.PAIR in {f.file for f in format_files(packs)[1]}


def ends_with_findings(packs):
    began = time.process_time()
    found = report(packs, shapes=False)
    assert time.process_time() - began < LONGEST
    assert all(isinstance(f, Finding) and f.mend and f.what and "\x1b" not in str(f) for f in found.findings)
    assert [f.form for f in found.findings] == sorted((f.form for f in found.findings), reverse=True)
    if found.findings:
        assert found.left_out == tuple(dict.fromkeys(found.left_out))
    try:
        library_of(packs)
    except ContentError as error:
        assert error.findings


def read(folder):
    """What each table of a folder says: the header's lines and values, and the rows as a bag of filled cells."""
    said = {}
    for place in tiny.FILES:
        if place.endswith(".tsv") and not place.endswith("prefixes.tsv"):
            table = read_tsv(folder / place, Pack(folder))
            rows = sorted(
                tuple(sorted((c, " ".join(t.split(" ")).strip(" ")) for c, t in row.cells.items() if t.strip(" ")))
                for row in table.rows
            )
            said[place] = (table.is_sound, table.head.values, [tuple((c, _one_blank(t)) for c, t in r) for r in rows])
    return said


def _one_blank(text):
    while "  " in text:
        text = text.replace("  ", " ")
    return text


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damages=st.lists(DAMAGE, min_size=1, max_size=2))
@example(damages=[(tiny.PAIR, shuffled_file, 0, ""), ("ontology/prefixes.tsv", flipped, 0, "")])
def test_format_loses_nothing(whole, damages):
    packs = damaged(whole, damages)
    raw = {place: (whole / place).read_bytes() for place in tiny.FILES}
    before = read(whole)
    _, blocked = format_files(packs)
    after = read(whole)
    for place, (sound, header, rows) in before.items():
        if not sound or any(f.file == place for f in blocked):
            assert (whole / place).read_bytes() == raw[place]
            continue
        assert after[place][2] == rows
        for key, value in header.items():
            now = after[place][1][key]
            assert now == value or (isinstance(value, dict | list) and all(v in now for v in value)) or value == ""
        lines = [
            line.rstrip(b"\t\r") for line in raw[place].removeprefix(b"\xef\xbb\xbf").split(b"\n") if line[:1] == b"#"
        ]
        kept = (whole / place).read_bytes().split(b"\n")
        assert [line for line in lines if line not in kept] == []
    assert format_files(packs)[0] == []


@settings(max_examples=120, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=6))
def test_a_header_is_read_or_refused(lines):
    header, faults = read_header([f"#{line}" for line in "\n".join(lines).split("\n")])
    assert all(isinstance(key, str) for key in header.values)
    assert all(line >= 1 and what and mend for line, what, mend in faults)


@pytest.mark.parametrize("name", ["iso-9001-2015", "eu-ai-act-2026"])
def test_a_real_catalogue_is_gone(copy, name):
    (copy / f"ontology/catalogues/{name}.tsv").unlink()
    found = check(packs_of([copy], alone=True), shapes=False)
    assert found and all(isinstance(f, Finding) and f.mend for f in found)


@pytest.mark.parametrize("seed", range(6))
def test_the_real_content_damaged(copy, seed):
    rng = random.Random(seed)
    files = sorted(p for folder in ("ontology", "mappings") for p in (copy / folder).rglob("*.t*"))
    path = rng.choice(files)
    damage = rng.choice(
        [flipped, inserted, cut, line_gone, line_twice, cell_put, cells_swapped, column_gone, value_put]
    )
    path.write_bytes(damage(path.read_bytes(), rng, rng.choice(NASTY)))
    assert all(isinstance(f, Finding) for f in check(packs_of([copy], alone=True), shapes=False))
