"""Frameworks and crosswalks as drafts, made at random (hypothesis), for what is written and read again."""

from __future__ import annotations

from hypothesis import strategies as st

from aims_graph.exchange.draft import DraftFramework, DraftMapping, DraftRequirement, DraftRow, Side

#: Characters that show; a format may not keep those that do not.
_SHOWN = st.characters(categories=("L", "N", "P", "S"), include_characters=" ")
#: One line of text, as people write it: no blanks around it, none twice.
LINES = st.text(_SHOWN, max_size=40).map(lambda t: " ".join(t.split()))
_NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,5}(\.[0-9]{1,2}){0,2}", fullmatch=True)
RELATIONS = ("equal", "subset_of", "superset_of", "intersects", "no_relationship")


@st.composite
def frameworks(draw: st.DrawFn, prefix: str = "demo", titled: bool = False) -> DraftFramework:
    """Return a framework of up to twelve requirements in a tree, parents before children, numbers unlike each other."""
    numbers = draw(st.lists(_NAMES, min_size=1, max_size=12, unique_by=str.lower))
    requirements: list[DraftRequirement] = []
    for number in numbers:
        parent = draw(st.sampled_from(["", *(r.key for r in requirements)]))
        assessable = draw(st.booleans())
        requirements.append(
            DraftRequirement(
                key=f"{prefix}:{number}",
                number=number,
                title=draw(LINES.filter(bool) if titled else LINES),
                kind="requirement" if assessable else "heading",
                parent=parent,
                assessable=assessable,
                text=draw(LINES),
            )
        )
    return DraftFramework(
        key=prefix,
        title=draw(LINES.filter(bool)),
        requirements=tuple(requirements),
        short=f"Demo {prefix}",
        iri=f"https://example.org/{prefix}-2026/",
        language="en",
    )


@st.composite
def mappings(draw: st.DrawFn, sets: bool = False, gaps: bool = False) -> DraftMapping:
    """Return a crosswalk of up to eight rows; with ``sets``, sides of several; with ``gaps``, sides of none."""
    sides = {
        prefix: st.lists(
            _NAMES.map(lambda n, p=prefix: Side(f"{p}:{n}", p)), min_size=1, max_size=3 if sets else 1, unique=True
        )
        for prefix in ("left", "right")
    }
    rows = []
    for _ in range(draw(st.integers(1, 8))):
        left, right = draw(sides["left"]), draw(sides["right"])
        gap = draw(st.sampled_from(["", "left", "right"])) if gaps else ""
        rows.append(
            DraftRow(
                subjects=() if gap == "left" else tuple(left),
                objects=() if gap == "right" else tuple(right),
                where="",
                relation="" if gap else draw(st.sampled_from(RELATIONS)),
                comment=draw(LINES),
            )
        )
    return DraftMapping(
        id="https://example.org/left-right",
        title=draw(LINES.filter(bool)),
        rows=tuple(rows),
        subject="left",
        object="right",
        prefixes={"left": "https://example.org/left-1/", "right": "https://example.org/right-2/"},
    )
