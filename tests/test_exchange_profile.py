"""OSCAL profiles: what they choose, take away, put in and set, each worked out by hand on a small catalogue."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from oscal_documents import UUIDS, metadata, profile, read

from aims_graph.errors import ContentError
from aims_graph.exchange import oscal
from aims_graph.exchange.draft import Draft
from aims_graph.exchange.oscal_form import opened
from aims_graph.exchange.oscal_profile import resolved
from aims_graph.exchange.oscal_xml_out import xml_bytes


def _control(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "title": name.upper(), **more}


def _part(name: str, prose: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "prose": prose} | more


def _catalogue(folder: Path, name: str = "catalogue.json") -> None:
    parts = [
        _part("statement", "Shut.", id="a-1_smt", parts=[_part("item", "First.", id="a-1_a"), _part("item", "Second.", id="a-1_b")]),
        _part("guidance", "Of wood.", id="a-1_gdn", ns="https://example.org/ns"),
        _part("guidance", "Of iron.", **{"class": "iron"}),
        _part("overview", "Doors."),
    ]  # fmt: skip
    one = _control(
        "a-1",
        params=[{"id": "p1", "label": "a time"}],
        props=[{"name": "label", "value": "A-1"}, {"name": "alt-identifier", "value": "A1"}],
        links=[{"href": "#a-2", "rel": "related"}, {"href": "#b-1", "rel": "required"}],
        parts=parts,
        controls=[_control("a-1.1", controls=[_control("a-1.1.1")]), _control("a-1.2")],
    )
    body = {
        "uuid": UUIDS[0],
        "metadata": metadata(),
        "params": [{"id": "p0", "label": "a colour"}],
        "groups": [
            {"id": "a", "title": "A", "params": [{"id": "pa", "label": "a size"}], "controls": [one, _control("a-2", parts=[_part("statement", "{{ insert: param, p0 }} {{ insert: param, pa }}")])]},
            {"id": "b", "title": "B", "controls": [_control("b-1")]},
        ],
        "controls": [_control("c-1")],
    }  # fmt: skip
    (folder / name).write_text(json.dumps({"catalog": body}))


def _resolved(folder: Path, *imports: dict[str, Any], **more: Any) -> Draft:
    _catalogue(folder)
    chosen = [{"href": "catalogue.json", **i} for i in imports or ({"include-all": {}},)]
    return read(folder, profile(imports=chosen, **more))


def _keys(draft: Draft) -> list[str]:
    return [r.key for r in draft.frameworks[0].requirements]


EVERY = ["a", "a-1", "a-1_a", "a-1_b", "a-1.1", "a-1.1.1", "a-1.2", "a-2", "b", "b-1", "c-1"]


@pytest.mark.parametrize(
    ("chosen", "keys"),
    [
        ({"include-all": {}}, EVERY),
        ({"include-all": {}, "exclude-controls": [{"with-ids": ["a-1"], "with-child-controls": "yes"}]}, ["a", "a-2", "b", "b-1", "c-1"]),
        # Without its parent a control takes the parent's place.
        ({"include-all": {}, "exclude-controls": [{"with-ids": ["a-1", "a-1.1"]}]}, ["a", "a-1.1.1", "a-1.2", "a-2", "b", "b-1", "c-1"]),
        ({"include-controls": [{"with-ids": ["a-1"]}]}, ["a", "a-1", "a-1_a", "a-1_b"]),
        ({"include-controls": [{"with-ids": ["a-1.1"], "with-child-controls": "yes"}]}, ["a", "a-1.1", "a-1.1.1"]),
        ({"include-controls": [{"with-ids": ["a-1.1"], "with-child-controls": "no"}]}, ["a", "a-1.1"]),
        ({"include-controls": [{"matching": [{"pattern": "a-1.?"}]}, {"with-ids": ["c-1"]}]}, ["a", "a-1.1", "a-1.2", "c-1"]),
        ({"include-controls": [{"matching": [{"pattern": "?-1"}]}], "exclude-controls": [{"matching": [{"pattern": "a*"}]}]}, ["b", "b-1", "c-1"]),
    ],
)  # fmt: skip
def test_what_an_import_chooses(tmp_path: Path, chosen: dict[str, Any], keys: list[str]) -> None:
    assert _keys(_resolved(tmp_path, chosen)) == keys


def test_what_two_imports_choose_stands_together_and_nothing_twice(tmp_path: Path) -> None:
    two = [{"include-controls": [{"with-ids": [name]}]} for name in ("b-1", "a-2")]
    assert _keys(_resolved(tmp_path, *two)) == ["b", "b-1", "a", "a-2"]
    with pytest.raises(ContentError) as caught:
        _resolved(tmp_path, *two, {"include-controls": [{"with-ids": ["a-2", "b-1"]}]})
    assert [f.what for f in caught.value.findings if "twice" in f.what] == [
        f"/profile/imports/2: control '{name}' is imported twice" for name in ("a-2", "b-1")
    ]


def test_a_profile_of_a_profile_and_what_is_told_of_its_order(tmp_path: Path) -> None:
    _catalogue(tmp_path)
    inner = profile(imports=[{"href": "catalogue.json", "include-controls": [{"matching": [{"pattern": "a-*"}]}]}])
    (tmp_path / "inner.json").write_text(json.dumps(inner))
    outer = profile(imports=[{"href": "folder/inner.json", "include-controls": [{"with-ids": ["a-2"]}]}], merge={"flat": {}})  # fmt: skip
    draft = read(tmp_path, outer)
    assert _keys(draft) == ["a", "a-2"]
    assert [n.what for n in draft.notes if "order" in n.what] == [
        "the order of the profile's own is not kept: the groups of the catalogue stand"
    ]
    plain = read(tmp_path, outer | {"profile": outer["profile"] | {"merge": {"as-is": True}}})
    assert not [n for n in plain.notes if "order" in n.what]
    with pytest.raises(ContentError, match="the catalogue has no control 'b-1'"):
        read(tmp_path, profile(imports=[{"href": "inner.json", "include-controls": [{"with-ids": ["b-1"]}]}]))


def _modified(folder: Path, **alter: Any) -> Any:
    """The first control as a profile alters it."""
    draft = _resolved(folder, modify={"alters": [{"control-id": "a-1", **alter}]})
    return next(r for r in draft.frameworks[0].requirements if r.key == "a-1"), _keys(draft)


WOOD, IRON = "Of wood.", "Of iron."


@pytest.mark.parametrize(
    ("removal", "guidance", "text", "aliases"),
    [
        ({"by-name": "guidance"}, "", "Shut.\n  First.\n  Second.", ("A1", "a-1", "a-1_smt")),
        ({"by-class": "iron"}, WOOD, "Shut.\n  First.\n  Second.", ("A1", "a-1", "a-1_smt")),
        ({"by-ns": "https://example.org/ns"}, IRON, "Shut.\n  First.\n  Second.", ("A1", "a-1", "a-1_smt")),
        # All that is asked must fit, not any of it.
        ({"by-name": "guidance", "by-class": "iron"}, WOOD, "Shut.\n  First.\n  Second.", ("A1", "a-1", "a-1_smt")),
        ({"by-name": "overview", "by-class": "iron"}, f"{WOOD}\n{IRON}", "Shut.\n  First.\n  Second.", ("A1", "a-1", "a-1_smt")),
        # A part of a part, too.
        ({"by-id": "a-1_b"}, f"{WOOD}\n{IRON}", "Shut.\n  First.", ("A1", "a-1", "a-1_smt")),
        ({"by-name": "item"}, f"{WOOD}\n{IRON}", "Shut.", ("A1", "a-1", "a-1_smt")),
        # Of one kind of thing alone: a prop of that name, and no part; of each thing of a kind.
        ({"by-item-name": "prop", "by-name": "alt-identifier"}, f"{WOOD}\n{IRON}", "Shut.\n  First.\n  Second.", ("a-1", "a-1_smt")),
        ({"by-item-name": "prop", "by-name": "guidance"}, f"{WOOD}\n{IRON}", "Shut.\n  First.\n  Second.", ("A1", "a-1", "a-1_smt")),
        ({"by-item-name": "part"}, "", "", ("A1", "a-1")),
    ],
)  # fmt: skip
def test_what_a_profile_takes_away(
    tmp_path: Path, removal: dict[str, str], guidance: str, text: str, aliases: tuple[str, ...]
) -> None:
    found, _ = _modified(tmp_path, removes=[removal])
    has_overview = text or removal.get("by-item-name") != "part"
    assert (found.more.get("guidance", ""), found.text, found.aliases) == (guidance, text, aliases)
    assert found.more.get("overview", "") == ("Doors." if has_overview else "")
    assert (found.more["related"], found.more["required"]) == ("a-2", "b-1")


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ({"by-id": "a-1_a", "position": "before"}, "Shut.\n  New.\n  First.\n  Second."),
        ({"by-id": "a-1_a", "position": "after"}, "Shut.\n  First.\n  New.\n  Second."),
        ({"by-id": "a-1_smt", "position": "starting"}, "Shut.\n  New.\n  First.\n  Second."),
        ({"by-id": "a-1_smt", "position": "ending"}, "Shut.\n  First.\n  Second.\n  New."),
        ({"by-id": "a-1_smt"}, "Shut.\n  First.\n  Second.\n  New."),
        ({"by-id": "a-1_a"}, "Shut.\n  First.\n    New.\n  Second."),
    ],
)
def test_where_a_profile_puts_a_part(tmp_path: Path, where: dict[str, str], text: str) -> None:
    found, _ = _modified(tmp_path, adds=[{**where, "parts": [_part("item", "New.", id="new")]}])
    assert found.text == text


def test_what_a_profile_puts_into_a_control(tmp_path: Path) -> None:
    added = {
        "title": "Gates",
        "parts": [_part("guidance", "Of stone.")],
        "props": [{"name": "alt-label", "value": "Door"}],
        "links": [{"href": "#c-1", "rel": "related"}],
    }
    for position, guidance in (("starting", f"Of stone.\n{WOOD}\n{IRON}"), ("ending", f"{WOOD}\n{IRON}\nOf stone."), ("before", f"{WOOD}\n{IRON}\nOf stone.")):  # fmt: skip
        found, keys = _modified(tmp_path, adds=[{**added, "position": position}])
        assert (found.title, found.more["guidance"], found.aliases) == (
            *("Gates", guidance),
            ("A1", "Door", "a-1", "a-1_smt"),
        )
        assert found.more["related"] == "a-2|c-1" and keys == EVERY
    # What is added is taken away again by no removal of the same profile: those come first.
    found, _ = _modified(
        tmp_path, removes=[{"by-name": "guidance"}], adds=[{"parts": [_part("guidance", "Of stone.")]}]
    )
    assert found.more["guidance"] == "Of stone."


def test_a_parameter_is_set_wherever_it_is_declared(tmp_path: Path) -> None:
    settings = [{"param-id": name, "values": [text]} for name, text in (("p0", "red"), ("pa", "large"), ("p1", "now"))]
    draft = _resolved(tmp_path, modify={"set-parameters": settings})
    assert next(r for r in draft.frameworks[0].requirements if r.key == "a-2").text == "red large"
    bare = _resolved(tmp_path)
    assert next(r for r in bare.frameworks[0].requirements if r.key == "a-2").text == "[Assignment: a colour] [Assignment: a size]"  # fmt: skip


@pytest.mark.parametrize(
    ("modify", "what"),
    [
        ({"set-parameters": [{"param-id": "p9"}]}, "/profile/modify/set-parameters/0: no control that is chosen has a parameter 'p9'"),
        ({"alters": [{"control-id": "z-1"}]}, "/profile/modify/alters/0: control 'z-1' is not among those chosen"),
        ({"alters": [{"control-id": "a-1", "adds": [{"by-id": "zz", "parts": [_part("item", "x")]}]}]}, "/profile/modify/alters/0/adds/0: the control has no part or parameter 'zz'"),
    ],
)  # fmt: skip
def test_what_a_profile_changes_must_be_there(tmp_path: Path, modify: dict[str, Any], what: str) -> None:
    with pytest.raises(ContentError) as caught:
        _resolved(tmp_path, modify=modify)
    assert [f.what for f in caught.value.findings] == [what] and caught.value.findings[0].mend


def test_a_catalogue_is_looked_for_where_it_is_said_to_lie_then_beside_the_profile(tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    for place in ("books", "."):
        _catalogue(tmp_path / place, "my book.json")
    text = (tmp_path / "my book.json").read_text()
    (tmp_path / "my book.json").write_text(text.replace('"C-1"', '"Beside"'))

    def title(href: str) -> str:
        draft = read(tmp_path, profile(imports=[{"href": href, "include-controls": [{"with-ids": ["c-1"]}]}]))
        return draft.frameworks[0].requirements[-1].title

    assert title("books/my%20book.json") == "C-1"
    for href in ("https://example.org/books/my%20book.json", "/books/my%20book.json", "elsewhere/my%20book.json"):
        assert title(href) == "Beside"
    with pytest.raises(ContentError) as caught:
        read(tmp_path, profile(imports=[{"href": "#" + UUIDS[12], "include-all": {}}]))
    assert [f.what for f in caught.value.findings if "leads" in f.what] == [
        f"/profile/imports/0/href: leads to '#{UUIDS[12]}', which is not in the document"
    ]
    with pytest.raises(ContentError, match=r"needs a catalogue that is not beside it \(x.json\)"):
        read(tmp_path, profile(imports=[{"href": "x.json", "include-all": {}}]))


def _altered(folder: Path, modify: dict[str, Any], **control: Any) -> dict[str, Any]:
    """The only control of a catalogue as a profile leaves it."""
    body = {"uuid": UUIDS[0], "metadata": metadata(), "controls": [_control("d-1", **control)]}
    (folder / "one.json").write_text(json.dumps({"catalog": body}))
    path = folder / "profile.json"
    path.write_text(json.dumps(profile(imports=[{"href": "one.json", "include-all": {}}], modify=modify)))
    tree = opened(path)
    found: dict[str, Any] = resolved(tree.top().at("profile"), path, [])["controls"][0]
    tree.stop_if_faulty()
    return found


def test_what_is_taken_away_is_looked_for_in_parts_and_parameters_and_not_in_controls_within(tmp_path: Path) -> None:
    def mark(name: str) -> dict[str, str]:
        return {"name": name, "value": "x", "class": "old"}

    link = {"href": "https://example.org/x", "rel": "reference"}
    modify = {"alters": [{"control-id": "d-1", "removes": [{"by-class": "old"}, {"by-item-name": "link"}]}]}
    found = _altered(
        tmp_path,
        modify,
        params=[
            {"id": "p1", "label": "a time", "props": [mark("one"), {"name": "two", "value": "y"}], "links": [link]}
        ],
        parts=[_part("statement", "Shut.", props=[mark("one")], parts=[_part("item", "First.", links=[link])])],
        controls=[_control("d-1.1", props=[mark("one")], links=[link])],
    )
    assert found["params"] == [{"id": "p1", "label": "a time", "props": [{"name": "two", "value": "y"}], "links": []}]
    item = _part("item", "First.", links=[])
    assert found["parts"] == [_part("statement", "Shut.", props=[], parts=[item])]
    assert found["controls"] == [_control("d-1.1", props=[mark("one")], links=[link])]
    # A parameter itself has an id; nothing is taken away by a removal that asks for nothing.
    for removal, left in (
        ({"by-id": "p1"}, []),
        ({"by-item-name": "param"}, []),
        ({}, ["p1"]),
        ({"by-id": "d-1"}, ["p1"]),
    ):
        modify = {"alters": [{"control-id": "d-1", "removes": [removal]}]}
        found = _altered(tmp_path, modify, params=[{"id": "p1", "label": "a time"}])
        assert [p["id"] for p in found["params"]] == left


@pytest.mark.parametrize(
    ("addition", "of_control", "of_p1", "of_item"),
    [
        ({}, ["old", "new"], ["in p1"], ["in item"]),
        ({"position": "starting"}, ["old", "new"], ["in p1"], ["in item"]),
        ({"by-id": "p1"}, ["old"], ["in p1", "new"], ["in item"]),
        ({"by-id": "p1", "position": "ending"}, ["old"], ["in p1", "new"], ["in item"]),
        ({"by-id": "it", "position": "starting"}, ["old"], ["in p1"], ["in item", "new"]),
        # Beside a part or parameter is within what holds it.
        ({"by-id": "p1", "position": "before"}, ["old", "new"], ["in p1"], ["in item"]),
        ({"by-id": "it", "position": "after"}, ["old", "new"], ["in p1"], ["in item"]),
    ],
)
def test_what_is_added_goes_to_the_part_or_parameter_that_is_named(
    tmp_path: Path, addition: dict[str, str], of_control: list[str], of_p1: list[str], of_item: list[str]
) -> None:
    def prop(value: str) -> dict[str, str]:
        return {"name": "mark", "value": value}

    modify = {"alters": [{"control-id": "d-1", "adds": [{**addition, "props": [prop("new")]}]}]}
    found = _altered(
        tmp_path,
        modify,
        props=[prop("old")],
        params=[{"id": "p1", "label": "a time", "props": [prop("in p1")]}],
        parts=[_part("statement", "Shut.", id="it", props=[prop("in item")])],
    )
    held = (found, found["params"][0], found["parts"][0])
    assert tuple([p["value"] for p in one["props"]] for one in held) == (of_control, of_p1, of_item)


@pytest.mark.parametrize(("where", "ids"), [("before", ["p1", "new", "p2"]), ("after", ["p1", "p2", "new"])])
def test_a_parameter_is_added_beside_another(tmp_path: Path, where: str, ids: list[str]) -> None:
    params = [{"id": name, "label": name} for name in ("p1", "p2")]
    added = {"by-id": "p2", "position": where, "params": [{"id": "new", "label": "new"}]}
    found = _altered(tmp_path, {"alters": [{"control-id": "d-1", "adds": [added]}]}, params=params)
    assert [p["id"] for p in found["params"]] == ids


def test_a_choice_that_a_profile_sets_stands_in_place_of_a_value_and_the_other_way_round(tmp_path: Path) -> None:
    select = {"how-many": "one", "choice": ["daily", "weekly"]}
    smt = [_part("statement", "Shut {{ insert: param, p1 }}.")]

    def text(param: dict[str, Any], setting: dict[str, Any]) -> str:
        control = _control("d-1", params=[{"id": "p1", **param}], parts=smt)
        body = {"uuid": UUIDS[0], "metadata": metadata(), "controls": [control]}
        (tmp_path / "one.json").write_text(json.dumps({"catalog": body}))
        modify = {"set-parameters": [{"param-id": "p1", **setting}]}
        return read(tmp_path, profile(imports=[{"href": "one.json", "include-all": {}}], modify=modify)).frameworks[0].requirements[0].text  # fmt: skip

    assert text({"values": ["hourly"]}, {"select": select}) == "Shut [Selection: daily; weekly]."
    assert text({"select": select}, {"values": ["hourly"]}) == "Shut hourly."
    assert text({"values": ["hourly"]}, {"label": "a time"}) == "Shut hourly."
    assert text({"label": "a time"}, {"label": "a day"}) == "Shut [Assignment: a day]."


@pytest.mark.parametrize("method", ["use-first", "merge", "keep", "mix"])
@pytest.mark.parametrize("notation", ["json", "xml"])
@pytest.mark.parametrize("how", [{"as-is": True}, {"flat": {}}, {"custom": {"groups": [{"id": "g", "title": "G"}]}}])
def test_how_what_is_called_alike_is_put_together_is_no_fault_of_a_profile(
    tmp_path: Path, method: str, notation: str, how: dict[str, Any]
) -> None:
    """OSCAL names three ways, in each notation, whatever becomes of the order."""
    _catalogue(tmp_path)
    document = profile(
        imports=[{"href": "catalogue.json", "include-all": {}}], merge={"combine": {"method": method}} | how
    )
    path = tmp_path / f"x.{notation}"
    path.write_bytes(json.dumps(document).encode() if notation == "json" else xml_bytes(document))
    if method == "mix":
        with pytest.raises(ContentError, match=r"/profile/merge/combine/method: 'method' has no place there"):
            oscal.read(path)
    else:
        assert _keys(oscal.read(path)) == EVERY


def test_the_catalogue_that_a_profile_makes_in_full(tmp_path: Path) -> None:
    """What two catalogues give stands in their order, their parameters and resources too; links to these lead somewhere."""
    _catalogue(tmp_path)
    leaf = {"href": f"#{UUIDS[5]}", "rel": "reference"}
    other = {
        "uuid": UUIDS[3],
        "metadata": metadata(),
        "params": [{"id": "q0", "label": "a shape"}],
        "controls": [_control("d-1", links=[leaf], controls=[_control("d-1.1")]), _control("d-2")],
        "back-matter": {"resources": [{"uuid": UUIDS[5], "title": "A leaf"}]},
    }
    (tmp_path / "other.json").write_text(json.dumps({"catalog": other}))
    imports = [
        {"href": "other.json", "include-controls": [{"with-ids": ["d-1"]}]},
        {"href": "catalogue.json", "include-controls": [{"with-ids": ["a-2", "c-1"]}]},
    ]
    modify = {
        "set-parameters": [{"param-id": "q0", "values": ["round"]}],
        "alters": [{"control-id": "d-1", "adds": [{"title": "Door one", "props": [{"name": "label", "value": "D 1"}]}]}],
    }  # fmt: skip
    about = metadata(links=[{"href": "https://example.org/l", "rel": "license"}])
    whole = profile(imports=imports, modify=modify, metadata=about, merge={"flat": {}})
    path = tmp_path / "x.json"
    path.write_text(json.dumps(whole))
    tree = opened(path)
    notes: list[Any] = []
    found = resolved(tree.top().at("profile"), path, notes)
    assert tree.faults == []
    shapes = "{{ insert: param, p0 }} {{ insert: param, pa }}"
    assert found == {
        "uuid": whole["profile"]["uuid"],
        "metadata": about | {"links": [*about["links"], {"href": "x.json", "rel": "source-profile"}]},
        "groups": [
            {
                **{"id": "a", "title": "A", "params": [{"id": "pa", "label": "a size"}]},
                "controls": [_control("a-2", parts=[_part("statement", shapes)])],
            }
        ],
        "controls": [
            {"id": "d-1", "title": "Door one", "links": [leaf], "props": [{"name": "label", "value": "D 1"}]},
            _control("c-1"),
        ],
        "params": [{"id": "q0", "label": "a shape", "values": ["round"]}, {"id": "p0", "label": "a colour"}],
        "back-matter": {"resources": [{"uuid": UUIDS[5], "title": "A leaf"}]},
    }
    assert [(n.where, n.what) for n in notes] == [
        ("/profile/merge", "the order of the profile's own is not kept: the groups of the catalogue stand")
    ]
    # What the catalogues themselves hold is as it was.
    assert json.loads((tmp_path / "other.json").read_text())["catalog"] == other
    draft = oscal.read(path)
    assert [n.what for n in draft.notes if "link" in n.what] == []
