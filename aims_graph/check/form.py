"""The one canonical form of every table, so that a diff shows only what a person meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from aims_graph import cache
from aims_graph.check.ground import Ground
from aims_graph.errors import RUN_FORMAT, Finding, causes_first
from aims_graph.files import write_atomic
from aims_graph.formats.catalogue_tsv import canonical_catalogue
from aims_graph.formats.content import Content, read_content
from aims_graph.formats.kept import is_settled
from aims_graph.formats.lists_tsv import canonical_list, is_list
from aims_graph.formats.mapping_sssom import canonical_mappings
from aims_graph.formats.readings_tsv import canonical_readings
from aims_graph.formats.remainder_tsv import canonical_remainders
from aims_graph.formats.supports_sssom import canonical_supports
from aims_graph.formats.tsv import TsvFile, read_tsv
from aims_graph.pack.names import PREFIXES
from aims_graph.pack.pack import Pack
from aims_graph.pack.text import sound_text
from aims_graph.vocabulary import NO_TERM_FOUND


def canonical_files(content: Content, but: Collection[Path] = ()) -> Iterator[tuple[TsvFile, str]]:
    """Yield every table, ``but`` some, whose form can be trusted with its one canonical text; one that cannot be told yet as it stands."""
    order = {r: n for n, r in enumerate(content.library.requirements)}
    if PREFIXES in content.unsound:
        return  # of no table more was read than its form
    for pack in content.library.packs:
        for path in pack.files():
            table, place = content.tables.get(path), pack.local(path)
            if path in but or table is None or not table.is_sound or table.file in content.unsound:
                continue
            if not table.text:  # it was kept
                now = read_tsv(path, pack)
                table = replace(table, text=now.text, rows=now.rows)
            if is_list(path, pack):
                yield table, canonical_list(table)
            elif place.startswith("ontology/catalogues/"):
                yield table, canonical_catalogue(table)
            elif not _untrusted(content, table):
                yield table, _in_order(content, table, place, order)


def _in_order(content: Content, table: TsvFile, place: str, order: dict[str, int]) -> str:
    if place.startswith("mappings/remainders/"):
        return canonical_remainders(table, order)
    if place.startswith("mappings/readings/"):
        return canonical_readings(table, order)
    if place.startswith("mappings/supports/"):
        return canonical_supports(table, order)
    return canonical_mappings(table, content.library.names, order)


def _untrusted(content: Content, table: TsvFile) -> list[str]:
    """Return the frameworks in whose order the rows stand, if their catalogues are not there or cannot be trusted: nobody knows the order then."""
    columns = ("subject_id", "object_id", "requirement_id")
    named = {
        row[c].partition(":")[0] for row in table.rows for c in columns if ":" in row[c] and row[c] != NO_TERM_FOUND
    }
    known = named & {*content.library.names, *content.claimed}
    return sorted(f for f in known if f not in content.library.frameworks or not content.trusts(f))


def format_files(packs: Iterable[Pack]) -> tuple[list[str], list[Finding]]:
    """Write every table in its canonical form, and Turtle and prefixes with plain line ends.

    Returns:
        The files that changed, and why others were left as they are: prefixes, a row or a header cannot be trusted, or the order is not
        known.
    """
    content = read_content(packs)
    changed = []
    for table, text in canonical_files(content):
        if table.path.read_bytes() != text.encode():
            write_atomic(table.path, text.encode())
            changed.append(table.file)
    changed += _plain_files(content)
    files = {table.file for table in content.tables.values()}
    grave = [f for f in content.findings if f.mend != RUN_FORMAT]
    blocked = [f for f in grave if f.file.endswith(PREFIXES) or (f.form and f.file in files)]
    for pack, path in ((p, path) for p in content.library.packs for path in p.files() if path in content.tables):
        table, place = content.tables[path], pack.local(path)
        in_order = place.startswith("mappings/") and not is_list(path, pack) and table.is_sound
        if in_order and (unknown := _untrusted(content, table)):
            what = f"is left as it is: its rows stand in the order of {', '.join(unknown)}, which cannot be read"
            blocked.append(Finding(table.file, 0, what, "mend that catalogue first"))
    return changed, causes_first(blocked)


def _plain_files(content: Content) -> Iterator[str]:
    """Mend the line ends and the beginning of what is no table (Turtle, prefixes), and yield each such file."""
    named = {f.file for f in content.findings if f.mend == RUN_FORMAT} - {t.file for t in content.tables.values()}
    for pack in content.library.packs:
        for path in (p for p in pack.files() if pack.named(p) in named):
            write_atomic(path, sound_text(path).encode())
            yield pack.named(path)


def form_findings(ground: Ground) -> Iterator[Finding]:
    """Yield every table that is not in its canonical form; of one that was in form when it was checked last, and is as it was, nobody need look again."""
    content = ground.content
    code = cache.code_digest("check", "formats", "model", "pack", ".")
    names, order = list(content.library.names.table.items()), list(content.library.requirements)
    name = f"form-{cache.digest(code, names, order)}"
    marks = {Path(entry[0]): cache.mark(*map(str, entry)) for entry in content.library.stamp}
    kept = cache.kept_marks(name) or set()
    in_form = {path for path, mark in marks.items() if mark in kept}
    for table, text in canonical_files(content, in_form):
        # What format mends is named already where it was read.
        if table.text == text:
            in_form.add(table.path)
        if table.text == text or any(f.form for f in table.findings):
            continue
        ours, theirs = text.split("\n"), table.text.split("\n")
        pairs = enumerate(zip(ours, theirs, strict=False), 1)
        line = next((n for n, (a, b) in pairs if a != b), min(len(ours), len(theirs)))
        yield Finding(table.file, line, "is not in canonical form", RUN_FORMAT, form=True)
    settled = {Path(entry[0]) for entry in content.library.stamp if is_settled((entry,), content.began)}
    now = {mark for path, mark in marks.items() if path in in_form & settled}
    if not now <= kept:
        cache.keep_marks(name, now)
