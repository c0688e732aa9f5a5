"""The pictures that stand for pages where they are shared: 1200 by 630, from the typesetter that makes PDFs."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

from metier.errors import MetierError
from metier.model import Role
from metier.report.render.links import long_date
from metier.report.render.pdf_text import shown
from metier.surfaces.pages.head import PICTURE_SIZE
from metier.surfaces.pages.page import Site

_MOST_LETTERS = 170  # of what stands under the title
_POINTS_AN_INCH = 72.0  # so that a point of the drawing is one pixel


class NoPictureError(MetierError):
    """A picture that the typesetter did not make."""


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (files("metier.surfaces.site") / "picture.typ").read_bytes()


def picture(site: Site, role: Role | None) -> bytes:
    """The picture of a role, or of the whole site, as PNG; the same bytes every time."""
    import typst

    title = role.label if role else "Compare careers on evidence"
    about = role.definition if role else "Duties, tools, pay, outlook and open jobs: each figure with its source."
    data = {
        "kicker": "Career profile" if role else "metier",
        "title": shown(title),
        "about": _short(shown(about)),
        "foot": f"Evidence to {long_date(site.release.evidence_date)}",
        "size": PICTURE_SIZE,
    }
    found = typst.compile(
        _template(),
        format="png",
        ppi=_POINTS_AN_INCH,
        sys_inputs={"picture": json.dumps(data)},
        ignore_system_fonts=True,
    )
    if not isinstance(found, bytes):
        raise NoPictureError(f"No picture was made for {title!r}.", hint="Install metier again.")
    return found


def _short(text: str) -> str:
    """The first sentence, or as much of it as a picture has room for."""
    first = text.split(". ")[0].rstrip(".") + "."
    return first if len(first) <= _MOST_LETTERS else first[:_MOST_LETTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"
