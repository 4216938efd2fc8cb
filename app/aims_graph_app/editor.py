"""The SPARQL editor: CodeMirror, bundled from app/editor, with what the graph knows for completion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from aims_graph.answers.sparql_help import editable, prefixes_used, terms_used
from aims_graph.errors import QueryError
from aims_graph.graph.query import named_queries
from aims_graph.model import Library
from aims_graph_app.remember import remembered

_HERE = Path(__file__).parent
_HTML = """<div class="editor"></div><div class="foot"><button class="run">Run</button><span>Ctrl+Enter runs it, Ctrl+Space completes, Tab leaves the editor</span></div>"""
_CSS = """.editor { border: 1px solid var(--st-border-color); border-radius: 6px; overflow: hidden; }
.foot { display: flex; gap: 1rem; align-items: center; margin-top: .6rem; font: 14px var(--st-font, sans-serif); color: var(--st-text-color); }
.foot button { font: 600 15px var(--st-font, sans-serif); padding: .4rem 1.3rem; border-radius: 6px; border: 1px solid var(--st-primary-color); cursor: pointer;
  background: var(--st-primary-color); color: light-dark(#fff, #000); }
.foot button:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 2px; }
@media print { .foot { display: none; } .editor, .editor * { color: #000 !important; background: none !important; } .editor { border-color: #C9C9D6; } }"""


@remembered(2, "Opening the graph …")
def offered(content: Library) -> dict[str, list[dict[str, str]]]:
    """Return what completion offers: terms, prefixes, and the named queries with their examples written in."""
    queries = [
        (q.name, q.title, editable(content, q, {name: parameter.example for name, parameter in q.parameters.items()}))
        for q in named_queries().values()
    ]
    return {
        "terms": [{"label": name, "detail": label} for name, label in terms_used(content).items()],
        "prefixes": [{"label": prefix, "detail": namespace} for prefix, namespace in prefixes_used(content).items()],
        "queries": [{"label": name, "detail": title, "text": text} for name, title, text in queries],
    }


def edit(text: str, error: QueryError | None, pressed: Callable[[], None]) -> str:
    """Draw the editor with this text and a mark where it is wrong; return the text that was just sent off, else an empty one.

    Args:
        text: what stands in the editor.
        error: what is wrong with it.
        pressed: called once for each time that somebody runs it.
    """
    where = {"line": error.line, "column": error.column, "message": error.what} if error and error.line else None
    component = st.components.v2.component(
        "aims_graph_sparql", html=_HTML, css=_CSS, js=(_HERE / "editor.js").read_text(encoding="utf-8")
    )
    result = component(key="editor", data={"text": text, "error": where, **offered()}, on_run_change=pressed)
    return str(result.get("run") or "")
