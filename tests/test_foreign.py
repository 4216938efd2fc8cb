"""Mapping sets of other hands: read through their own prefixes, asked for what SSSOM asks, and kept as they are written."""

from itertools import product

import pytest
import tiny

from aims_graph.answers.inference.inference import everything_entailed
from aims_graph.check.content import report
from aims_graph.check.form import format_files
from aims_graph.exchange.entry import Wish, plan
from aims_graph.exchange.readers import read
from aims_graph.formats.library import library_of
from aims_graph.formats.mapping_rules import contradiction
from aims_graph.lint.judge import judge
from aims_graph.vocabulary import MET, SET_RELATIONS

FILE = "mappings/a--b.DEMO.sssom.tsv"
LEAST = "subject_id | predicate_id | object_id | mapping_justification"
HEAD = """mapping_set_id: https://example.org/sets/other
license: https://creativecommons.org/publicdomain/zero/1.0/
curie_map:
  a: https://example.org/a/
  b: https://example.org/b/"""


def given(folder, header, columns, *rows):
    packs = tiny.write(folder)
    (folder / FILE).write_text(tiny.table(header, columns, *rows), encoding="utf-8")
    return packs


def theirs(packs):
    return next(s for s in library_of(packs).sets if s.stated_by == "DEMO")


def faults(packs):
    return [f.what for f in report(packs, shapes=False).findings]


@pytest.mark.parametrize(
    ("predicate", "modifier", "relation"),
    [
        ("skos:exactMatch", "", "equal"),
        ("skos:broadMatch", "", "subset_of"),
        ("skos:narrowMatch", "", "superset_of"),
        ("skos:relatedMatch", "", ""),
        ("skos:closeMatch", "", ""),
        ("skos:exactMatch", "Not", ""),
        ("rdfs:seeAlso", "", ""),
    ],
)
def test_the_least_that_sssom_asks_is_enough(tmp_path, predicate, modifier, relation):
    columns = "subject_id | predicate_id | predicate_modifier | object_id | mapping_justification"
    packs = given(tmp_path, HEAD, columns, f"a:1.2 | {predicate} | {modifier} | b:1.2 | semapv:LexicalMatching")
    assert [str(f) for f in report(packs).findings] == []
    found = theirs(packs)
    assert (found.subject, found.object, found.title) == ("a", "b", "https://example.org/sets/other")
    assert [(r.subject_id, r.object_id, r.relation, r.predicate, r.confidence) for r in found.rows] == [
        ("a:1.2", "b:1.2", relation, predicate, None)
    ]
    assert format_files(packs) == ([], [])
    # It is nobody's but theirs.
    assert len(list(library_of(packs).mappings)) == 4
    stated = {(e.pair.subject, e.pair.object) for e in everything_entailed(library_of(packs), "DEMO")}
    assert (("a:1.2", "b:1.2") in stated) == bool(relation)


@pytest.mark.parametrize("complete", ["", "\ncomplete: yes"])
@pytest.mark.parametrize("label", ["", "Logging", "Unheard nonsense"])
def test_titles_of_another_hand_are_as_it_wrote_them(tmp_path, label, complete):
    """Whether they fit is said by lint, before a set is entered; check says nothing of what nobody here may mend."""
    columns = "subject_id | subject_label | predicate_id | object_id | mapping_justification"
    row = f"a:1.2 | {label} | skos:exactMatch | b:1.2 | semapv:LexicalMatching"
    assert not [f for f in faults(given(tmp_path, HEAD + complete, columns, row)) if "the label" in f]


def test_the_same_iri_under_another_prefix_is_ours(tmp_path):
    header = HEAD.replace("  a: ", "  mine: ").replace("  b: ", "  a: ")
    packs = given(tmp_path, header, LEAST, "mine:1.1 | skos:exactMatch | a:1.1 | semapv:LexicalMatching")
    assert faults(packs) == []
    assert [(r.subject_id, r.object_id) for r in theirs(packs).rows] == [("a:1.1", "b:1.1")]


def test_whole_iris_are_ours(tmp_path):
    row = "https://example.org/a/1.1 | http://www.w3.org/2004/02/skos/core#exactMatch | b:1.1 | semapv:LexicalMatching"
    packs = given(tmp_path, HEAD, LEAST, row)
    assert faults(packs) == []
    assert [(r.subject_id, r.predicate, r.relation) for r in theirs(packs).rows] == [
        ("a:1.1", "skos:exactMatch", "equal")
    ]


