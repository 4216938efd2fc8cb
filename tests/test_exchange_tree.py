"""JSON and YAML read strictly: each value as it is written, each with its place, and what is asked of it and is not so, said."""

from __future__ import annotations

from pathlib import Path

import pytest

from aims_graph.errors import ContentError
from aims_graph.exchange.tree import Place, json_tree, yaml_tree

HERE = Path("x")


def _json(text: str) -> Place:
    return json_tree(HERE, text.encode()).top()


def _yaml(text: str, typed: bool = False) -> Place:
    return yaml_tree(HERE, text.encode(), typed).top()


def _said(place: Place) -> list[tuple[int, str, str]]:
    return [(f.line, f.what, f.mend) for f in place.tree.faults]


def test_numbers_and_words_keep_the_signs_they_are_written_with() -> None:
    top = _json('{"a": 4.10, "b": 1e2, "c": 5, "d": true, "e": null, "f": " x ", "g": ""}')
    assert [top.text(k) for k in "abcdefgh"] == ["4.10", "1E+2", "5", "true", "", "x", "", ""]
    assert [top.has(k) for k in "defgh"] == [True, False, True, True, False]
    plain = _yaml("a: 4.10\nb: no\nc: 2026-11-01\nd: ~\ne: 'null'\nf: 0x1F\ng: yes\n")
    assert [plain.text(k) for k in "abcdefg"] == ["4.10", "no", "2026-11-01", "", "null", "0x1F", "yes"]
    core = _yaml("a: 4.10\nb: no\nc: true\nd: '12'\ne: 12\nf: -x\ng: False\nh: .5\n", typed=True)
    assert [str(core.value[k]) for k in "abcdefgh"] == ["4.10", "no", "True", "12", "12", "-x", "False", ".5"]
    assert [type(core.value[k]).__name__ for k in "abcdeg"] == ["Decimal", "str", "bool", "str", "int", "bool"]


def test_a_place_is_a_pointer_or_a_line() -> None:
    top = _json('{"a/b": {"c~d": [{"e": 1}]}}')
    (item,) = top.at("a/b").children("c~d")
    assert (item.where, item.at("e").where, top.where) == ("/a~1b/c~0d/0", "/a~1b/c~0d/0/e", "")
    lined = _yaml("a:\n  b:\n  - c: 1\n  -\n    c: 2\n")
    first, second = lined.at("a").children("b")
    assert [p.where for p in (first, second, second.at("c"))] == ["line 3", "line 5", "line 5"]
    second.fault("is odd", "mend it")
    top.fault("is odd", "mend it")
    item.fault("is odd", "mend it")
    assert _said(lined) == [(5, "is odd", "mend it")]
    assert _said(top) == [(0, "/: is odd", "mend it"), (0, "/a~1b/c~0d/0: is odd", "mend it")]


