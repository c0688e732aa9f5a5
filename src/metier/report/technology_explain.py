"""Figures of the report on a technology, by id, with the counts behind them."""

from __future__ import annotations

from metier.model import Figure, Filters
from metier.release.reader import Release
from metier.release.technologies import companions, uses
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.technology_companions import BESIDE, ratio_figure, share_figure
from metier.report.technology_companions import MEASURE as PAIR
from metier.report.technology_mix import MEASURE as MIX
from metier.report.technology_mix import rows_behind
from metier.report.technology_page import technology_report

Rows = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def technology_figures(release: Release, wanted: FigureId) -> dict[str, Figure]:
    """Figures by id, among them the one that is wanted if the report on its technology has it."""
    item_id = wanted.item.partition(BESIDE)[0]
    if wanted.measure not in (MIX, PAIR) or item_id not in uses(release):
        return {}
    if wanted.measure == PAIR:
        return _pairs(release, item_id, wanted.collection)
    return technology_report(release, item_id).figures


def _pairs(release: Release, item_id: str, collection: str) -> dict[str, Figure]:
    """Every figure about a technology and a companion in one collection, shown in the report or not."""
    ctx, label = Context(release, (), Filters()), uses(release)[item_id].label
    found = companions(release, item_id, collection)
    figures = [make(ctx, item_id, label, collection, one) for one in found for make in (share_figure, ratio_figure)]
    return {figure.id: figure for figure in figures}


def technology_rows(release: Release, wanted: FigureId) -> Rows:
    """The counts behind a figure about a technology: by role, or the postings that name both."""
    item_id, _, other = wanted.item.partition(BESIDE)
    if wanted.measure == MIX:
        head = ("role", "postings that name it", "postings in which it could be read")
        return head, tuple(rows_behind(release, wanted.collection, item_id, wanted.filters))
    if wanted.measure == PAIR:
        found = (c for c in companions(release, item_id, wanted.collection) if c.item_id == other)
        head = ("postings that name it", "postings that name both", "employers that name both")
        return head, tuple((str(c.postings), str(c.both_postings), str(c.both_employers)) for c in found)
    return (), ()
