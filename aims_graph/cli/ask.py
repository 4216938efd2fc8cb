"""Commands that ask about frameworks, requirements and mappings."""

from __future__ import annotations

from typing import Annotated

import typer

from aims_graph.cli.options import Endpoint, Format, Output, Requirement
from aims_graph.errors import AimsError


def frameworks(form: Format = "", output: Output = None) -> None:
    """List the frameworks, their editions and how much of each is catalogued.

    Example: aims-graph frameworks
    """
    from aims_graph.cli.opened import asked_library
    from aims_graph.present.console import show as show_table
    from aims_graph.present.requirement import frameworks_table

    library = asked_library()
    show_table(frameworks_table(library), form, output, library.names)


def editions(
    framework: Annotated[str, typer.Argument(help="An edition, for instance {former}.")] = "",
    form: Format = "",
    output: Output = None,
) -> None:
    """Say what became of each requirement of an earlier edition: kept, moved, reworded, split, merged, new, dropped; without one, list the editions.

    Example: {editions}
    """
    from aims_graph.cli.opened import asked_library
    from aims_graph.present.console import show as show_table
    from aims_graph.present.editions import editions_table

    library = asked_library()
    show_table(editions_table(library, framework), form, output, library.names)


def search(
    question: Annotated[str, typer.Argument(help="Words, a title or a number.")],
    framework: Annotated[str, typer.Option("--framework", "--in", help="Only this framework.")] = "",
    topic: Annotated[str, typer.Option("--topic", help="Only what is about this topic; see aims-graph topics.")] = "",
    function: Annotated[str, typer.Option("--function", help="Only what this function does.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many answers.")] = 10,
    form: Format = "",
    output: Output = None,
) -> None:
    """Find requirements by word, title or number, say why each was found, and how much each framework, topic and function would leave.

    Example: {search}
    """
    from aims_graph.answers.requirement.facets import Narrowing
    from aims_graph.answers.topics.topics import find_topic
    from aims_graph.cli.opened import asked_library
    from aims_graph.identifiers import resolve_framework
    from aims_graph.present.console import show
    from aims_graph.present.search import search_table

    library = asked_library()
    narrow = Narrowing(
        resolve_framework(framework, library) if framework else "",
        find_topic(library, topic, "topics").id if topic else "",
        find_topic(library, function, "functions").id if function else "",
    )
    show(search_table(library, question, narrow, limit), form, output, library.names)


def show(requirement: Requirement, form: Format = "", output: Output = None) -> None:
    """Show one requirement: what it demands, where it stands, who bears it and from when.

    Example: {show}
    """
    from aims_graph.cli.opened import asked_library
    from aims_graph.identifiers import resolve
    from aims_graph.present.console import show as show_table
    from aims_graph.present.requirement import requirement_table

    library = asked_library()
    show_table(requirement_table(library, resolve(requirement, library)), form, output, library.names)


def map_(requirement: Requirement, endpoint: Endpoint = "", form: Format = "", output: Output = None) -> None:
    """Say what answers a requirement in the other frameworks, how far, why, and where that is written.

    Example: {map}
    """
    from aims_graph.cli.elsewhere import show_at
    from aims_graph.cli.opened import asked_library
    from aims_graph.identifiers import resolve
    from aims_graph.present.console import show as show_table
    from aims_graph.present.requirement import mapping_table

    library = asked_library()
    if endpoint:
        show_at(endpoint, library, "what-maps-to", {"requirement": resolve(requirement, library)}, form, output)
        return
    show_table(mapping_table(library, resolve(requirement, library)), form, output, library.names)


def supports(requirement: Requirement, form: Format = "", output: Output = None) -> None:
    """Say what a requirement and its parts hand over to others, take from them, and what is often named and carries nothing over.

    Example: {supports}
    """
    from aims_graph.cli.opened import asked_library
    from aims_graph.identifiers import resolve
    from aims_graph.present.console import show as show_table
    from aims_graph.present.supports import supports_table

    library = asked_library()
    show_table(supports_table(library, resolve(requirement, library)), form, output, library.names)


def topics(
    topic: Annotated[
        str, typer.Argument(help="A topic or function, as people say it; without one, all are listed.")
    ] = "",
    between: Annotated[
        bool, typer.Option("--between", help="What is said between its requirements instead of the list of them.")
    ] = False,
    form: Format = "",
    output: Output = None,
) -> None:
    """List the topics and the functions that do the work; or everything about one of them, across all frameworks.

    Example: {topics}
    """
    from aims_graph.answers.topics.topics import find_topic, shelf
    from aims_graph.cli.opened import asked_library
    from aims_graph.present.console import show as show_table
    from aims_graph.present.topics import between_table, shelf_table, topics_table

    library = asked_library()
    if not topic:
        if between:
            raise AimsError("--between speaks of one topic.", "Name it: aims-graph topics logging --between.")
        found = topics_table(library).noted("aims-graph topics LABEL shows what stands on one.")
    else:
        seen = shelf(library, find_topic(library, topic))
        on_it = shelf_table(library, seen).noted("--between shows what stands between them.")
        found = between_table(library, seen) if between else on_it
    show_table(found, form, output, library.names)
