"""Each page by keyboard alone: what one came for is reached by Tab, seen, and opened by Enter; on paper it is whole."""

import re

import pytest
from playwright.sync_api import expect
from visitor import LONG, Visitor

#: What has the keyboard, within shadow roots too: its words, and whether a line around it shows that.
FOCUSED = """() => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const seen = (node) => { const s = getComputedStyle(node); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2; };
  return { words: (at.getAttribute("aria-label") || at.innerText || at.value || "").trim(), tag: at.tagName, way: at.getAttribute("href") || "",
           seen: seen(at) || !!at.closest("label, [data-baseweb]") || at.isContentEditable };
}"""


def tab_to(visit: Visitor, words: str, most: int = 160) -> None:
    """Press Tab until a link with these words, or that leads there, has the keyboard; all that has it on the way must show it."""
    for _ in range(most):
        visit.page.keyboard.press("Tab")
        at = visit.page.evaluate(FOCUSED)
        assert at["seen"] or at["tag"] in ("BODY", "INPUT", "IFRAME", "DIV"), at
        if at["tag"] == "A" and (words in at["words"] or words in at["way"]):
            assert at["seen"], at
            return
    raise AssertionError(f"Tab does not reach {words!r}.")


#: Page -> what one tabs to there, and where Enter leads.
JOBS = {
    "/": ("what_if?held=iso27001&towards=iso42001", r"/what_if\?held=iso27001&towards=iso42001$"),
    "/what_if?held=iso27001&towards=iso42001": ("5 Leadership", r"chapter=iso42001(:|%3A)5"),
    "/requirement?id=iso42001%3AA.6.2.8": ("A.8.15 Logging", r"id=iso27001(:|%3A)A.8.15$"),
    "/shared_controls": ("7.5.2 Creating and updating", r"control=iso42001(:|%3A)7.5.2"),
    "/topics": ("topic=aims:topic-leadership", r"topic=aims(:|%3A)topic-leadership"),
    "/groups": ("group=aims:group-", r"group=aims"),
    "/matrix": ("4.2 Understanding the needs", r"requirement\?id=iso42001(:|%3A)4.2$"),
    "/graph?show=pair&a=iso42001&b=iso9001": ("requirement?id=iso42001:4.1", r"requirement\?id=iso42001(:|%3A)4.1$"),
}


@pytest.mark.parametrize(("path", "job"), JOBS.items())
def test_the_job_of_a_page_is_done_by_keyboard(visit: Visitor, path: str, job: tuple[str, str]) -> None:
    page = visit.go(path)
    words, leads = job
    tab_to(visit, words)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(leads))
    visit.settle()
    expect(page.locator("h1")).to_have_count(1, timeout=LONG)


def test_shortcuts_wait_while_somebody_types_and_a_page_begins_at_its_heading(visit: Visitor) -> None:
    page = visit.go("/requirement?id=iso27001%3AA.8.15")
    page.keyboard.press("Control+ArrowRight")
    visit.heading("A.8.16 Monitoring activities")
    page.wait_for_function("document.activeElement.tagName === 'H1'")
    page.keyboard.press("Control+k")
    page.keyboard.type("event logs")
    page.keyboard.press("Control+ArrowLeft")
    page.keyboard.type("X")
    expect(page.get_by_label("Look up")).to_have_value("event Xlogs", timeout=LONG)
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile(r"^\d+ requirements: ")).wait_for()
    assert page.url.endswith("/requirement?q=event%20logs")
    page.go_back()
    visit.heading("A.8.16 Monitoring activities")


#: Whatever the page asks of the server leaves so many milliseconds later.
SLOW = "const send = WebSocket.prototype.send; WebSocket.prototype.send = function (what) { setTimeout(() => send.call(this, what), window.slow ?? 0); };"


#: The page one leaves is still being drawn, and comes to its end before what one asks for has begun.
RUNS_ON = """const app = document.querySelector('[data-testid=stApp]');
app.setAttribute("data-test-script-state", "running");
setTimeout(() => app.setAttribute("data-test-script-state", "notRunning"), 800);"""


@pytest.mark.parametrize(("slow", "runs_on"), [(0, False), (2500, False), (2500, True)])
def test_back_returns_to_the_place_one_left(visit: Visitor, slow: int, runs_on: bool) -> None:
    """Also where a busy server begins to draw the page long after one has asked for it, and draws the one before until then."""
    visit.page.add_init_script(SLOW)
    page = visit.go("/what_if?held=iso27001&towards=iso42001&status=all")
    link = page.get_by_role("link", name=re.compile("^10.2 "))
    link.focus()
    place = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    assert place > 400
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.tagName === 'H1'")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") < 50
    page.evaluate("slow => { window.slow = slow; }", slow)
    if runs_on:
        page.evaluate(RUNS_ON)
    page.go_back()
    visit.heading("Gap analysis")
    page.wait_for_function(
        "place => Math.abs(document.querySelector('[data-testid=stMain]').scrollTop - place) < 150",
        arg=place,
        timeout=LONG,
    )


