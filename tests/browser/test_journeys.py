"""What a compliance lead and a knowledge engineer do, in a real browser."""

import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import openpyxl
import pytest
from playwright.sync_api import WebSocket, expect
from visitor import LONG, Visitor

from aims_graph.formats.library import load
from aims_graph.present.matrix_workbook import matrix_file


def click_node(visit: Visitor, node: str) -> None:
    visit.page.wait_for_function(
        "window.aimsNetwork && document.body.querySelector('canvas') !== undefined", timeout=LONG
    )
    visit.page.wait_for_timeout(400)
    place = visit.page.evaluate(
        """id => { const n = window.aimsNetwork, p = n.canvasToDOM(n.getPosition(id)), b = n.canvas.frame.canvas.getBoundingClientRect();
                   return [b.left + p.x, b.top + p.y]; }""",
        node,
    )
    visit.page.mouse.click(*place)


def saved(visit: Visitor, button: str) -> bytes:
    with visit.page.expect_download(timeout=LONG) as caught:
        visit.page.get_by_role("button", name=button, exact=True).click()
    return Path(caught.value.path()).read_bytes()


def test_find_by_word_open_its_graph_click_a_node_and_go_back(visit: Visitor) -> None:
    page = visit.go("/")
    field = page.get_by_label("Find a requirement")
    field.fill("logging")
    field.press("Enter")
    visit.settle()
    page.get_by_role("link", name="A.8.15 Logging").first.click()
    visit.heading("A.8.15 Logging")
    page.get_by_role("link", name="Show as graph").click()
    visit.heading("Graph")
    visit.settle()
    click_node(visit, "iso42001:A.6.2.8")
    visit.heading("A.6.2.8 AI system recording of event logs")
    page.go_back()
    visit.heading("Graph")
    assert "id=iso27001" in page.url
    page.go_back()
    visit.heading("A.8.15 Logging")
    page.go_back()
    visit.heading("What do we already meet, and what is left?")
    expect(page.get_by_label("Find a requirement")).to_have_value("logging", timeout=LONG)


def test_follow_a_path(visit: Visitor) -> None:
    page = visit.go(f"/graph?show=path&id={quote('iso9001:9.2.1')}&to={quote('aiact:art-26-5')}")
    page.get_by_text("From ISO 9001 9.2.1").wait_for()
    click_node(visit, "aiact:art-26-5")
    page.wait_for_url(re.compile("requirement"))
    page.get_by_role("heading", level=1).get_by_text("Article 26(5)").wait_for()


def test_links_between_requirements_have_history(visit: Visitor) -> None:
    page = visit.go(f"/requirement?id={quote('iso42001:A.6.2.8')}")
    page.get_by_role("link", name="A.8.15 Logging").first.click()
    visit.heading("A.8.15 Logging")
    visit.settle()
    assert "iso27001" in page.url
    page.go_back()
    visit.heading("A.6.2.8 AI system recording of event logs")
    page.go_forward()
    visit.heading("A.8.15 Logging")
    page.reload()
    visit.heading("A.8.15 Logging")


def test_ask_what_if_move_the_day_and_put_our_name_on_it(visit: Visitor) -> None:
    page = visit.go("/what_if?held=iso27001,iso9001&towards=iso42001")
    page.get_by_text("ISO/IEC 42001, with ISO/IEC 27001 and ISO 9001 fully in place").wait_for()
    page = visit.go("/law?role=deployer&on=2026-11-24")
    before = page.locator(".ag-answer").inner_text()
    page.get_by_role("radio", name=re.compile("^2 Dec 2027")).click()
    page.wait_for_url(re.compile("on=2027-12-02"))
    visit.settle()
    after = page.locator(".ag-answer").inner_text()
    assert int(before.split()[0]) < int(after.split()[0])
    page.get_by_role("button", name="Change").click()
    page.get_by_label(re.compile("Article 25")).click()
    page.get_by_role("option", name=re.compile("^Have we put our name or trademark")).click()
    page.get_by_text("What appears on 2 Dec 2027").wait_for()
    page.go_back()
    page.get_by_text("What appears on 2 Dec 2027").wait_for(state="detached")


