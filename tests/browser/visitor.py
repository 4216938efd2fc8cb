"""Somebody at a browser window, who remembers what went out and what went wrong."""

from typing import Any

#: True once Streamlit has answered, runs nothing, and shows nothing that an older run drew.
RESTS = """() => !!document.querySelector('[data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]')
  && !document.querySelector('[data-testid="stSpinner"], [data-testid="stSkeleton"], [data-stale="true"]')"""
#: So many milliseconds at most are waited for what must come to be there: a busy machine takes long, and waiting costs nothing where it comes at once.
LONG = 60_000
#: Streamlit probes these beside a deep link; they are not there, and that is all.
PROBES = ("_stcore/health", "_stcore/host-config")


class Visitor:
    """A browser window that remembers what went out and what went wrong."""

    def __init__(self, page: Any, server: str) -> None:
        self.page = page
        self.server = server
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._request)
        page.on("console", lambda message: self._console(message) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: (self.errors.append(f"dialog: {dialog.message}"), dialog.dismiss()))

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.server, self.server.replace("http", "ws"), "data:", "blob:")):
            self.foreign.append(request.url)

    def _console(self, message: Any) -> None:
        if not message.location.get("url", "").endswith(PROBES):
            self.errors.append(message.text)

    def go(self, path: str, heading: str = "h1") -> Any:
        self.page.goto(self.server + path)
        self.page.wait_for_selector(heading, timeout=LONG)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the server is there, the script has run and nothing is drawn any more, at three looks in a row: a page may run twice."""
        looks = 0
        for _ in range(240):
            self.page.wait_for_timeout(200)
            looks = looks + 1 if self.page.evaluate(RESTS) else 0
            if looks == 3:
                return
        raise TimeoutError("The page does not come to rest.")

    def says(self, text: str) -> None:
        """Wait until the page holds a text anywhere, in what is shown or in what describes it."""
        self.page.wait_for_function("text => document.documentElement.outerHTML.includes(text)", arg=text, timeout=LONG)

    def text(self) -> str:
        """Return what the page says, once it says the same twice."""
        last, said = "", self.page.locator(".stMainBlockContainer").inner_text()
        while said != last:
            self.page.wait_for_timeout(400)
            last, said = said, self.page.locator(".stMainBlockContainer").inner_text()
        return str(said)

    def shows(self, start: str) -> None:
        """Wait until what the page says begins so, blanks aside."""
        self.page.wait_for_function(
            "start => document.querySelector('.stMainBlockContainer').innerText.split(/\\s+/).filter(w => w).join(' ').startsWith(start)",
            arg=start,
            timeout=LONG,
        )

    def heading(self, text: str) -> None:
        self.page.get_by_role("heading", level=1, name=text).wait_for(timeout=LONG)