def test_paper_holds_every_row_and_no_sidebar(visit: Visitor) -> None:
    page = visit.go("/matrix")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Pages")).not_to_be_visible(timeout=LONG)
    frame = page.locator(".ag-matrix")
    expect(frame.locator("tbody tr")).to_have_count(70, timeout=LONG)
    assert frame.evaluate("f => f.scrollHeight <= f.clientHeight + 1 && getComputedStyle(f).overflow === 'visible'")
    assert page.evaluate(
        "document.body.scrollHeight >= document.querySelector('.ag-matrix').scrollHeight || getComputedStyle(document.querySelector('[data-testid=stMain]')).overflow === 'visible'"
    )


def test_paper_holds_every_row_of_an_answer_that_the_screen_scrolls(visit: Visitor) -> None:
    page = visit.go("/sparql?query=coverage-counts")
    page.emulate_media(media="print")
    rows = page.locator(".ag-paper tbody tr")
    rows.last.wait_for()
    expect(page.get_by_role("heading", name=f"as four counts: {rows.count()} rows")).to_have_count(1, timeout=LONG)
    expect(page.locator(".stDataFrame")).not_to_be_visible(timeout=LONG)


@pytest.mark.parametrize("path", ["/requirement?id=iso42001%3AA.6.2.8", "/before?id=aiact%3Aart-15-1"])
def test_paper_names_the_requirement_that_each_reason_speaks_of(visit: Visitor, path: str) -> None:
    page = visit.go(path)
    page.locator(".stPageLink").filter(has_text="ISO/IEC 27001").first.wait_for(timeout=LONG)
    named = page.locator('.stPageLink:not(:has([data-testid="stIconMaterial"])) a[href*="requirement?id="]')
    shown = [link.inner_text() for link in named.all() if link.is_visible()]
    page.emulate_media(media="print")
    # What is folded on the screen stands there as well.
    assert shown and set(shown) <= {link.inner_text() for link in named.all() if link.is_visible()}
    assert not any(link.is_visible() for link in page.locator('.stPageLink:has([data-testid="stIconMaterial"])').all())


#: The colours of a picture, as "r,g,b" -> how many of its pixels have it, where it is drawn at all.
PIXELS = """c => { const found = {}, all = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
  for (let at = 0; at < all.length; at += 4) if (all[at + 3] === 255) { const key = all.slice(at, at + 3).join(); found[key] = (found[key] || 0) + 1; }
  return found; }"""
#: Waits until a picture has letters of a colour, and not for ever.
INKED = f"""(c, ink) => new Promise((done, fail) => {{
  const look = (left) => ({PIXELS})(c)[ink] > 100 ? done() : left ? setTimeout(look, 100, left - 1) : fail(new Error("no " + ink));
  look(600);
}})"""


@pytest.mark.parametrize("path", ["/graph?id=iso42001%3AA.6.2.8", "/graph?show=all"])
def test_paper_shows_a_graph_of_a_dark_screen_in_dark_letters_and_the_fills_of_its_legend(
    visit: Visitor, path: str
) -> None:
    for colours in ("dark", "light"):
        visit.page.emulate_media(color_scheme=colours, media="screen")
        page = visit.go(path)
        canvas = page.locator("canvas").first
        canvas.wait_for(timeout=LONG)
        page.emulate_media(media="print", color_scheme=colours)
        expect(canvas).to_have_css("filter", "none")
        expect(page.get_by_role("button", name="Fit", exact=True)).not_to_be_visible()
        # Letters and lines are black, and a node has the very colour that stands in the legend.
        canvas.evaluate(INKED, "0,0,0")
        drawn = canvas.evaluate(PIXELS)
        legend = page.locator(".ag-key b").evaluate_all(
            "all => all.map(b => getComputedStyle(b).backgroundColor.match(/[0-9]+/g).join())"
        )
        assert legend and all(drawn.get(fill, 0) > 20 for fill in legend)
        # Back on the screen its letters are those of the screen again.
        page.emulate_media(media="screen", color_scheme=colours)
        ink = page.evaluate("getComputedStyle(document.querySelector('.stApp')).color.match(/[0-9]+/g).join()")
        assert (ink == "0,0,0") == (colours == "light")
        canvas.evaluate(INKED, ink)


def test_a_graph_shows_that_it_has_the_keyboard(visit: Visitor) -> None:
    """It was the one place of a page where the line vanished."""
    page = visit.go("/graph?id=iso42001%3AA.6.2.8")
    page.locator("canvas").first.wait_for(timeout=LONG)
    page.get_by_role("button", name="PNG").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".canvas")).to_have_css("outline-style", "solid")
