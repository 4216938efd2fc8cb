"""When what begins to bind: a dated plan as a table, a workbook and an iCalendar file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from aims_graph.answers.law.articles import by_article, head_of
from aims_graph.answers.law.binds import Applicability
from aims_graph.answers.law.situation import Situation
from aims_graph.answers.law.timeline import plan
from aims_graph.counting import count_of
from aims_graph.model import Cell, Library, Table
from aims_graph.present.law import no_advice, only_if, provisions, subject_in_words
from aims_graph.present.sheets import Sheet, SheetRow
from aims_graph.present.workbook import workbook
from aims_graph.version import VERSION

COLUMNS = ("day", "article", "title", "number", "provision", "only if", "id")


def _plan_title(library: Library, asked: Situation) -> str:
    """Return whose plan it is."""
    return f"When what binds {subject_in_words(library, asked)}"


def plan_table(library: Library, asked: Situation) -> Table:
    """Return every provision with the day on which it begins to bind, or to bind if something holds."""
    return Table(_plan_title(library, asked), COLUMNS, tuple(_rows(library, asked)), tuple(no_advice(library)))


def plans_table(
    library: Library, title: str, asked: Sequence[tuple[str, Situation]], last: str = "", notes: Sequence[str] = ()
) -> Table:
    """Return the plans of several systems as one, by day and each row with the system it is of.

    Args:
        library: the content.
        title: whose plan it is.
        asked: what each system is called, with who asks about it.
        last: the last day that is shown; all by default.
        notes: what else is to be said.
    """
    rows = [(row[0], name, *row[1:]) for name, one in asked for row in _rows(library, one)]
    shown = sorted((row for row in rows if not last or str(row[0]) <= last), key=lambda row: str(row[0]))
    return Table(title, ("day", "system", *COLUMNS[1:]), tuple(shown), (*notes, *no_advice(library)))


def _rows(library: Library, asked: Situation) -> Iterator[tuple[Cell, ...]]:
    for day, begins in plan(library, asked).items():
        for a in begins:
            head = head_of(library, a.provision)
            yield (
                day,
                head.number,
                head.title,
                a.provision.number,
                a.provision.title,
                only_if(library, a),
                a.provision.id,
            )


def plan_workbook(library: Library, asked: Situation) -> bytes:
    """Return the plan as a workbook: a section a day, a line an article, its points folded under it."""
    rows = []
    for day, begins in plan(library, asked).items():
        rows.append(SheetRow((f"{day}: {provisions(len(begins))}", *[""] * 4), "section"))
        for group in by_article(library, begins):
            size = provisions(len(group.answers)) + ("" if group.value else ", if a question is answered so")
            rows.append(SheetRow((day, group.head.number, group.head.title, size, group.head.id), "heading"))
            rows += [
                SheetRow((day, a.provision.number, a.provision.title, only_if(library, a), a.provision.id), level=1)
                for a in group.answers
            ]
    columns = (("Day", 12), ("Number", 24), ("Provision", 60), ("Only if", 70), ("Id", 24))
    head = _plan_title(library, asked)
    return workbook([Sheet("Plan", (head, *no_advice(library)), columns, rows, filters=False)], head)


def plan_calendar(library: Library, asked: Situation) -> bytes:
    """Return the plan as an iCalendar file: an all-day event for each article on the day on which its duties begin (RFC 5545)."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//aims-graph//{VERSION}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _plan_title(library, asked))
    for day, begins in plan(library, asked).items():
        for head, members in _by_head(library, begins):
            event = Event()
            event.add("uid", f"{day}-{head}@aims-graph".replace(":", "-"))
            # The same content gives the same bytes.
            event.add("dtstamp", datetime(2026, 1, 1, tzinfo=UTC))
            event.add("dtstart", date.fromisoformat(day))
            law = library.frameworks[library.requirements[head].framework].short
            event.add(
                "summary",
                f"{law}, {library.requirements[head].name}: {count_of(len(members), 'provision begins', 'provisions begin')}",
            )
            lines = [
                a.provision.name + (f" (only if: {only})" if (only := only_if(library, a)) else "") for a in members
            ]
            event.add("description", "\n".join([*lines, "", *no_advice(library)]))
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _by_head(library: Library, begins: list[Applicability]) -> Iterator[tuple[str, list[Applicability]]]:
    found: dict[str, list[Applicability]] = {}
    for a in begins:
        found.setdefault(head_of(library, a.provision).id, []).append(a)
    yield from found.items()
