"""What a site says about its pages to machines: site maps and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from metier.surfaces.pages.page import Site

MOST_ADDRESSES = 50_000  # of one site map, by the protocol (sitemaps.org)
SITEMAP = "/sitemap.xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemaps(site: Site, paths: Sequence[str], *, most: int = MOST_ADDRESSES) -> Iterator[tuple[str, str]]:
    """(path, content) of the site map of some pages; of several and their index, where one cannot hold them.

    A site map needs whole addresses: nothing where the site's own is not known. The day of each page is that of the
    evidence, from which every page is made.
    """
    if not site.base:
        return
    parts = [paths[start : start + most] for start in range(0, len(paths), most)] or [[]]
    day = site.release.evidence_date
    if len(parts) == 1:
        yield SITEMAP, _document("urlset", "url", [site.canonical(path) for path in parts[0]], day)
        return
    names = [f"/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield SITEMAP, _document("sitemapindex", "sitemap", [_file(site, name) for name in names], day)
    for name, part in zip(names, parts, strict=True):
        yield name, _document("urlset", "url", [site.canonical(path) for path in part], day)


def robots(site: Site) -> str:
    """robots.txt: every page may be read; where the site map is."""
    where = f"Sitemap: {_file(site, SITEMAP)}\n" if site.base else ""
    return f"User-agent: *\nAllow: /\n{where}"


def _file(site: Site, path: str) -> str:
    return f"{site.base}{site.root}{path}"


def _document(outer: str, inner: str, addresses: Sequence[str], day: str) -> str:
    body = "".join(
        f"<{inner}><loc>{escape(address)}</loc><lastmod>{day}</lastmod></{inner}>\n" for address in addresses
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="{_NAMESPACE}">\n{body}</{outer}>\n'
