"""The page for what is not there, or went wrong: what happened, and where to go instead."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from metier.surfaces.pages.frame import frame, render
from metier.surfaces.pages.page import Page, Site

_TITLE = "There is no such page"
_NOT_LISTED = Markup('<meta name="robots" content="noindex">')


def page(
    site: Site,
    path: str = "/404.html",
    message: str = "",
    hint: str = "",
    near: Sequence[tuple[str, str]] = (),
    *,
    title: str = _TITLE,
    status: int = 404,
) -> Page:
    """The page of an error. ``near`` holds (label, path) of what may be meant; ``title`` says it in a few words.

    It has no canonical address, since it stands under many.
    """
    main = render("not_found.html.j2", site=site, title=title, message=message, hint=hint, near=tuple(near))
    html = frame(site, path="", title=f"{title} | metier", description=message or title, main=main, head=_NOT_LISTED)
    return Page(path=path, title=title, description=message or title, html=html, status=status)
