"""What the fields of a workspace mean, and what may not be: in words that come from the content."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.workspace.labels import meaning
from aims_graph.workspace.records.work import Answer
from aims_graph.workspace.store import Change


def test_what_asks_for_a_field_stands_in_the_content(library: Library) -> None:
    """``ontology/particulars.tsv`` says which requirement an entry answers; a field that none asks for means what its label says."""
    assert meaning(library, "assessment", "process") == "asked by EU AI Act Article 27(1)(a)"
    assert meaning(library, "assessment", "intended_use") == "asked by ISO/IEC 42001 6.1.4"
    assert meaning(library, "system", "purpose") == "what it is for, in a sentence"
    particulars = [replace(p, filled_from=("system.purpose",)) for p in library.particulars[:2]]
    assert meaning(replace(library, particulars=particulars), "system", "purpose").endswith(
        "; asked by ISO/IEC 42001 9.3.2"
    )


@pytest.mark.parametrize(
    ("target", "advice"),
    [
        ("iso42001:4.1", "Of ISO/IEC 42001, only what stands under A can be declared not applicable."),
        ("iso9001:4.1", "Of ISO 9001, only what stands under 7.1.5 or 8 can be declared not applicable."),
    ],
)
def test_what_may_be_left_out_is_named(changing: Change, target: str, advice: str) -> None:
    with pytest.raises(AimsError) as told:
        changing.add(Answer, target=target, status="not applicable", reason="x")
    assert told.value.advice == advice
