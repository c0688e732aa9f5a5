"""A page made whole: its main part in the frame, with what its head says to those that find or show it elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metier.surfaces.pages import structured
from metier.surfaces.pages.assets import asset
from metier.surfaces.pages.frame import frame, htmx
from metier.surfaces.pages.head import SITE_NAME, Feed, JsonLd, head
from metier.surfaces.pages.page import Page, Site

HOME = ("Home", "/")
_SCRIPT = Markup('<script src="{}" defer></script>')


def whole(
    site: Site,
    path: str,
    *,
    title: str,
    description: str,
    main: Markup,
    current: str = "",
    kind: str = "website",
    trail: Sequence[tuple[str, str]] = (),
    data: Sequence[JsonLd] = (),
    feeds: Sequence[Feed] = (),
    swaps: bool = False,
    script: str = "",
    wide: bool = False,
    status: int = 200,
) -> Page:
    """The page at its canonical path.

    ``trail`` holds (word, path) of the pages from below the home page to this one; ``data`` further JSON-LD;
    ``swaps``: parts of it are swapped in place; ``script`` names a script of its own in static/. The rest is as in
    :func:`frame` and :func:`head`.
    """
    crumbs = structured.breadcrumbs(site, [HOME, *trail]) if trail else []
    said = head(site, path, title=title, description=description, kind=kind, data=[*data, *crumbs], feeds=feeds)
    if script:
        said += _SCRIPT.format(site.link(asset(script)))
    if swaps:
        said += htmx(site)
    html = frame(
        site,
        path=path,
        title=f"{title} | {SITE_NAME}" if trail else title,
        description=description,
        main=main,
        current=current,
        head=said,
        wide=wide,
    )
    return Page(path=path, title=title, description=description, html=html, status=status)