def test_a_prefix_that_is_called_like_ours_is_not_ours(tmp_path):
    header = HEAD.replace("https://example.org/b/", "https://example.org/my-own-b/")
    packs = given(tmp_path, header, LEAST, "a:1.1 | skos:exactMatch | b:1.1 | semapv:LexicalMatching")
    assert faults(packs) == ["framework 'https://example.org/my-own-b/1.1' has no catalogue"]
    assert not [s for s in library_of(packs).sets if s.stated_by]
    raw = (tmp_path / FILE).read_bytes()
    format_files(packs)
    assert (tmp_path / FILE).read_bytes() == raw


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("  b: https://example.org/b/", "  c: https://example.org/b/", "prefix 'b' is used but not declared"),
        (
            "  b: ",
            "  skos: https://example.org/skos#\n  b: ",
            "prefix 'skos' stands for https://example.org/skos# here",
        ),
        ("mapping_set_id: https://example.org/sets/other\n", "", "the header has no 'mapping_set_id'"),
        ("license", "licence", "the header has no 'license'"),
    ],
)
def test_a_header_that_leaves_the_meaning_open(tmp_path, old, new, what):
    packs = given(tmp_path, HEAD.replace(old, new), LEAST, "a:1.1 | skos:exactMatch | b:1.1 | semapv:LexicalMatching")
    assert any(what in f for f in faults(packs))
    assert not [s for s in library_of(packs).sets if s.stated_by]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("a:1.1 | skos:exactMatch | b:9.9 | semapv:LexicalMatching", "b:9.9 does not exist"),
        ("a:1.1 |  | b:1.1 | semapv:LexicalMatching", "a:1.1 to b:1.1: predicate_id is empty"),
        ("a:1.1 | like this | b:1.1 | semapv:LexicalMatching", "predicate_id 'like this' is no short name and no IRI"),
        ("a:1.1 | skos:exactMatch | b:1.1 | ", "mapping_justification is empty"),
        ("b:1.1 | skos:exactMatch | b:1.2 | semapv:LexicalMatching", "and subject_id names a, b"),
    ],
)
def test_a_row_that_cannot_be_read(tmp_path, row, what):
    packs = given(tmp_path, HEAD, LEAST, "a:1.3 | skos:exactMatch | b:1.3 | semapv:LexicalMatching", row)
    assert any(what in f for f in faults(packs)), faults(packs)
    assert not [s for s in library_of(packs).sets if s.stated_by]


#: Predicate, stated or denied -> the set relations that cannot be so beside it; worked by hand from what the five relations say of two sets of demands.
AGAINST = {
    ("skos:exactMatch", ""): "subset_of superset_of intersects no_relationship",
    ("skos:broadMatch", ""): "equal superset_of intersects no_relationship",
    ("skos:narrowMatch", ""): "equal subset_of intersects no_relationship",
    ("skos:closeMatch", ""): "no_relationship",
    ("skos:relatedMatch", ""): "no_relationship",
    ("rdfs:seeAlso", ""): "",
    ("skos:exactMatch", "Not"): "equal",
    ("skos:closeMatch", "Not"): "equal",
    ("skos:broadMatch", "Not"): "subset_of",
    ("skos:narrowMatch", "Not"): "superset_of",
    ("skos:relatedMatch", "Not"): "equal subset_of superset_of intersects",
    ("rdfs:seeAlso", "Not"): "",
}


@pytest.mark.parametrize(("predicate", "modifier"), AGAINST)
def test_what_a_row_denies_and_states_at_once_is_refused_by_every_door(tmp_path, predicate, modifier):
    """By ``check`` with file, line and mend, whose set is then left out; by an import, which leaves out the row; and told by ``lint``."""
    columns = "subject_id | predicate_id | predicate_modifier | object_id | ext_set_relation | mapping_justification"
    for relation in SET_RELATIONS:
        row = f"a:1.2 | {predicate} | {modifier} | b:1.2 | {relation} | semapv:LexicalMatching"
        packs = given(tmp_path, HEAD, columns, row)
        found, against = report(packs, shapes=False).findings, relation in AGAINST[predicate, modifier].split()
        assert [(f.file, f.line) for f in found] == [(str(FILE), 7)] * against, (relation, found)
        assert not against or (predicate in found[0].what and found[0].mend.endswith("or correct the set relation"))
        assert bool(library_of(packs).left_out) == against
        base = tiny.write(tmp_path / "base")
        entering = plan(read(tmp_path / FILE), library_of(base), tmp_path / "into", Wish()).entering[0]
        missed = [(m.where, m.why.startswith("contradicts itself")) for m in entering.missed]
        assert missed == [("line 7", True)] * against, (relation, entering.missed)
        judged = {f.rule for f in judge(library_of(base), read(tmp_path / FILE)).faults} & {"negation", "predicate"}
        # Of a predicate that it does not know, lint says that tools read it as a match.
        assert bool(judged) == against or (predicate, relation) == ("rdfs:seeAlso", "no_relationship"), (
            relation,
            judged,
        )


