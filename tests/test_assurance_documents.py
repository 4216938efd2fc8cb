"""Documents for an auditor: all that they are made of stands in each of their forms, nothing is cut, nothing acts."""

import datetime as dt
import io
import re
from html import unescape

import docx
import pytest
from assured import AI, IN_THE_END, ON, WRITTEN, assured
from commands import run
from docx.oxml.ns import qn
from pypdf import PdfReader
from stores import COMMAND

from aims_graph.errors import AimsError
from aims_graph.model import Library
from aims_graph.present import document_writers
from aims_graph.present.document import NOTICE, Document, Grid, Heading, Text, breakable, grid
from aims_graph.present.document_kinds import KINDS, document_of
from aims_graph.present.document_writers import DOCUMENT_FORMS, written
from aims_graph.workspace.records import Answer, Audit, Evidence, Issue, Objective, Party, Person
from aims_graph.workspace.store import Workspace

pytestmark = pytest.mark.usefixtures("on_the_day")
HOSTILE = 'Łódź — #strong[no] $x$ *y* @ref <b>&amp; "q" \\ ' + "x" * 300


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Workspace:
    workspace = assured(tmp_path_factory.mktemp("documents") / "ws", library)
    with workspace.change(workspace.state().all(Person)[0], library, at=WRITTEN) as change:
        change.add(Answer, target="42001 A.8.3", status="planned", reason=HOSTILE)
        change.add(Evidence, title=HOSTILE, kind="record", shows="42001 4.4", link="https://example.org/" + "a" * 200)
        change.set("R-1", description="Long. " * 900)
        change.add(Issue, title=HOSTILE, effect="Long. " * 300)
        change.add(Party, title="Applicants", needs=HOSTILE, targets="42001 A.8.2")
        change.add(Objective, title=HOSTILE, action="a test", result="none", due=ON)
    return workspace


def _texts(document: Document) -> list[str]:
    """Return every text that a document is made of."""
    found = [document.title, NOTICE, *(text for fact in document.facts for text in fact)]
    for block in document.blocks:
        found += (
            [block.text] if isinstance(block, Heading | Text) else [*block.columns, *(c for r in block.rows for c in r)]
        )
    return [text for text in found if text]


def _bare(text: str) -> str:
    """Return a text without blanks and signs of no width, so that it does not matter where a line ended."""
    return re.sub(r"[\s\u200b]", "", text)


@pytest.mark.parametrize("kind", KINDS)
def test_everything_stands_in_every_form(made: Workspace, library: Library, kind: str) -> None:
    document = document_of(
        made.state(), library, kind, AI if kind in ("soa", "gap", "stage1") else "", ON, "", "Ada Moor"
    )
    texts = _texts(document)
    assert len(texts) > 15
    page = written(document, "html").decode()
    shown = _bare(unescape(re.sub("<[^>]*>", "", page)))
    assert [t for t in texts if _bare(t) not in shown] == []
    assert "<script" not in page and not re.search(r'(?:src|href)="http', page)
    word = docx.Document(io.BytesIO(written(document, "docx")))
    in_word = {p.text for p in word.paragraphs} | {c.text for t in word.tables for r in t.rows for c in r.cells}
    assert [t for t in texts if t not in in_word] == []
    reader = PdfReader(io.BytesIO(written(document, "pdf")))
    pages = [p.extract_text() for p in reader.pages]
    # A text that goes on over a page is cut in two by the foot of the page and the head of the table: its words are all there.
    whole = _bare("".join(pages))
    lost = [t for t in texts if _bare(t) not in whole and not all(_bare(w) in whole for w in t.split())]
    assert lost == []
    for n, text in enumerate(pages, 1):
        assert _bare(f"Page {n} of {len(pages)}") in _bare(text)
        assert _bare(document.running) in _bare(text) and _bare(NOTICE) in _bare(text)
    assert (reader.metadata or {}).get("/Author") == "Ada Moor"


