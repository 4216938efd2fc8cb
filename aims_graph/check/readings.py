"""Is each row what its readings, and whoever settled them, decided; and as sure as they make it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aims_graph.answers.trust.agreement import NOTHING, compare, confidence_from, joined, standing
from aims_graph.check.ground import READINGS, Ground
from aims_graph.errors import Finding
from aims_graph.identifiers import framework_of
from aims_graph.model import BY_MAJORITY, DECIDED_BY, DECISIONS, LATER, Reading, Source

#: The line that decides of the three readings what their majority does not.
_FINAL = DECIDED_BY[BY_MAJORITY[-1]]
#: What decides from there on.
_FROM_FINAL = frozenset(DECISIONS[DECISIONS.index(_FINAL) :])


def reading_findings(ground: Ground) -> Iterator[Finding]:
    """Yield what the readings and the rows say differently: an unsettled difference, or a row that is not what was decided; and trials of no row."""
    yield from _trials(ground)
    library = ground.library
    rows = {(r.subject_id, r.object_id): r for r in library.mappings}
    trusted: dict[str, bool] = {}
    for (subject, object_), by_name in library.readings_of.items():
        set_id = next(iter(by_name.values())).set_id
        if set_id not in trusted:
            sides = [framework_of(name) for name in (subject, object_)]
            trusted[set_id] = ground.holds(f"the readings of {set_id}", ground.files_between(*sides), sides)
        if not trusted[set_id] or ground.distrusts(subject, object_):
            continue
        readings = [r for name, r in by_name.items() if name not in DECISIONS]
        name = f"{subject} to {object_}"
        at = next(iter(by_name.values())).source

        def fault(what: str, mend: str, at: Source = at, name: str = name) -> Finding:
            return Finding(at.file, at.line, f"{name}: {what}", mend)

        line = _undecided(by_name)
        if line:
            yield fault("the readings differ and nobody settled it", f"add a line with reading {line}")
            continue
        if wrong := _misnamed(by_name):
            yield fault(*wrong)
            continue
        together = joined(by_name)
        decided = standing(by_name)
        if together is not None and together != decided and not by_name.keys() & _FROM_FINAL:
            words = "/".join(together)
            yield fault(f"three readings together say {words}", f"add a line with reading {_FINAL}, or change the row")
            continue
        row = rows.get((subject, object_))
        stands = (row.subject_met, row.object_met) if row and not row.is_gap else NOTHING
        if stands != decided:
            yield fault(
                f"decided as {'/'.join(decided)}, but the mapping file says {'/'.join(stands)}",
                "correct the row, or decide again",
            )
        elif row and row.is_counterpart and readings:
            expected = confidence_from(row, readings)
            if row.confidence is None or abs(row.confidence - expected) > 1e-9:
                yield Finding(
                    row.source.file,
                    row.source.line,
                    f"{name}: confidence {'none' if row.confidence is None else row.confidence} is not what its readings give, {expected}",
                    "correct the confidence",
                )


def _undecided(by_name: Mapping[str, Reading]) -> str:
    """Return the line that is wanting where a reading differs from what stood and nobody decided; of a third the majority speaks."""
    for later in LATER:
        if later == BY_MAJORITY[-1] or later not in by_name:
            continue
        found = compare(by_name, later)
        if found and not found.agree and found.decided is None:
            return DECIDED_BY[later] if DECIDED_BY[later] not in by_name else _FINAL
    return ""


def _misnamed(by_name: Mapping[str, Reading]) -> tuple[str, str] | None:
    """Return what is wrong with the decision on a reading after the third, and the mend: it decides on no such reading, or its outcome is not what it did.

    The earlier ones also decided where rows contradicted each other, and on whole kinds of rows; what they did follows from no single reading.
    """
    for later in LATER:
        if later in BY_MAJORITY:
            continue
        line = DECIDED_BY[later]
        decided = by_name.get(line)
        if decided is None:
            continue
        found = compare(by_name, later)
        if found is None and decided.outcome == "added":
            continue
        if found is None:
            return f"{line} decides on no {later} reading", f"add the line of the {later} reading, or remove this one"
        did = _done(found.before, decided.verdict)
        if decided.outcome not in did:
            stood, now = ("/".join(verdict) for verdict in (found.before, decided.verdict))
            what = f"{line} is '{decided.outcome}', but {stood} stood before and it says {now}"
            return what, f"write {' or '.join(did)}, or correct what is met"
    return None


def _done(before: tuple[str, str], after: tuple[str, str]) -> tuple[str, ...]:
    """Return the words for what a decision did to a pair."""
    if before == NOTHING:
        return ("left out", "kept") if after == NOTHING else ("added",)
    if after == NOTHING:
        return ("dropped",)
    return ("kept",) if after == before else ("changed",)


def _trials(ground: Ground) -> Iterator[Finding]:
    """Each pair whose phrases were put to the trial has a row, or a decision that dropped it since."""
    library = ground.library
    for trial in library.discrimination:
        pair = (trial.subject_id, trial.object_id)
        sides = [framework_of(name) for name in pair]
        files = [*ground.files_between(*sides), *ground.unsound_in(READINGS)]
        if not ground.holds(f"the trials of {trial.mapping_set}", files, sides):
            continue
        decided = {r.outcome for name, r in library.readings_of.get(pair, {}).items() if name in DECISIONS}
        if not library.has_row(*pair) and "dropped" not in decided and not ground.distrusts(*pair):
            what = f"{pair[0]} to {pair[1]}: no row, and no reading that dropped it"
            yield Finding(
                trial.source.file, trial.source.line, what, "correct the pair, or add the line of the decision"
            )
