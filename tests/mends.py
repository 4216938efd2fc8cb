"""What check advises beside each kind of fault that it finds: whoever plants one in a test holds its mend against this, too."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aims_graph.errors import Finding

ADD_LINE, DECIDE = "add a line for it", "add a line with reading settled"
#: Where, what is wrong, and the mend; each a pattern, of which what is found is full.
MENDS = tuple(
    (re.compile(where), re.compile(what), re.compile(mend))
    for where, what, mend in (
        # One principle.
        (".*", r"(.*) has no row with (.*), though it has one with others that ask the same of it", r"add the row, or take it out of others: .+"),
        (".*", r"(most|some|all|none) of (.*) is met by (.*), but .* by those that ask the same", r"judge them alike: .+"),
        (".*", r"'.*' names '.*', which .* only suggests \(ontology/options\.tsv\)", "name a demand, or change the value if nothing else is left"),
        (".*", r".* has one demand by its catalogue, and most of one is nothing", "write some or all, or take the mark out of the column demands"),
        # Rows.
        (r"mappings/[^/]*", r"\S+ (?!says)[^,]* has no row", r"add its counterpart, or a row with sssom:NoTermFound"),
        (".*", r"(\S+) is a heading or binds nobody who is audited, and bears no row", r"map the requirement below it of which the statement is true( \(.+\))?"),
        (".*", r"a theme is crossed with a theme", "map the requirements below them"),
        (".*", r"\S+ is said to have no counterpart, but \S+ has one in this file", "remove one of the two, or speak of the parts one by one"),
        (".*", r"\S+ and \S+ are said to share nothing, but .* says that .* do", "remove one of the two, or deny for the parts one by one"),
        (".*", r"the phrase '.*' stands on line \d+ too", "say what is true of this pair and of no other"),
        (".*", r"logging is taken for waste", r"map b:1\.1"),
        (".*", r"says that .* has no counterpart, yet it shares a demand with .*", "state the counterpart, or judge the rows of the chain again"),
        (".*", r"cannot be true together with .*", "judge these rows again on the texts"),
        (".*", r"\S+: the label '.*' does not fit its title '.*'(; it fits .* better)?", "correct the id if you meant the label, else type the title you meant"),
        (".*", r"\S+: carries \S+, which has another number", "correct the column harmonized, or list the chapter under renumbered in the header"),
        (".*", r"\S+: says neither which harmonized clause it carries nor that it is the standard's own", "fill the column harmonized"),
        (".*", r"is not in canonical form", "run aims-graph format"),
        # What remains.
        (r"mappings/remainders/.*", r".* has no row", "say what remains of it"),
        (r"mappings/remainders/.*", r"\S+: is a heading", "speak of the requirements below it"),
        (r"mappings/(remainders/.*|combined\.tsv)", r"\S+: by names \S+, but no row relates the two", "add the row, or take it out of by"),
        (r"mappings/(remainders/.*|combined\.tsv)", r"\S+: met is \w+, but its only counterpart meets \w+", "name the other counterpart, or lower met"),
        (r"mappings/(remainders/.*|combined\.tsv)", r"\S+: met is \w+, but a single row meets \w+", "raise met, or correct the row"),
        (r"mappings/combined\.tsv", r"\S+: nobody judged what remains of it beside .*", "judge that first, or leave the line out"),
        (r"mappings/combined\.tsv", r"\S+: remains and met '.*' contradict each other", "leave remains empty exactly when all is met"),
        (r"mappings/combined\.tsv", r"\S+: held is .*", "name two or more frameworks, each once, and not its own"),
        (r"mappings/combined\.tsv", r"\S+: by names nothing of .*", "name what of it meets which demand, or remove the line"),
        (r"mappings/combined\.tsv", r"\S+: met is \w+, but \w+ alone meets \w+", "raise met, or correct that remainder"),
        (r"mappings/combined\.tsv", r"\S+: \w+ (alone meets all of it|meets nothing of it, so adds nothing)", "remove the line"),
        (r"mappings/combined\.tsv", r"\S+: beside \w+ alone the same remains", "remove the line: that text is shown already"),
        (r"mappings/remainders/.*", r"\S+: met is \w+, no single row meets more than \w+, and nothing says what they meet together", "say in comment which demand each meets, or lower met"),
        (r"mappings/combined\.tsv", r"\S+: nothing says what they meet together", "say in comment which demand each meets"),
        (r"mappings/combined\.tsv", r"\S+: by names \S+, which is not of what is held", "take it out of by, or add to held"),
        # Readings.
        (r"mappings/readings/.*", r".*: the readings differ and nobody settled it", r"add a line with reading (settled|resettled|concluded|final)"),
        (r"mappings/readings/.*", r".*: three readings together say .*", "add a line with reading final, or change the row"),
        (r"mappings/readings/.*", r".*: decided as .*, but the mapping file says .*", "correct the row, or decide again"),
        (".*", r".*: confidence \S+ is not what its readings give, .*", "correct the confidence"),
        (".*", r".*: no row, and no reading that dropped it", "correct the pair, or add the line of the decision"),
        # Supports.
        (r"mappings/supports/.*", r".*: the readings differ and nobody settled it", DECIDE),
        (r"mappings/supports/.*", r".*: decided as shared, but no row says so", "add a row for the two"),
        (r"mappings/supports/.*", r".*: decided as no, but no row says why", "add a row with no_relationship"),
        (r"mappings/supports/.*", r".*: decided as .* supporting .*, but no row says so", "add the row, or decide again"),
        (r"mappings/supports/.*", r".*: \S+ and \S+ are not of this pair", "name each side, or a part of it"),
        (".*", r"\S+ is a heading or binds nobody who is audited, and leaves nothing behind", "name the requirement below it"),
        (".*", r".* is said to support .*, but .*says that they share something", "remove one of the two"),
        (".*", r".* is said to support .*, but .*says that nothing carries over", "remove one of the two"),
        (".*", r".* is said to support .*, and in .* already", "keep one row for a direction"),
        (".*", r".* supporting .* is not what its readings decided .*", "remove the row, or settle the readings"),
        (".*", r".*( supporting .*|, a reasoned no): confidence \S+ is not that of its readings, 0\.7", r"write 0\.7"),
        # Groups.
        (r"mappings/(groups|memberships)\.tsv", r".* is in no group", ADD_LINE),
        (r"mappings/(groups|memberships)\.tsv", r".*: met is all, and adds is filled|.*: met is \w+, and adds is empty", "leave adds empty exactly when all is met"),
        (r"mappings/(groups|memberships)\.tsv", r".*: moved_from is its own group", "leave moved_from and reason empty"),
        (r"mappings/memberships\.tsv", r"\S+ is a heading", "put its parts into groups"),
        (".*", r"a:group-\S+ has no member", "remove it, or put requirements into it"),
        (".*", r"a:group-\S+: \w+ is empty", "say it"),
        (r"mappings/(groups|memberships)\.tsv", r".*: '.*' stands in mappings/groups\.tsv:\d+ too", "say what is peculiar to it"),
        (r"mappings/(groups|memberships)\.tsv", r".*: moved_from and reason do not stand together", "say why it was moved, and from where"),
        (r"mappings/(groups|memberships)\.tsv", r".*: met is 'much'", "write one of all, most, some, none"),
        # Topics and the plain lists.
        (r"ontology/(topics|about)\.tsv", r"\S+ .* has no topic", ADD_LINE),
        (r"ontology/(topics|about)\.tsv", r".*: the readings differ and nobody settled it", DECIDE),
        (r"ontology/(topics|about)\.tsv", r"\S+ is called '.*', as .*", "give one of them another label"),
        (r"ontology/(topics|about)\.tsv", r"a:topic-\S+: \w+ is empty", "say it"),
        (r"ontology/thesaurus\.tsv", r".* stands in .* already", "join the two lines"),
        (r"ontology/evidence\.tsv", r".* stands in .* already", "keep one line for a requirement"),
        (r"ontology/evidence\.tsv", r".* has no line", "say what an auditor asks for"),
        (r"ontology/evidence\.tsv", r".*: the note is that of .*", "say what is asked for here"),
        (r"ontology/evidence\.tsv", r"evidence '.*' is no term of ontology/evidence\.ttl", "use a term of that file"),
        (r"ontology/(particulars|accreditation)\.tsv|.*/(editions|successions)\.tsv", r".* stands in .* already", "keep one of the two lines"),
        (r"ontology/particulars\.tsv", r".*: nothing of a workspace is called '.*'", r"write one of assessment\..*, held\.acceptance\.AI, .*, review\.risks, or nothing"),
        (r"ontology/particulars\.tsv", r".* asks for nothing here", "name what is asked for in the column item"),
        (r"ontology/links\.tsv", r"a:1\.2 needs a:1\.2|a:1 said_by_parts a:1\.1", "only said_by_parts names the same requirement twice"),
        (r"ontology/links\.tsv", r".* stands twice", "remove one line"),
        (r"ontology/links\.tsv", r".* has no parts", "remove the line"),
        (r"ontology/links\.tsv", r".* are of two frameworks", "write a mapping instead"),
        (r"ontology/accreditation\.tsv", r".*: kind '.*' is unknown", "write arrangement or body"),
        (r"ontology/accreditation\.tsv", r".*: followed_by '.*' is no other line of this table", "write the id of one, or nothing"),
        (r"ontology/accreditation\.tsv|.*/editions\.tsv", r".*: certainty '.*' is unknown", "write one of certain, probable, uncertain"),
        (r".*/successions\.tsv", r".* is (dropped|inserted)", "leave former empty exactly when it is inserted, present exactly when it is dropped"),
        (r".*/successions\.tsv", r".* are of one edition", "name a requirement of each edition"),
        (r".*/successions\.tsv", r".* is split into one", "name the other parts, or say what became of it"),
        (r".*/successions\.tsv", r".* alone is merged into .*", "name the others, or write moved"),
        # The law.
        (".*", r"\S+ contradicts what it implies", "correct implies or group"),
        (".*", r"\S+: implies '.*', which is no fact", "correct it"),
        (".*", r".*'.*' is no fact, kind of system or role", r"correct it, or add it to ontology/facts\.tsv"),
        (".*", r".*no answers satisfy '.*'", "correct the expression, or the facts it names"),
        (".*", r".*: (a condition in words has no expression|an expression has no words)", "fill both condition and when, or say what decides nothing in extent"),
        (".*", r".*: ends in two ways", "fill either lost_by or comply_by"),
        (r"ontology/facts\.tsv", r".* stands in ontology/facts\.tsv:\d+ already", "give each fact one line"),
        (r"ontology/(scope|reliefs|fines|standing)\.tsv", r".* stands in ontology/\w+\.tsv:\d+ already", "give each line an id of its own"),
        (".*", r".*: '.*' stands for .* too", "keep it for one of them"),
        (".*", r".*: gives way to '.*'", "name another transition of the table"),
        (".*", r".* is no term of ontology/law\.ttl", "use a term of that file, or define it there"),
        (".*", r"\S+ is a role too", "use another word"),
        (".*", r".*: nature '.*' is unknown", r"(use one of \w.*, or )?define it in ontology/law\.ttl"),
        (r"ontology/facts\.tsv", r"\S+: of is '.*'", "use operator, system, model, act, day"),
        (".*", r".*: sizes names '.*'", "write a fact, then =higher or =lower"),
        (".*", r".*: higher_or_lower is '.*'", "write higher, lower or nothing"),
        (".*", r".*: from '.*' is no date", "write it as 2026-08-02"),
        (".*", r"a:move-\S+: \w+ '.*' is no date", "write it as 2027-12-02"),
        (".*", r".*: the question is none", "write it as a question that yes or no answers"),
        (".*", r".*: (amount|share|\w+) '.*' is no number", "write it in digits alone"),
        (".*", r".*: assumed is '.*'", "write yes, no or nothing"),
    )
)  # fmt: skip


def with_its_mend(findings: Iterable[Finding]) -> list[Finding]:
    """Return what was found; of what stands here, each has the mend that stands beside it."""
    found = list(findings)
    for one in found:
        known = [mend for where, what, mend in MENDS if where.fullmatch(one.file) and what.fullmatch(one.what)]
        assert not known or any(mend.fullmatch(one.mend) for mend in known), one
    return found
