"""How far two readings that did not see each other agree, and what was done where they did not.

Weighted kappa on the ordered scale none < some < most < all, and plain kappa on whether anything is shared (``kappa.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import dataclass

from aims_graph.answers.trust.kappa import weighted_kappa
from aims_graph.model import BY_MAJORITY, DECIDED_BY, DECISIONS, LATER, Library, Mapping, Reading
from aims_graph.vocabulary import MET

Pair = tuple[str, str]
NOTHING = ("none", "none")


@dataclass(frozen=True)
class Compared:
    """One pair that was read again: what stood before, what the later reading found, and the line that decided, if any."""

    set_id: str
    pair: Pair
    drawn_as: str
    before: tuple[str, str]
    found: tuple[str, str]
    lines: tuple[Reading, ...]
    decided: Reading | None

    @property
    def agree(self) -> bool:
        """Whether both found the same of both sides."""
        return self.before == self.found


def compared(library: Library, set_id: str, reading: str = "second") -> list[Compared]:
    """Return every pair of one file that was read again, beside what stood before; of pairs that were neither row nor decoy nothing stood."""
    found = (
        compare(by_name, reading)
        for by_name in library.readings_of.values()
        if reading in by_name and by_name[reading].set_id == set_id
    )
    return [c for c in found if c and c.drawn_as in ("row", "decoy")]


def compare(by_name: MappingABC[str, Reading], reading: str) -> Compared | None:
    """Hold one later reading of a pair against what stood before it; None if there is no such reading.

    Before the second reading stood the first; before a later one, what was decided last. A decoy is a pair without a row: nothing stood.
    A row that no first reading had came in by a decision, and what that says stood before anybody read the row.
    """
    later = by_name.get(reading)
    if later is None:
        return None
    wrote, settled, final = came_in_by(by_name), by_name.get("settled"), by_name.get("final")
    own = by_name.get(DECIDED_BY[reading])
    # The line that wrote a row has not decided what a reading of that row found, nor has a later line decided on the decoy.
    settled_wrote = settled is not None and settled is wrote
    if later.drawn_as == "decoy":
        before, decided = NOTHING, settled if settled_wrote and reading == "third" else own
    elif reading != "second":
        before, decided = standing(by_name, reading), own
    else:
        stood = by_name.get("first", wrote)
        was_read_as_row = settled_wrote and later.drawn_as == "row"
        before, decided = stood.verdict if stood else NOTHING, final if was_read_as_row else settled
    both_as_row = all(name in by_name and by_name[name].drawn_as == "row" for name in BY_MAJORITY[1:])
    if settled_wrote and both_as_row and before == later.verdict:
        # Two readings of the row have one line left to decide them; it is counted with the one that differed.
        decided = None
    pair = (later.subject_id, later.object_id)
    return Compared(later.set_id, pair, later.drawn_as, before, later.verdict, tuple(by_name.values()), decided)


def came_in_by(by_name: MappingABC[str, Reading]) -> Reading | None:
    """Return the decision by which a pair became a row; None where its row was there from the first reading on, or there is none."""
    return next((by_name[name] for name in DECISIONS if name in by_name and by_name[name].outcome == "added"), None)


def confidence_from(row: Mapping, readings: Sequence[Reading]) -> float:
    """Return the confidence that the readings of a row give it (docs/reading.md).

    0.9 if every reading found what the row says; 0.8 if one is a step of "met" away on one side; 0.7 if further;
    0.6 if one found nothing. Never more than the least sure of the readings.
    """
    verdict = (row.subject_met, row.object_met)
    away = max(sum(abs(MET.index(a) - MET.index(b)) for a, b in zip(r.verdict, verdict, strict=True)) for r in readings)
    # A decoy that was taken up had been passed over by the first reading.
    passed_over = any(r.drawn_as == "decoy" for r in readings) and not any(r.reading == "first" for r in readings)
    value = 0.6 if passed_over or not all(r.shares for r in readings) else (0.9, 0.8, 0.7)[min(away, 2)]
    return min([value, *(r.confidence for r in readings if r.shares)])


@dataclass(frozen=True)
class Agreement:
    """How a later reading agrees with what stood, in one mapping file, or in all together (``set_id`` is empty), and what became of the differences.

    Attributes:
        set_id: the mapping set.
        rows, decoys: how many of each were read.
        confirmed, accepted: in how many of the rows, and of the decoys, the later reading found something shared.
        same_existence: the share of pairs of which both say the same on whether anything is shared (0 to 1).
        kappa_existence: kappa on that; NaN where chance alone agrees wholly, as below.
        kappa_met: weighted kappa on how much is met, over both sides of every pair.
        kappa_met_of_both: the same over the pairs in which both found something shared.
        same_met: the share of sides of which both say the same on how much is met (0 to 1).
        outcomes: outcome of the line that decided -> how many pairs.
        read_once: how many rows of the file have one reading at the most.
    """

    set_id: str
    rows: int
    decoys: int
    confirmed: int
    accepted: int
    same_existence: float
    kappa_existence: float
    kappa_met: float
    kappa_met_of_both: float
    same_met: float
    outcomes: MappingABC[str, int]
    read_once: int


def agreement_of(library: Library, reading: str = "second") -> list[Agreement]:
    """Return the figures of each mapping file of the project's own with pairs that were read again; of more than one, those of all together last."""
    found: list[Agreement] = []
    everything: list[Compared] = []
    for mapping_set in library.sets:
        pairs = compared(library, mapping_set.id, reading)
        if not mapping_set.stated_by and pairs:
            once = sum(r.is_counterpart and library.times_read(r) < 2 for r in mapping_set.rows)
            found.append(_agreement(mapping_set.id, pairs, once))
            everything += pairs
    if len(found) > 1:
        found.append(_agreement("", everything, sum(a.read_once for a in found)))
    return found