#: What a row states (predicate, modifier, set relation) -> the (subject met, object met) that can be so beside it, ``less`` being most or some;
#: worked by hand: of what is contained all is met, of what contains less than all, and nothing of one side alone is shared.
GOES_WITH = {
    ("skos:exactMatch", "", "equal"): "all/all",
    ("skos:broadMatch", "", "subset_of"): "all/less",
    ("skos:narrowMatch", "", "superset_of"): "less/all",
    ("skos:relatedMatch", "", "intersects"): "less/less",
    ("skos:relatedMatch", "Not", "no_relationship"): "none/none",
    # Without a set relation the predicate says which it may be.
    ("skos:exactMatch", "", ""): "all/all",
    ("skos:broadMatch", "", ""): "all/less",
    ("skos:relatedMatch", "", ""): "all/all all/less less/all less/less",
    ("skos:exactMatch", "Not", ""): "all/less less/all less/less none/none",
    ("skos:relatedMatch", "Not", ""): "none/none",
    ("rdfs:seeAlso", "", ""): "all/all all/less less/all less/less none/none",
    ("rdfs:subClassOf", "", ""): "all/all all/less",
}


def goes_with(predicate, modifier, relation, met):
    of_word = {"": ("all", "less", "none"), "most": ("less",), "some": ("less",)}
    one, other = (of_word.get(m, (m,)) for m in met)
    return bool({f"{a}/{b}" for a in one for b in other} & {*GOES_WITH[predicate, modifier, relation].split()})


@pytest.mark.parametrize("states", GOES_WITH, ids=lambda s: " ".join(filter(None, (s[1], s[0], s[2]))))
def test_how_much_is_met_goes_with_what_a_row_states(states):
    for met in product(("", *MET), repeat=2):
        assert (contradiction(*states, is_gap=False, met=met) is None) == goes_with(*states, met), met
        # Any overlap may be a containment, too.
        is_fine = "none" not in met if states[2] == "intersects" else goes_with(*states, met)
        assert (contradiction(*states, is_gap=False, met=met, any_overlap=True) is None) == is_fine, met


@pytest.mark.parametrize("overlap", ["", "any overlap"])
@pytest.mark.parametrize("met", [("all", "all"), ("some", "all"), ("none", "some"), ("", "most")], ids="/".join)
def test_how_much_is_met_is_refused_by_every_door_where_it_does_not_go_with_the_row(tmp_path, met, overlap):
    """By ``check`` with file and line, whose set is then left out; by an import, which leaves out the row; and told by ``lint``: in one sentence."""
    columns = "subject_id | predicate_id | predicate_modifier | object_id | ext_set_relation | ext_subject_met | ext_object_met | mapping_justification"  # fmt: skip
    header = HEAD.replace("curie_map:", f"intersects_means: {overlap}\ncurie_map:") if overlap else HEAD
    line = 8 if overlap else 7
    library = library_of(tiny.write(tmp_path / "base"))
    for predicate, modifier, relation in GOES_WITH:
        row = f"a:1.2 | {predicate} | {modifier} | b:1.2 | {relation} | {met[0]} | {met[1]} | semapv:LexicalMatching"
        packs = given(tmp_path, header, columns, row)
        against = not goes_with(predicate, modifier, relation, met)
        if overlap and relation == "intersects":
            against = "none" in met
        found = report(packs, shapes=False).findings
        assert [(f.file, f.line) for f in found] == [(str(FILE), line)] * against, (relation, found)
        assert bool(library_of(packs).left_out) == against
        draft = read(tmp_path / FILE)
        missed = plan(draft, library, tmp_path / "into", Wish()).entering[0].missed
        judged = [f for f in judge(library, draft).faults if f.rule == "met"]
        assert [m.where for m in missed] == [f.where for f in judged] == [f"line {line}"] * against, (relation, missed, judged)  # fmt: skip
        if against:
            told = ", ".join(f"{side} met {m}" for side, m in zip(("subject", "object"), met, strict=True) if m)
            name = relation.replace("_", " ") or f"{modifier} {predicate}".strip()
            (fault,) = judged
            assert (fault.what, fault.level) == (f"{name} does not go with {told}", "error")
            assert (found[0].what, found[0].mend) == (f"a:1.2 to b:1.2: {fault.what}", fault.mend)
            assert missed[0].why == f"contradicts itself: {fault.what}; {fault.mend}"


