"""Take the pictures of this folder anew: start `aims-graph app --no-browser --port 8600`, then run this file.

pip install -e '.[dev]' && python docs/screenshots/take.py http://127.0.0.1:8600
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

#: Picture -> page and height of the window.
PAGES = {
    "overview": ("/", 1500),
    "requirement": ("/requirement?id=iso42001%3AA.6.2.8", 1250),
    "graph": ("/graph?id=iso42001%3AA.6.2.8", 1050),
    "graph-all": ("/graph?show=all&sel=iso42001%3AA.6.2.8", 1180),
    "what-if": ("/what_if?held=iso27001,iso9001", 1250),
    "shared-controls": ("/shared_controls?control=iso42001%3A7.5.2", 1400),
    "law": ("/law?on=2027-12-02&becomes=name", 1350),
    "matrix": ("/matrix", 1400),
    "sparql": ("/sparql?query=shared-by", 950),
    "quality": ("/quality", 1400),
}


def main(server: str) -> None:
    """Write one picture for each page and theme."""
    here = Path(__file__).parent
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for theme in ("light", "dark"):
            for name, (page_path, height) in PAGES.items():
                context = browser.new_context(viewport={"width": 1280, "height": height}, color_scheme=theme)
                page = context.new_page()
                page.goto(server + page_path)
                page.wait_for_selector("h1", timeout=60_000)
                page.wait_for_timeout(6_000)
                page.screenshot(path=here / f"{name}-{theme}.png")
                context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
