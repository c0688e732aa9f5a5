"""Figures of official wages as the page about pay shows them: in other money, and of one place or industry."""

from __future__ import annotations

import re
from dataclasses import replace

from metier.model import Figure, Filters, Role, TableCell
from metier.release.official import Occupation, Wage
from metier.release.prices import DOLLARS, factor
from metier.report.context import Context
from metier.report.ids import FigureId, parse_id
from metier.report.official import wage_percentile
from metier.report.pay_page.papers import money_papers, unit_of
from metier.report.render.values import show

_NO_WORD = re.compile(r"[^\w.-]+")


def in_money(ctx: Context, figure: Figure, money: str) -> Figure:
    """A figure of US dollars a year in other money, at the mean rate of the last year of its period."""
    if money == DOLLARS:
        return figure
    year = _last_year(figure.period)
    found = factor(ctx.release, money, "US", year)
    if found is None or figure.value is None:
        return figure
    by = found.value
    inputs, origins = money_papers(ctx.release, money, [("US", year)])
    interval = figure.interval
    return replace(
        figure,
        id=str(replace(parse_id(figure.id), money=money)),
        unit=unit_of(money),
        value=figure.value * by,
        interval=interval and replace(interval, low=interval.low * by, high=interval.high * by),
        inputs=(*figure.inputs, *inputs),
        origins=tuple(dict.fromkeys((*figure.origins, *origins))),
        method=f"{figure.method}, in other money",
    )


def _last_year(period: str) -> int:
    """The last year of a period.

    >>> _last_year("May 2025"), _last_year("about 2025-26"), _last_year("2024–2025")
    (2025, 2026, 2025)
    """
    century, year, end = re.findall(r"(\d\d)(\d\d)(?:-(\d\d)\b)?", period)[-1]
    return int(century + (end or year))


def quartiles(role: Role, occupation: Occupation, wage: Wage, item: str) -> list[Figure]:
    """Quartiles and median of one place or industry, each with its own figure."""
    name = f"{occupation.soc2018_code}:{_NO_WORD.sub('-', item).strip('-')}"
    found = []
    for percentile in (25, 50, 75):
        figure = wage_percentile(role, occupation, wage, percentile)
        wanted = FigureId("wage", f"p{percentile}", "", (role.role_id,), name, Filters())
        found.append(replace(figure, id=str(wanted), label=f"{figure.label}, {item}"))
    return found


def cells(ctx: Context, figures: list[Figure]) -> list[TableCell]:
    """Cells of a table that show some figures."""
    return [TableCell(show(figure), ctx.add(figure)) for figure in figures]
