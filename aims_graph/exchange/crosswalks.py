"""A crosswalk of somebody else's as mapping files of our own kind, one a pair of frameworks; every side looked up, none guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from aims_graph.exchange.catalogues import added_column
from aims_graph.exchange.cells import one_line
from aims_graph.exchange.draft import DraftMapping, DraftRow
from aims_graph.exchange.framework_names import expanded
from aims_graph.exchange.lifting import entailed, is_still_denied
from aims_graph.exchange.sides import ResolvedSide, Sides
from aims_graph.exchange.slots import ROW_SLOTS
from aims_graph.formats.curies import BUILT_IN
from aims_graph.formats.mapping_rules import contradiction
from aims_graph.formats.mapping_sssom import COLUMNS, JOINT, SAID_BY, SOURCE_ROW
from aims_graph.formats.tsv import is_date, is_share
from aims_graph.identifiers import folded
from aims_graph.model import Library
from aims_graph.progress import each
from aims_graph.reason.relations import EQ
from aims_graph.vocabulary import CONVERSE, MET, NO_TERM_FOUND, SET_RELATIONS, relation_name

#: What SSSOM has where nothing is said of how a row came about.
UNSPECIFIED_MATCHING = "semapv:UnspecifiedMatching"
_MET_COLUMNS = ("ext_subject_met", "ext_object_met")
_CURIE = re.compile(r"[A-Za-z][\w.-]*:[^\s|]+|[A-Za-z][\w+.-]*://[^\s|]+", re.ASCII)


@dataclass(frozen=True)
class Missed:
    """A row that is not entered: where it stands, which of its sides is the cause (if one is), and why."""

    where: str
    name: str
    why: str
    near: tuple[str, ...] = ()


@dataclass
class Crosswalk:
    """The rows of one pair of frameworks as they would be written, and what is to be told of them.

    ``lifted``: rows carried from a former edition, each with what became of its sides; ``headings``: rows that name one;
    ``doubted``: own rows whose typed title is not that of the requirement; ``turned``: own rows that run the other way in the file.
    """

    subject: str
    object: str
    rows: list[dict[str, str]] = field(default_factory=list)
    lifted: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)


class Entering:
    """One crosswalk on its way into the content: its rows by pair of frameworks, and the rows that do not come along.

    The folder's own rows are in the order of the requirements, and those of a pair in one set, read from one side: from that of a set of the
    folder's own which is there already, else from that of the first row. Those of another hand stay as the file has them.
    """

    def __init__(
        self,
        mapping: DraftMapping,
        sides: Sides,
        library: Library,
        titles: Mapping[str, str],
        own: bool,
        standing: Collection[tuple[str, str]] = (),
    ) -> None:
        """Look every side up.

        Args:
            mapping: the crosswalk.
            sides: where its sides stand.
            library: the content it is put over.
            titles: titles of the requirements that come with the file, by id.
            own: whether its rows are to count as the folder's own.
            standing: the pairs of which the folder has a set of its own, each as that runs.
        """
        self.mapping, self._sides, self._library, self._titles, self._own = mapping, sides, library, titles, own
        self._standing = standing
        self.pairs: dict[tuple[str, str], Crosswalk] = {}
        self.missed: list[Missed] = []
        self.notes: list[str] = []
        self._seen: dict[tuple[str, ...], tuple[str, ...]] = {}
        for row in each(mapping.rows, len(mapping.rows), "Looking the rows up"):
            self._enter(row)
        if own:
            order = {r: n for n, r in enumerate([*library.requirements, *titles])}
            for crosswalk in self.pairs.values():
                crosswalk.rows.sort(
                    key=lambda r: (order.get(r["subject_id"], len(order)), order.get(r["object_id"], len(order)))
                )

    def _enter(self, row: DraftRow) -> None:
        is_gap = not (row.subjects and row.objects)
        states = (self._short(row.predicate), row.modifier, row.relation)
        if against := contradiction(*states, is_gap, row.met, self.mapping.any_overlap):
            self.missed.append(Missed(row.where, "", f"contradicts itself: {'; '.join(against)}"))
            return
        left, right = [self._sides.subject(s) for s in row.subjects], [self._sides.object(s) for s in row.objects]
        lost = next((p for p in (*left, *right) if not p.requirement), None)
        if lost or not (left or right):
            name = (lost.side.name or lost.side.label) if lost else ""
            why = lost.why if lost else "names no requirement"
            self.missed.append(Missed(row.where, name, why, lost.near if lost else ()))
            return
        frameworks = [{p.framework for p in side} or {self._sides.framework(row.missing_in or name).id} for side, name in ((left, self.mapping.subject), (right, self.mapping.object))]  # fmt: skip
        if any(len(f) > 1 or "" in f for f in frameworks):
            self.missed.append(
                Missed(row.where, "", "one side of the row is of several frameworks, or of none that can be told")
            )
            return
        subject, object_ = (next(iter(f)) for f in frameworks)
        if self._own and max(len(left), len(right)) > 1:
            why = "speaks of several requirements together, which only a set of another hand holds (leave out --own)"
            self.missed.append(Missed(row.where, "", why))
            return
        if self._own and subject == object_:
            why = f"both sides are of {subject}, and a crosswalk of your own is between two frameworks; ontology/links.tsv holds what one requirement has to do with another of its framework"
            self.missed.append(Missed(row.where, "", why))
            return
        now = self._said_now(row, left, right)
        if now is None:
            why = f"denies of a former edition what may be so of the present one ({_lifted(left, right)})"
            self.missed.append(Missed(row.where, "", why))
            return
        pair = self._pair(subject, object_)
        cells = self._cells(row, left, right, pair, now)
        if pair.subject != subject:
            other = turned(cells)
            if other is None:
                said = cells["ext_supportive"] or cells["predicate_id"]
                why = f"says '{said}', which has no word for the other way: the rows of this set run from {pair.subject} to {pair.object}"
                self.missed.append(Missed(row.where, "", why))
                return
            cells = other
        key = (cells["subject_id"], cells["object_id"])
        # Without a counterpart a requirement may be in several frameworks.
        at = (*key, pair.subject, pair.object)
        says = tuple(
            cells.get(c, "") for c in ("predicate_id", "ext_set_relation", "predicate_modifier", "ext_supportive")
        )
        if key[0] == key[1]:
            self.missed.append(Missed(row.where, key[0], "both sides are the same requirement"))
        elif at not in self._seen:
            self._seen[at] = says
            pair.rows.append(cells)
            if pair.subject != subject:
                pair.turned.append(f"{row.where}: {key[0]} to {key[1]}")
        elif self._seen[at] == says:
            self.notes.append(f"{row.where}: {key[0]} and {key[1]} stand above already; kept once")
        else:
            why = f"says another thing of {key[0]} and {key[1]} than a row above"
            self.missed.append(Missed(row.where, "", why))

    def _pair(self, subject: str, object_: str) -> Crosswalk:
        """Return where the rows of a pair go; those of one's own into one set, whichever side they are read from."""
        either = ((subject, object_), (object_, subject))
        key = next((p for p in either if p in self.pairs or p in self._standing), either[0]) if self._own else either[0]
        return self.pairs.setdefault(key, Crosswalk(*key))

    def _said_now(
        self, row: DraftRow, left: list[ResolvedSide], right: list[ResolvedSide]
    ) -> tuple[str, str, str] | None:
        """Return predicate, modifier and set relation as they hold of the present requirements.

        ``None`` where a row denies something of a former edition that may be so of the present one: that the two share something, that a
        predicate holds, that there is a counterpart.
        """
        predicate = self._short(row.predicate)
        relation = row.relation or ("" if row.modifier else SAID_BY.get(predicate, ""))
        ways = [[p.lift.relation if p.lift else EQ for p in side] for side in (left, right)]
        if all(way == EQ for side in ways for way in side):
            return predicate, row.modifier, relation
        if not (left and right):
            return (predicate, "", "") if entailed("no_relationship", ways[0], ways[1]) else None
        now = entailed(relation, ways[0], ways[1], self.mapping.any_overlap)
        if not (row.modifier or relation == "no_relationship"):
            return "", "", now
        if now == "no_relationship":
            return "", row.modifier, now
        is_still = not relation and is_still_denied(SAID_BY.get(predicate, ""), *ways)
        return (predicate, row.modifier, "") if is_still else None

    def _cells(
        self,
        row: DraftRow,
        left: list[ResolvedSide],
        right: list[ResolvedSide],
        pair: Crosswalk,
        said: tuple[str, str, str],
    ) -> dict[str, str]:
        predicate, modifier, relation = said
        comment = [row.comment]
        if words := _lifted(left, right):
            now = f"now {relation_name(relation)}" if relation else f"still Not {predicate}" if modifier and predicate else "what relation follows is not known"  # fmt: skip
            pair.lifted.append(f"{row.where}: {words}; {now}")
            comment.append(f"(Stated of a former edition: {words}.)")
        supportive, is_moved = row.supportive, any(p.lift and p.lift.relation != EQ for p in (*left, *right))
        if supportive and is_moved:
            # What one handed to the other as it was worded says nothing of how it is worded now.
            comment, supportive = [*comment, f"(It said '{supportive}'.)"], ""
        if relation and (self._own or not predicate):
            predicate = SET_RELATIONS[relation][0]
        denied = relation == "no_relationship"
        cells = {
            **self._side_cells("subject", left, pair, row.where),
            "predicate_id": predicate or "skos:relatedMatch",
            "predicate_modifier": "Not" if denied else "" if self._own and relation else modifier,
            **self._side_cells("object", right, pair, row.where),
            "ext_set_relation": relation,
            "ext_supportive": supportive,
            "comment": " ".join(filter(None, comment)),
            "mapping_justification": self._justification(row),
            SOURCE_ROW: row.where,
        }
        cells |= self._confidence(row)
        for key, value in row.more.items():
            is_slot = key in COLUMNS or key.startswith("ext_") or (key in ROW_SLOTS and not self._own)
            column = key if is_slot else added_column(key)
            text = self._said(column, value) if column in COLUMNS and column not in cells else value
            # What was met of a requirement as it was worded says nothing of how it is worded now.
            text = "" if is_moved and column in _MET_COLUMNS else text
            if column in cells or not text:
                column, text = added_column(f"source_{key}"), value
            cells[column] = text
        if not (left and right):
            cells |= {"ext_set_relation": "", "predicate_modifier": ""}
        if left and right:
            pair.headings += [f"{row.where}: {p.requirement}" for p in (*left, *right) if p.is_heading]
        return {column: one_line(text) for column, text in cells.items()}

    def _confidence(self, row: DraftRow) -> dict[str, str]:
        confidence = share(row.confidence)
        if confidence or not row.confidence:
            return {"confidence": confidence}
        self.notes.append(
            f"{row.where}: the confidence '{row.confidence}' is no number from 0 to 1; kept as ext_confidence"
        )
        return {"ext_confidence": row.confidence}

    def _said(self, column: str, value: str) -> str:
        """Return what a column of ours holds for a value of the file; empty if it cannot hold it."""
        if column == "mapping_date":
            return value if is_date(value) else ""
        if column in _MET_COLUMNS:
            return value if value in MET else ""
        if column == "ext_with_parts":
            return value if value == "yes" else ""
        if column == "ext_nearest":
            ours = self._short(value)
            return ours if ours in self._library.requirements else ""
        return value

    def _side_cells(self, side: str, places: list[ResolvedSide], pair: Crosswalk, where: str) -> dict[str, str]:
        ids = [p.requirement for p in places]
        label = " | ".join(p.side.label for p in places) if any(p.side.label for p in places) else ""
        if self._own and label and places:
            title = self._titles.get(ids[0]) or self._library.requirements[ids[0]].title
            if folded(label) != folded(title):
                pair.doubted.append(f"{where}: '{label}' is not the title of {ids[0]} ({title})")
                label = ""
        cells = {f"{side}_id": "|".join(ids) or NO_TERM_FOUND, f"{side}_label": label}
        return cells | ({f"{side}_type": JOINT} if len(ids) > 1 else {})

    def _short(self, name: str) -> str:
        """Return a predicate or a way of matching as our own prefixes shorten it, or in full."""
        if not name:
            return ""
        iri = expanded(name, {**self.mapping.prefixes, **BUILT_IN})
        short = self._library.names.curie(iri or name)
        return short if _CURIE.fullmatch(short) else ""

    def _justification(self, row: DraftRow) -> str:
        short = self._short(row.justification)
        if row.justification and not short:
            self.notes.append(f"{row.where}: '{row.justification}' is no way of matching that SSSOM can hold")
        return short or UNSPECIFIED_MATCHING


