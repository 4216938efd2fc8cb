"""The ways through the explorer: the field in the sidebar that looks something up, the sections with their pages, and the script behind both."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from aims_graph_app.guard import draw, html, joined
from aims_graph_app.state import HOME, address

_HERE = Path(__file__).parent
_HTML = """<form role="search"><label for="find">Look up <kbd>Ctrl+K</kbd></label>
<input id="find" type="search" placeholder="Number, title or word" autocomplete="off"></form>"""


def look_up(view: str, page: str) -> None:
    """Draw the field; what is typed there is asked on ``page``. The script learns what this run was asked for: ``view`` and its parameters."""
    component = st.components.v2.component("aims_graph_ways", html=_HTML, css=_text("css"), js=_text("js"))
    asked = {"view": "" if view == HOME else view, "said": st.query_params.to_dict()}
    component(
        key="ways", data={"page": address(page), "place": f"{view}?{st.query_params.get('id', '')}", "asked": asked}
    )


@lru_cache(maxsize=2)
def _text(ending: str) -> str:
    return (_HERE / f"ways.{ending}").read_text(encoding="utf-8")


def sections(known: Mapping[str, tuple[tuple[str, str], ...]], here: str) -> None:
    """Draw the pages under the headings of their sections, as lists, the current one marked.

    Args:
        known: heading of a section (empty for none) -> its pages, each a name and a title; a section without pages is not drawn.
        here: the name of the current page.
    """
    draw(_sections(tuple(known.items()), here))


@lru_cache(maxsize=100)
def _sections(known: tuple[tuple[str, tuple[tuple[str, str], ...]], ...], here: str) -> Markup:
    parts = []
    for heading, pages in known:
        if pages:
            links = joined([
                html('<li><a href="{}"{}>{}</a></li>', address(name), html(' aria-current="page"') if name == here else "", title)
                for name, title in pages
            ])  # fmt: skip
            parts.append(html("{}<ul>{}</ul>", html("<h2>{}</h2>", heading) if heading else "", links))
    return html('<nav class="ag-nav" aria-label="Pages">{}</nav>', joined(parts))
