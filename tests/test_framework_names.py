"""What frameworks are called: people and files are read alike, and the name may stand before a number or behind it."""

from __future__ import annotations

import pytest

from aims_graph.errors import UnknownFrameworkError
from aims_graph.exchange.draft import DraftMapping, Side
from aims_graph.exchange.framework_names import framework_named
from aims_graph.exchange.sides import Sides
from aims_graph.formats.library import load
from aims_graph.identifiers import any_framework, is_called, is_document, numbers_in, written_so
from aims_graph.model import Library

LIBRARY = load()
#: Of each framework every name that its header has.
NAMES = [
    (f.id, name) for f in LIBRARY.frameworks.values() for name in (f.id, f.short, f.title, *f.listed("names"))
]  # fmt: skip
STYLES = ("{name} {number}", "{name}:{number}", "{name}, {number}", "{name}: {number}", "{number} of the {name}", "{number} ({name})")  # fmt: skip


@pytest.mark.parametrize(("framework", "name"), NAMES)
def test_a_name_means_its_framework_for_people_and_in_files(framework: str, name: str) -> None:
    issuers = ("", *LIBRARY.frameworks[framework].listed("issuers"))
    for issuer in issuers:
        for text in (f"{issuer} {name}".strip(), f"{issuer}-{name}".strip("-"), f"{issuer}_{name}".strip("_").upper()):
            assert [f.id for f in LIBRARY.frameworks.values() if is_called(f, text)] == [framework], text
            assert any_framework(text, LIBRARY) == framework == framework_named(text, LIBRARY, {}).id, text


@pytest.mark.parametrize(
    ("text", "framework"),
    [
        ("ISO/IEC 42001 (2023)", "iso42001"),
        ("ISO_27001:2022", "iso27001"),
        ("ISO–42001", "iso42001"),
        ("AI Act (EU)", "aiact"),
        ("NIST_AI RMF 1.0", "airmf"),
        *((no, "") for no in ("NIST 27001", "ISO", "EU", "ISO 27001:2005", "42001 A", "AI", "RMF 2.0", "4.1")),
    ],
)
def test_signs_between_the_words_of_a_name_and_an_issuer_of_another_are_told_apart(text: str, framework: str) -> None:
    assert framework_named(text, LIBRARY, {}).id == framework
    if framework:
        assert any_framework(text, LIBRARY) == framework
    else:
        with pytest.raises(UnknownFrameworkError):
            any_framework(text, LIBRARY)


def test_only_files_call_a_framework_by_its_namespace() -> None:
    assert framework_named("eu-ai-act-2026", LIBRARY, {}).id == "aiact"
    assert not is_called(LIBRARY.frameworks["aiact"], "eu-ai-act-2026")


def test_the_document_of_a_frameworks_annex_is_not_the_framework() -> None:
    ours = LIBRARY.frameworks["iso27001"]
    assert is_document(ours, "ISO/IEC 27002") and not is_called(ours, "ISO/IEC 27002")
    assert framework_named("ISO 27002", LIBRARY, {}).annex


def test_a_number_is_read_alike_whoever_writes_it_and_wherever_the_name_stands() -> None:
    sides = Sides(LIBRARY, DraftMapping("x", "x", ()))
    for framework in LIBRARY.mapped:
        for found in LIBRARY.members(framework.id)[::40]:
            for name in (framework.short, *framework.listed("names")):
                for text in (style.format(name=name, number=found.number) for style in STYLES):
                    assert written_so(text, LIBRARY) == [found.id], text
                    assert sides.subject(Side(text, framework.id)).requirement == found.id, text


def test_a_number_that_names_another_framework_is_none_of_this_one(library: Library) -> None:
    sides = Sides(library, DraftMapping("x", "x", ()))
    assert numbers_in("A.5.1 of ISO 27001", "iso27001", library) == ["A.5.1"]
    assert numbers_in("A.5.1 of ISO 27001", "iso42001", library) == []
    assert numbers_in("5", "aiact", library) == numbers_in("x" * 100_000, "aiact", library) == []
    for text in ("A.5.1 of ISO 27001", "4.1 (ISO 9001)", "Regulation 5 7"):
        for framework in ("iso42001", "aiact"):
            assert sides.subject(Side(text, framework)).requirement == "", (text, framework)
