"""Take the pictures of this folder anew: start `aims-graph app --no-browser --port 8600`, then run this file.

pip install -e '.[dev]' && python docs/screenshots/take.py http://127.0.0.1:8600

Those of a workspace (docs/workspace.md): `aims-graph workspace demo DIR`, `aims-graph app --workspace DIR --no-browser --port 8600`, and `workspace` after the address.
With the address of an earlier version's explorer after it, the first screens of both are put side by side instead (docs/explorer.md).
"""

import io
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

#: Picture -> page and height of the window.
PAGES = {
    "overview": ("/", 1500),
    "requirement": ("/requirement?id=iso42001%3AA.6.2.8", 1250),
    "graph": ("/graph?id=iso42001%3AA.6.2.8", 1050),
    "graph-all": ("/graph?show=all&sel=iso42001%3AA.6.2.8", 1180),
    "what-if": ("/what_if?held=iso27001,iso9001", 1250),
    "shared-controls": ("/shared_controls?control=iso42001%3A7.5.2", 1400),
    "law": ("/law?on=2027-12-02&becomes=own-name", 1350),
    "matrix": ("/matrix", 1400),
    "sparql": ("/sparql?query=shared-by", 950),
    "quality": ("/quality", 1400),
}


#: The same of a workspace, in light alone.
WORKSPACE = {
    "workspace-dashboard": ("/dashboard", 900),
    "workspace-assess": ("/assess?framework=iso42001&at=iso42001%3A6.1.3", 900),
    "workspace-soa": ("/soa", 900),
}
#: Picture -> page whose first screens are put side by side, as a laptop shows them.
BESIDE = {
    "home": "/",
    "search": "/requirement?q=human+oversight",
    "requirement": "/requirement?id=iso42001%3AA.6.2.8",
    "gap-analysis": "/what_if?held=iso27001&towards=iso42001",
    "shared-controls": "/shared_controls?control=iso42001%3A7.5.2",
    "matrix": "/matrix",
    "graph": "/graph?id=iso42001%3AA.6.2.8",
    "quality": "/quality",
}
RESTS = '[data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'
HERE = Path(__file__).parent


def visited(browser: Browser, theme: str, height: int) -> Page:
    """Return a window of a laptop's width."""
    return browser.new_context(viewport={"width": 1280, "height": height}, color_scheme=theme).new_page()


def picture(page: Page, address: str) -> bytes:
    """Go there and return what is seen once nothing moves any more."""
    page.goto(address)
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_selector(RESTS)
    page.wait_for_timeout(3_000)
    shot: bytes = page.screenshot()
    return shot


def small(image: Image.Image, place: Path) -> None:
    """Write a picture with few colours, each the mean of what it stands for: else a wide ground takes the colour of its rarest neighbour."""
    place.parent.mkdir(exist_ok=True)
    image.convert("RGB").quantize(160, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE).save(
        place, optimize=True
    )


def anew(
    browser: Browser, server: str, pages: Mapping[str, tuple[str, int]], themes: Sequence[str]
) -> Iterator[tuple[str, Image.Image]]:
    """Yield one picture for each page and theme."""
    for theme in themes:
        for name, (path, height) in pages.items():
            page = visited(browser, theme, height)
            yield (
                f"{name}-{theme}.png" if len(themes) > 1 else f"{name}.png",
                Image.open(io.BytesIO(picture(page, server + path))),
            )
            page.context.close()


def beside(browser: Browser, server: str, earlier: str) -> Iterator[tuple[str, Image.Image]]:
    """Yield the first screen of each page, before on the left and now on the right."""
    for name, path in BESIDE.items():
        both = Image.new("RGB", (2 * 800 + 16, 500), "#808080")
        for place, address in enumerate((earlier, server)):
            page = visited(browser, "light", 800)
            shot = Image.open(io.BytesIO(picture(page, address + path))).convert("RGB")
            both.paste(shot.resize((800, 500), Image.Resampling.LANCZOS), (place * 816, 0))
            page.context.close()
        yield f"beside/{name}.png", both


def main(server: str, earlier: str = "") -> None:
    """Write the pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        if earlier == "workspace":
            taken = anew(browser, server, WORKSPACE, ("light",))
        else:
            taken = beside(browser, server, earlier) if earlier else anew(browser, server, PAGES, ("light", "dark"))
        for name, image in taken:
            small(image, HERE / name)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
