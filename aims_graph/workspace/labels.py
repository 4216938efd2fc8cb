"""What the fields of a workspace's records are called and mean, for forms, tables and workbooks: each word once."""

from __future__ import annotations

from aims_graph.counting import enumerated
from aims_graph.model import Library
from aims_graph.model.naming import short_name

#: How a field is typed; says nothing where it is chosen from a list.
_NUMBERS = "numbers as people write them, separated by semicolons"
_CHAPTERS = "chapters or numbers, separated by semicolons"

#: noun -> the fields that nobody can fill in at first: what comes of an entry once there is one.
LATER: dict[str, tuple[str, ...]] = {
    "risk": ("residual_likelihood", "residual_consequence", "accepted_by", "accepted_on"),
    "audit": ("done_on", "summary"),
    "finding": ("cause", "action", "done_on", "effective", "checked_by", "checked_on"),
    "milestone": ("held_on", "result"),
}

#: noun -> field -> (label, what it means; empty where the label says it).
_FIELDS: dict[str, dict[str, tuple[str, str]]] = {
    "person": {
        "name": ("Name", ""),
        "role": (
            "Role",
            "owner: everything; editor: everything but people; auditor: audits and findings; reader: nothing",
        ),
        "login": ("Login", "the e-mail address by which a login service knows them; only on a server"),
    },
    "organisation": {
        "name": ("Name", ""),
        "scope": ("Scope of the management system", "as it will stand on the certificate"),
        "is_example": ("Invented example", ""),
    },
    "site": {"name": ("Name", ""), "place": ("Place", ""), "activities": ("What is done there", "")},
    "system": {
        "title": ("Name", ""),
        "purpose": ("Purpose", "what it is for, in a sentence"),
        "owner": ("Owner", "who answers for it; nobody audits what they answer for"),
        "status": ("Status", ""),
        "roles": ("Our roles towards it", "as the law has them"),
        "kinds": ("Kind of AI system", "as the law has it"),
        "placed": ("On the market or in service since", ""),
        "changed": ("Design changed significantly on", ""),
        "facts_true": (
            "Facts that hold",
            "the questions by which the law decides that are answered yes; the page on its duties says which are open",
        ),
        "facts_false": ("Facts that do not hold", "the questions that are answered no"),
        "models": ("Models it is built on", ""),
        "note": ("Note", ""),
    },
    "model_used": {"title": ("Name", ""), "provider": ("Provider", ""), "note": ("Note", "")},
    "choice": {
        "framework": ("Framework", ""),
        "is_target": ("We answer to it", ""),
        "reason": ("Reason", "needed where it is left out"),
    },
    "own_content": {"title": ("Name", ""), "file": ("File", "in the folder content/ of the workspace")},
    "issue": {
        "title": ("Issue", "around the organisation or inside it, climate change included"),
        "kind": ("Kind", ""),
        "effect": ("What it bears on", "what it means for what the management system is to reach"),
        "frameworks": ("Of which standards", "each of ours where none is named"),
        "owner": ("Owner", "who keeps an eye on it"),
        "considered_on": ("Last considered on", ""),
        "note": ("Note", ""),
    },
    "party": {
        "title": ("Interested party", ""),
        "needs": ("What it needs and expects", ""),
        "addressed": ("What of it the management system addresses", "and how"),
        "targets": ("At which requirements", _NUMBERS),
        "frameworks": ("Of which standards", "each of ours where none is named"),
        "owner": ("Owner", "who keeps in touch"),
        "considered_on": ("Last considered on", ""),
        "note": ("Note", ""),
    },
    "objective": {
        "title": ("Objective", ""),
        "frameworks": ("Of which standards", "each of ours where none is named"),
        "level": ("For which function or level", ""),
        "measure": ("How it is measured", "and its results evaluated"),
        "action": ("What is done for it", ""),
        "resources": ("With what", "people, means, money"),
        "owner": ("Owner", "who answers for it; nobody audits what they answer for"),
        "due": ("By when", ""),
        "state": ("State", ""),
        "result": ("Result", "how far it is reached"),
        "evaluated_on": ("Evaluated on", ""),
        "note": ("Note", ""),
    },
    "certificate": {
        "framework": ("Standard", ""),
        "number": ("Number", ""),
        "body": ("Certification body", ""),
        "scope": ("Scope on the certificate", ""),
        "issued": ("Issued", ""),
        "expires": ("Valid until", ""),
    },
    "answer": {
        "target": ("Requirement or group", ""),
        "status": ("Status", "empty: nothing is claimed, and where it stands follows from what else settles it"),
        "reason": ("Justification", "why it does not apply; for a control, why it was chosen"),
        "owner": ("Owner", ""),
        "due": ("Due", ""),
        "note": ("Note", ""),
        "accepted_from": ("Taken over from", ""),
    },
    "task": {
        "title": ("What is to be done", ""),
        "targets": ("For which requirements", _NUMBERS),
        "why": ("Why", ""),
        "owner": ("Owner", ""),
        "due": ("Due", ""),
        "effort": ("Effort in person-days", ""),
        "state": ("State", ""),
        "source": ("From", "what it stems from: a finding, a review, the gap"),
        "note": ("Note", ""),
    },
    "evidence": {
        "title": ("Title", ""),
        "kind": ("Kind", ""),
        "link": ("Web address", "where it lies; or attach a file"),
        "file": ("File", ""),
        "sha256": ("SHA-256", ""),
        "owner": ("Owner", ""),
        "valid_from": ("Valid from", ""),
        "valid_until": ("Valid until", ""),
        "systems": ("Of which systems", ""),
        "shows": ("Shows which requirements", _NUMBERS),
        "note": ("Note", ""),
    },
    "criteria": {
        "kind": ("Kind of risk", ""),
        "likelihoods": ("Steps of likelihood, from low to high", "separated by semicolons"),
        "consequences": ("Steps of consequence, from low to high", "separated by semicolons"),
        "levels": ("Levels", "from which product of both each begins: 1:low; 5:medium; 10:high"),
        "unacceptable_from": (
            "Not acceptable from",
            "the product from which what is left of a risk is above the criterion: it is treated further, or accepted all the same",
        ),
    },
    "risk": {
        "title": ("Risk", "what may happen, in a sentence"),
        "kind": ("Kind", ""),
        "source": ("Source", "a risk source of the standard's informative annex"),
        "objective": ("Objective harmed", "an objective of the standard's informative annex"),
        "description": ("How it comes about", ""),
        "systems": ("Of which systems", ""),
        "likelihood": ("Likelihood", ""),
        "consequence": ("Consequence", ""),
        "option": ("Treatment option", ""),
        "controls": ("Controls chosen", _NUMBERS),
        "residual_likelihood": ("Likelihood after treatment", ""),
        "residual_consequence": ("Consequence after treatment", ""),
        "owner": ("Risk owner", "who answers for it; nobody audits what they answer for"),
        "treatment": ("What is done", ""),
        "due": ("Due", ""),
        "accepted_by": (
            "Treatment approved and residual risk accepted by",
            "of a risk to information security its owner; of an AI risk the management that was designated for it",
        ),
        "accepted_on": (
            "Approved and accepted on",
            "both are accepted as the risk stands here; rated or treated otherwise afterwards, or under other criteria, it is accepted anew",
        ),
    },
    "assessment": {
        "system": ("System", ""),
        "title": ("Title", ""),
        "made_on": ("Made on", ""),
        "author": ("Author", ""),
        "state": ("State", ""),
        "intended_use": ("Intended use", ""),
        "foreseeable_misuse": ("Foreseeable misuse", ""),
        "data": ("Data", ""),
        "review_by": ("To be looked at again by", ""),
        "approved_by": ("Approved by", ""),
        "approved_on": ("Approved on", ""),
        "process": ("Process in which it is used", ""),
        "period_and_frequency": ("Period and frequency of use", ""),
        "human_oversight": ("Human oversight", ""),
        "governance_and_complaints": ("Internal governance and complaints", ""),
        "notified_on": ("Authority notified on", ""),
    },
    "impact": {
        "assessment": ("Impact assessment", ""),
        "affected": ("On", ""),
        "who": ("Who exactly", ""),
        "description": ("Impact", ""),
        "is_benefit": ("A benefit", ""),
        "likelihood": ("Likelihood", ""),
        "consequence": ("Consequence", ""),
        "measures": ("What is done about it", ""),
        "risk": ("Risk in the register", ""),
    },
    "statement": {
        "framework": ("Standard", ""),
        "version": ("Version", ""),
        "approved_by": ("Approved by", ""),
        "approved_on": ("Approved on", ""),
        "lines": ("Lines", ""),
    },
    "audit": {
        "title": ("Title", ""),
        "programme": ("Programme", "such as the year"),
        "kind": ("Kind", ""),
        "state": ("State", ""),
        "planned_on": ("Planned for", ""),
        "done_on": ("Done on", ""),
        "lead": ("Lead auditor", "not somebody who answers for what is audited"),
        "auditors": ("Auditors", "separated by semicolons"),
        "objective": (
            "Objective",
            "what the audit is to find out; the standards below are its criteria, the requirements and systems its scope",
        ),
        "frameworks": ("Standards", ""),
        "areas": ("Of which requirements", _CHAPTERS),
        "systems": ("Of which systems", ""),
        "summary": ("Conclusion", ""),
    },
    "finding": {
        "title": ("Finding", ""),
        "kind": ("Kind", ""),
        "source": ("Found in", "the kind of audit, incident or complaint it comes from"),
        "audit": ("Audit", ""),
        "at": ("At which requirements", _NUMBERS),
        "found_on": ("Found on", ""),
        "found_by": ("Found by", ""),
        "evidence": ("What was seen", ""),
        "correction": ("Correction", "what was mended at once"),
        "cause": ("Cause", ""),
        "action": ("Corrective action", "what keeps it from coming back"),
        "owner": ("Owner", ""),
        "due": ("Due", ""),
        "done_on": ("Done on", ""),
        "effective": ("The action worked", ""),
        "checked_by": ("Checked by", ""),
        "checked_on": ("Checked on", ""),
    },
    "review": {
        "held_on": ("Held on", ""),
        "chair": ("Chair", ""),
        "participants": ("Participants", "separated by semicolons"),
        "inputs": ("Inputs", ""),
        "conclusions": ("Conclusions", ""),
        "decisions": ("Decisions", "separated by semicolons"),
    },
    "body": {
        "name": ("Name", ""),
        "country": ("Country", ""),
        "accredited_by": ("Accredited by", "the accreditation body; empty if it is not accredited"),
        "accreditation_number": ("Accreditation number", ""),
        "scope": ("Scope of the accreditation", ""),
        "certifies": ("Standards within that scope", ""),
        "works_by": (
            "Works by",
            "standards for certification bodies that its accreditation names, separated by semicolons",
        ),
        "checked_on": ("Checked on", "when somebody looked at the certificate of accreditation"),
        "checked_by": ("Checked by", ""),
        "link": ("Where it can be checked", ""),
    },
    "milestone": {
        "framework": ("Standard", ""),
        "body": ("Certification body", ""),
        "kind": ("Step", ""),
        "planned_on": ("Planned for", ""),
        "held_on": ("Held on", ""),
        "result": ("Result", ""),
    },
}