def test_duties_by_keyboard_and_on_paper(visit: Visitor) -> None:
    page = visit.go("/law?role=deployer&system=annex-iii-4&on=2027-12-02")
    first = page.locator(".ag-duty summary").first
    assert first.bounding_box()["y"] < 800
    first.focus()
    page.keyboard.press("Enter")
    page.locator(".ag-duty details[open] .ag-part").first.wait_for()
    page.locator(".st-key-law-questions [role=radio]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("isnot="))
    visit.settle()
    page.get_by_role("status").get_by_text("by your answer").wait_for()
    # On paper every part stands, folded or not.
    page.emulate_media(media="print")
    heights = page.locator(".ag-part").evaluate_all("parts => parts.map(part => part.getBoundingClientRect().height)")
    assert heights and min(heights) > 0


def test_download_the_matrix_and_open_it(visit: Visitor) -> None:
    visit.go("/matrix")
    data = saved(visit, "Excel")
    assert data == matrix_file(load(), "xlsx", load().mapped[0].id)
    assert "By requirement" in openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    for button, form in (("CSV", "csv"), ("HTML", "html"), ("JSON", "json")):
        assert saved(visit, button) == matrix_file(load(), form, load().mapped[0].id)


def test_take_the_graph_along(visit: Visitor) -> None:
    visit.go(f"/graph?id={quote('iso42001:A.6.2.8')}")
    assert saved(visit, "PNG").startswith(b"\x89PNG")
    for form in ("SVG", "GraphML"):
        ElementTree.fromstring(saved(visit, form))


def write(visit: Visitor, query: str) -> None:
    visit.page.locator(".cm-content").click()
    visit.page.keyboard.press("Control+a")
    visit.page.keyboard.insert_text(query)
    visit.page.keyboard.press("Control+Enter")


def test_run_and_break_a_query(visit: Visitor) -> None:
    sockets: list[WebSocket] = []
    visit.page.on("websocket", lambda socket: sockets.append(socket))  # noqa: PLW0108 - playwright takes no built-in
    page = visit.go("/sparql?mode=own")
    page.get_by_text("Result: ").wait_for()
    write(visit, "SELECT ?t WHERE { iso42001:A.6.2.8 skos:prefLabel ?t }")
    page.get_by_text("Result: 1 row").wait_for()
    write(visit, "SELECT ?t WHERE {\n iso42001:A.6.2.8 skos:prefLabel }")
    page.get_by_text("Line 2, column").first.wait_for()
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1, timeout=LONG)
    # Run again after a failure, it is asked again, and the page comes to rest.
    with sockets[-1].expect_event("framereceived"):
        page.keyboard.press("Control+Enter")
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.get_by_text("Line 2, column").first.wait_for()
    page.go_back()
    page.get_by_text("Result: 1 row").wait_for()


def test_service_and_a_query_without_end_are_stopped(visit: Visitor) -> None:
    page = visit.go("/sparql?mode=own")
    write(visit, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    page.get_by_text("SERVICE would ask another server").wait_for()
    write(visit, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    # It would not end by itself in years.
    page.get_by_text("The query was stopped").wait_for(timeout=LONG)
    page.get_by_role("link", name="Matrix", exact=True).click()
    visit.heading("Unified control matrix")


DEEP = {
    "/requirement?id=iso42001%3AA.6.2.8": "A.6.2.8 AI system recording of event logs",
    "/graph?show=all&sel=iso42001%3AA.6.2.8": "Graph",
    "/matrix?lead=airmf&columns=iso42001": "Unified control matrix",
    "/what_if?towards=aiact&role=deployer": "Gap analysis",
    "/shared_controls?control=iso42001%3A7.5.2": "Shared controls: one thing to implement, several frameworks served",
    "/law?on=2027-12-02": "EU AI Act duties",
    "/sparql?query=shared-by": "SPARQL",
    "/quality": "Method and quality",
}


@pytest.mark.parametrize(("path", "heading"), DEEP.items())
def test_a_deep_link_survives_reload(visit: Visitor, path: str, heading: str) -> None:
    page = visit.go(path)
    visit.heading(heading)
    text = " ".join(visit.text().split()[:25])
    page.reload()
    visit.heading(heading)
    visit.settle()
    assert page.url.endswith(path)
    visit.shows(text)


def test_five_hundred_nodes_are_there_at_once(visit: Visitor) -> None:
    page = visit.go("/graph?show=all")
    page.wait_for_function("window.aimsNetwork", timeout=LONG)
    page.wait_for_function("window.aimsNetwork.body.nodeIndices.length > 450")
    places = "JSON.stringify(window.aimsNetwork.getPositions())"
    first: Any = page.evaluate(places)
    page.wait_for_timeout(800)
    assert json.loads(page.evaluate(places)) == json.loads(first)


@pytest.mark.hostile
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=logging",
        *DEEP,
        "/graph?id=iso42001%3AA.6.2.8",
        "/law?row=aiact%3Aart-4-1&on=2027-12-02",
        "/matrix?row=iso42001%3AA.6.2.8",
    ],
)
def test_hostile_text_stays_text(look: Visitor, path: str) -> None:
    page = look.go(path)
    # The tables are drawn on a canvas, and the answers of SPARQL come from the store; everywhere else the text is there to be seen.
    if not path.startswith("/sparql") and path != "/law?on=2027-12-02":
        look.says("evil")
    assert page.locator("img[src*='evil'], a[href*='evil'], a[href^='javascript']").count() == 0


def test_a_link_with_a_number_is_one_step_of_history(visit: Visitor) -> None:
    page = visit.go("/topics")
    visit.go("/requirement?id=A.6.2.8")
    visit.heading("A.6.2.8 AI system recording of event logs")
    page.locator('a[rel="next"]').click()
    visit.heading("A.7 Data for AI systems")
    visit.settle()
    page.go_back()
    visit.heading("A.6.2.8 AI system recording of event logs")
    assert page.url.endswith("/requirement?id=A.6.2.8")
    visit.settle()
    page.go_back()
    visit.heading("Topics")
