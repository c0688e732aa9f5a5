"""What a first visit to the website costs, in Chromium: bytes, requests, layout shift, time to the largest paint.

    python -m bench.web_page

Starts ``metier serve`` on a free port of this computer, and opens pages in a fresh browser profile each time, with the
processor slowed down four times. Exit status 1 where a page misses its target. Set METIER_CHROMIUM to the path of
Chromium if it is not found.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MOST_BYTES = 120_000
MOST_SHIFT = 0.05
MOST_PAINT_MS = 1000
SLOWER = 4
PHONE = (390, 844)
DESK = (1280, 900)
PAGES = {
    "home": "/",
    "comparison": "/compare/data-analyst-vs-data-engineer",
    "comparison of three": "/compare/data-analyst-vs-data-engineer-vs-data-scientist",
    "role": "/roles/data-analyst",
    "pay": "/pay/data-analyst",
    "map": "/map",
    "jobs": "/jobs",
    "skill": "/skills/python",
}
# Chromium keeps what happened before anybody looked (buffered), so nothing has to run while the page loads.
_LOOK = """() => new Promise((done) => {
  const found = { shift: 0, paint: 0 };
  const look = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  look("layout-shift", (entry) => { found.shift += entry.hadRecentInput ? 0 : entry.value; });
  look("largest-contentful-paint", (entry) => { found.paint = entry.startTime; });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(found))));
})"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one first visit cost. ``transferred``: bytes on the line, with headers; ``paint``: milliseconds."""

    transferred: int
    requests: int
    hosts: frozenset[str]
    shift: float
    paint: float

    @property
    def is_good(self) -> bool:
        """Whether what does not depend on the machine meets its target."""
        return self.transferred < MOST_BYTES and self.shift < MOST_SHIFT and len(self.hosts) == 1


def chromium_path() -> str | None:
    """Where Chromium is, as the tests find it; None where it is not."""
    found = os.environ.get("METIER_CHROMIUM") or which("chromium") or which("chromium-browser")
    return found if found and Path(found).exists() else None


def visit(browser: Browser, address: str, *, size: tuple[int, int] = DESK, slower: float = 1) -> Visit:
    """A first visit of an address: nothing is kept from earlier ones."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    line = context.new_cdp_session(page)
    sizes: list[float] = []
    hosts: set[str] = set()
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    line.on("Network.requestWillBeSent", lambda event: hosts.add(urlsplit(event["request"]["url"]).netloc))
    line.send("Network.enable")
    line.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address)
    seen = page.evaluate(_LOOK)
    context.close()
    return Visit(round(sum(sizes)), len(sizes), frozenset(hosts - {""}), seen["shift"], seen["paint"])


@contextmanager
def served() -> Iterator[str]:
    """The address of a server of the starter release, whose first pages are made."""
    command = [sys.executable, "-m", "metier", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            found = re.search(r"http://\S+", server.stderr.readline())
            if found is None:
                raise SystemExit("The server did not start.")
            yield found[0].rstrip("/")
        finally:
            server.terminate()
            server.communicate()


def main() -> None:
    """Visits the pages several times and prints medians."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=5, help="visits of each page")
    asked = parser.parse_args()
    chromium = chromium_path()
    if chromium is None:
        raise SystemExit("No Chromium found: install it, or set METIER_CHROMIUM to its path.")
    good = True
    print(f"{'page':20} {'width':>5} {'bytes':>8} {'requests':>8} {'shift':>7} {'largest paint':>14}")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, path in PAGES.items():
            for size in (PHONE, DESK):
                visit(browser, address + path, size=size)  # the server's own first time is another benchmark's
                visits = [visit(browser, address + path, size=size, slower=SLOWER) for _ in range(asked.times)]
                paint = median(one.paint for one in visits)
                met = all(one.is_good for one in visits) and paint < MOST_PAINT_MS
                good = good and met
                print(
                    f"{name:20} {size[0]:5} {visits[0].transferred:8,} {visits[0].requests:8} "
                    f"{max(one.shift for one in visits):7.4f} {paint:11,.0f} ms{'' if met else '  misses its target'}"
                )
        browser.close()
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