#: Fields that no form asks for: those of every noun, and of one alone.
_UNASKED = {"id": "Id", "withdrawn": "Withdrawn"}
_UNASKED_OF = {"own_content": {"text": "What the file says"}}


def label(noun: str, field: str) -> str:
    """Return what a field is called.

    >>> label("risk", "option")
    'Treatment option'
    """
    asked = _FIELDS[noun].get(field)
    return asked[0] if asked else (_UNASKED | _UNASKED_OF.get(noun, {}))[field]


def has_label(noun: str, field: str) -> bool:
    """Whether a field is called anything but its name."""
    return field in {*_FIELDS[noun], *_UNASKED, *_UNASKED_OF.get(noun, {})}


def meaning(library: Library, noun: str, field: str, is_chosen: bool = False) -> str:
    """Return what a field means beyond its label, and which requirements ask for it (``ontology/particulars.tsv``); empty if the label says it.

    Of one that ``is_chosen`` from a list, nothing is said of how it is typed.
    """
    asking = dict.fromkeys(p.requirement_id for p in library.particulars if f"{noun}.{field}" in p.filled_from)
    names = enumerated((short_name(library, name) for name in asking), "and")
    said = _FIELDS[noun][field][1]
    said = "" if is_chosen and said in (_NUMBERS, _CHAPTERS) else said
    return "; ".join(filter(None, (said, names and f"asked by {names}")))


def fields_of(noun: str) -> list[str]:
    """Return the fields that people fill in, in the order of a form."""
    return list(_FIELDS[noun])
