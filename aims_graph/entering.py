"""A file of somebody else's on its way into a folder of content, whichever door it comes by: planned, and tried before anything is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from aims_graph.check.content import report
from aims_graph.errors import AimsError, Finding
from aims_graph.exchange.entry import Plan, Wish, bytes_there, enter, plan
from aims_graph.exchange.preview import in_the_file
from aims_graph.exchange.readers import read, reader_of
from aims_graph.exchange.sheet import MEMORY, memory
from aims_graph.formats.library import library_of
from aims_graph.pack.pack import Pack

#: What is said where a check would find faults in what would be written.
NOT_SOUND = "What would be written does not stand up to a check, so nothing was written."


def takes_columns(file: Path) -> bool:
    """Whether a person may say of a file which of its columns is what.

    Raises:
        AimsError: if it cannot be read, or is of no format known here.
    """
    return hasattr(reader_of(file), "read_as")


def planned(file: Path, over: tuple[Pack, ...], into: Path, wish: Wish, columns: str = "", sheet: str = "") -> Plan:
    """Say what entering a file would do; nothing is written.

    Args:
        file: the file, of any format that is read here.
        over: the content that is there, and the folder itself if it holds any.
        into: the folder to enter it in.
        wish: what the person said of it.
        columns: of a table, which column is what; the folder remembers it once it is entered.
        sheet: of a workbook, which sheet.

    Raises:
        AimsError: if the file or the folder cannot be used, or what was said cannot be done.
        ContentError: with every fault of the file.
    """
    # As the folder is called where it is named already, so that its files are known by one name.
    into = next((Path(p.layer) for p in over if p.layer and p.root.resolve() == into.resolve()), into)
    if any(p.root.resolve() == into.resolve() for p in over if not p.layer):
        raise AimsError(
            f"{into} is the content that folders are put over.",
            "Name a folder of your own with --into.",
            "Name a folder of your own.",
        )
    if (columns or sheet) and not takes_columns(file):
        raise AimsError(f"{file} is {reader_of(file).FORMAT}, whose fields are known.", "Leave out --columns and --sheet.", "Say nothing of columns and sheets.")  # fmt: skip
    found = plan(read(file, into, columns, sheet), library_of(over), into, wish)
    if columns and found.files:
        files = {**found.files, MEMORY: memory(into, file, columns, sheet)}
        found = replace(found, files=files, there={**found.there, into / MEMORY: bytes_there(into / MEMORY)})
    return found


def stands_in_the_way(found: Plan) -> str:
    """Return why nothing of a plan can be written, as far as the plan itself tells; empty if it can."""
    if found.collisions:
        return "Nothing was written."
    return "" if found.files else "Nothing was written: there is nothing in it that can be entered."


def tried(found: Plan, over: tuple[Pack, ...]) -> tuple[list[Finding], list[Finding]]:
    """Return what a check would find in the files of a plan, were they written: faults, and what to look at."""
    with on_trial(found.folder, found.files, over) as (rest, pack):
        files = {pack.folder + place for place in found.files}
        made = report((*rest, pack), shapes=False)
        faults, looks = ([f for f in fs if f.file in files] for fs in (made.findings, made.to_look_at))
    return in_the_file(found, faults), in_the_file(found, looks)


@contextmanager
def on_trial(folder: Path, texts: Mapping[str, str], over: tuple[Pack, ...]) -> Iterator[tuple[tuple[Pack, ...], Pack]]:
    """Write files, place -> text, to a copy of a folder of content; gives the content without the folder, and the copy, whose files are named as those of the folder."""
    with tempfile.TemporaryDirectory() as place:
        trial = Path(place) / "trial"
        for name in ("ontology", "mappings"):
            if (folder / name).is_dir():
                # What may not be written there may be here: only the true folder can refuse.
                shutil.copytree(folder / name, trial / name, copy_function=shutil.copyfile)
                for part in (trial / name, *(p for p in (trial / name).rglob("*") if p.is_dir())):
                    part.chmod(0o700)
        enter(texts, trial)
        layer = folder.as_posix()
        rest = tuple(p for p in over if p.root.resolve() != folder.resolve())
        yield rest, Pack(trial.resolve(), layer, next((p.slug for p in over if p.layer == layer), folder.name))
