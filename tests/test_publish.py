"""A store elsewhere: what is published is all there or not there, whatever is interrupted; named queries are answered there as here."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import httpx2
import pytest
import servers
import tiny
from commands import run
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat, Store, Triple, parse, serialize

from aims_graph.errors import AimsError
from aims_graph.formats.library import library_of
from aims_graph.graph.query import answer, named_queries
from aims_graph.graph.results import Result
from aims_graph.graph.store import open_store
from aims_graph.model import Library
from aims_graph.pack.pack import packs_of
from aims_graph.serve import remote as remote_module
from aims_graph.serve.compared import compared
from aims_graph.serve.elsewhere import answer_there
from aims_graph.serve.publication import NUMBER, POINTER, PublishedGraph, publication
from aims_graph.serve.publish import NotAsSentError, Published, present, publish
from aims_graph.serve.remote import Remote, RemoteError
from aims_graph.serve.stores import GraphStoreTarget, UpdateTarget
from aims_graph.serve.tried import SAME, rows_of, tried

QUERIES, UPDATES, GRAPHS = (f"http://127.0.0.1:1/{path}" for path in ("query", "update", "store"))
XSD = "http://www.w3.org/2001/XMLSchema#"


class Elsewhere(httpx2.BaseTransport):
    """A store behind HTTP, as short as can be; it can break off at a request, and keep of each batch less than was sent."""

    def __init__(self) -> None:
        self.store = Store()
        self.left = 10**9
        self.forgets = False
        self.writes = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.left -= 1
        if self.left < 0:
            raise httpx2.ConnectError("the line is dead")
        body = request.read()
        if request.url.path == "/query":
            form = parse_qs(body.decode())
            graphs = [NamedNode(name) for name in form.get("default-graph-uri", [])]
            found = self.store.query(form["query"][0], default_graph=graphs or None)
            media = "application/sparql-results+json"
            return httpx2.Response(
                200, content=found.serialize(format=QueryResultsFormat.JSON), headers={"content-type": media}
            )
        self.writes += 1
        if request.url.path == "/update":
            self.store.update(body.decode())
        elif request.method == "DELETE":
            self.store.remove_graph(NamedNode(request.url.params["graph"]))
        else:
            triples = list(parse(body, RdfFormat.N_TRIPLES))
            kept = triples[:-1] if self.forgets else triples
            self.store.extend(Quad(*q.triple, NamedNode(request.url.params["graph"])) for q in kept)
        return httpx2.Response(204)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    tiny.write(folder)
    return folder


def library_in(folder: Path) -> Library:
    return library_of(packs_of([folder], alone=True))


def put(elsewhere: Elsewhere, library: Library, graph_store: bool = False) -> Published:
    remote = Remote(QUERIES, GRAPHS if graph_store else UPDATES, transport=elsewhere)
    return publish(remote, GraphStoreTarget(remote) if graph_store else UpdateTarget(remote), library, lambda _: None)


def seen(elsewhere: Elsewhere) -> tuple[str, int] | None:
    """Return which publication is read, and how many triples it has."""
    elsewhere.left = 10**9
    found = present(Remote(QUERIES, transport=elsewhere))
    return (
        (found[1], len(list(elsewhere.store.quads_for_pattern(None, None, None, NamedNode(found[1])))))
        if found
        else None
    )


def edited(folder: Path, to: Path) -> Path:
    shutil.copytree(folder, to)
    path = to / tiny.CATALOGUE
    path.write_text(path.read_text().replace("Supplier contracts", "Contracts of suppliers"))
    path = to / tiny.PAIR
    path.write_text(path.read_text().replace("Supplier contracts", "Contracts of suppliers"))
    path = to / "mappings/remainders/a--b.tsv"
    path.write_text(path.read_text().replace("Supplier contracts", "Contracts of suppliers"))
    return to


def _broken_off(elsewhere: Elsewhere, library: Library, end: int) -> tuple[str, int] | None:
    """Publish over a line that is dead after so many requests, and return what is read then."""
    elsewhere.left = end
    with suppress(RemoteError):
        put(elsewhere, library)
    return seen(elsewhere)


@pytest.mark.parametrize("graph_store", [False, True])
def test_all_of_the_content_is_there_and_only_what_changed_is_sent_again(
    small: Path, tmp_path: Path, graph_store: bool
) -> None:
    elsewhere, library = Elsewhere(), library_in(small)
    wanted = publication(library)
    first = put(elsewhere, library, graph_store)
    assert (first.number, first.sent, first.kept, first.dropped) == (1, len(wanted.parts) + 1, 0, 0)
    for graph in (*wanted.parts, wanted.whole):
        held = {q.triple for q in elsewhere.store.quads_for_pattern(None, None, None, NamedNode(graph.name))}
        assert held == set(graph.triples) and held
    writes = elsewhere.writes
    assert put(elsewhere, library, graph_store).sent == 0 and elsewhere.writes == writes
    second = put(elsewhere, library_in(edited(small, tmp_path / "edited")), graph_store)
    # The catalogue, the mapping set, and what is said of the publication.
    assert (second.number, second.sent) == (2, 3)
    names = {graph.value for graph in elsewhere.store.named_graphs()}
    assert not names & {wanted.whole.name, wanted.contents.name} and second.whole in names
    assert any(
        q.object.value == "Contracts of suppliers"
        for q in elsewhere.store.quads_for_pattern(None, None, None, NamedNode(second.whole))
    )
    # And back: a publication may come again.
    assert put(elsewhere, library, graph_store).number == 3
    assert seen(elsewhere) == (wanted.whole.name, len(wanted.whole.triples))


def test_whoever_is_interrupted_leaves_what_was_read_and_goes_on_later(small: Path, tmp_path: Path) -> None:
    old, new = library_in(small), library_in(edited(small, tmp_path / "edited"))
    before, after = ((p.whole.name, len(p.whole.triples)) for p in (publication(old), publication(new)))
    elsewhere = Elsewhere()
    for library, states in ((old, {None, before}), (new, {before, after})):
        found = [_broken_off(elsewhere, library, end) for end in range(3, 200, 13)]
        # Later runs find more there already, and come to their end.
        assert set(found) == states and found == sorted(found, key=[None, before, after].index)


def test_a_store_that_forgets_is_not_switched_to(small: Path) -> None:
    elsewhere, library = Elsewhere(), library_in(small)
    elsewhere.forgets = True
    with pytest.raises(NotAsSentError, match="does not hold"):
        put(elsewhere, library, graph_store=True)
    assert seen(elsewhere) is None


def test_what_somebody_else_wrote_into_a_published_graph_is_seen(small: Path) -> None:
    elsewhere, library = Elsewhere(), library_in(small)
    put(elsewhere, library)
    whole = NamedNode(publication(library).whole.name)
    elsewhere.store.add(Quad(NamedNode("x:a"), NamedNode("x:b"), Literal("c"), whole))
    with pytest.raises(NotAsSentError, match="were sent"):
        put(elsewhere, library)


def test_two_publications_at_the_same_time_are_said(small: Path) -> None:
    elsewhere, library = Elsewhere(), library_in(small)
    put(elsewhere, library)
    elsewhere.store.add(Quad(NamedNode("x:other"), NamedNode(NUMBER), Literal(1), NamedNode(POINTER)))
    remote = Remote(QUERIES, transport=elsewhere)
    with pytest.raises(AimsError, match="Two publications are number 1"):
        answer_there(remote, "derived-from-rows", {}, library.names.table)
    assert put(elsewhere, library).number == 2


def test_blank_nodes_stay_the_same_and_are_none(small: Path) -> None:
    one, two = publication(library_in(small)), publication(library_in(small))
    assert one.whole.name == two.whole.name
    assert all(isinstance(term, NamedNode | Literal) for t in one.whole.triples for term in (t.subject, t.object))
    assert any("/genid/" in t.subject.value for t in one.whole.triples)


def test_batches_hold_no_more_than_so_many() -> None:
    triples = tuple(Triple(NamedNode(f"x:{n // 7:03}"), NamedNode("x:p"), Literal(n)) for n in range(100))
    for most in (1, 5, 7, 30, 1000):
        chunks = list(PublishedGraph("x:g", triples).chunks(most))
        assert sum(chunks, ()) == triples and max(map(len, chunks)) <= most


@pytest.mark.parametrize(
    ("sent", "held", "same"),
    [
        (Literal("5", datatype=NamedNode(XSD + "positiveInteger")), Literal(5), True),
        (Literal("0.90", datatype=NamedNode(XSD + "decimal")), Literal("0.9", datatype=NamedNode(XSD + "decimal")), True),
        (Literal(True), Literal("1", datatype=NamedNode(XSD + "boolean")), True),
        (Literal("4.10"), Literal("4.1"), False),
        (Literal("x", language="en"), Literal("x"), False),
        (Literal("2026-01-02", datatype=NamedNode(XSD + "date")), Literal("2026-01-02"), False),
        (Literal(5), Literal(6), False),
    ],
)  # fmt: skip
def test_another_form_of_a_value_is_told_from_another_value(sent: Literal, held: Literal, same: bool) -> None:
    s, p = NamedNode("x:s"), NamedNode("x:p")
    difference = compared([Triple(s, p, sent)], [(s, p, held)])
    assert difference is not None and difference.values == same
    assert compared([Triple(s, p, sent)], [(s, p, sent)]) is None


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        (Literal("a, b; c"), Literal("b; c, a"), True),
        (Literal("Is it? Was it?"), Literal("Was it? Is it?"), True),
        (Literal("a b"), Literal("b a"), False),
        (Literal("a, b", language="en"), Literal("b, a", language="en"), False),
        (Literal("a"), None, False),
        (Literal(1), Literal("1.0", datatype=NamedNode(XSD + "decimal")), True),
    ],
)  # fmt: skip
def test_rows_that_say_the_same_are_the_same(here: Literal, there: Literal | None, same: bool) -> None:
    one, two = (Result("select", ("x",), ((term,), (NamedNode("x:y"),))) for term in (here, there))
    assert (rows_of(one) == rows_of(two)) == same
    assert rows_of(one) != rows_of(Result("select", ("x",), one.rows[:1]))


def test_a_query_that_a_store_answers_wrong_is_not_asked_there(small: Path) -> None:
    """This store has no rows for one of the queries, as if it could not do paths."""

    class Poor(Elsewhere):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            if b"%5Eaims%3Aequal" in request.read():
                return httpx2.Response(501, text="no paths\nhere")
            return super().handle_request(request)

    elsewhere, library = Poor(), library_in(small)
    asked = {"requirement": "a:1.1"}
    # The examples of the heads are of other content.
    queries = named_queries()
    queries["touches"] = replace(queries["touches"], examples=(asked,))
    try:
        done = put(elsewhere, library)
        assert done.queries["touches"].startswith("refused: ") and "501: no paths here" in done.queries["touches"]
        with pytest.raises(AimsError, match=r"cannot answer 'touches'.*501"):
            answer_there(Remote(QUERIES, transport=elsewhere), "touches", asked, library.names.table)
    finally:
        named_queries.cache_clear()


def test_names_that_are_not_there_are_said_and_not_answered_with_no_rows(small: Path) -> None:
    elsewhere, library = Elsewhere(), library_in(small)
    remote, table = Remote(QUERIES, transport=elsewhere), library.names.table
    with pytest.raises(AimsError, match="holds no framework"):
        answer_there(remote, "touches", {"requirement": "a:1.1"}, table)
    put(elsewhere, library)
    assert answer_there(remote, "touches", {"requirement": "a:1.1"}, table) == answer(
        library, "touches", {"requirement": "a:1.1"}
    )
    for given, says in (("a:9", "Nothing is called 'a:9'"), ("a:", "'a:' is no requirement"), ("x", "'x' is no id")):
        with pytest.raises(AimsError, match=says):
            answer_there(remote, "touches", {"requirement": given}, table)


@pytest.mark.parametrize(
    ("answered", "says"),
    [
        (httpx2.Response(401, headers={"www-authenticate": "Basic"}), "answers 401.*AIMS_GRAPH_ENDPOINT_USER"),
        (httpx2.Response(302, headers={"location": "http://evil.example/"}), "answers 302.*another address"),
        (httpx2.Response(500, text="bad \x1b[31m"), r"answers 500: bad \\u001b\[31m"),
        (httpx2.Response(200, text="<html>", headers={"content-type": "text/html"}), "answers no rows but text/html"),
        (httpx2.Response(200, text="{", headers={"content-type": "application/sparql-results+json"}), "cannot be read"),
        (httpx2.Response(200, text='{"head":{},"boolean":true}', headers={"content-type": "application/sparql-results+json"}), "answers no rows"),
    ],
)  # fmt: skip
def test_whatever_a_server_answers_is_said_in_a_sentence(answered: httpx2.Response, says: str) -> None:
    remote = Remote(QUERIES, transport=httpx2.MockTransport(lambda _: answered))
    with pytest.raises(RemoteError, match=f"(?s){says}"):
        remote.query("SELECT * {}")


def test_a_cut_answer_is_seen() -> None:
    body = (
        '{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"typed-literal","datatype":"x:y","value":"1"}}]}}'
    )
    headers = {"content-type": "application/sparql-results+json", "x-sparql-maxrows": "1"}
    remote = Remote(QUERIES, transport=httpx2.MockTransport(lambda _: httpx2.Response(200, text=body, headers=headers)))
    assert remote.query("SELECT * {}").cut == "The server cut the answer after 1 row."


def test_more_than_can_be_kept_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_module, "_MOST", 10)
    remote = Remote(QUERIES, transport=httpx2.MockTransport(lambda _: httpx2.Response(200, text="x" * 11)))
    with pytest.raises(RemoteError, match="answers more than"):
        remote.query("SELECT * {}")


@pytest.mark.parametrize("kind", ["Basic", 'Digest realm="x", nonce="n", qop="auth", algorithm=MD5'])
def test_credentials_come_from_the_environment_and_only_when_asked(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    asked: list[str] = []

    def server(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.headers.get("authorization", ""))
        return httpx2.Response(200 if asked[-1] else 401, headers={"www-authenticate": kind})

    monkeypatch.setenv(remote_module.USER, "ann")
    monkeypatch.setenv(remote_module.PASSWORD, "secret")
    remote = Remote(QUERIES, UPDATES, transport=httpx2.MockTransport(server))
    remote.update("CLEAR ALL")
    sent = len(asked)
    remote.update("CLEAR ALL")
    assert len(asked) == sent + 1  # how the server wants to be asked is known now
    assert asked[0] == "" and asked[-1].startswith(kind.partition(" ")[0]) and "secret" not in asked[-1]


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("https://ann:secret@example.org/sparql", "holds a user or a password"),
        ("http://example.org/sparql", "in the open"),
        ("ftp://example.org/", "is no address of a server"),
        ("http://[::1", "is no address of a server"),
        ("http://127.0.0.1:x/", "is no address of a server"),
        ("sparql", "is no address of a server"),
    ],
)  # fmt: skip
def test_credentials_go_nowhere_in_the_open(monkeypatch: pytest.MonkeyPatch, address: str, says: str) -> None:
    monkeypatch.setenv(remote_module.TOKEN, "secret")
    with pytest.raises(AimsError, match=says) as caught:
        Remote(address)
    assert "secret" not in str(caught.value)


@pytest.fixture(scope="module")
def oxigraph(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server of the package ``oxigraph``, which holds the content as it is published."""
    folder, whole = tmp_path_factory.mktemp("oxigraph"), NamedNode(f"{POINTER}/all")
    pointed = Quad(whole, NamedNode(NUMBER), Literal(1), NamedNode(POINTER))
    quads = (Quad(*quad.triple, whole) for quad in open_store(library))
    (folder / "all.nq").write_bytes(serialize([pointed, *quads], format=RdfFormat.N_QUADS) or b"")
    program, place = Path(sysconfig.get_path("scripts")) / "oxigraph", ["--location", str(folder / "oxigraph")]
    subprocess.run([program, "load", *place, "--file", folder / "all.nq"], check=True, capture_output=True)
    with servers.oxigraph(folder, writes=False) as address:
        yield f"{address}/query"