def test_what_is_asked_of_a_place_and_is_not_so_is_said_and_reading_goes_on() -> None:
    top = _json(
        '{"list": [1, " ", null, "b"], "object": {"k": 1}, "text": "t", "blank": " ", "mixed": ["a", {"b": 1}]}'
    )
    assert top.texts("list") == ("1", "b") and top.texts("text") == ("t",) and top.texts("none") == ()
    assert top.names() == ("list", "object", "text", "blank", "mixed") and top.at("text").names() == ()
    assert [p.text("k") for p in top.children("object")] == ["1"] and list(top.children("none")) == []
    assert top.child("none") is None and top.child("object") is not None and _said(top) == []
    assert top.text("object", "a name") == "" == top.text("none", "a name") == top.text("blank", "a name")
    assert top.text("list") == "" and top.texts("mixed") == () and top.child("text") is None
    assert list(top.children("text")) == [] and [p.where for p in top.children("mixed")] == ["/mixed/1"]
    assert _said(top) == [
        (0, "/object: is no single value", "write a name there"),
        (0, "/: has no 'none'", "write a name there"),
        (0, "/: has no 'blank'", "write a name there"),
        (0, "/list: is no single value", "write one text there"),
        (0, "/mixed: is no list of texts", "write one text for each"),
        (0, "/text: is no object with keys of its own", "write text as keys with values"),
        (0, "/text: is no list", "write text as a list"),
        (0, "/mixed/0: is no object with keys of its own", "write it as keys with values"),
    ]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('{"a": 1, "b": {"c": 1, "c": 2, "c": 3}, "a": 2}', [(0, "/: has the key 'a' twice"), (0, "/b: has the key 'c' twice")]),
        ('{"a": [{"c": 1, "c": 2}]}', [(0, "/a/0: has the key 'c' twice")]),
        ('{"a": 1\n"b": 2}', [(2, "is no JSON (Expecting ',' delimiter, column 1)")]),
        ('{"a": NaN}', [(0, "holds NaN, which is no JSON")]),
        ('{"a": -Infinity}', [(0, "holds -Infinity, which is no JSON")]),
        ("[" * 100_000, [(0, "is nested too deep to be read")]),
        ("[" * 202 + "{}" + "]" * 202, [(0, "is nested too deep to be read")]),
    ],
)  # fmt: skip
def test_json_that_says_two_things_or_none_is_refused(text: str, faults: list[tuple[int, str]]) -> None:
    with pytest.raises(ContentError) as caught:
        _json(text)
    assert [(f.line, f.what) for f in caught.value.findings] == faults and all(f.mend for f in caught.value.findings)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\na: 2\n", [(4, "has the key 'c' twice"), (5, "has the key 'a' twice")]),
        ("a: 1\n? [b]\n: 2\n", [(2, "a key is no text")]),
        ("a: [1\nb: 2\n", [(2, "is no YAML (did not find expected ',' or ']')")]),
        ("a: 1\nb: &x\n  c: *x\n", [(2, "holds itself, or is nested too deep")]),
    ],
)
def test_yaml_that_says_two_things_or_none_is_refused_at_its_line(text: str, faults: list[tuple[int, str]]) -> None:
    with pytest.raises(ContentError) as caught:
        _yaml(text)
    told = [(f.line, f.what) for f in caught.value.findings]
    assert [what for _, what in told] == [what for _, what in faults] or told[0][1].startswith("is no YAML")
    assert [line for line, _ in told] == [line for line, _ in faults]


def test_what_an_alias_repeats_is_the_same_and_an_empty_file_is_nothing() -> None:
    top = _yaml("a: &x {b: 1}\nc: *x\nd: [*x, *x]\n")
    assert top.value["c"] is top.value["a"] and [p.text("b") for p in top.children("d")] == ["1", "1"]
    assert _yaml("").value is None and _yaml("# nothing\n").value is None


@pytest.mark.parametrize(
    "data",
    [
        b'\xef\xbb\xbf{"a": 1}',
        b"\xff\xfe" + '{"a": 1}'.encode("utf-16-le"),
        b"\xfe\xff" + '{"a": 1}'.encode("utf-16-be"),
        b'{"a": 1}',
    ],
)
def test_a_file_is_read_as_its_mark_says(data: bytes) -> None:
    assert json_tree(HERE, data).top().text("a") == "1"
    with pytest.raises(ContentError) as caught:
        json_tree(HERE, b'{"a":\n"\xff"}')
    assert [(f.line, f.what) for f in caught.value.findings] == [(2, "is not UTF-8 (byte 7)")]
    with pytest.raises(ContentError) as half:
        json_tree(HERE, b"\xfe\xff\x00{\x00")
    assert [(f.line, f.what) for f in half.value.findings] == [(1, "is not UTF-16 (byte 4)")]


def test_how_deep_anybody_nests() -> None:
    deep = "[" * 200 + "{}" + "]" * 200
    assert _json(deep).text("a") == ""
    for deeper in (f"[{deep}]", f'{{"a": {deep}}}'):
        with pytest.raises(ContentError, match="is nested too deep to be read"):
            _json(deeper)
