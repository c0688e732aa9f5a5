"""Files beside the pages: style, script and pictures that never change, and what crawlers read."""

from __future__ import annotations

from functools import lru_cache

from metier.surfaces.pages.assets import assets
from metier.surfaces.pages.listing import SITEMAP, sitemaps
from metier.surfaces.pages.page import Site
from metier.surfaces.site.plan import chosen_roles, plan
from metier.surfaces.web.answer import BROTLI, GZIP, TEXT, Answer
from metier.surfaces.web.kinds import KINDS

_FOR_EVER = "public, max-age=31536000, immutable"
_TEXTS = ("text/", "image/svg")
_COMPARED = 100  # roles whose comparisons with each other are listed: 4,950, in a site map of one file
_LEVELS = {BROTLI: 11, GZIP: 9}  # these are compressed once, not for every reader


@lru_cache(maxsize=64)
def static_file(path: str, encoding: str) -> Answer | None:
    """The file at an address that changes with its content; None where there is none."""
    found = assets().get(path)
    if found is None:
        return None
    body, media = found
    answer = Answer(body, media, cache=_FOR_EVER)
    return answer.compressed(encoding, _LEVELS.get(encoding, 0)) if media.startswith(_TEXTS) else answer


def sitemap(site: Site) -> Answer | None:
    """The addresses of the pages that search engines should know; None where the site's own address is not known."""
    found = chosen_roles(site, top=_COMPARED)
    paths = [work.path for work in plan(site, found) if work.kind in KINDS]
    return next(
        (Answer(text.encode(), "application/xml") for path, text in sitemaps(site, paths) if path == SITEMAP), None
    )


def robots(site: Site) -> Answer:
    """What crawlers may read: every page, but not every combination of its filters."""
    folder = site.root
    lines = [
        "User-agent: *",
        f"Disallow: {folder}/api/",
        f"Disallow: {folder}/explain",
        f"Disallow: {folder}/suggest",
        f"Disallow: {folder}/*?",
        f"Allow: {folder}/",
    ]
    if site.base:
        lines.append(f"Sitemap: {site.canonical('/sitemap.xml')}")
    return Answer(("\n".join(lines) + "\n").encode(), TEXT)
