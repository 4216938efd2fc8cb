"""What no longer holds of a proof pack, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Table
from aims_graph.present.workspace import OWN_ASSESSMENT, named
from aims_graph.workspace.proof import Broken


def broken_table(library: Library, pack: Mapping[str, Any], found: Sequence[Broken], looked_at_files: bool) -> Table:
    """Return each thing that no longer holds, one a row, and what was looked at.

    Args:
        library: the content over which it was worked out.
        pack: the proof pack.
        found: what no longer holds.
        looked_at_files: whether the files of evidence were looked at, too.
    """
    rows: list[tuple[Cell, ...]] = [(named(library, b.where), b.what.replace("_", " "), b.was, b.now) for b in found]
    whose = f"{pack.get('organisation')}, {library.frameworks[str(pack['framework'])].short}, {pack.get('on')}"
    lines, at, files = (len(pack.get(k, ())) for k in ("lines", "rows", "files"))
    notes = [
        f"Worked out anew: {count_of(lines, 'line')}, {count_of(at, 'row')}, {count_of(files, 'file')} of content;"
        f" {len(found) or 'nothing'} said otherwise now.",
        "The files of evidence were looked at."
        if looked_at_files
        else "The files of evidence were not looked at: --evidence FOLDER.",
        OWN_ASSESSMENT,
    ]
    return Table(f"What no longer holds: {whose}", ("where", "what", "the pack says", "now"), tuple(rows), tuple(notes))
