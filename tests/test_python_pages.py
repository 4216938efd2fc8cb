"""The pages on Python are right: every example on them gives what stands there, and so does the notebook."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from notebooks import executed, read, texts

PAGES = Path(__file__).parents[1] / "docs/python"


@pytest.mark.parametrize("page", [p.stem for p in sorted(PAGES.glob("*.md"))])
def test_examples_of_a_page_give_what_stands_there(page: str) -> None:
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(text, {}, page, f"{page}.md", 0)
    assert examples.examples
    ran = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples)
    assert ran.failed == 0


def test_the_notebook_shows_what_its_cells_give() -> None:
    notebook = read(PAGES / "tour.ipynb")
    assert texts(executed(notebook)) == texts(notebook)


def test_the_list_of_pages_is_whole() -> None:
    listed = (PAGES / "README.md").read_text(encoding="utf-8")
    assert all(f"({p.name})" in listed for p in PAGES.iterdir() if p.name != "README.md")
