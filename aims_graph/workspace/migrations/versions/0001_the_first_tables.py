"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "answer",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("accepted_from", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["accepted_from"], ["answer.id"], name=op.f("fk_answer_accepted_from")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "body",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("accredited_by", sa.Text(), nullable=False),
        sa.Column("accreditation_number", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
    )
    op.create_table(
        "choice",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("framework", sa.Text(), nullable=False),
        sa.Column("is_target", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice")),
    )
    op.create_table(
        "counter",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_counter")),
    )
    op.create_table(
        "criteria",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unacceptable_from", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_table(
        "model_used",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_used")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("chair", sa.Text(), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("conclusions", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_table(
        "risk",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=True),
        sa.Column("consequence", sa.Integer(), nullable=True),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("residual_likelihood", sa.Integer(), nullable=True),
        sa.Column("residual_consequence", sa.Integer(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("treatment", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("accepted_by", sa.Text(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("activities", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("framework", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    op.create_table(
        "system",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("placed", sa.Date(), nullable=True),
        sa.Column("changed", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system")),
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("effort", sa.Float(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_table(
        "answer_basis",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["answer.id"], name=op.f("fk_answer_basis_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_answer_basis")),
    )
    with op.batch_alter_table("answer_basis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_basis_value"), ["value"], unique=False)

    op.create_table(
        "assessment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("system", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("intended_use", sa.Text(), nullable=False),
        sa.Column("foreseeable_misuse", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("period_and_frequency", sa.Text(), nullable=False),
        sa.Column("human_oversight", sa.Text(), nullable=False),
        sa.Column("governance_and_complaints", sa.Text(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["system"], ["system.id"], name=op.f("fk_assessment_system")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    op.create_table(
        "audit_areas",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["audit.id"], name=op.f("fk_audit_areas_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_audit_areas")),
    )
    with op.batch_alter_table("audit_areas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_areas_value"), ["value"], unique=False)

    op.create_table(
        "audit_auditors",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["audit.id"], name=op.f("fk_audit_auditors_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_audit_auditors")),
    )
    with op.batch_alter_table("audit_auditors", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_auditors_value"), ["value"], unique=False)

    op.create_table(
        "audit_frameworks",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["audit.id"], name=op.f("fk_audit_frameworks_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_audit_frameworks")),
    )
    with op.batch_alter_table("audit_frameworks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_frameworks_value"), ["value"], unique=False)

    op.create_table(
        "audit_systems",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["audit.id"], name=op.f("fk_audit_systems_record")),
        sa.ForeignKeyConstraint(["value"], ["system.id"], name=op.f("fk_audit_systems_value")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_audit_systems")),
    )
    with op.batch_alter_table("audit_systems", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_systems_value"), ["value"], unique=False)

    op.create_table(
        "body_certifies",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["body.id"], name=op.f("fk_body_certifies_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_body_certifies")),
    )
    with op.batch_alter_table("body_certifies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_body_certifies_value"), ["value"], unique=False)

    op.create_table(
        "body_works_by",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["body.id"], name=op.f("fk_body_works_by_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_body_works_by")),
    )
    with op.batch_alter_table("body_works_by", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_body_works_by_value"), ["value"], unique=False)

    op.create_table(
        "certificate",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("framework", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["body"], ["body.id"], name=op.f("fk_certificate_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
    )
    op.create_table(
        "criteria_consequences",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["criteria.id"], name=op.f("fk_criteria_consequences_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_criteria_consequences")),
    )
    with op.batch_alter_table("criteria_consequences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criteria_consequences_value"), ["value"], unique=False)

    op.create_table(
        "criteria_levels",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["criteria.id"], name=op.f("fk_criteria_levels_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_criteria_levels")),
    )
    with op.batch_alter_table("criteria_levels", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criteria_levels_value"), ["value"], unique=False)

    op.create_table(
        "criteria_likelihoods",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["criteria.id"], name=op.f("fk_criteria_likelihoods_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_criteria_likelihoods")),
    )
    with op.batch_alter_table("criteria_likelihoods", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criteria_likelihoods_value"), ["value"], unique=False)

    op.create_table(
        "evidence_shows",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["evidence.id"], name=op.f("fk_evidence_shows_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_evidence_shows")),
    )
    with op.batch_alter_table("evidence_shows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_shows_value"), ["value"], unique=False)

    op.create_table(
        "evidence_systems",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["evidence.id"], name=op.f("fk_evidence_systems_record")),
        sa.ForeignKeyConstraint(["value"], ["system.id"], name=op.f("fk_evidence_systems_value")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_evidence_systems")),
    )
    with op.batch_alter_table("evidence_systems", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_systems_value"), ["value"], unique=False)

    op.create_table(
        "finding",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("audit", sa.Text(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=True),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("effective", sa.Boolean(), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["audit"], ["audit.id"], name=op.f("fk_finding_audit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_table(
        "history",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("through", sa.Text(), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_history_person")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_change"), ["change"], unique=False)
        batch_op.create_index(batch_op.f("ix_history_record"), ["record"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("framework", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["body"], ["body.id"], name=op.f("fk_milestone_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_table(
        "review_decisions",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["review.id"], name=op.f("fk_review_decisions_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_review_decisions")),
    )
    with op.batch_alter_table("review_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_decisions_value"), ["value"], unique=False)

    op.create_table(
        "review_participants",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["review.id"], name=op.f("fk_review_participants_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_review_participants")),
    )
    with op.batch_alter_table("review_participants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_participants_value"), ["value"], unique=False)

    op.create_table(
        "risk_controls",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["risk.id"], name=op.f("fk_risk_controls_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_risk_controls")),
    )
    with op.batch_alter_table("risk_controls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_controls_value"), ["value"], unique=False)

    op.create_table(
        "risk_systems",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["risk.id"], name=op.f("fk_risk_systems_record")),
        sa.ForeignKeyConstraint(["value"], ["system.id"], name=op.f("fk_risk_systems_value")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_risk_systems")),
    )
    with op.batch_alter_table("risk_systems", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_systems_value"), ["value"], unique=False)

    op.create_table(
        "system_facts_false",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["system.id"], name=op.f("fk_system_facts_false_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_system_facts_false")),
    )
    with op.batch_alter_table("system_facts_false", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_system_facts_false_value"), ["value"], unique=False)

    op.create_table(
        "system_facts_true",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["system.id"], name=op.f("fk_system_facts_true_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_system_facts_true")),
    )
    with op.batch_alter_table("system_facts_true", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_system_facts_true_value"), ["value"], unique=False)

    op.create_table(
        "system_kinds",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["system.id"], name=op.f("fk_system_kinds_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_system_kinds")),
    )
    with op.batch_alter_table("system_kinds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_system_kinds_value"), ["value"], unique=False)

    op.create_table(
        "system_models",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["system.id"], name=op.f("fk_system_models_record")),
        sa.ForeignKeyConstraint(["value"], ["model_used.id"], name=op.f("fk_system_models_value")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_system_models")),
    )
    with op.batch_alter_table("system_models", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_system_models_value"), ["value"], unique=False)

    op.create_table(
        "system_roles",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["system.id"], name=op.f("fk_system_roles_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_system_roles")),
    )
    with op.batch_alter_table("system_roles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_system_roles_value"), ["value"], unique=False)

    op.create_table(
        "task_targets",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["task.id"], name=op.f("fk_task_targets_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_task_targets")),
    )
    with op.batch_alter_table("task_targets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_targets_value"), ["value"], unique=False)

    op.create_table(
        "finding_at",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["finding.id"], name=op.f("fk_finding_at_record")),
        sa.PrimaryKeyConstraint("record", "place", name=op.f("pk_finding_at")),
    )
    with op.batch_alter_table("finding_at", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_at_value"), ["value"], unique=False)

    op.create_table(
        "impact",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=True),
        sa.Column("affected", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("is_benefit", sa.Boolean(), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=True),
        sa.Column("consequence", sa.Integer(), nullable=True),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name=op.f("fk_impact_assessment")),
        sa.ForeignKeyConstraint(["risk"], ["risk.id"], name=op.f("fk_impact_risk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact")),
    )
