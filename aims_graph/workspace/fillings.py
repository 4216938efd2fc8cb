"""From which entries of a workspace a particular may be filled: the words of the column ``filled_from`` in ``ontology/particulars.tsv``."""

from __future__ import annotations

from dataclasses import fields

from aims_graph.workspace.records.risk import AFFECTED, Assessment

OF_ASSESSMENT, OF_IMPACTS, OF_REVIEW = "assessment.", "impact.", "review."
#: What a review is filled from beside the answers and evidence at a requirement.
ACTIONS, NONCONFORMITIES, OPPORTUNITIES, AUDITS, RISKS = REVIEWED = (
    "review.actions",
    "review.nonconformities",
    "review.opportunities",
    "review.audits",
    "review.risks",
)
WHO, HARM = "impact.who", "impact.harm"
WORDS = frozenset(
    (
        *(OF_ASSESSMENT + f.name for f in fields(Assessment)),
        *(OF_IMPACTS + word for word in AFFECTED),
        *(WHO, HARM),
        *REVIEWED,
    )
)
