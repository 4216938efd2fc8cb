"""What binds an operator under the AI Act on a given day, since when, and which condition decided.

A provision binds a role if it names it (Article 2 and the provision itself), reaches the kind of system (Article 2(2), 6, 50, 51), its effective date has come
(Article 113; no duty before the classification it depends on), and no transition of Article 111 holds it off. Nothing is decided by guessing: what depends on the
bearer (a public body, an employer) is said to depend on it until the question is answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from aims_graph.errors import AimsError
from aims_graph.model import Cell, Library, Requirement, Table
from aims_graph.pack.terms import Vocabulary, wider_terms

BINDING = ("obligation", "prohibition", "yardstick")
#: To these, "any AI system" does not reach: Article 2(2) leaves Annex I Section B little, and a model is no system.
NOT_ANY = ("annex-i-b", "gpai-model", "gpai-systemic")
#: The cases of Article 25 in which somebody else becomes the provider: provision, and the question in words.
BECOMES = {
    "name": ("aiact:art-25-1-a", "we put our name or trademark on it"),
    "modified": ("aiact:art-25-1-b", "we substantially modified it"),
    "purpose": ("aiact:art-25-1-c", "we changed its purpose so that it becomes high-risk"),
    "product": ("aiact:art-25-3", "it is a safety component of our product, under our name"),
}
NEVER = "9999-12-31"


@dataclass(frozen=True)
class Situation:
    """Who asks: a role, the kinds the system belongs to, and what is known about both (ISO dates, empty if unknown).

    ``placed`` is when this very system came on the market or into service, ``changed`` when its design changed
    significantly; ``is_`` and ``is_not`` hold qualifiers of the bearer such as public-body; ``becomes`` a case of
    Article 25 in which the operator counts as the provider.
    """

    role: str
    systems: tuple[str, ...]
    placed: str = ""
    changed: str = ""
    is_: frozenset[str] = frozenset()
    is_not: frozenset[str] = frozenset()
    becomes: str = ""


@dataclass(frozen=True)
class Duty:
    """A provision that binds, or would: from when, formally and in effect, what decided, and what it still hangs on."""

    provision: Requirement
    system: str
    formal: str
    effective: str
    decided: str
    depends_on: tuple[str, ...]


def situation(
    library: Library,
    role: str,
    systems: Iterable[str],
    placed: str = "",
    changed: str = "",
    is_: Iterable[str] = (),
    is_not: Iterable[str] = (),
    becomes: str = "",
) -> Situation:
    """Check the words and dates of a question.

    Raises:
        AimsError: if a word is no term of ontology/law.ttl, a date is none, or the combination cannot be.
    """
    asked = Situation(
        _term(library, role, "Role"),
        narrowest(library, (_term(library, s, "SystemKind") for s in systems)),
        iso_date(placed),
        iso_date(changed),
        frozenset(_term(library, q, "Qualifier") for q in is_),
        # Whoever becomes the provider is not the one who is replaced (Article 25(2)).
        frozenset(_term(library, q, "Qualifier") for q in is_not)
        | (frozenset({"initial-provider"}) if becomes else frozenset()),
        becomes,
    )
    if not asked.systems:
        raise AimsError("No kind of system is named.", "Name one, such as annex-iii (high-risk under Annex III).")
    if asked.is_ & asked.is_not:
        raise AimsError(f"'{min(asked.is_ & asked.is_not)}' cannot be and not be.", "Say it once.")
    if asked.changed and asked.placed and asked.changed < asked.placed:
        raise AimsError(f"Changed on {changed}, before it was placed on {placed}.", "Correct one of the dates.")
    if becomes:
        if becomes not in BECOMES:
            raise AimsError(f"'{becomes}' is no case of Article 25.", f"Use {', '.join(BECOMES)}.")
        if role in ("provider", "gpai-provider", "gpai-provider-systemic"):
            raise AimsError("A provider cannot become the provider.", "Name the role you had: deployer, importer …")
        kinds = library.terms.of("SystemKind")
        high = {"annex-i-a"} if becomes == "product" else {"annex-i-a", "annex-iii"}
        if not any(high & set(wider_terms(s, kinds)) for s in asked.systems):
            raise AimsError("Article 25 speaks of high-risk systems.", f"Use --system {' or '.join(sorted(high))}.")
    return asked


def narrowest(library: Library, systems: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds without those that only widen another: who says Annex III and its point 4 means point 4.

    >>> from aims_graph import load
    >>> narrowest(load(), ["annex-iii", "annex-iii-4", "transparency"])
    ('annex-iii-4', 'transparency')
    """
    kinds = library.terms.of("SystemKind")
    named = list(dict.fromkeys(systems))
    wider = {w for s in named for w in wider_terms(s, kinds)[1:]}
    return tuple(s for s in named if s not in wider)


def duties(library: Library, asked: Situation, day: str) -> list[Duty]:
    """Return what binds on a day (ISO date), in the Act's order; a duty that hangs on the bearer is among them and says so."""
    found = []
    for provision in library.members("aiact"):
        duty = _duty(library, provision, asked)
        if duty and duty.effective <= day:
            found.append(duty)
    return found


