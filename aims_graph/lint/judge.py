"""Anybody's crosswalk judged: every fault of every rule, the gravest first, and how far it agrees with this content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from aims_graph.counting import count_of
from aims_graph.errors import AimsError, ContentError
from aims_graph.exchange.draft import Draft
from aims_graph.exchange.oscal import is_profile
from aims_graph.exchange.readers import formats, read
from aims_graph.lint.brought import with_brought
from aims_graph.lint.crosswalk import ResolvedCrosswalk
from aims_graph.lint.form import form_faults
from aims_graph.lint.ids import id_faults
from aims_graph.lint.logic import PATIENCE, SearchBounds, logic_faults
from aims_graph.lint.ours import beside_ours
from aims_graph.lint.shape import shape_faults
from aims_graph.model import Library
from aims_graph.present.faults import LEVELS, Fault


@dataclass(frozen=True)
class Judgement:
    """The faults of files, by level and place, and what else a person should know, a sentence a note."""

    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    #: Whether something of what was asked could not be read.
    unread: bool = False
    #: Whether contradictions were not looked for to the end.
    unfinished: bool = False

    def at_least(self, level: str) -> tuple[Fault, ...]:
        """Return the faults of a level and those graver than it."""
        return tuple(f for f in self.faults if LEVELS.index(f.level) <= LEVELS.index(level))


def judge(library: Library, draft: Draft, file: str = "", search: SearchBounds | None = None) -> Judgement:
    """Judge every crosswalk of a draft by the content of a library, and by the frameworks that the file brings; nothing is entered anywhere.

    Args:
        library: the content.
        draft: what the file holds.
        file: the file, as a person named it; by default as the draft has it.
        search: how long contradictions are looked for.
    """
    search = search or SearchBounds()
    faults: list[Fault] = []
    brought = with_brought(library, draft)
    notes = [*brought.notes]
    for mapping in draft.mappings:
        crosswalk = ResolvedCrosswalk(brought.library, mapping, file or str(draft.file), brought.entered)
        found = list(chain(*(rule(crosswalk) for rule in (id_faults, form_faults, shape_faults))))
        found += logic_faults(crosswalk, search)
        compared, agreement = beside_ours(crosswalk)
        faults += found + compared
        of = f"{mapping.title or mapping.id}: " if len(draft.mappings) > 1 else ""
        notes.append(
            f"{of}{count_of(len(mapping.rows), 'row')}. Of those that put one requirement beside one,"
            f" this content says the same of {agreement.same},"
            f" has another relation for {agreement.other}, has something against {agreement.against}, and says nothing of {agreement.unsaid}."
        )
    notes += [f"Not kept or not understood: {n.where}{': ' * bool(n.where)}{n.what}" for n in draft.notes]
    if search.left:
        notes.append(
            f"Contradictions are not all looked for: the time was over with {', '.join(search.left)} not looked at."
        )
        search.left.clear()
        return Judgement(_in_order(faults), tuple(notes), unfinished=True)
    return Judgement(_in_order(faults), tuple(notes))


def judge_files(
    library: Library, files: Iterable[Path], columns: str = "", sheet: str = "", seconds: float = PATIENCE
) -> Judgement:
    """Read and judge files; a file whose form is faulty is a fault at each place, and the others are judged all the same.

    Args:
        library: the content they are judged by.
        files: crosswalks in any format that is read here.
        columns: for tables, which column is what, where their words do not tell.
        sheet: for workbooks, which sheet.
        seconds: how long contradictions are looked for, in all files together.

    Raises:
        AimsError: if a file is not there, of no format known here, or holds no crosswalk, or the seconds are below 0 or without end.
    """
    faults: list[Fault] = []
    notes: list[str] = []
    unread = unfinished = False
    search = SearchBounds(seconds)
    for file in files:
        try:
            draft = read(file, None, columns, sheet)
        except ContentError as error:
            unread = True
            faults += (Fault("unreadable", str(file), str(f.line or ""), f.what, f.mend) for f in error.findings)
            continue
        if not draft.mappings:
            what = f"{file} holds no crosswalk" + (", only a framework" if draft.frameworks else "")
            raise AimsError(
                f"{what}.",
                "Name a file that puts two frameworks side by side.",
                "A crosswalk puts two frameworks side by side.",
            )
        judged = judge(library, draft, str(file), search)
        faults += judged.faults
        notes += judged.notes
        unfinished |= judged.unfinished
    return Judgement(_in_order(faults), tuple(notes), unread, unfinished)


#: What the place of a fault in a text that has no file is called.
TEXT = "text"


def judge_text(library: Library, text: str, columns: str = "", seconds: float = PATIENCE) -> Judgement:
    """Judge a crosswalk that is handed in as text; nothing that it names is opened.

    Args:
        library: the content it is judged by.
        text: the crosswalk in any format that is read here.
        columns: for tables, which column is what, where their words do not tell.
        seconds: how long contradictions are looked for.

    Raises:
        AimsError: if it is empty, of no format known here, or holds no crosswalk, or the seconds are below 0 or without end.
    """
    if not text.strip():
        raise AimsError("The text is empty.", f"Hand in a crosswalk in one of these formats: {formats(as_text=True)}.")
    with TemporaryDirectory() as folder:
        # The readers take files; a folder of its own holds nothing beside it that a text could name.
        file = Path(folder) / TEXT
        file.write_text(text, encoding="utf-8", newline="")
        try:
            if is_profile(file):
                raise AimsError("An OSCAL profile is no crosswalk.", "Hand in a mapping collection.")
            found = judge_files(library, [file], columns, seconds=seconds)
        except AimsError as error:
            what, shown = (words.replace(str(file), "The text") for words in (error.what, error.shown))
            mend, advice = (words.replace(str(file), "the text") for words in (error.mend, error.advice))
            raise AimsError(what, mend, advice.replace(formats(), formats(as_text=True)), shown) from None
    return replace(found, faults=tuple(_without(str(file), fault) for fault in found.faults))


def _without(file: str, fault: Fault) -> Fault:
    """Return a fault that does not name the file in which a text lay for a moment."""
    what, mend = (words.replace(file, TEXT) for words in (fault.what, fault.mend))
    return replace(fault, file=TEXT, what=what, mend=mend)


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    order = {fault: place for place, fault in enumerate(dict.fromkeys(faults))}
    return tuple(sorted(order, key=lambda f: (LEVELS.index(f.level), f.file, f.line, order[f])))
