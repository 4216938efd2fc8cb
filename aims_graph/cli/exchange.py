"""Commands at the doors: a file of somebody else's into a folder of content, our content into somebody else's form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aims_graph.cli.options import Columns, SheetName, format_option
from aims_graph.cli.workplace import THROUGH, ask_to_go_on, check_installed, is_preview, who
from aims_graph.counting import count_of

if TYPE_CHECKING:
    from aims_graph.errors import Finding
    from aims_graph.exchange.entry import Plan
    from aims_graph.exchange.part import Part
    from aims_graph.model import Library
    from aims_graph.pack.pack import Pack
    from aims_graph.workspace.records.scope import Person
    from aims_graph.workspace.store import Workspace


def import_(
    file: Annotated[
        Path,
        typer.Argument(help="A file in any of the formats of docs/formats/; what it is, is told by what stands in it."),
    ],
    into: Annotated[
        Path, typer.Option("--into", help="The folder of content to enter it in; made if it is not there.")
    ],
    as_: Annotated[
        str,
        typer.Option("--as", help="The id the framework gets, or 'Short name/id'; by default what the file calls it."),
    ] = "",
    iri: Annotated[
        str, typer.Option("--iri", help="The namespace of the framework's ids, if the file gives none.")
    ] = "",
    stated_by: Annotated[
        str, typer.Option("--stated-by", help="Whose crosswalk it is; by default what the file says.")
    ] = "",
    own: Annotated[
        bool,
        typer.Option("--own", help="The crosswalk is yours: its rows count in every answer, and are not kept apart."),
    ] = False,
    outline: Annotated[
        bool,
        typer.Option(
            "--outline", help="Make frameworks, as far as the rows name them, of those that nobody here knows."
        ),
    ] = False,
    columns: Columns = "",
    sheet: SheetName = "",
    by: Annotated[
        str,
        typer.Option(
            "--by",
            help="Who enters it, if the folder is content/ of a workspace, whose history says so; by default AIMS_GRAPH_PERSON, or the only person there is.",
        ),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Enter it without asking.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over what was entered under the same names before.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every row that is not entered, not only the first.")
    ] = False,
) -> None:
    """Enter somebody else's framework or crosswalk in a folder of content: shows what would come of it, then asks.

    Example: aims-graph import theirs.sssom.tsv --into my-content
    """
    from aims_graph.cli.opened import packs
    from aims_graph.entering import planned
    from aims_graph.errors import AimsError, ContentError
    from aims_graph.exchange.entry import Wish
    from aims_graph.present.console import say

    over = packs(over=into)
    place = _workspace_of(into)
    if by and not place:
        raise AimsError(f"{into} is no folder content/ of a workspace, so no history says who enters it.", "Leave out --by.")  # fmt: skip
    short, _, prefix = as_.rpartition("/")
    wish = Wish(prefix, short, iri, stated_by, own, outline, force)
    try:
        found = planned(file, over, into, wish, columns, sheet)
    except ContentError as error:
        _faults(error.findings)
        raise typer.Exit(error.exit_code) from None
    _show(found, over, everything)
    if is_preview(yes):
        say("Nothing was written; --yes enters it.")
        return
    person = who(place, by, option="--by") if place else None
    ask_to_go_on(yes, "Enter it?", "Nothing was written.")
    _enter(found, over, place, person)
    say(f"Entered in {found.folder}. Every command sees it with --content {found.folder}.")


def _show(found: Plan, over: tuple[Pack, ...], everything: bool) -> None:
    """Show what would come of a plan.

    Raises:
        typer.Exit: with 1, if it cannot be entered; why is said then.
    """
    from aims_graph.entering import NOT_SOUND, stands_in_the_way, tried
    from aims_graph.exchange.preview import preview, to_look_at
    from aims_graph.formats.library import library_of
    from aims_graph.present.console import answer, say

    answer(preview(found, library_of(over), everything))
    if why := stands_in_the_way(found):
        say(why)
        raise typer.Exit(1)
    faults, looks = tried(found, over)
    for line in to_look_at(looks, everything):
        say(line)
    if faults:
        _faults(faults)
        say(NOT_SOUND)
        raise typer.Exit(1)


def _enter(found: Plan, over: tuple[Pack, ...], place: Workspace | None, person: Person | None) -> None:
    """Write the files of a plan; into a workspace's content, together with its entry in the history.

    Raises:
        AimsError: if they cannot be written, or somebody changed them meanwhile.
    """
    if place and person:
        from aims_graph.formats.library import library_of
        from aims_graph.own.moving import enter_own

        enter_own(place, person, library_of(over), found, THROUGH)
    else:
        from aims_graph.exchange.entry import check_unchanged, enter

        check_unchanged(found)
        enter(found.files, found.folder)


def _workspace_of(into: Path) -> Workspace | None:
    """Return the workspace whose content a folder is; ``None`` if it is of none."""
    from aims_graph.workspace.folder import SETTINGS

    if into.name != "content" or not (into.parent / SETTINGS).is_file():
        return None
    check_installed()
    from aims_graph.workspace.store import open_workspace

    return open_workspace(into.parent)


def export(
    first: Annotated[
        str,
        typer.Argument(
            help="A framework; or, with a second one, the left side of a crosswalk. Without it, the whole graph."
        ),
    ] = "",
    second: Annotated[str, typer.Argument(help="The right side of the crosswalk.")] = "",
    form: Annotated[
        str,
        format_option(
            "csv, xlsx, sssom, ciso-assistant, oscal, oscal-yaml, oscal-xml or ir8477; of the graph trig, nquads, turtle, jsonld, rdfxml, skos, owl, graphml or gexf. By default what --output ends in."
        ),
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write it to this file instead of the screen.")
    ] = None,
    stated_by: Annotated[
        str, typer.Option("--stated-by", help="Somebody else's set of the pair, as it is called here.")
    ] = "",
    describe: Annotated[
        bool,
        typer.Option(
            "--describe",
            help="Of the graph: also write a file beside, ending in .void.ttl, that says what it is (VoID, DCAT): licences, version, counts, checksum.",
        ),
    ] = False,
    docs: Annotated[
        Path | None,
        typer.Option(
            "--docs",
            help="Write the documentation of the ontology and of everything named in it to this folder instead: pages, a class diagram, and the files behind each name.",
        ),
    ] = None,
    at: Annotated[
        str,
        typer.Option(
            "--at",
            help="With --docs: the address at which the folder will lie; writes w3id.htaccess, which sends each name there.",
        ),
    ] = "",
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Write over a workbook that is there; with --docs, into a folder that holds more."
        ),
    ] = False,
) -> None:
    """Write the graph, a framework, or the crosswalk of two, in a form that other tools read; says what the form cannot hold.

    Example: {export}
    """
    from aims_graph.cli.opened import asked_library
    from aims_graph.errors import AimsError
    from aims_graph.exchange.writers import write
    from aims_graph.present.console import answer, save, say
    from aims_graph.progress import step

    library = asked_library()
    if docs is not None or at:
        if docs is None or first or form or output or stated_by or describe:
            mend = "Name the folder with --docs, and nothing beside but the address with --at."
            raise AimsError("The documentation is of everything, in a folder of its own.", mend)
        _document(library, docs, at, force)
        return
    chosen = _form(form, output, describe)
    part = _part(library, first, second, stated_by)
    with step("Writing it out"):
        written = write(library, part, chosen)
    if output is None:
        answer(written.data.decode("utf-8-sig"))
    else:
        save(output, written.data)
        if describe:
            from aims_graph.exchange.described import description

            beside = output.with_name(f"{output.name}.void.ttl")
            save(beside, description(library, part, chosen, output.name, written.data))
    for note in written.notes:
        say(f"Not in it: {note.where}{': ' if note.where else ''}{note.what}")


def _form(form: str, output: Path | None, describe: bool) -> str:
    """Return the form that is asked for, by its name or by the ending of the file.

    Raises:
        AimsError: if none is, or it cannot be described, or wants a file.
    """
    from aims_graph.errors import AimsError
    from aims_graph.exchange.writers import ENDINGS, GRAPH_WRITERS
    from aims_graph.present.console import STANDARD, file_for_a_workbook

    name = output.name.lower() if output else ""
    chosen = form or next((f for f, ending in ENDINGS.items() if name.endswith(ending)), "")
    if not chosen:
        raise AimsError("In which form?", f"Name one with --format: {', '.join(ENDINGS)}.")
    if describe and (output in (None, STANDARD) or chosen not in GRAPH_WRITERS):
        raise AimsError(
            "--describe describes a file of the graph.",
            f"Name it with --output, in one of the forms {', '.join(GRAPH_WRITERS)}.",
        )
    ending = ENDINGS.get(chosen, "")
    if ending.endswith(".xlsx"):
        file_for_a_workbook(output, f"export{ending}")
    return chosen


def _document(library: Library, folder: Path, at: str, force: bool) -> None:
    """Write the documentation of the ontology to a folder.

    Raises:
        AimsError: if it cannot be made or written; what was written before stays.
    """
    from aims_graph.exchange.published.folder import put
    from aims_graph.exchange.published.site import site
    from aims_graph.present.console import say

    count = put(site(library, at), folder, force)
    say(f"Written: {folder}, {count_of(count, 'file')}; begin at index.html.")
    if not at:
        say("Not in it: w3id.htaccess, which sends each name to its page; --at ADDRESS says where the folder will lie.")


def _part(library: Library, first: str, second: str, stated_by: str) -> Part:
    """Return what is to leave: the framework, the set of a pair that somebody states, or None for everything.

    Raises:
        AimsError: if a framework is unknown, or nobody of that name states a set of the two.
    """
    from aims_graph.errors import AimsError
    from aims_graph.identifiers import resolve_framework

    if stated_by and not second:
        raise AimsError("--stated-by speaks of the set of a pair.", "Name both frameworks, or leave it out.")
    if not first:
        return None
    one = resolve_framework(first, library)
    if not second:
        return library.frameworks[one]
    other = resolve_framework(second, library)
    pair, names = {one, other}, [library.frameworks[f].short for f in (one, other)]
    if one == other:
        raise AimsError(f"Both are {names[0]}.", "Name two frameworks, or it once, for itself.")
    sets = [s for s in library.sets if {s.subject, s.object} == pair]
    mine = [s for s in sets if s.stated_by == stated_by]
    if not mine:
        if not sets:
            raise AimsError(f"Nobody states a set for {' and '.join(names)}.", "Name two that somebody has mapped.")
        others = ", ".join(s.stated_by or "the project" for s in sets)
        who = f"'{stated_by}'" if stated_by else "The project"
        mend = f"A set of them is stated by {others}; --stated-by names one, and without it the project's is meant."
        raise AimsError(f"{who} states no set for {' and '.join(names)}.", mend)
    return mine[0]


def template(
    what: Annotated[str, typer.Argument(help="framework or mapping.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .xlsx or .csv.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write an empty table to fill in, whose columns import understands.

    Example: aims-graph template framework -o controls.xlsx
    """
    from aims_graph.cli.opened import packs
    from aims_graph.errors import AimsError
    from aims_graph.exchange.sheet_out import template as empty
    from aims_graph.present.console import STANDARD, save

    packs()  # it needs none of it, but a folder that is named is there
    form = output.suffix.lower().lstrip(".") if output != STANDARD else "csv"
    if what not in ("framework", "mapping"):
        raise AimsError(f"No template is called '{what}'.", "Use framework or mapping.")
    if form not in ("csv", "xlsx"):
        raise AimsError(f"A template is no '{output.suffix}' file.", "Let its name end in .xlsx or .csv.")
    if output != STANDARD and output.exists() and not force:
        raise AimsError(f"{output} is there already.", "Name another file, or add --force.")
    save(output, empty(what, form))


def _faults(findings: list[Finding]) -> None:
    from aims_graph.present.console import answer, say

    answer("\n".join(map(str, findings)))
    say(f"{count_of(len(findings), 'fault')}.")
