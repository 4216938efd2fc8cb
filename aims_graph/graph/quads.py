"""Everything the graph says, or what some files of it say, as it leaves: sorted, each statement once, so that the same content is the same bytes.

Blank nodes, which Turtle files alone have, get the names of RDF Dataset Canonicalization (RDFC-1.0), for a parser gives them others each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from aims_graph.graph.build import record_lines, turtle_lines
from aims_graph.graph.derived import derived_lines
from aims_graph.graph.nodes import Writer
from aims_graph.model import Library


def quad_lines(library: Library, files: Collection[str] | None = None) -> list[str]:
    """Return statements as lines of N-Quads, sorted.

    Args:
        library: the content.
        files: content files, as their sources name them; only what these say. Everything, what follows from the rows included, by default.
    """
    records = record_lines(library)
    if files is None:
        return sorted({*records, *derived_lines(library), *_named_alike(turtle_lines(library))})
    w = Writer(library)
    ends = tuple(f" {w.graph(file)} .\n" for file in files)
    return sorted(
        {*(x for x in records if x.endswith(ends)), *_named_alike(x for x in turtle_lines(library) if x.endswith(ends))}
    )


def quads_of(lines: Iterable[str]) -> list[Quad]:
    """Return lines of N-Quads of ours as quads, in their order."""
    # Our IRIs need not be checked again.
    return list(parse("".join(lines).encode(), format=RdfFormat.N_QUADS, lenient=True))


def _named_alike(lines: Iterable[str]) -> Iterable[str]:
    """Return lines with their blank nodes named by RDFC-1.0."""
    dataset = Dataset(parse("".join(lines).encode(), format=RdfFormat.N_QUADS, lenient=True))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return (f"{quad} .\n" for quad in dataset)