def test_heads_of_tables_are_repeated(made: Workspace, library: Library) -> None:
    document = document_of(made.state(), library, "soa", AI, ON, "", "Ada Moor")
    first = next(block for block in document.blocks if isinstance(block, Grid))
    word = docx.Document(io.BytesIO(written(document, "docx")))
    table = word.tables[1]
    head = table.rows[0]._tr.trPr
    assert [c.text for c in table.rows[0].cells] == list(first.columns) and head.find(qn("w:tblHeader")) is not None
    assert len(table.rows) == 1 + len(first.rows) == 1 + 38 + 9  # nine areas of controls
    fields = [e.text for e in word.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == [" PAGE ", " NUMPAGES "]
    pages = [p.extract_text() for p in PdfReader(io.BytesIO(written(document, "pdf"))).pages]
    assert sum(_bare("applicable") in _bare(p) and _bare("justification") in _bare(p) for p in pages) >= 2
    assert written(document, "pdf") == written(document, "pdf")


def test_the_head_says_whose_which_when_and_by_whom(made: Workspace, library: Library) -> None:
    facts = dict(document_of(made.state(), library, "gap", AI, ON, "2.1", "Cy Hale").facts)
    assert facts["Organisation"] == "Larch Screening Ltd" and facts["Version"] == "2.1"
    assert (facts["Date"], facts["Author"]) == ("2027-03-01", "Cy Hale")
    draft = document_of(made.state(), library, "risks", "", ON, "", "Cy Hale")
    assert dict(draft.facts)["Version"] == "draft of 2027-03-01"


def test_columns_are_as_wide_as_what_they_hold() -> None:
    made = grid(("number", "long"), [("1", "word " * 60), ("heading over all",)])
    assert made.widths[1] > 5 * made.widths[0] and made.rows[1] == ("heading over all",)
    assert made.stays_whole(made.rows[0]) and not made.stays_whole(("1", "word " * 2000))
    assert breakable("a" * 18) == "a" * 18 and len(breakable("a" * 19)) == 20


def test_the_command_writes_them_and_refuses_what_it_cannot(
    made: Workspace, library: Library, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIMS_GRAPH_WORKSPACE", str(made.folder))
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Ada Moor")
    for form, begins in zip(DOCUMENT_FORMS, (b"<!doctype", b"PK", b"%PDF"), strict=True):
        file = tmp_path / f"soa.{form}"
        assert run("document", "soa", "42001", "-o", str(file), "--on", "2027-03-01").returncode == 0
        assert file.read_bytes().startswith(begins)
    assert run("document", "impact", "IA-1", "--on", "2027-03-01").stdout.startswith("<!doctype html>")
    for arguments, said in (
        (("soa", "-o", "x.txt"), "end in '.txt'"),
        (("soa", "9001"), "no controls that one may leave out"),
        (("stage1", "airmf"), "Nobody is certified against NIST AI RMF"),
        (("soap",), "There are: soa, gap, risks"),
        (("audit", "AUD-9"), "There is no audit 'AUD-9'"),
        (("soa", "-f", "pdf"), "Add -o soa.pdf"),
        (("soa", "--version", "9"), "There are: none yet"),
        (("gap", "--on", "yesterday"), "is no date"),
        (("gap", "--on", "2027-W09-1"), "is no date"),
    ):
        done = run("document", *arguments)
        assert done.returncode == 2 and said in done.stderr, (arguments, done.stderr)
    monkeypatch.delenv("AIMS_GRAPH_PERSON")
    done = run("document", "risks")
    assert done.returncode == 2 and "Nobody is named, and a document says who answers for it" in done.stderr
    assert "B. Lee" in run("document", "risks", "--author", "B. Lee").stdout
    monkeypatch.setenv("AIMS_GRAPH_PERSON", "Ada Moor")
    monkeypatch.setattr(document_writers, "find_spec", lambda name: None)
    done = run("document", "soa", "-o", str(tmp_path / "y.pdf"))
    assert done.returncode == 2 and "aims-graph[documents]" in done.stderr and not (tmp_path / "y.pdf").exists()
    # A page has no commands.
    with pytest.raises(AimsError) as caught:
        written(Document("Statement", "", (), (), ON.isoformat(), ""), "pdf")
    assert not COMMAND.search(caught.value.advice)


def test_an_audit_report_claims_no_impartiality_of_nobody(made: Workspace, library: Library) -> None:
    def said(of: str) -> str:
        return dict(document_of(made.state(), library, "audit", of, ON, "", "Ada Moor").facts)["Impartiality"]

    assert said("AUD-1") == (
        "no auditor is answerable for a requirement, group, system, risk, objective or impact assessment that it looks at"
    )
    with made.change(made.state().all(Person)[0], library) as change:
        nobody = change.add(Audit, title="Led by nobody yet", frameworks=AI, areas="iso42001:5")
    assert said(nobody) == "not known: nobody is named"


def test_an_audit_report_shows_how_things_stood_on_the_day_of_the_audit(made: Workspace, library: Library) -> None:
    """What is answered and attached after an audit was not there to be looked at; where history begins later, that is said."""
    person = made.state().all(Person)[0]
    day, later = ON, WRITTEN + dt.timedelta(days=3)
    with made.change(person, library, at=WRITTEN) as change:
        audit = change.add(
            Audit, title="Of commitment", lead="Ben Low", frameworks=AI, areas="iso42001:5.1", state="done", done_on=day
        )
    with made.change(person, library, at=later) as change:
        change.add(Answer, target="42001 5.1", status="planned")
        change.add(Evidence, title="Minutes since", kind="record", shows="42001 5.1")

    def told(of: str) -> tuple[str, str]:
        lines = list(reversed(made.history()))
        found = document_of(made.state(), library, "audit", of, later.date(), "", "Ada Moor", lines)
        at = next(n for n, b in enumerate(found.blocks) if isinstance(b, Heading) and b.text == "What was looked at")
        words, table = found.blocks[at + 1 : at + 3]
        assert isinstance(words, Text) and isinstance(table, Grid)
        return words.text, " ".join(c for row in table.rows for c in row)

    # Its certificate for security settled 5.1, until it was answered otherwise.
    words, table = told(audit)
    assert words.endswith(f"as of {day}, the day of the audit.")
    assert "5.1: implemented" in table and "Minutes since" not in table
    words, table = told("AUD-1")
    assert f"as of {later.date()}." in words and "2026-06-02, the day of the audit, is not known" in words
    assert "5.1: planned" in table and "Minutes since" in table


def test_an_audit_of_a_day_to_come_has_a_plan_and_no_report(made: Workspace, library: Library) -> None:
    with made.change(made.state().all(Person)[0], library, at=IN_THE_END) as change:
        later = ON + dt.timedelta(days=9)
        slip = change.add(
            Audit, title="Slip", lead="Ben Low", frameworks=AI, areas="iso42001:5.1", state="done", done_on=later
        )
    state = made.state()
    assert document_of(state, library, "audit", slip, ON, "", "Ada Moor").title == f"Audit plan {slip}: Slip"
    assert document_of(state, library, "audit", slip, later, "", "Ada Moor").title == f"Audit report {slip}: Slip"
    assert slip not in document_of(state, library, "audit", "", ON, "", "Ada Moor").title
