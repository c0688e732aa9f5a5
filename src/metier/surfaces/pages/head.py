"""What the head of a page says to those that show or find it elsewhere: Open Graph, feeds, JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from metier.surfaces.pages.page import Site

SITE_NAME = "metier"
PICTURE_SIZE = (1200, 630)  # what the Open Graph's readers crop least
_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}

JsonLd = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Feed:
    """An Atom feed that a page points to: its title, and its path on this site."""

    title: str
    path: str


def picture_path(path: str) -> str:
    """The path of the picture that stands for a page where it is shared.

    >>> picture_path("/roles/data-analyst"), picture_path("/"), picture_path("/compare/a-vs-b")
    ('/pictures/roles/data-analyst.png', '/pictures/site.png', '/pictures/site.png')
    """
    kind, _, rest = path.strip("/").partition("/")
    return f"/pictures/roles/{rest}.png" if kind == "roles" and rest else "/pictures/site.png"


def head(
    site: Site,
    path: str,
    *,
    title: str,
    description: str,
    kind: str = "website",
    data: Sequence[JsonLd] = (),
    feeds: Sequence[Feed] = (),
) -> Markup:
    """The Open Graph, feeds and JSON-LD of a page, for the frame's ``head``; every text is escaped.

    ``path`` is the page's canonical path, ``kind`` the Open Graph's type ('website', 'article'), ``data`` what
    :mod:`structured` made. Lines that need the site's own address are left out where it is not known.
    """
    lines = [
        _property("og:site_name", SITE_NAME),
        _property("og:type", kind),
        _property("og:locale", "en_GB"),
        _property("og:title", title),
        _property("og:description", description),
        *_addresses(site, path, title),
        *(_feed(site, feed) for feed in feeds),
        *(_script(item) for item in data),
    ]
    return Markup("\n").join(lines)


def _addresses(site: Site, path: str, title: str) -> list[Markup]:
    """What needs the whole address: readers of Open Graph take no relative ones."""
    if not site.base:
        return []
    lines = [_property("og:url", site.canonical(path))]
    if site.live:  # pictures are files of a generated site
        return lines
    width, height = PICTURE_SIZE
    return [
        *lines,
        _property("og:image", f"{site.base}{site.root}{picture_path(path)}"),
        _property("og:image:type", "image/png"),
        _property("og:image:width", str(width)),
        _property("og:image:height", str(height)),
        _property("og:image:alt", title),
        Markup('<meta name="twitter:card" content="summary_large_image">'),
    ]


def _property(name: str, content: str) -> Markup:
    return Markup(f'<meta property="{name}" content="{escape(content)}">')


def _feed(site: Site, feed: Feed) -> Markup:
    return Markup(
        f'<link rel="alternate" type="application/atom+xml" title="{escape(feed.title)}" '
        f'href="{escape(site.link(feed.path))}">'
    )


def _script(item: JsonLd) -> Markup:
    """JSON-LD inside a page: what could close the script is written as escapes, which JSON reads as the same text."""
    text = json.dumps(item, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)
    return Markup(f'<script type="application/ld+json">{text}</script>')
