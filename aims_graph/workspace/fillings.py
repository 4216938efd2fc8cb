"""From which entries of a workspace a particular may be filled: the words of the column ``filled_from`` in ``ontology/particulars.tsv``."""

from __future__ import annotations

from dataclasses import fields

from aims_graph.workspace.records.risk import AFFECTED, RISK_KINDS, Assessment

OF_ASSESSMENT, OF_IMPACTS, OF_REVIEW, OF_WORKSPACE = "assessment.", "impact.", "review.", "held."
#: What a review is filled from beside the answers and evidence at a requirement.
ACTIONS, NONCONFORMITIES, OPPORTUNITIES, AUDITS, RISKS, ISSUES, PARTIES, OBJECTIVES = REVIEWED = (
    "review.actions",
    "review.nonconformities",
    "review.opportunities",
    "review.audits",
    "review.risks",
    "review.issues",
    "review.parties",
    "review.objectives",
)
WHO, HARM = "impact.who", "impact.harm"
#: What the workspace itself holds of what must be in writing; of risks and their treatment, by the kind of risk.
STATEMENT, ASSESSMENTS, AUDITED, REVIEWS, FINDINGS, CORRECTIONS, HELD_ISSUES, HELD_PARTIES, HELD_OBJECTIVES = HELD = (
    "held.statement",
    "held.assessments",
    "held.audits",
    "held.reviews",
    "held.findings",
    "held.corrections",
    "held.issues",
    "held.parties",
    "held.objectives",
)
RISKS_OF, TREATMENT_OF = "held.risks.", "held.treatment."
#: That the treatment is approved and what is left accepted: by somebody who is named, or by the owner of each risk.
ACCEPTED_OF, OWNERS_OF = "held.acceptance.", "held.owners."
WORDS = frozenset(
    (
        *(OF_ASSESSMENT + f.name for f in fields(Assessment)),
        *(OF_IMPACTS + word for word in AFFECTED),
        *(WHO, HARM),
        *REVIEWED,
        *HELD,
        *(word + kind for word in (RISKS_OF, TREATMENT_OF, ACCEPTED_OF, OWNERS_OF) for kind in RISK_KINDS),
    )
)
