"""Does every number exist, in this edition, and does the title beside it say which one is meant?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

from aims_graph.answers.editions.succession import other_editions
from aims_graph.check.labels import Labels, labels_of
from aims_graph.counting import count_of
from aims_graph.exchange.lifting import lifts
from aims_graph.exchange.sides import ResolvedSide
from aims_graph.identifiers import framework_of
from aims_graph.lint.crosswalk import ResolvedCrosswalk, ResolvedRow
from aims_graph.model import Library, Misnumber, Requirement
from aims_graph.numbers import annex_letter, ids_of_number, same_number
from aims_graph.present.faults import Fault
from aims_graph.progress import each
from aims_graph.stems import words

#: So much of what tells a neighbour's title from its own must stand in a comment, and so little of its own.
_SAID, _UNSAID = 0.8, 0.2
#: A label of so many words is the text of the requirement: it means another one if it has so much of that one's title, and so little of its own.
#: With the 705 such texts of the AI Act as labels, two are doubted where they stand right, and 323 of 579 are found where they stand one too far.
LONG, _OTHER, _OWN = 12, 0.75, 0.34


@lru_cache(maxsize=32)
def _labels(library: Library, framework: str) -> Labels:
    """Return the labels of one framework, looked up once."""
    return labels_of(library, framework)


def id_faults(crosswalk: ResolvedCrosswalk) -> Iterator[Fault]:
    """Yield what is wrong with the number, or with the title beside it, on each side of each row."""
    unknown: dict[str, list[ResolvedRow]] = {}
    for row in each(crosswalk.rows, len(crosswalk.rows), "Judging numbers and titles"):
        for place in row.places:
            if not place.framework:
                if (other := _other_edition(crosswalk, row, place)) is not None:
                    yield other
                else:
                    unknown.setdefault(place.why, []).append(row)
            elif not crosswalk.is_known(place):
                yield _missing(crosswalk, row, place)
            else:
                yield from _present(crosswalk, row, place)
    for why, rows in unknown.items():
        more = f", and on {count_of(len(rows) - 1, 'more row')}" if len(rows) > 1 else ""
        mend = "name the framework, with its edition, by the title or the id it has here"
        yield crosswalk.fault("unknown-framework", rows[0], f"{why}{more}", mend)


def _other_edition(crosswalk: ResolvedCrosswalk, row: ResolvedRow, place: ResolvedSide) -> Fault | None:
    """A side of a framework of which another edition is known here: say what the number became, where that is known."""
    in_header = crosswalk.draft.subject if place in row.subjects else crosswalk.draft.object
    framework = crosswalk.sides.framework(place.side.framework or in_header).edition_of
    if not framework:
        return None
    here = crosswalk.library.frameworks[framework].short
    known = [m for m in _misnumbers(crosswalk.library, framework, place.side.name) if m.edition]
    what = f"'{place.side.name}': {place.why}"
    if not known:
        return crosswalk.fault("other-edition", row, what, f"look up what it is in {here} today")
    return crosswalk.fault("other-edition", row, what, *_became(crosswalk, _meant(known)))


def _missing(crosswalk: ResolvedCrosswalk, row: ResolvedRow, place: ResolvedSide) -> Fault:
    """A number that the framework does not have: another edition's, that of the requirement the title means, or near another."""
    library, name = crosswalk.library, place.side.name
    former = [f for tail in _tails(name) for f in _in_former_editions(library, place.framework, tail)]
    if former:
        there = " and ".join(crosswalk.full_name(f) for f in former)
        return crosswalk.fault(
            "other-edition", row, f"{place.why}: {there}", *_became(crosswalk, _heirs(library, former))
        )
    known = [m for m in _misnumbers(library, place.framework, name) if m.edition]
    if known:
        what = f"{place.why}; it is a number of {known[0].edition} ({', '.join(m.words[0] for m in known)})"
        return crosswalk.fault("other-edition", row, what, *_became(crosswalk, _meant(known)))
    if place.lift is not None or library.frameworks[place.framework].role == "superseded":
        return crosswalk.fault(
            "other-edition", row, f"'{name}': {place.why}", _mend(crosswalk, place.near), *place.near
        )
    meant = _labels(library, place.framework).meant(place.side.label) if place.side.label else ""
    if meant:
        mend = f"by its title '{place.side.label}' it is {crosswalk.full_name(meant)}: write {meant}"
        return crosswalk.fault("unknown-id", row, place.why, mend, meant)
    return crosswalk.fault("unknown-id", row, place.why, _mend(crosswalk, place.near), *place.near)


