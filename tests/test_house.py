"""The house is open: a sixth and a seventh framework in folders of their own, and every command, query and page over them."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest
from packs import sixth_and_seventh

import aims_graph
import aims_graph_app
from aims_graph import load
from aims_graph.answers.coverage.coverage import FULL, PART, Held, coverage
from aims_graph.answers.inference.inference import explained
from aims_graph.answers.matrix.matrix import build_matrix
from aims_graph.check.content import check
from aims_graph.identifiers import resolve, resolve_framework
from aims_graph.model import Library
from aims_graph.pack.pack import packs_of

CODE = [Path(package.__file__).parent for package in (aims_graph, aims_graph_app)]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return sixth_and_seventh(tmp_path_factory.mktemp("packs"))


@pytest.fixture(scope="module")
def both(folders: tuple[Path, Path]) -> Library:
    return load(*folders)


def test_they_stand_beside_the_shipped_ones(both: Library, folders) -> None:
    shipped = load()
    assert [f.id for f in both.mapped] == [*(f.id for f in shipped.mapped), "house", "plant"]
    assert not both.left_out
    assert both.requirements["house:1.1"].source.file == f"{folders[0]}/ontology/catalogues/house.tsv"
    assert set(shipped.requirements) < set(both.requirements)


def test_what_is_written_there_is_in_order(folders) -> None:
    assert [str(f) for f in check(packs_of(folders), shapes=False)] == []


def test_numbers_and_names_are_read(both: Library) -> None:
    assert resolve("house 1.1", both) == "house:1.1"
    assert resolve_framework("Plant", both) == "plant"


def test_what_follows_follows_across_folders(both: Library) -> None:
    """Watering is inside the other folder's rule, and of the rest nothing is known."""
    seen = {c.requirement.id: c.status for c in coverage(both, Held(("plant",), ()), "house")}
    assert seen == {"house:1.1": "nothing known", "house:1.2": FULL}
    assert {c.requirement.id: c.status for c in coverage(both, Held(("iso42001",), ()), "house")}["house:1.1"] == PART
    assert explained(both, "house:1.2", "plant:A").sureness == (0.7,)


def test_the_matrix_has_a_column_for_each(both: Library) -> None:
    matrix = build_matrix(both, "house")
    assert [f.id for f in matrix.columns] == [f.id for f in both.mapped if f.id != "house"]
    cells = {f.id: cell for f, cell in zip(matrix.columns, matrix.rows[1].cells, strict=True)}
    assert [c.requirement.id for c in cells["iso42001"].counterparts] == ["iso42001:A.6.2.8"]
    assert not cells["iso27001"].mapped


def test_a_folder_may_not_change_what_the_shipped_one_says(tmp_path: Path) -> None:
    """A second set of a pair is another hand's: kept apart, compared, and never counted as ours."""
    one, _ = sixth_and_seventh(tmp_path)
    text = next((one / "mappings").glob("*.tsv")).read_text(encoding="utf-8")
    theirs = text.replace("house:1.1", "iso27001:A.8.15").replace("'house:'", "'iso27001:'").replace("house: https://example.org/house/", "iso27001: https://w3id.org/aims-graph/iso27001-2022/").replace("Keep event records of our assistants", "Logging")  # fmt: skip
    (one / "mappings/iso-42001--iso-27001.sssom.tsv").write_text(theirs, encoding="utf-8")
    both = load(one)
    assert [s.stated_by for s in both.sets if (s.subject, s.object) == ("iso42001", "iso27001")] == ["", "one"]
    assert sum(1 for _ in both.mappings) == sum(1 for _ in load().mappings) + 1


def test_a_faulty_file_is_left_out_and_all_else_answers(tmp_path: Path) -> None:
    one, two = sixth_and_seventh(tmp_path)
    broken = two / "ontology/catalogues/plant.tsv"
    broken.write_text(broken.read_text(encoding="utf-8").replace("\tyes\t", "\tperhaps\t"), encoding="utf-8")
    seen = load(one, two)
    assert "house" in seen.frameworks and "plant" not in seen.frameworks
    files = {f.file for f in seen.left_out}
    assert files == {f"{two}/ontology/catalogues/plant.tsv", f"{two}/mappings/house--plant.sssom.tsv"}
    assert any("assessable is 'perhaps'" in f.what for f in seen.left_out)


