"""SHACL: do the graph's records look as ``ontology/shapes/`` says? Results come back as findings with file and line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, parse
from rdflib import Graph, URIRef

from aims_graph.errors import Finding, first_line
from aims_graph.formats.lookup import undisturbed
from aims_graph.graph.build import lines, record_lines
from aims_graph.graph.conforming import Conforming, turtle_triples
from aims_graph.graph.shape_queries import shape_query_findings
from aims_graph.graph.shapes_apart import validated_apart
from aims_graph.graph.sight import sight_of
from aims_graph.graph.validation import Result, ShapeError, graph_of, validate
from aims_graph.model import Library
from aims_graph.pack.names import Names
from aims_graph.pack.pack import shipped
from aims_graph.pack.text import sound_text


def shape_findings(library: Library, conforming: Conforming | None = None) -> list[Finding]:
    """Validate the content against every shape file of its packs; a file whose shapes cannot be run is named, and the others are.

    Args:
        library: the content.
        conforming: what was found in order of it before, if that was looked up already.
    """
    with undisturbed():
        return _findings(library, conforming)


def _findings(library: Library, conforming: Conforming | None) -> list[Finding]:
    own = {path.read_bytes() for path in shipped().glob("ontology/shapes/*.ttl")}
    paths = {pack.named(p): p for pack in library.packs for p in pack.glob("ontology/shapes/*.ttl")}
    files, found = _parsed(paths)
    for file in {f.file for f in found} & files.keys():
        del files[file]
    foreign = {file for file in files if paths[file].read_bytes() not in own}
    together = Graph()
    for shapes in files.values():
        together += shapes
    try:
        run = apart if foreign else within
        return found + _placed(_of_what_is_new(library, together, run, conforming, not found), library)
    except ShapeError as error:
        if len(files) == 1:
            return [*found, *(_not_run(file, error) for file in files)]
        every = tuple(lines(library))
    for file, shapes in files.items():
        try:
            results = (apart if file in foreign else within)(every, shapes, library.names)
        except ShapeError as error:
            found.append(_not_run(file, error))
        else:
            found += _placed(results, library)
    return found


def _parsed(paths: dict[str, Path]) -> tuple[dict[str, Graph], list[Finding]]:
    """Return the shapes of each file, and what keeps a file from being run: the engine cannot read it although it is Turtle, or a query of it is none."""
    files: dict[str, Graph] = {}
    found: list[Finding] = []
    for file, path in paths.items():
        text = sound_text(path)
        try:
            files[file] = Graph().parse(data=text, format="turtle")
        except Exception as error:  # the parser lets through more than its own errors
            what = f"its shapes cannot be read ({first_line(error)})"
            found.append(Finding(file, 0, what, "write it in plain Turtle", form=True))
        else:
            found += shape_query_findings(file, files[file], text)
    return files, found


def within(lines: Iterable[str], shapes: Graph, names: Names, among: Collection[str] | None = None) -> list[Result]:
    """Validate lines of N-Triples or N-Quads in this process; ``among`` are IRIs."""
    return list(validate(graph_of(lines), shapes, names, None if among is None else {*map(URIRef, among)}))


def apart(lines: Iterable[str], shapes: Graph, names: Names, among: Collection[str] | None = None) -> list[Result]:
    """Do the same in a process of its own that is stopped in time: for shapes that did not come with this package."""
    return validated_apart(lines, shapes.serialize(format="turtle"), names.table, among)


def _of_what_is_new(
    library: Library, shapes: Graph, run: Callable[..., list[Result]], conforming: Conforming | None, are_all: bool
) -> list[Result]:
    """Validate the nodes that say something else than when the last check found everything in order; ``are_all``: no shape file is left out."""
    try:
        sight = sight_of(shapes)
    except ValueError as error:  # a path that leads round in a ring
        raise ShapeError(str(error)) from error
    if sight is None:
        return run(lines(library), shapes, library.names)
    if conforming is None:
        conforming = Conforming(library, sight)
        if are_all:
            conforming.keep_sight()
    new = conforming.new()
    found: list[Result] = []
    if new or new is None:
        data = (*conforming.statements.lines(new, sight.steps), *turtle_triples(library))
        found = run(data, shapes, library.names, None if new is None else [node[1:-1] for node in new])
    if found == [] and new != []:
        conforming.keep()
    return found


def _placed(results: Collection[Result], library: Library) -> list[Finding]:
    """Return results as findings: at the file and line from which the records have the node, else in the ontology."""
    nodes = {f"<{result.node}>" for result in results}
    said = (line for line in record_lines(library) if line.partition(" ")[0] in nodes) if nodes else ()
    at: dict[tuple[str, str], str] = {}
    for quad in parse("".join(said), format=RdfFormat.N_QUADS, lenient=True):
        at.setdefault((quad.subject.value, quad.predicate.value), quad.object.value)
    file, line = map(library.names.iri, ("aims:sourceFile", "aims:sourceLine"))
    return [
        Finding(at.get((node, file), "ontology/"), int(at.get((node, line), 0)), what, "correct the row")
        for node, what in results
    ]


def _not_run(file: str, error: ShapeError) -> Finding:
    return Finding(file, 0, f"its shapes cannot be run ({error})", "correct the shape", form=True)