def _became(crosswalk: ResolvedCrosswalk, meant: tuple[str, ...]) -> tuple[str, ...]:
    """Return the mend of a number that means others: what to write, and then the ids."""
    if not meant:
        return ("nothing takes its place today: remove the row",)
    return f"write {' or '.join(f'{m} ({crosswalk.library.requirements[m].title})' for m in meant)}", *meant


def _meant(known: Iterable[Misnumber]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m for k in known for m in k.meant))


def _in_former_editions(library: Library, framework: str, number: str) -> list[str]:
    """Return what a number is in former editions of a framework that have catalogues here."""
    former = [f for f in other_editions(library, framework) if library.frameworks[f].role == "superseded"]
    return [hit for f in former for hit in ids_of_number(number, f, library)]


def _heirs(library: Library, former: Iterable[str]) -> tuple[str, ...]:
    """Return what takes the place of requirements of a former edition, and of what stands under them where that says more."""
    found = [lift.now for name in former for lift in lifts(name, library) if lift.now]
    parts = [lift.now for name in former for part in library.below(name) for lift in lifts(part, library) if lift.now]
    return tuple(dict.fromkeys(found or parts))


def _mend(crosswalk: ResolvedCrosswalk, near: tuple[str, ...]) -> str:
    known = [n for n in near if n in crosswalk.library.requirements]
    if not known:
        return "look the number up in the text, or leave the row out"
    return f"near are {', '.join(f'{n} ({crosswalk.library.requirements[n].title})' for n in known)}"


def _present(crosswalk: ResolvedCrosswalk, row: ResolvedRow, place: ResolvedSide) -> Iterator[Fault]:
    """A number that exists: read through its guidance, of a former edition, commonly written for another, or with another's title."""
    library, name, label = crosswalk.library, place.requirement, place.side.label
    found = library.requirements[name]
    if place.lift is not None:
        # Its title is that of the former edition, and so is the one beside it.
        if not same_number(place.lift.former.partition(":")[2], name.partition(":")[2], place.framework, library):
            what = f"'{place.side.name}' is {crosswalk.full_name(place.lift.former)}: {place.lift.words}"
            yield crosswalk.fault("other-edition", row, what, f"write {name} ({found.title})", name)
        return
    if _is_of_guidance(place.side.name, found.number, annex_letter(library.frameworks[place.framework])):
        what = f"'{place.side.name}' is the guidance to {crosswalk.full_name(name)}"
        yield crosswalk.fault("guidance-number", row, what, f"write {found.number}: the requirement is meant", name)
    # What a row denies, or misses, its comment explains by other things.
    comment = row.draft.comment if row.puts_together else ""
    mistaken = _mistaken(crosswalk, place, label or comment)
    if mistaken is not None:
        edition = f" (it is that in {mistaken.edition})" if mistaken.edition else ""
        said = f"the title '{label}'" if label else "the comment"
        what = f"{crosswalk.shown(place)} is '{found.title}', but {said} speaks of another requirement{edition}"
        rule = "comment-elsewhere" if not label else "other-edition" if mistaken.edition else "mistaken-number"
        yield crosswalk.fault(rule, row, what, *_became(crosswalk, mistaken.meant))
    elif label:
        yield from _titled(crosswalk, row, place)
    else:
        yield from _counterparts(crosswalk, row, place)
        if comment:
            yield from _commented(crosswalk, row, place)