def _lifted(left: list[ResolvedSide], right: list[ResolvedSide]) -> str:
    """Return what became of the requirements of a row that are of a former edition, in words; empty if none is."""
    return "; ".join(f"{p.lift.former}: {p.lift.words}" for p in (*left, *right) if p.lift)


#: What is said of two requirements -> the same said of them from the other side; what is not in it has no such word.
_TURNED = {
    **{p: p for p in ("skos:exactMatch", "skos:closeMatch", "skos:relatedMatch", "owl:sameAs", "owl:equivalentClass")},
    **{"skos:broadMatch": "skos:narrowMatch", "skos:narrowMatch": "skos:broadMatch"},
    **{"supports": "is supported by", "is supported by": "supports"},
    **{word: word for word in ("", "identical", "equivalent", "contrary")},
}
_SIDE = re.compile(r"^(ext_)?(subject|object)_")


def turned(cells: Mapping[str, str]) -> dict[str, str] | None:
    """Return a row as it is read from its other side; ``None`` where what it says has no word for that.

    >>> turned({"subject_id": "a:1", "object_id": "b:2", "predicate_id": "skos:broadMatch", "ext_set_relation": "subset_of", "ext_supportive": ""})
    {'object_id': 'a:1', 'subject_id': 'b:2', 'predicate_id': 'skos:narrowMatch', 'ext_set_relation': 'superset_of', 'ext_supportive': ''}
    """
    said = {column: _TURNED.get(cells[column]) for column in ("predicate_id", "ext_supportive")}
    if None in said.values():
        return None
    sides = {"subject": "object", "object": "subject"}
    found = {_SIDE.sub(lambda m: f"{m[1] or ''}{sides[m[2]]}_", column): text for column, text in cells.items()}
    return {
        **found,
        **{c: w for c, w in said.items() if w is not None},
        "ext_set_relation": CONVERSE.get(cells["ext_set_relation"], ""),
    }


def share(text: str) -> str:
    """Return a confidence as our files write it; empty if it is none.

    A comma is a point as well: from 0 to 1 it can separate no thousands.

    >>> share(".85"), share("1"), share("85 %"), share("0,85"), share("high"), share("85")
    ('0.85', '1', '0.85', '0.85', '', '')
    >>> share("-0.5"), share("1.0000000001"), share("nan"), share("0")
    ('', '', '', '0')
    """
    bare = text.strip().replace(",", ".")
    try:
        value = float(bare.removesuffix("%")) / (100 if bare.endswith("%") else 1)
    except ValueError:
        return ""
    plain = f"{value:.9f}".rstrip("0").rstrip(".")
    return plain if value <= 1 and is_share(plain) else ""


def counted(crosswalk: Crosswalk) -> str:
    """Return how many rows there are of each relation, in words."""
    found = Counter(
        "no counterpart" if NO_TERM_FOUND in (r["subject_id"], r["object_id"])
        else relation_name(r.get("ext_set_relation", "")) or r.get("ext_supportive", "") or "no set relation"
        for r in crosswalk.rows
    )  # fmt: skip
    return ", ".join(f"{n} {what}" for what, n in found.most_common())
