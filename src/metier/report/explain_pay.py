"""Figures of the page about pay, by id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from metier.model import Figure, Filters
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.pay_page import alike, local_papers
from metier.report.pay_page.expected import expected_figure
from metier.report.pay_page.page import pay_report
from metier.report.pay_page.papers import answer_figures, width_figure
from metier.report.pay_page.stated import stated_in, stated_pay
from metier.report.pay_question import ADVERTISED, KINDS, PayQuestion
from metier.report.pay_trend import trend

_STATED = {"pay_advertised": "advertised", "pay_survey": "survey"}
_PARTS = frozenset({"raw", "mix", "remaining"})
_PAGE = frozenset({"pay_gap", "wage", "prevailing_wage"})


def page_figures(ctx: Context, wanted: FigureId) -> dict[str, Figure]:
    """Figures by id, among them the one that is wanted if the page about pay has it in some slice; else none."""
    if wanted.measure in (*_STATED, "pay_range_width"):
        return _stated(ctx, wanted)
    if wanted.measure == "pay_expected":
        return _expected(ctx, wanted)
    if wanted.measure == "pay_trend":
        trend(ctx, kind=wanted.item.partition(":")[0], collection=wanted.collection)
        return ctx.figures
    if wanted.measure == "pay_gap" and wanted.statistic in _PARTS and len(ctx.roles) > 1:
        return _gap(ctx, wanted)
    if wanted.measure in _PAGE:
        found = local_papers.explained(ctx, wanted)
        return found if str(wanted) in found else _on_page(ctx, wanted)
    return {}


def _stated(ctx: Context, wanted: FigureId) -> dict[str, Figure]:
    """Quantiles and range width of one slice: whatever can be asked, not only what a page shows."""
    role = ctx.roles[0]
    found: dict[str, Figure] = {}
    kinds = [_STATED[wanted.measure]] if wanted.measure in _STATED else list(_STATED.values())
    for kind in kinds:
        stated = stated_in(ctx.release, role.role_id, wanted.filters, wanted.money, wanted.collection, kind)
        if stated is not None:
            width = width_figure(ctx, role, stated, wanted.money)
            figures = (*answer_figures(ctx, role, stated, wanted.money).values(), *((width,) if width else ()))
            found = {**{figure.id: figure for figure in figures}, **found}
    return found


def _expected(ctx: Context, wanted: FigureId) -> dict[str, Figure]:
    """What similar jobs let one expect of one slice in one collection."""
    role = ctx.roles[0]
    entries = stated_pay(ctx.release, role.role_id, wanted.filters, wanted.money, ADVERTISED)
    of = (s for s in entries if s.collection == wanted.collection)
    found = (expected_figure(ctx, role, stated, wanted.filters, wanted.money) for stated in of)
    return {figure.id: figure for figure in found if figure is not None}


def _gap(ctx: Context, wanted: FigureId) -> dict[str, Figure]:
    """The gap of two roles at one mix, in any slice: a page may borrow it from a wider one than its own."""
    a, b = ctx.roles[:2]
    found = alike.gap_in(ctx, a, b, wanted.filters, wanted.item or ADVERTISED, wanted.collection)
    return {figure.id: figure for figure in found.figures.values()}


def _on_page(ctx: Context, wanted: FigureId) -> dict[str, Figure]:
    """The figures of the first page that has the one wanted: of all kinds, then of one kind."""
    for filters in _slices(wanted.filters):
        for kind in ("", *KINDS):
            question = PayQuestion(roles=ctx.roles, filters=filters, kind=kind, money=wanted.money)
            figures = pay_report(ctx.release, question).figures
            if str(wanted) in figures:
                return figures
    return {}


def _slices(filters: Filters) -> Iterator[Filters]:
    """The filters of a figure, and those of pages that add a level, a country or both to their own."""
    yield filters
    for fewer in (
        replace(filters, level=None),
        replace(filters, country=None),
        replace(filters, country=None, level=None),
    ):
        if fewer != filters:
            yield fewer