def _duty(library: Library, requirement: Requirement, asked: Situation) -> Duty | None:
    provision = requirement.provision
    if provision is None or not requirement.assessable or provision.nature not in BINDING:
        return None
    as_role, reason = _role(library, provision.bearers, asked)
    if not as_role:
        return None
    best, narrower = _reached(library, requirement, asked)
    if best is None:
        return None
    is_, is_not = _known(library, asked)
    # The kinds of bearer a provision names are alternatives: one that is there settles it, all that are not rule it out.
    open_ = [q for q in provision.qualifiers if q not in is_not]
    if provision.qualifiers and not open_:
        return None
    bearers = library.terms.of("Qualifier")
    who = "" if set(provision.qualifiers) & is_ else _either(bearers[q].label for q in open_)
    effective, held_off = _transition(library, requirement, as_role, best, asked)
    decided = "; ".join(filter(None, (reason, held_off or best.decided, provision.condition)))
    depends = tuple(filter(None, (who, narrower)))
    return replace(best, effective=effective, decided=decided, depends_on=depends)


def _known(library: Library, asked: Situation) -> tuple[set[str], set[str]]:
    """Return the qualifiers that hold and that do not; which kind of system it is answers those that name a kind."""
    kinds, bearers = library.terms.of("SystemKind"), library.terms.of("Qualifier")
    reached = {wider for s in asked.systems for wider in wider_terms(s, kinds)}
    possible = reached | {k for k in kinds if set(asked.systems) & set(wider_terms(k, kinds))}
    about_systems = {q for q in bearers if q in kinds}
    return {*asked.is_, *(about_systems & reached)}, {*asked.is_not, *(about_systems - possible)}


def _reached(library: Library, requirement: Requirement, asked: Situation) -> tuple[Duty | None, str]:
    """Return the earliest date a provision reaches the system, and which narrower kind it must be of if that is open."""
    kinds = library.terms.of("SystemKind")
    best: Duty | None = None
    narrower: set[str] = set()
    named = False
    provision = requirement.provision
    for system in asked.systems if provision else ():
        reached = {*wider_terms(system, kinds), *(() if system in NOT_ANY else ("any",))}
        inside = {kind for kind in kinds if system in wider_terms(kind, kinds)}
        for applies in provision.applies if provision else ():
            # A date without a kind of its own holds for every kind the provision is about.
            about = {applies.system} if applies.system else set(provision.systems if provision else ())
            hits = about & (reached | inside)
            if not hits:
                continue
            named = named or bool(about & reached)
            narrower |= hits - reached
            if best is None or applies.effective < best.effective:
                why = "" if applies.effective == applies.formal else "in effect only when its classification applies"
                best = Duty(requirement, system, applies.formal, applies.effective, why, ())
    if named:
        narrower = set()
    # Point 5(b) need not be named beside point 5.
    top = [k for k in kinds if k in narrower and not narrower & set(wider_terms(k, kinds)[1:])]
    return best, _either(kinds[k].label.removeprefix("high-risk, ") for k in top)


def _either(labels: Iterable[str]) -> str:
    """Join alternatives; what all of them begin with is said once."""
    names = list(labels)
    start = "Annex III point "
    if len(names) > 1 and all(n.startswith(start) for n in names):
        names = [names[0], *(n.removeprefix(start) for n in names[1:])]
    return ", ".join(names[:-1]) + f" or {names[-1]}" if len(names) > 1 else "".join(names)


def _role(library: Library, bearers: tuple[str, ...], asked: Situation) -> tuple[str, str]:
    """Return the role in which the operator is bound and why, if that is not the plain one."""
    roles = library.terms.of("Role")
    for role in wider_terms(asked.role, roles):
        if role in bearers:
            return role, ""
    if asked.becomes and "provider" in bearers:
        provision, words = BECOMES[asked.becomes]
        return "provider", f"as provider, because {words} ({library.requirements[provision].number})"
    return "", ""


def _transition(library: Library, requirement: Requirement, role: str, duty: Duty, asked: Situation) -> tuple[str, str]:
    """Return the effective date after Article 111, and the words if it moved."""
    if not asked.placed:
        return duty.effective, ""
    place = {requirement.id, *library.above(requirement.id)}
    kinds = {*wider_terms(duty.system, library.terms.of("SystemKind")), "any"}
    roles = set(wider_terms(role, library.terms.of("Role")))
    rules = [
        t
        for t in library.transitions
        if roles & set(t.bearer)
        and kinds & set(t.systems)
        and asked.placed < t.placed_before
        and (not t.qualifier or t.qualifier in asked.is_)
        and (not t.reaches or t.reaches in place)
        and (not t.spares or t.spares not in place)
    ]
    if not rules:
        return duty.effective, ""
    # A rule for one kind of bearer ("in any case, by …") is nearer than the general one.
    rule = max(rules, key=lambda t: bool(t.qualifier))
    # Article 111(2) speaks of systems "other than" those of Article 111(1).
    rules = [t for t in rules if t.provision == rule.provision]
    number = library.requirements[rule.provision].number
    if any(t.lost_by and asked.changed >= t.placed_before for t in rules):
        return max(duty.effective, asked.changed), f"{number}: the design changed significantly on {asked.changed}"
    words = f"{number}: on the market or in service before {rule.placed_before}"
    if rule.comply_by:
        return max(duty.effective, rule.comply_by), f"{words}, comply by {rule.comply_by}"
    return NEVER, f"{words} and not significantly changed"