def _agreement(set_id: str, pairs: Sequence[Compared], read_once: int) -> Agreement:
    rows = [c for c in pairs if c.drawn_as == "row"]
    decoys = [c for c in pairs if c.drawn_as == "decoy"]
    existence = [(int(c.before != NOTHING), int(c.found != NOTHING)) for c in pairs]
    both = [c for c in pairs if NOTHING not in (c.before, c.found)]
    met = _sides(pairs)
    return Agreement(
        set_id,
        len(rows),
        len(decoys),
        sum(c.found != NOTHING for c in rows),
        sum(c.found != NOTHING for c in decoys),
        sum(a == b for a, b in existence) / len(existence),
        weighted_kappa(existence, 2),
        weighted_kappa(met, len(MET)),
        weighted_kappa(_sides(both), len(MET)),
        sum(a == b for a, b in met) / len(met),
        Counter(c.decided.outcome for c in pairs if c.decided),
        read_once,
    )


def _sides(pairs: Sequence[Compared]) -> list[tuple[int, int]]:
    return [(MET.index(a), MET.index(b)) for c in pairs for a, b in zip(c.before, c.found, strict=True)]


def joined(by_name: MappingABC[str, Reading]) -> tuple[str, str] | None:
    """Return what the first three readings say together: whether most find something, and the middle value of each side.

    Where there is a second reading and no first, what stood before it counts as the first: a row that a decision wrote, else that
    nobody had mapped the pair. None if there are not three.
    """
    verdicts = [by_name[name].verdict for name in BY_MAJORITY if name in by_name]
    second = compare(by_name, "second")
    if second and "first" not in by_name:
        verdicts.append(second.before)
    if len(verdicts) < 3:
        return None
    if sum(v != NOTHING for v in verdicts) * 2 < len(verdicts):
        return NOTHING
    sides = [sorted(MET.index(v[side]) for v in verdicts) for side in (0, 1)]
    subject, object_ = (MET[values[len(values) // 2]] for values in sides)
    return subject, object_


def standing(by_name: MappingABC[str, Reading], before: str = "") -> tuple[str, str]:
    """Return the verdict that stands, or stood before a later reading: as decided last, else as the first two readings agree."""
    decided = DECISIONS[: LATER.index(before)] if before else DECISIONS
    for name in (*reversed(decided), "first", "second"):
        if name in by_name:
            return by_name[name].verdict
    return NOTHING
