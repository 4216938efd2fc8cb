"""A house with rules of its own, as a draft of rows and a framework that are entered in a folder over the small content."""

from __future__ import annotations

from pathlib import Path

from aims_graph.check.content import report
from aims_graph.exchange.draft import Draft, DraftFramework, DraftMapping, DraftRequirement, DraftRow, Note, Side
from aims_graph.exchange.entry import Wish, enter, plan
from aims_graph.formats.library import library_of
from aims_graph.pack.pack import packs_of


def requirement(key, number, title="", parent="", kind="control", text="", assessable=True, **more):
    return DraftRequirement(key, number, title, kind, parent, assessable, text, f"row {key}", more=more)


HOUSE = DraftFramework(
    "urn:x:house",
    "House rules",
    (
        requirement(
            "urn:x:1.1", "1.1", "Keep \t logs", "urn:x:1", text="Each assistant records what it did.", owner="Ada"
        ),
        requirement("urn:x:1", "1", "Records", kind="clause", assessable=False),
        requirement("urn:x:1.2", "1.2", text="Water the plants once a week, and name somebody for it."),
        requirement("urn:x:1.1:a", "a)", 'Say "who"', "urn:x:1.1"),
        requirement("urn:x:1.2:a", "a)", "Say how", "urn:x:1.2"),
    ),
    short="House",
    licence="https://example.org/licence",
)


def row(subject, object_, relation="", **more):
    sides = [tuple(Side(n.strip()) for n in text.split("+") if n.strip()) for text in (subject, object_)]
    return DraftRow(sides[0], sides[1], more.pop("where", f"row {subject}"), relation=relation, **more)


def draft(*rows, frameworks=(HOUSE,), **about):
    mapping = DraftMapping(
        "https://example.org/m", "House to B", rows, **{"subject": "House rules", "object": "framework b", **about}
    )
    return Draft(
        "test", Path("their file.x"), "0" * 64, frameworks, (mapping,) if rows else (), (Note("page 3", "a picture"),)
    )


def entered(base, folder, what, wish=None):
    """Enter a draft in a folder over the base; return the library of both, checked to be in order."""
    found = plan(what, library_of(base), folder, wish or Wish())
    assert not found.collisions
    enter(found.files, folder)
    packs = packs_of([base[0].root, folder], alone=True)
    result = report(packs)
    assert ([str(f) for f in result.findings], result.left_out) == ([], ())
    return library_of(packs)