def binds_table(library: Library, asked: Situation, day: str, since: str = "") -> Table:
    """Return what binds on a day; with ``since``, what is new since an earlier day; with a case of Article 25, what appears."""
    now = duties(library, asked, day)
    kinds, roles = library.terms.of("SystemKind"), library.terms.of("Role")
    who = f"a {roles[asked.role].label} of a system of the kind {', '.join(kinds[s].label for s in asked.systems)}"
    title = f"What binds {who} on {day}"
    notes = []
    if asked.becomes:
        before = {d.provision.id for d in duties(library, replace(asked, becomes=""), day)}
        notes.append(f"{len(before)} provisions bind already as {roles[asked.role].label}; they are not repeated here.")
        now = [d for d in now if d.provision.id not in before]
        title = f"What appears on {day} for {who}, if {BECOMES[asked.becomes][1]}"
    if since:
        earlier = {d.provision.id for d in duties(library, asked, since)}
        now = [d for d in now if d.provision.id not in earlier]
        title += f" and did not on {since}"
    notes += _notes(library, asked, day)
    rows: list[tuple[Cell, ...]] = [
        (
            d.provision.number,
            d.provision.title,
            d.provision.provision.nature if d.provision.provision else "",
            d.effective,
            d.formal,
            d.provision.provision.state if d.provision.provision else "",
            "; ".join(d.depends_on),
            d.decided,
            d.provision.id,
        )
        for d in now
    ]
    columns = ("number", "provision", "nature", "in effect", "formally", "text", "only if", "decided by", "id")
    return Table(title, columns, tuple(rows), tuple(notes))


def _notes(library: Library, asked: Situation, day: str) -> Iterator[str]:
    if not asked.placed and {"annex-iii", "annex-i-a"} & {
        w for s in asked.systems for w in wider_terms(s, library.terms.of("SystemKind"))
    }:
        yield "Read for a system placed on the market or put into service on or after the day its rules apply; for an older one give the day it was placed (Article 111)."
    later = [d for d in duties(library, asked, NEVER) if d.effective > day]
    held = sum(d.effective == NEVER for d in later)
    coming = sorted({d.effective for d in later} - {NEVER})
    if coming:
        yield "More follows: " + ", ".join(f"{sum(d.effective == c for d in later)} on {c}" for c in coming) + "."
    if held:
        yield f"{held} provisions are held off by Article 111."
    if "prohibited" not in asked.systems:
        yield "Article 5 forbids certain practices whatever the system: add the kind 'prohibited' to see them. Duties to inform (Article 50): add 'transparency'."
    yield "No legal advice; only the Official Journal is authentic."


def binds_text(table: Table) -> str:
    """Return the same as text for a terminal: one line a provision, what it hangs on below it."""
    import textwrap

    lines = [table.title, "", f"{len(table.rows)} provisions."]
    for number, title, nature, effective, formal, state, only, decided, _ in table.rows:
        marks = [str(nature)] if nature != "obligation" else []
        marks += [str(state)] if state != "kept" else []
        head = f"{number} {str(title).strip('()')}" + (f" [{', '.join(marks)}]" if marks else "")
        since = f"since {effective}" + (f" (formally {formal})" if formal != effective else "")
        lines += ["", f"{head}", f"    {since}"]
        if only:
            lines.append(f"    only if: {only}")
        if decided:
            lines += textwrap.wrap(str(decided), 112, initial_indent="    ", subsequent_indent="    ")
    return "\n".join([*lines, "", *(n for note in table.notes for n in textwrap.wrap(note, 116))]) + "\n"


def _term(library: Library, word: str, kind: str) -> str:
    known: Vocabulary = library.terms.of(kind)
    if word not in known:
        from difflib import get_close_matches

        names = {"Role": "role", "SystemKind": "kind of system", "Qualifier": "kind of bearer"}
        close = get_close_matches(word, known, 3, 0.5)
        hint = f"Did you mean {', '.join(close)}?" if close else f"Use one of {', '.join(known)}."
        raise AimsError(f"'{word}' is no {names[kind]}.", hint)
    return word


def iso_date(text: str) -> str:
    """Return a date as YYYY-MM-DD, empty as empty.

    Raises:
        AimsError: if it is no date.
    """
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise AimsError(f"'{text}' is no date.", "Write it as 2027-12-02.") from None
