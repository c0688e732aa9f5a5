"""Where the evidence comes from: producers, licences, periods, rows, and the hashes of the files that were read."""

from __future__ import annotations

from metier.model import Origin
from metier.surfaces.pages.frame import render
from metier.surfaces.pages.page import Page, Site
from metier.surfaces.pages.whole import whole

PATH = "/sources"
_TITLE = "Sources and licences"
_DESCRIPTION = (
    "Every producer whose data stands behind a figure, with licence, period, citation and the files that were read."
)


def by_producer(origins: dict[str, Origin]) -> dict[str, list[Origin]]:
    """The origins of each producer, producers and their titles in alphabetical order."""
    found: dict[str, list[Origin]] = {}
    for origin in sorted(origins.values(), key=lambda one: (one.producer.casefold(), one.title, one.version)):
        found.setdefault(origin.producer, []).append(origin)
    return found


def page(site: Site) -> Page:
    """The page of sources."""
    main = render("sources.html.j2", site=site, producers=by_producer(site.release.origins))
    return whole(
        site,
        PATH,
        title=_TITLE,
        description=_DESCRIPTION,
        main=main,
        trail=[(_TITLE, PATH)],
    )
