"""Random comparisons as files and as a server gives them: whether they show the same figures.

python -m bench.site_same --pairs 200
"""

from __future__ import annotations

import argparse
import random
import re
import shlex
from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from itertools import combinations
from urllib.parse import unquote

from starlette.testclient import TestClient

from metier.release.reader import Release
from metier.surfaces.pages.address import compare_path
from metier.surfaces.pages.page import Site
from metier.surfaces.site.links import links
from metier.surfaces.site.make import make
from metier.surfaces.site.plan import Work, chosen_roles, file_of
from metier.surfaces.web.app import app
from metier.surfaces.web.settings import Settings, default_limits

SEED = 20261123
BASE, ROOT = "https://careers.example", "/guide"
# A shown value opens its papers, which hold the value unrounded and the way to explain it: by id, in a command where
# pages are files and in a link where a server answers.
_SHOWN = re.compile(
    r'popovertarget="(f\d+)"[^>]*>([^<]+)<|<data value="([^"]*)"[^>]*>([^<]*)<'
    r'|metier explain ([^<]+)<|/explain\?figure=([^"]+)"'
)


def figures(html: str) -> list[tuple[str, ...]]:
    """Everything that a page shows of figures, in order: values as shown, values unrounded, ids.

    >>> figures('<button popovertarget="f1">50 %</button> <data value="0.5">50 %</data> <code>metier explain a/b<')
    [('f1', '50 %'), ('0.5', '50 %'), ('a/b',)]
    >>> figures('<a href="/explain?figure=a%40in%3DEUR">') == figures("<code>metier explain a@in=EUR</code>")
    True
    """
    return [_plain(part) for part in _SHOWN.findall(html)]


def _plain(found: tuple[str, ...]) -> tuple[str, ...]:
    """One match, the id in either of its forms as it is."""
    *shown, command, link = found
    if command:
        return tuple(shlex.split(unescape(command)))
    if link:
        return (unquote(unescape(link)),)
    return tuple(part for part in shown if part)


def site_of_files() -> Site:
    """The site of the starter release as files."""
    return Site(Release(), live=False, base=BASE, root=ROOT, downloads=False)


def client_of(site: Site) -> TestClient:
    """A client of a server of the same site."""
    limits = replace(default_limits(), burst_requests=100_000, request_seconds=300)
    served = Site(site.release, base=site.base, root=site.root)
    made = app(served, Settings(limits=limits, base=site.base, root=site.root))
    return TestClient(made, site.base, client=("127.0.0.1", 50_000))


def comparisons(site: Site, n: int, seed: int = SEED) -> list[Work]:
    """Random pairs of roles."""
    every = list(combinations(chosen_roles(site), 2))
    chosen = random.Random(seed).sample(every, min(n, len(every)))
    return [Work("compare", compare_path(pair), pair, (file_of(compare_path(pair)),)) for pair in chosen]


def differing(site: Site, client: TestClient, works: Iterable[Work]) -> list[str]:
    """Paths of the pages whose figures differ between file and server, or that show none."""
    known = links(site.root, [], [])
    found = []
    for work in works:
        static = figures(make(site, known, work)[work.files[0]].decode())
        served = client.get(f"{site.root}{work.path}")
        if served.status_code != 200 or not static or static != figures(served.text):
            found.append(work.path)
    return found


def main() -> None:
    """Compare, print what was found; fails where any page differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=200)
    asked = parser.parse_args()
    site = site_of_files()
    works = comparisons(site, asked.pairs)
    with client_of(site) as client:
        wrong = differing(site, client, works)
    print(f"{len(works)} comparisons; {len(wrong)} whose figures differ between file and server")
    if wrong:
        raise SystemExit("\n".join(wrong))


if __name__ == "__main__":
    main()
