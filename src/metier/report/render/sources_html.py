"""The list of sources as HTML; what it says of one is kept, because every page of a release lists the same."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from metier.model import Origin
from metier.release.kept import KeptSame
from metier.report.render.links import long_date, safe_link
from metier.report.render.windows import source_anchor

_KEPT: KeptSame[Origin, str] = KeptSame(512)


def source_items(origins: Iterable[Origin]) -> str:
    """An item of a list for each source: citation, licence, version, period, rows, address."""
    return "".join(_KEPT.of(origin.origin_id, origin, _item) for origin in origins)


def _item(origin: Origin) -> str:
    told = (
        origin.licence and f"Licence: {origin.licence}. ",
        origin.version and f"Version {origin.version}. ",
        origin.period and f"Describes {origin.period}. ",
        origin.date_published and f"Published {long_date(origin.date_published)}. ",
        f"{origin.rows_kept:,} of {origin.rows_read:,} rows kept. " if origin.rows_read else "",
    )
    link = ""
    if safe_link(origin.url):
        address = escape(origin.url)
        link = f'<a href="{address}" rel="noopener noreferrer external">{address}</a>\n'
    return (
        f'<li id="{source_anchor(origin.origin_id)}">\n<p><cite>{escape(origin.citation or origin.title)}</cite></p>\n'
        f'<p class="small">\n{escape("".join(told))}\n{link}</p>\n</li>\n'
    )