@pytest.mark.parametrize("met", ["some", "all", "none", "", "a lot"])
def test_where_nothing_answers_nothing_is_met(tmp_path, met):
    columns = "subject_id | predicate_id | object_id | ext_subject_met | mapping_justification"
    row = f"a:1.2 | skos:exactMatch | sssom:NoTermFound | {met} | semapv:LexicalMatching"
    packs = given(tmp_path, f"{HEAD}\nobject_source: 'b:'", columns, row)
    draft, library = read(tmp_path / FILE), library_of(tiny.write(tmp_path / "base"))
    missed = plan(draft, library, tmp_path / "into", Wish()).entering[0].missed
    found, judged = report(packs, shapes=False).findings, {f.rule for f in judge(library, draft).faults}
    if met == "a lot":
        # No word for it: where rows are entered it is kept beside, and says nothing.
        assert [f.what for f in found] == ["a:1.2 to sssom:NoTermFound: ext_subject_met is 'a lot'"] and not missed
        return
    assert bool(found) == bool(missed) == ("met" in judged) == (met in ("some", "all"))
    assert not found or f"yet {met} of a side is met" in found[0].what


@pytest.mark.parametrize(("modifier", "relation"), [("Not", ""), ("", "equal"), ("Not", "no_relationship")])
def test_no_counterpart_and_more_is_refused(tmp_path, modifier, relation):
    columns = "subject_id | predicate_id | predicate_modifier | object_id | ext_set_relation | mapping_justification"
    row = f"a:1.2 | skos:exactMatch | {modifier} | sssom:NoTermFound | {relation} | semapv:LexicalMatching"
    packs = given(tmp_path, f"{HEAD}\nobject_source: 'b:'", columns, row)
    (found,) = report(packs, shapes=False).findings
    assert found.line == 8 and ("without counterpart" in found.what or "has no counterpart" in found.what)
    entering = plan(
        read(tmp_path / FILE), library_of(tiny.write(tmp_path / "base")), tmp_path / "into", Wish()
    ).entering[0]
    assert [(m.where, m.why.startswith("contradicts itself")) for m in entering.missed] == [("line 8", True)]


def test_an_unknown_set_relation_is_a_finding(tmp_path):
    columns = LEAST.replace("object_id", "object_id | ext_set_relation")
    packs = given(tmp_path, HEAD, columns, "a:1.1 | skos:exactMatch | b:1.1 | intersects-with | semapv:LexicalMatching")
    assert faults(packs) == ["a:1.1 to b:1.1: ext_set_relation 'intersects-with' is unknown"]


def test_who_wrote_and_reviewed_stays(tmp_path):
    columns = f"{LEAST} | reviewer_id | author_label | similarity_score | anything_else"
    row = "a:1.1 | skos:exactMatch | b:1.1 | semapv:LexicalMatching | orcid:0000-0000-0000-0001 | Ada | 0.75 | kept"
    header = HEAD.replace(
        "curie_map:\n", "creator_id:\n- orcid:1\nmy_own_key: 1.10\ncurie_map:\n  orcid: https://orcid.org/\n"
    )
    packs = given(tmp_path, header, columns, row, row.replace("1.1", "1.2"))
    assert faults(packs) == []
    raw = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(raw.replace(b"\n", b"\r\n"))
    assert format_files(packs) == ([FILE], []) and (tmp_path / FILE).read_bytes() == raw


def test_an_own_row_may_name_who_reviewed_it(tmp_path):
    packs = tiny.write(tmp_path)
    path = tmp_path / tiny.PAIR
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if not line.startswith("#"))
    lines = [*lines[:at], f"{lines[at]}\treviewer_label", *(f"{line}\tAda" for line in lines[at + 1 :])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert faults(packs) == [] and format_files(packs) == ([], [])
