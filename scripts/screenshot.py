"""Takes the pictures of the documentation, 1280 pixels wide: the top of an HTML comparison, and one chart of it.

python scripts/screenshot.py [RELEASE]

Needs Playwright and Chromium (set METIER_CHROMIUM to its path if it is not found).
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from shutil import which

from playwright.sync_api import sync_playwright

from metier.surfaces.python import compare, open_release

ASSETS = Path(__file__).resolve().parents[1] / "docs" / "assets"
ROLES = ("data analyst", "data engineer")
WIDTH, HEIGHT = 1280, 1000
CHART = "section:has(h2:has-text('Tools and software')) figure"
MOST_BYTES = 300_000


def main() -> int:
    """Writes the pictures; 1 when there is no browser or one is too large."""
    chromium = os.environ.get("METIER_CHROMIUM") or which("chromium") or which("chromium-browser")
    if chromium is None:
        print("No Chromium found: install it, or set METIER_CHROMIUM to its path.", file=sys.stderr)
        return 1
    comparison = compare(*ROLES, release=open_release(sys.argv[1] if len(sys.argv) > 1 else None))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "comparison.html"
        page_file.write_text(comparison.to_html(), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(page_file.as_uri())
        ASSETS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(ASSETS / "comparison.png"))
        page.locator(CHART).first.screenshot(path=str(ASSETS / "tools.png"))
        browser.close()
    sizes = {path: path.stat().st_size for path in sorted(ASSETS.glob("*.png"))}
    for path, size in sizes.items():
        print(f"Wrote {path.name} ({size:,} bytes)")
    if max(sizes.values()) > MOST_BYTES:
        print(f"A picture is over {MOST_BYTES:,} bytes: lower HEIGHT.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
