"""The bundled SPARQL editor is the one that its source and lock file make, and it carries its licences."""

import hashlib
from pathlib import Path

import aims_graph_app

APP = Path(aims_graph_app.__file__).parent
SOURCE = APP.parent / "editor"


def test_the_bundle_is_built_from_this_source() -> None:
    source = (SOURCE / "editor.js").read_bytes() + (SOURCE / "package-lock.json").read_bytes()
    last = (APP / "editor.js").read_text(encoding="utf-8").rstrip().rpartition("\n")[2]
    assert last == f"// from app/editor, {hashlib.sha256(source).hexdigest()}", "npm ci && npm run build in app/editor"


def test_every_package_in_it_has_its_licence() -> None:
    said = (APP / "editor.LICENCES.txt").read_text(encoding="utf-8")
    for package in ("@codemirror/view", "@codemirror/state", "@lezer/common", "crelt", "style-mod"):
        assert f"{package} " in said
    assert "MIT" in said
