"""The register of documents: all that must exist in writing stands in it, what serves several first."""

import pytest
from commands import run

from aims_graph.answers.controls.documents import documents
from aims_graph.answers.controls.shared_controls import FULL, PART, stars
from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.present.documents import documents_table

STANDARDS = ["iso42001", "iso27001", "iso9001"]


@pytest.mark.parametrize("order", [STANDARDS, ["iso9001", "iso27001"], ["airmf", "iso42001", "aiact"]])
def test_everything_in_writing_stands_in_the_register(library: Library, order: list[str]) -> None:
    found = documents(library, order)
    wanted = {r.id for f in order for r in library.members(f) if r.documented_information}
    assert {r.id for d in found for r in (d.leads, *(m.requirement for m in d.serves))} == wanted
    leads = [d.leads.id for d in found]
    assert len(leads) == len(set(leads))
    sizes = [len(d.frameworks) for d in found]
    assert sizes == sorted(sizes, reverse=True)
    # A line alone is served by no other.
    served = {m.requirement.id for d in found for m in d.serves}
    assert not served & {d.leads.id for d in found if not d.serves}


def test_a_document_serves_what_rides_on_its_control(library: Library) -> None:
    controls = {c.id: c for c in stars(library, STANDARDS)}
    for d in documents(library, STANDARDS):
        for m in d.serves:
            assert m in controls[d.leads.id].members and m.how in (FULL, PART)
            assert m.requirement.documented_information


@pytest.mark.parametrize("order", [STANDARDS, ["airmf", "iso42001", "aiact"]])
def test_what_one_control_serves_in_writing_stands_in_one_line_and_no_line_says_less_than_another(
    library: Library, order: list[str]
) -> None:
    lines = [d.covers for d in documents(library, order)]
    assert not any(a <= b for n, a in enumerate(lines) for m, b in enumerate(lines) if n != m)
    for c in stars(library, order):
        written = {m.requirement.id for m in c.members if m.requirement.documented_information}
        assert c.id not in written or any(written <= line for line in lines)


def test_the_audit_programme_serves_all_three(library: Library) -> None:
    found = documents(library, STANDARDS)
    (audit,) = (d for d in found if d.leads.id == "iso42001:9.2.2")
    assert {m.requirement.id for m in audit.serves} == {"iso27001:9.2.2", "iso9001:9.2.2"}
    table = documents_table(library, found, STANDARDS)
    all_three = sum(len(d.frameworks) == 3 for d in found)
    assert f"{all_three} serve all 3" in table.notes[0] and all_three > 5
    assert table.rows[0][2] == 3


def test_the_command_and_its_refusal(library: Library) -> None:
    done = run("documents", "-f", "csv")
    assert done.returncode == 0
    assert done.stdout.count("\r\n") == len(documents(library, STANDARDS)) + 1
    with pytest.raises(AimsError, match="two frameworks or more"):
        documents(library, ["iso9001"])
    assert run("documents", "9001").returncode == 2
