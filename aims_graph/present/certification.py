"""The way to a certificate as tables: what the stages would find missing and what would close it, bodies, days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Table
from aims_graph.present.audits import late_for_in_words
from aims_graph.present.certificates import certificate_notes
from aims_graph.present.risks import numbers
from aims_graph.present.words import number_cell
from aims_graph.present.workspace import OWN_ASSESSMENT, entries, named, organisation_of
from aims_graph.workspace import bodies
from aims_graph.workspace import certification as c
from aims_graph.workspace.acceptance import changed_in_words, other_criteria_in_words
from aims_graph.workspace.bodies import Flag
from aims_graph.workspace.certificates import certificate_statuses, edition_held
from aims_graph.workspace.certification import IndexedDocument, Missing
from aims_graph.workspace.days import as_iso
from aims_graph.workspace.fillings import (
    ACCEPTED_OF,
    ASSESSMENTS,
    AUDITED,
    CORRECTIONS,
    FINDINGS,
    HELD_ISSUES,
    HELD_OBJECTIVES,
    HELD_PARTIES,
    OWNERS_OF,
    REVIEWS,
    RISKS_OF,
    STATEMENT,
    TREATMENT_OF,
)
from aims_graph.workspace.milestones import Due
from aims_graph.workspace.records.assurance import Body
from aims_graph.workspace.records.risk import RISK_KINDS, Risk
from aims_graph.workspace.records.scope import Certificate
from aims_graph.workspace.rules import criteria_of
from aims_graph.workspace.state import State

#: What is missing -> what would close it.
CLOSES = {
    c.NOT_WRITTEN: "write it and attach it as evidence to this requirement",
    c.EXPIRED: "renew it, or attach its valid version",
    c.NOT_APPROVED: "approve the statement",
    c.APPROVED_OTHERWISE: "approve a new version",
    c.WRONG_LINE: "decide on each of these controls with a reason",
    c.NO_RISKS: "assess the risks and enter them",
    c.OPEN_RISK: "rate it, treat it further, or have what is left accepted by a named person",
    c.NO_APPROVAL: "name in each risk who approved its treatment and accepted what is left, and on which day",
    c.NOT_AS_ACCEPTED: "have its treatment approved and what is left accepted anew, as it stands now",
    c.UNDER_OTHER: "look at it by the criteria that stand now, and have its acceptance confirmed",
    c.NOT_THE_OWNER: "have the owner of each risk approve its treatment and accept what is left",
    c.UNNAMED: "name in the assessment who approved it",
    c.NOT_DONE: "implement it, and answer so",
    c.NO_OPERATION: "attach a record that shows it in operation",
    c.NOT_AUDITED: "audit it internally",
    c.NOT_REVIEWED: "hold a management review",
    c.MAJOR_OPEN: "the next step",
    c.AHEAD: "correct the day; until it has come, what is said to be done on it counts for nothing",
    c.PARTIAL_AUDITOR: "name another auditor",
}
#: What is missing -> the command that does what would close it.
COMMANDS = {
    c.NOT_APPROVED: "aims-graph soa approve",
    c.APPROVED_OTHERWISE: "aims-graph soa approve",
    c.NO_RISKS: "aims-graph workspace set risk …",
    c.NO_APPROVAL: "aims-graph workspace set R-… accepted_by=… accepted_on=…",
    c.NOT_AS_ACCEPTED: "aims-graph workspace set R-… accepted_by=… accepted_on=…",
    c.UNDER_OTHER: "aims-graph workspace set R-… accepted_by=… accepted_on=…",
    c.UNNAMED: "aims-graph workspace set IA-… approved_by=… approved_on=…",
    c.NOT_AUDITED: "aims-graph audit programme",
    c.NOT_REVIEWED: "aims-graph audit review",
}
#: What the workspace itself could be of what must be in writing -> what there is to do for it.
_HERE = {
    STATEMENT: "approve the Statement of Applicability",
    ASSESSMENTS: "have an impact assessment of each system approved by somebody who is named, with all that is asked of it here",
    AUDITED: "finish an internal audit with a summary",
    REVIEWS: "hold a management review",
    FINDINGS: "record findings",
    HELD_ISSUES: "enter the issues",
    HELD_PARTIES: "enter the interested parties, each with what it needs",
    HELD_OBJECTIVES: "enter the objectives, each with what is done, with what, by whom, by when, and how it is measured",
    CORRECTIONS: "check whether the action on a nonconformity worked",
    **{RISKS_OF + kind: f"rate every {kind} risk" for kind in RISK_KINDS},
    **{
        ACCEPTED_OF + kind: f"have the treatment of every {kind} risk approved, and what is left accepted"
        for kind in RISK_KINDS
    },
    **{OWNERS_OF + kind: f"have every {kind} risk accepted by its owner" for kind in RISK_KINDS},
    **{TREATMENT_OF + kind: f"give every {kind} risk a treatment and an owner" for kind in RISK_KINDS},
}
_NOT_ALL = (
    "This list is not complete: most accreditation bodies that have signed the arrangement are not in it, and not to be in it"
    " says nothing against one."
)
#: What is said against a body -> what would mend it.
MENDS = {
    bodies.UNACCREDITED: "a certificate of a body without accreditation is not recognised under the arrangement; choose another one, or record who accredits it",
    bodies.UNKNOWN_ACCREDITOR: "look whether it has signed the arrangement, in the arrangement's own list",
    bodies.NO_CERTIFICATE_NUMBER: "ask for its certificate of accreditation",
    bodies.NOT_ITS_SCOPE: "ask for the scope of its accreditation; a certificate outside of it is not accredited",
    bodies.NOT_BY: "ask whether it is accredited by that standard",
    bodies.NEVER_CHECKED: "look it up with the accreditation body, and record who did so on which day",
    bodies.OLD_CHECK: "look it up again with the accreditation body",
}


def stage_table(
    library: Library,
    state: State,
    framework: str,
    stage: str,
    found: Sequence[Missing],
    commands: bool = True,
    for_programs: bool = False,
) -> Table:
    """Return what a stage would find missing, and what would close each line; with the commands that do so, or without them.

    Entries are named with their titles, or by id alone for programs.
    """
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        requirement = one.requirement
        anew = one.what in (c.NOT_AS_ACCEPTED, c.UNDER_OTHER)
        about = changes(state, one.what, one.about) if anew else _what(library, state, one.about, for_programs)
        closes = CLOSES[one.what]
        if commands and one.what in COMMANDS:
            closes += f": {COMMANDS[one.what]}"
        if one.planned:
            closes = (
                f"{closes}: {one.planned}"
                if one.what == c.MAJOR_OPEN
                else f"planned: {entries(state, [one.planned], for_programs)}{late_for_in_words(one.late_for)}"
            )
        if one.here:
            closes += f"; or here: {', '.join(_HERE[word] for word in one.here)}"
        rows.append(
            (
                number_cell(library, requirement) if requirement else "",
                requirement.title if requirement else "",
                one.what,
                about,
                closes,
                one.asked_for.note if one.asked_for else "",
            )
        )
    columns = ("number", "requirement", "missing", "what exactly", "closed by", "an auditor asks for")
    title = f"{organisation_of(state)} before {stage} of {library.frameworks[framework].short}"
    return Table(title, columns, tuple(rows), (missing_in_words(found), OWN_ASSESSMENT))


def _what(library: Library, state: State, about: Sequence[str], for_programs: bool) -> str:
    """Return what exactly is missing: entries of the workspace, then requirements by their numbers and whatever else stands as it is."""
    kept = [] if for_programs else [i for i in about if state.known(i)]
    return "; ".join(filter(None, (entries(state, kept), numbers(library, [i for i in about if i not in kept]))))


def missing_in_words(found: Sequence[Missing]) -> str:
    """Return how many things are missing, and how many documents those of them are that the index counts one by one."""
    if not found:
        return "Nothing is missing that the workspace knows of."
    where = len({one.requirement.id for one in found if one.requirement})
    whole = f"{count_of(len(found), 'thing')} missing, at {count_of(where, 'requirement')}"
    written = [one for one in found if one.documents]
    if not written:
        return f"{whole}."
    documents = count_of(sum(len(one.documents) for one in written), "document")
    at = f"{count_of(len(written), 'requirement')} whose documents are not all there ({documents}, which the index counts one by one)"
    others = f", and {count_of(len(found) - len(written), 'other thing')}" if len(found) > len(written) else ""
    return f"{whole}: {at}{others}."


def changes(state: State, what: str, risks: Sequence[str]) -> str:
    """Return risks with what of each, or of the criteria, changed since it was accepted."""
    found = [state.get(Risk, name) for name in risks]
    if what == c.NOT_AS_ACCEPTED:
        return ", ".join(f"{r.id} ({changed_in_words(r)})" for r in found)
    return ", ".join(f"{r.id} ({other_criteria_in_words(r, criteria_of(state, r.kind))})" for r in found)


def index_table(library: Library, state: State, framework: str, found: Sequence[IndexedDocument]) -> Table:
    """Return the index of documents: each that is demanded, what shows it, where it lies, until when it is valid."""
    rows: list[tuple[Cell, ...]] = []
    for line in found:
        for document in line.documents:
            own = line.held.get(document, ())
            proofs = [s.evidence for s in (line.valid or line.evidence)]
            lies = [e.link or (f"file {e.sha256[:12]}" if e.sha256 else "") for e in proofs]
            until = [e.valid_until.isoformat() for e in proofs if e.valid_until]
            states = ((line.valid or own, "there"), (line.expired, "expired"), (line.evidence, "not valid yet"))
            status = next((word for so, word in states if so), "missing")
            rows.append(
                (
                    number_cell(library, line.requirement),
                    document,
                    "; ".join(
                        [*(f"{e.id} {e.title}" for e in proofs), *(["kept here: " + ", ".join(own)] if own else [])]
                    ),
                    "; ".join(dict.fromkeys(filter(None, lies))),
                    ", ".join(dict.fromkeys(e.owner for e in proofs if e.owner)),
                    ", ".join(until),
                    status,
                )
            )
    columns = ("number", "document", "shown by", "lies at", "owner", "valid until", "state")
    title = f"Documented information of {organisation_of(state)} for {library.frameworks[framework].short}"
    return Table(title, columns, tuple(rows), (index_in_words(found), OWN_ASSESSMENT))


def index_in_words(found: Sequence[IndexedDocument]) -> str:
    """Return how many documents are there, and how many things those that are not make of what stage 1 would find missing."""
    every, lacking = sum(len(line.documents) for line in found), [line.missing for line in found if line.missing]
    gone = sum(map(len, lacking))
    there = f"{every - gone} of {count_of(every, 'document')} {'is' if every - gone == 1 else 'are'} there."
    if not gone:
        return there
    things, at = count_of(len(lacking), "thing"), count_of(len(lacking), "requirement")
    return (
        f"{there} What is not there, {count_of(gone, 'document')} at {at}, is {things} in the list of what stage 1 would"
        " find missing: one a requirement."
    )


def bodies_table(library: Library, framework: str, found: Sequence[tuple[Body, Sequence[Flag]]]) -> Table:
    """Return certification bodies with what is to be said against each for a framework; one without a flag has a row that says so."""
    rows: list[tuple[Cell, ...]] = []
    for body, flags in found:
        checked = f"{body.checked_on}, {body.checked_by}" if body.checked_on else ""
        who = (body.id, body.name, body.accredited_by, checked)
        if not flags:
            rows.append((*who, "nothing", ""))
        rows += [(*who, f"{f.what}{': ' * bool(f.about)}{f.about}", MENDS[f.what]) for f in flags]
    columns = ("body", "name", "accredited by", "checked", "against it", "mend")
    short = library.frameworks[framework].short
    return Table(f"Certification bodies for {short}", columns, tuple(rows), accreditation_notes(library))


def accreditation_notes(library: Library) -> tuple[str, ...]:
    """Return what the content says of the arrangements by which accreditation is recognised, with source and certainty."""
    names = {a.id: a.name for a in library.accreditation}
    listed = tuple(
        f"{a.name}{f' (since {a.since})' if a.since else ''}: {a.says}"
        f"{f'; followed by {names.get(a.followed_by, a.followed_by)}' if a.followed_by else ''}. {a.certainty.capitalize()}: {a.origin}."
        for a in library.accreditation
    )
    return (*listed, _NOT_ALL) if listed else ()


def days_table(library: Library, state: State, framework: str, found: Sequence[Due], on: dt.date) -> Table:
    """Return the days on the way to a certificate and after, with what is to be known of the certificates on a day."""
    rows: list[tuple[Cell, ...]] = []
    for due in found:
        m = due.milestone
        rows.append(
            (
                due.kind,
                as_iso(m.planned_on) if m else f"by {due.by}",
                as_iso(m.held_on) if m else "",
                named_body(state, m.body) if m and m.body else "",
                m.result if m else "",
                _state_of(due),
            )
        )
    certificates = [h for h in certificate_statuses(state, library, on) if framework in (h.certificate.framework, edition_held(library, h.certificate))]  # fmt: skip
    notes = certificate_notes(library, certificates)
    columns = ("milestone", "planned", "held", "body", "result", "state")
    if not found and not any(h.certificate.issued for h in certificates):
        short = library.frameworks[framework].short
        nothing = (
            f"Nothing is planned, and no certificate of {short} with its day of issue is entered, from which days would follow."
            " Begin with stage 1: enter a milestone with the day that is planned."
        )
        notes = [nothing, *notes]
    note = "After a certificate, reckoned where no milestone is entered: surveillance by 12 and 24 months after issue, recertification by expiry; what the body has planned counts."
    return Table(
        f"Milestones of {organisation_of(state)} for {named(library, framework)}", columns, tuple(rows), (note, *notes)
    )


def _state_of(due: Due) -> str:
    """Return what is to be said of a day: that it has passed, lies after the one by which it was due, in the wrong order, or after the certificate that comes of it."""
    said = [
        "late" if due.is_late else "" if due.milestone else "not planned yet",
        "before stage 1" if due.is_before_stage_1 else "",
        f"after {due.missed}, by which it was due" if due.missed else "",
        *([certified_in_words(due.certified)] if due.certified else ()),
    ]
    return "; ".join(filter(None, said))


def certified_in_words(certificate: Certificate) -> str:
    """Return that a stage is still planned after the certificate that comes of it was issued, and what to do."""
    return f"still planned, though {certificate.id} was issued on {certificate.issued}: enter the day on which it was held, or withdraw it"


def named_body(state: State, body: str) -> str:
    """Return the name of a body."""
    return state.get(Body, body).name