def _is_of_guidance(written: str, number: str, annex: str) -> bool:
    """Whether another annex is written for the control of the framework's annex that it explains.

    >>> _is_of_guidance("iso42001:B.6.2.4", "A.6.2.4", "A"), _is_of_guidance("A.6.2.4", "A.6.2.4", "A")
    (True, False)
    """
    letter = re.search(r"(?:^|[^A-Za-z.])([A-Za-z])\.\d[\d.]*$", written)
    return letter is not None and number.startswith(f"{annex}.") and letter[1].upper() != annex


def _misnumbers(library: Library, framework: str, written: str) -> list[Misnumber]:
    """Return what is known of a number as a file writes it, its framework's name before it or not; of a heading, what stands under it."""
    tails = _tails(written)
    numbers = [(m.written.partition(":")[2], m) for m in library.misnumbers if m.written.startswith(f"{framework}:")]
    found = [m for number, m in numbers if any(same_number(number, tail, framework, library) for tail in tails)]
    return found or [m for number, m in numbers if number.startswith(f"{tails[0]}.")] if tails else []


def _tails(written: str) -> list[str]:
    """Return what of a name may be the number: what stands behind its prefix, all of it and its last words."""
    last = re.split(r"[:/#]", written.strip())[-1]
    return list(filter(None, dict.fromkeys((last, *(" ".join(last.split()[-n:]) for n in (1, 2))))))


def _mistaken(crosswalk: ResolvedCrosswalk, place: ResolvedSide, text: str) -> Misnumber | None:
    """Return the known mistake that a text beside an existing number makes, if it does not speak of this very requirement."""
    library, said = crosswalk.library, set(words(text))
    if not said:
        return None
    at = {place.requirement, *library.above(place.requirement)}
    for known in library.misnumbers:
        if known.written in at and place.requirement not in known.meant:
            own = set(words(library.requirements[place.requirement].title)) | set(
                words(library.requirements[known.written].title)
            )
            told = any(set(p) <= said and not set(p) <= own for p in map(words, known.words) if p)
            if not place.side.label and len(own & said) > _UNSAID * len(own):
                continue
            # A title that fits where it stands is no mistake, whatever words it has.
            fits = place.side.label and not _labels(library, place.framework).rival(text, place.requirement)
            if told and not fits:
                return known
    return None


def _titled(crosswalk: ResolvedCrosswalk, row: ResolvedRow, place: ResolvedSide) -> Iterator[Fault]:
    """The title beside the number: its own, its neighbour's, another's or nobody's."""
    library, name, label = crosswalk.library, place.requirement, place.side.label
    found = library.requirements[name]
    labels, neighbours = _labels(library, place.framework), _neighbours(library, name)
    other, titled = labels.rival(label, name), labels.titled(label)
    if other:
        # Several may have nearly this title: the neighbour is the likeliest, then one that has it to the word.
        near = [n for n in neighbours if n in titled or (other != name and not labels.rival(label, n))]
        other = next(iter([*near, *titled]), other)
    elif not {name, *library.above(name)} & {*titled} and not set(words(label)) <= set(words(found.title)):
        # To the word a title that another bears in print, and no short form of its own; a defined word is no title.
        other = next((i for i in titled if _bears_in_print(library.requirements[i])), "")
    if len(words(label)) >= LONG:
        others = (*([other] if other not in ("", name) else []), *neighbours)
        other = _speaks_of(library, set(words(label)), name, others, _OWN, _OTHER)
    if not other:
        return
    for former in _in_former_editions(library, place.framework, found.number):
        if former in _labels(library, framework_of(former)).titled(label):
            what = f"{crosswalk.shown(place)} is '{found.title}' today; beside it stands '{label}', as {crosswalk.full_name(former)}"
            yield crosswalk.fault("other-edition", row, what, *_became(crosswalk, _heirs(library, [former])))
            return
    what = f"{crosswalk.shown(place)} is '{found.title}', but beside it stands '{label}'"
    if other == name:
        yield crosswalk.fault("odd-title", row, what, f"copy the title, or write the number that '{label}' has")
        return
    rule = "shifted-number" if other in neighbours else "wrong-title"
    meant = crosswalk.full_name(other)
    yield crosswalk.fault(rule, row, what, f"that is {meant}: write {other}, or correct the title", other)


