"""The pages of a workspace, with what a link may say to each, and one of them as who opens it finds it."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

import aims_graph_app

APP = Path(aims_graph_app.__file__).parent
PAGES: dict[str, list[dict[str, str]]] = {
    "workspace": [{}],
    "dashboard": [{}],
    "scope": [{"id": "SYS-1"}, {"kind": "person", "id": "P-2"}, {"kind": "choice"}, {"kind": "certificate"}, {"kind": "organisation", "id": "O-1"}],
    "own": [{}],
    "context": [{"id": "ISS-1"}, {"show": "party"}, {"show": "objective", "id": "OBJ-2"}],
    "assess": [{"at": "iso42001:6.1.4"}, {"framework": "aiact", "system": "SYS-1", "show": "open"}, {"show": "changed"}, {"find": "zzzz"}],
    "migrate": [{}, {"from": "iso27001-2013"}, {"from": "aiact2024", "show": "look"}, {"show": "kept"}],
    "tasks": [{"id": "T-2"}, {"show": "most", "of": "groups"}, {"show": "all"}, {"show": "mine"}],
    "evidence": [{"id": "E-3"}, {"show": "ending"}, {"show": "files"}],
    "risks": [{"id": "R-1"}, {"show": "impacts", "id": "IA-1"}, {"show": "criteria"}],
    "soa": [{}, {"framework": "iso27001", "show": "wrong"}, {"show": "changes"}],
    "audits": [{"id": "N-4"}, {"show": "audits", "id": "AUD-2"}, {"show": "programme"}, {"show": "covered"}, {"show": "review"}],
    "certification": [{}, {"show": "2"}, {"show": "index"}, {"show": "bodies", "id": "B-1"}, {"show": "days"}],
}  # fmt: skip


def run(page: str, query: dict[str, str]) -> AppTest:
    app = AppTest.from_file(str(APP / "main.py"), default_timeout=60)
    app.query_params.update(query)
    return app.switch_page(f"views/{page}.py").run()