def test_no_code_names_a_framework() -> None:
    """Ids of frameworks and numbers of theirs stand in content, and as examples in docstrings and in what an assistant may ask; nowhere else."""
    ids = set(load().frameworks)
    numbered = re.compile(r"\b(Article|Art\.|Annex) [\dA-Z]")
    found = []
    for path in sorted(p for folder in CODE for p in folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documents = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
                named = [i for i in ids if i == node.value or f"{i}:" in node.value]
                named += [m[0] for m in numbered.finditer(node.value) if path.parent.name != "assistant"]
                found += [f"{path.name}:{node.lineno}: {name}" for name in named]
    assert found == []


def test_one_clock_says_what_day_it_is() -> None:
    """A second clock would answer of another day than the first, for whoever sets one and around midnight; one that is bound by name cannot be set."""
    asks = {"today", "now", "utcnow", "localtime", "gmtime", "strftime", "asctime", "ctime"}
    found = []
    for path in (p for code in CODE for p in sorted(code.rglob("*.py")) if p.name != "clock.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            at = f"{path}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.ImportFrom) and node.module == "aims_graph.clock":
                found.append(f"{at}: import the module, not its names")
            if isinstance(node, ast.Attribute) and node.attr in asks:
                holder = ast.unparse(node.value)
                if re.fullmatch(r"((dt|datetime)\.)?(date|datetime)|time", holder):
                    found.append(f"{at}: {ast.unparse(node)}")
    assert found == []


#: Words after a number that are no plural, though they end like one.
NO_PLURAL = {"as", "is", "was", "this", "its", "less", "has"}


def test_a_number_and_its_noun_are_written_by_what_knows_both_forms() -> None:
    """A number before the wrong form ("1 risks") is wrong, and so is every second way round it: aims_graph.counting writes what is counted."""
    by_hand = re.compile(r"""'s'|"s" if|'ies'|'y' if|'s [a-z]+' if""")
    plural = re.compile(r" ((?:[a-z]+ ){0,2}?[A-Za-z]+s)\b")
    faults = []
    for path in (p for code in CODE for p in sorted(code.rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.JoinedStr):
                continue
            shown = [v for v in node.values if isinstance(v, ast.FormattedValue)]
            faults += [f"{path}:{v.lineno}: {ast.unparse(v)}" for v in shown if by_hand.search(ast.unparse(v))]
            for number, words in pairwise(node.values):
                counts = isinstance(number, ast.FormattedValue) and ast.unparse(number.value).startswith(
                    ("len(", "sum(")
                )
                said = plural.match(str(words.value)) if counts and isinstance(words, ast.Constant) else None
                if said and not NO_PLURAL.intersection(said[1].split()) and "not" not in said[1].split():
                    faults.append(f"{path}:{words.lineno}: a number before '{said[1]}'")
    assert faults == []


#: What only commands and their kin run; their faults are met on a command line.
OF_COMMANDS = ("cli", "serve", "lint", "exchange", "reason/hermit.py", "pack/pack.py", "present/console.py")
OF_COMMANDS += ("present/forms.py", "workspace/proof.py", "workspace/setup.py")


def test_no_page_gives_advice_with_options_fields_or_commands() -> None:
    """An option, or a field as it is written there, helps nobody on a page: whoever raises such a fault says it in words as well."""
    written_so = re.compile(r"(?<![\w-])(?<!pip install )--[a-z]|: [a-z_{}]+=(?!=)|: aims-graph [^:]*…")
    core, faults = CODE[0], []
    for path in sorted(core.rglob("*.py")):
        if path.relative_to(core).as_posix().startswith(OF_COMMANDS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("AimsError", "QueryError"):
                advice = ast.unparse(node.args[-1]) if node.args else ""
                if len(node.args) < 4 and written_so.search(advice):
                    faults.append(f"{path}:{node.lineno}: {advice}")
    assert faults == []


#: What describes itself there is read by assistants, not by programmers; and pages end with what they say.
DESCRIBED_ELSEWHERE = ("cli", "serve/assistant", "serve/endpoint.py", "views", "begin.py", "workspace/migrations")


def test_what_can_fail_says_how() -> None:
    """A public function that raises names the error and its reason under "Raises"."""
    silent = []
    for code in CODE:
        for path in sorted(code.rglob("*.py")):
            if path.relative_to(code).as_posix().startswith(DESCRIBED_ELSEWHERE):
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            holders = [tree, *(n for n in tree.body if isinstance(n, ast.ClassDef))]
            for function in (
                f for h in holders for f in h.body if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef)
            ):
                raises = any(isinstance(node, ast.Raise) and node.exc for node in ast.walk(function))
                if (
                    raises
                    and not function.name.startswith("_")
                    and "Raises:" not in (ast.get_docstring(function) or "")
                ):
                    silent.append(f"{path}:{function.lineno} {function.name}")
    assert silent == []