def _counterparts(crosswalk: ResolvedCrosswalk, row: ResolvedRow, place: ResolvedSide) -> Iterator[Fault]:
    """No title to compare: ours puts the other side beside what another edition numbers so, and not beside what the number is now."""
    library, name = crosswalk.library, place.requirement
    others = {p.requirement for p in row.places} - {name}
    if len(row.places) != 2 or len(others) != 1 or not row.puts_together:
        return
    ours = {m.object_id for m in library.rows_at(next(iter(others))) if m.is_counterpart}
    for known in library.misnumbers:
        if not known.edition or known.written not in (name, *library.above(name)):
            continue
        heirs = {i for m in known.meant for i in (m, *library.below(m))}
        if ours & heirs and not ours & {known.written, *library.below(known.written)}:
            here, other = library.requirements[name].title, crosswalk.full_name(next(iter(others)))
            what = f"{crosswalk.shown(place)} is '{here}' today; in {known.edition} the number was that of {known.words[0]}, which ours puts beside {other}"
            yield crosswalk.fault("likely-edition", row, what, *_became(crosswalk, known.meant))


def _bears_in_print(requirement: Requirement) -> bool:
    return requirement.assessable and not requirement.title_is_ours


def _neighbours(library: Library, requirement: str) -> tuple[str, ...]:
    """Return what stands right before and right after a requirement under the same heading."""
    row = library.children[library.requirements[requirement].parent]
    at = row.index(requirement)
    return (*row[max(at - 1, 0) : at], *row[at + 1 : at + 2])


def _commented(crosswalk: ResolvedCrosswalk, row: ResolvedRow, place: ResolvedSide) -> Iterator[Fault]:
    """No title to compare: a comment that has the words of the neighbour's title, and none of its own, means the neighbour.

    Not where ours has the pair too: the number is then meant, whatever the comment speaks of.
    """
    library, name = crosswalk.library, place.requirement
    sides = {p.requirement for p in row.places}
    if any(m.is_counterpart and m.object_id in sides for m in library.rows_at(name)):
        return
    elsewhere = {
        w
        for other in row.places
        if other != place and crosswalk.is_known(other)
        for w in words(library.requirements[other.requirement].title)
    }
    said = set(words(row.draft.comment)) - elsewhere
    other = _speaks_of(library, said, name, _neighbours(library, name), _UNSAID, _SAID, elsewhere)
    if other:
        what = (
            f"{crosswalk.shown(place)} is '{library.requirements[name].title}', but the comment speaks of its neighbour"
        )
        title = library.requirements[other].title
        mend = f"write {other} ({title}) if that is meant; a title beside the number would tell"
        yield crosswalk.fault("comment-elsewhere", row, what, mend, other)


def _speaks_of(
    library: Library,
    said: set[str],
    name: str,
    others: Iterable[str],
    most_own: float,
    least_other: float,
    aside: AbstractSet[str] = frozenset(),
) -> str:
    """Return the first of some requirements of whose title a text has enough, if of this one's it has little; else empty.

    Args:
        library: the content.
        said: the stems of the text.
        name: the requirement beside which it stands.
        others: those it may mean.
        most_own: so large a share of this one's title may stand in it.
        least_other: so large a share of what only another's title has must.
        aside: stems that count for neither.
    """
    own = set(words(library.requirements[name].title)) - aside
    if not own or len(own & said) > most_own * len(own):
        return ""
    for other in others:
        theirs = set(words(library.requirements[other].title)) - aside - own
        if len(theirs) > 1 and len(theirs & said) >= least_other * len(theirs):
            return other
    return ""