def test_a_real_server_has_the_same_rows_for_every_named_query(library: Library, oxigraph: str) -> None:
    remote = Remote(oxigraph)
    found = present(remote)
    assert found is not None
    assert dict(tried(remote, library, found[1])) == dict.fromkeys(named_queries(), SAME)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("map", "42001 A.6.2.8"), "superset of"),
        (("given", "27001", "--towards", "42001"), "partly covered"),
        (("controls", "42001", "27001", "9001"), "9.2.1"),
        (("binds", "--role", "deployer", "--system", "annex-iii", "--on", "2027-12-02", "--is", "employer"), "Article 26(7)"),
        (("query", "what-maps-to", "-p", "requirement=42001 A.6.2.8", "-f", "csv"), "iso27001-2022/A.8.15"),
    ],
)  # fmt: skip
def test_commands_are_answered_at_an_endpoint(oxigraph: str, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments, "--endpoint", oxigraph)
    assert (done.returncode, says in done.stdout) == (0, True), done


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("given", "27001", "9001"), "for one framework that is held"),
        (("given", "27001", "--ask"), "--ask is answered here only"),
        (("controls", "--fewest"), "--fewest is answered here only"),
        (("binds", "--role", "deployer", "--system", "annex-iii", "--points"), "--points is answered here only"),
        (("binds", "--role", "deployer", "--role", "provider", "--system", "annex-iii"), "one role and one kind"),
        (("query", "mine.rq"), "named queries only"),
        (("map", "42001 A.6.2.8"), "cannot be reached"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_there_is_said(arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments, "--endpoint", "http://127.0.0.1:9/query")
    assert done.returncode == 2 and says in done.stderr


def test_graphs_need_an_address_for_queries() -> None:
    done = run("publish", "http://127.0.0.1:9/store", "--graph-store")
    assert done.returncode == 2 and "Name it with --queries" in done.stderr
