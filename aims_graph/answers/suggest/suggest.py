"""Which requirements may be counterparts of which: ranked candidates for a person to accept, change or refuse. Nothing enters by itself.

What speaks for a pair (:mod:`aims_graph.answers.suggest.features`) becomes one number by logistic regression: roughly, of a hundred pairs with this
score so many have a row. The weights were fitted on the ten crosswalks of this content by ``benchmarks/suggest.py``, which also says how well that
holds where a crosswalk was hidden (docs/suggest.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aims_graph.answers.suggest.features import Features, Pairs
from aims_graph.errors import check_number
from aims_graph.identifiers import check_ids
from aims_graph.model import Library, Requirement
from aims_graph.progress import each as told

#: Features that are read as their square roots: a little of them says much.
ROOTS = ("words", "answers", "title")


@dataclass(frozen=True)
class Weights:
    """A fitted model: where it begins, and what each feature adds."""

    start: float
    of: Mapping[str, float]

    def score(self, evidence: Features) -> float:
        """Return how likely a row is, from 0 to 1."""
        logit = self.start + sum(w * value(evidence, feature) for feature, w in self.of.items())
        return 1 / (1 + math.exp(-logit))


def value(evidence: Features, feature: str) -> float:
    """Return a feature of a pair as the model reads it."""
    found = evidence.values.get(feature, 0.0)
    return math.sqrt(found) if feature in ROOTS else found


#: For a framework of which nothing is known but its words; one with rows to others; one whose requirements have topics as well.
NEW = Weights(
    -7.37, {"words": 2.65, "answers": 4.44, "title": 1.97, "concept": 1.78, "like_topic": 1.94, "like_through": 8.23}
)
MAPPED = Weights(
    -7.72,
    {
        **{"words": 3.00, "answers": 3.55, "title": 2.02, "concept": 1.60, "like_topic": 1.71},
        **{"like_through": -0.20, "through": 9.65},
    },
)
KNOWN = Weights(
    -7.71,
    {"words": 3.31, "answers": 3.27, "title": 1.44, "concept": 1.36, "topic": 1.95, "clause": 4.03, "through": 8.99},
)


@dataclass(frozen=True)
class Candidate:
    """One requirement that may be a counterpart of another, how likely a row is (from 0 to 1), and what speaks for it."""

    subject: Requirement
    object: Requirement
    score: float
    evidence: Features


def suggest(library: Library, framework: str, towards: str, each: int = 5) -> Iterator[Candidate]:
    """Yield the likeliest counterparts of each assessable requirement of a framework in another, the best first.

    Pairs that somebody has judged already are left out: those with a row, whatever it says, and those that were refused.

    Args:
        library: the content, the framework included.
        framework: whose requirements are asked about.
        towards: the other framework.
        each: how many for each requirement.

    Raises:
        AimsError: if there is no framework of an id, or ``each`` is below 1.
    """
    check_number("each", each, 1)
    check_ids([framework, towards], library)
    pairs = Pairs(library, framework, towards)
    weights = weights_for(library, framework)
    judged = judged_pairs(library)
    for subject in told(pairs.subjects, len(pairs.subjects), "Looking for counterparts"):
        found = [
            Candidate(subject, library.requirements[name], weights.score(evidence), evidence)
            for name, evidence in pairs.of(subject).items()
            if frozenset((subject.id, name)) not in judged
        ]
        yield from sorted(found, key=lambda c: (-c.score, c.object.order))[:each]


def judged_pairs(library: Library) -> set[frozenset[str]]:
    """Return the pairs that anybody's set has a row for, whatever it says, and those that were refused."""
    rows = {frozenset((m.subject_id, m.object_id)) for s in library.sets for m in s.rows if not m.is_gap}
    return rows | {frozenset((r.subject_id, r.object_id)) for r in library.refused}


def weights_for(library: Library, framework: str) -> Weights:
    """Return the model for what is known of a framework: whether half of its requirements have rows, and topics."""
    members = [r for r in library.members(framework) if r.assessable]
    if 2 * sum(bool(library.rows_at(r.id)) for r in members) < len(members):
        return NEW
    return KNOWN if 2 * sum(r.id in library.about_of for r in members) >= len(members) else MAPPED
