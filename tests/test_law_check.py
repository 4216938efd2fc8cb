"""What check refuses of the law's words, facts, conditions, fines and stages."""

import time

import pytest
import tiny
from mends import with_its_mend
from plants import each, is_named, looked_at

from aims_graph.check.content import check
from aims_graph.check.ground import Ground
from aims_graph.check.law import law_findings
from aims_graph.formats.content import read_content
from aims_graph.pack.pack import Pack


def test_a_ring_of_kinds_ends(copy):
    path = copy / "ontology" / "law.ttl"
    text = path.read_text()
    path.write_text(
        text.replace(
            'skos:notation "annex-iii" ;', 'skos:notation "annex-iii" ;\n    skos:broader aims:system-annex-iii-4 ;'
        )
    )
    begun = time.perf_counter()
    found = with_its_mend(check([Pack(copy)], shapes=False))
    assert any("ring" in f.what for f in found) and time.perf_counter() - begun < 60


def test_a_condition_may_name_a_kind_of_system_or_a_role_of_which_no_fact_is_listed(tmp_path):
    packs = tiny.write(tmp_path)
    path = tmp_path / "ontology/scope.tsv"
    head = path.read_text(encoding="utf-8")
    for word, is_known in (("some", True), ("maker", True), ("none-such", False)):
        path.write_text(head + tiny.table("", f"a:x | a:1.1 | maker | all | {word} |  | it is out"), encoding="utf-8")
        found = [f.what for f in check(packs, shapes=False) if "is no fact" in f.what]
        assert found == [f"a:x: '{word}' is no fact, kind of system or role"] * (not is_known)


LAW = "ontology/catalogues/eu-ai-act-2026.tsv"
#: What stands in the same place, or hides another, stands in another copy.
PLANTED = (
    (
        (LAW, "\temployer\t", "\temployr\t", "is no fact"),
        (LAW, "annex-iii\tannex-i-a=2028-08-02|annex-iii=", "annex-iii\tannex-i-a=2028-08-02|annex-i-a=", "applies_from has several dates for annex-i-a"),
        (LAW, "\tgpai-model\t2025-08-02\t", "\tgpai-model\t\t", "effective_from has a date for every kind of system, and applies_from has none"),
        (LAW, "\tobligation\tprovider", "\toblication\tprovider", "nature 'oblication' is unknown"),
        ("ontology/facts.tsv", "\tannex-i-section\t\tno\t", "\tannex-i-section\t\tperhaps\t", "assumed is 'perhaps'"),
        ("ontology/fines.tsv", "sme=lower|smc=higher", "sme=lower|smc=least", "sizes names 'smc=least'"),
        ("ontology/reliefs.tsv", "aiact:art-26-5\t\tfinancial", "aiact:art-266\t\tfinancial", "does not exist"),
        ("ontology/stages.tsv", "art-9\tdesign", "art-9\tdessign", "stage 'dessign' is unknown"),
        ("ontology/stages.tsv", "aiact:art-19\t", "aiact:art-190\t", "aiact:art-190 does not exist"),
    ),
    (
        (LAW, "\temployer\t", "\temployer and\t", "a word is expected"),
        ("ontology/facts.tsv", "Are we a small mid-cap enterprise?", "We are a small mid-cap", "the question is none"),
        ("ontology/fines.tsv", "\t35000000\t7\t", "\tmuch\t7\t", "is no number"),
        ("ontology/scope.tsv", "research-only", "reserch-only", "is no fact"),
        ("ontology/stages.tsv", "aiact:art-10\tdesign", "aiact:art-9\tdesign", "aiact:art-9 stands in"),
    ),
    (
        (LAW, "\temployer\t", "\temployer and not employer\t", "contradicts itself"),
        ("ontology/fines.tsv", "sme=lower|smc=higher", "tiny=lower|smc=higher", "sizes names 'tiny=lower'"),
        ("ontology/stages.tsv", "aiact:art-10\tdesign", "aiact:art-9-1\tdesign", "aiact:art-10-1 binds and has no stage"),
        ("ontology/stages.tsv", "\t\tThe logs arise while the system runs.", "\t\t", "aiact:art-19: no reason is given"),
    ),
    (
        (LAW, "\temployer\t", "\tsme and smc\t", "no answers satisfy"),
        ("ontology/stages.tsv", "\taiact:art-47\t", "\taiact:art-62\t", "called by aiact:art-62, which has no line"),
    ),
    ((LAW, "\temployer\t", "\t\t", "has no expression"),),
    ((LAW, "deployers that are employers\temployer", "\temployer", "has no words"),),
)  # fmt: skip


def of_reading_and_law(root):
    """Of the rules of check, those of the law; the others take much longer and say nothing of it."""
    content = read_content([Pack(root)])
    return [*content.findings, *law_findings(Ground(content))]


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    return looked_at(PLANTED, of_reading_and_law, tmp_path_factory)


@pytest.mark.parametrize(("number", "fault"), each(PLANTED))
def test_check_refuses(read, number, fault):
    assert is_named(fault, *read(number))
