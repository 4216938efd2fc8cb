"""The Turtle files under ``ontology/``: are they there, and can they be read?"""

from __future__ import annotations

from collections.abc import Iterator

from aims_graph.errors import Finding
from aims_graph.pack.pack import Pack

NEEDED = ("aims", "set-relations", "law", "evidence")


def turtle_findings(pack: Pack) -> Iterator[Finding]:
    """Yield each file that is missing, is not UTF-8 or is no Turtle, with the line where reading stops."""
    from pyoxigraph import RdfFormat, parse

    needed = [pack.root / "ontology" / f"{name}.ttl" for name in NEEDED if pack.is_shipped]
    for path in sorted({*needed, *pack.glob("ontology/*.ttl"), *pack.glob("ontology/shapes/*.ttl")}):
        file, data = pack.named(path), b""
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
