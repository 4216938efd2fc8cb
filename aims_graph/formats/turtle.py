"""The Turtle files under ``ontology/``: are they there, and can they be read?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aims_graph.content import printed_path
from aims_graph.errors import Finding

NEEDED = ("aims", "set-relations", "law", "evidence")


def turtle_findings(root: Path) -> Iterator[Finding]:
    """Yield each file that is missing, is not UTF-8 or is no Turtle, with the line where reading stops."""
    from pyoxigraph import RdfFormat, parse

    folder = root / "ontology"
    for path in sorted(
        {*(folder / f"{name}.ttl" for name in NEEDED), *folder.glob("*.ttl"), *folder.glob("shapes/*.ttl")}
    ):
        file, data = printed_path(path, root), b""
        try:
            data = path.read_bytes()
            data.decode("utf-8")
            for _ in parse(data, format=RdfFormat.TURTLE):
                pass
        except OSError as error:
            yield Finding(file, 0, f"cannot be read ({error.strerror})", "restore it from the file's history")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            yield Finding(file, line, f"not UTF-8 (byte {error.start})", "save the file as UTF-8")
        except SyntaxError as error:
            yield Finding(file, error.lineno or 0, f"is no Turtle ({error.msg})", "mend it there")
