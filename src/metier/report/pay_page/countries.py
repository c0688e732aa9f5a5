"""Pay by country: medians ranked, at market rates and at United States prices."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from metier.model import BarRow, Block, Figure, Filters, RankedBars, Role, Section, Sentence
from metier.release.official import country_names
from metier.release.prices import DOLLARS, PPP
from metier.release.reader import Release, remembered, remembered_by_figure
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_page.asked import Asked
from metier.report.pay_page.papers import median_figure, unit_of
from metier.report.pay_page.stated import cells_in

MOST, FEW = 12, 6
_NOTE = (
    "At US prices: local pay divided by the World Bank's purchasing power factor (local currency per international "
    "dollar) of the year, or of the newest year that has one; the papers of each figure name factor and year."
)


def section(asked: Asked) -> Section | None:
    """The section; None where a country is asked for, or fewer than two countries have enough."""
    blocks = country_bars(asked)
    if not blocks:
        return None
    first = "The same role in different countries, highest first; levels and years are not made alike here."
    return Section(id="pay-countries", title="By country", paragraphs=((Sentence(first),),), blocks=blocks)


def country_bars(asked: Asked, *, most: int = MOST) -> tuple[Block, ...]:
    """One ranking a role, of the countries with most statements, where enough, in the leading collection."""
    if asked.question.filters.country is not None or asked.leading is None:
        return ()
    collection, kind = asked.leading
    charts = (_ranked(asked, index, role, collection, kind, most) for index, role in enumerate(asked.roles))
    return tuple(chart for chart in charts if chart is not None)


def _ranked(asked: Asked, index: int, role: Role, collection: str, kind: str, most: int) -> RankedBars | None:
    if role.is_official:
        return None
    everywhere = replace(asked.filters, country=None)
    rows = []
    for name, first, second in _medians(asked.ctx.release, role, everywhere, asked.money, collection, kind, most):
        ids = asked.ctx.add(first), None if second is None else asked.ctx.add(second)
        rows.append((-(first.value or 0.0), BarRow(name, *ids, index)))
    if len(rows) < 2:
        return None
    ranked = tuple(row for _, row in sorted(rows, key=lambda pair: (pair[0], pair[1].label)))
    what = {"advertised": "advertised pay", "survey": "reported pay"}[kind]
    second_words = "at market rates, US dollars" if asked.money == PPP else "at US prices"
    caption = f"{role.label}: median {what} by country, {COLLECTION_NAMES[collection]}"
    return RankedBars(caption, ranked, _NOTE, unit_of(asked.money), second_words)


@remembered
def _countries(release: Release, role_id: str, filters: Filters, collection: str, kind: str) -> tuple[str, ...]:
    """The countries with statements of a role in the slice, those with most first."""
    found: Counter[str] = Counter()
    for kept in cells_in(release, role_id, filters):
        if (kept.collection, kept.kind) == (collection, kind):
            for country, n in zip(kept.country.tolist(), kept.by_cell.tolist(), strict=True):
                found[country] += int(n)
    del found[""]
    return tuple(country for country, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


@remembered_by_figure
def _medians(
    release: Release, role: Role, filters: Filters, money: str, collection: str, kind: str, most: int
) -> tuple[tuple[str, Figure, Figure | None], ...]:
    """Name, median and the median to compare it with of the countries with most statements, where there is enough."""
    names = country_names(release)
    found = []
    for country in _countries(release, role.role_id, filters, collection, kind)[:most]:
        here = replace(filters, country=country)
        market, alike = (
            median_figure(release, role, here, shown_in, collection, kind)
            for shown_in in (money if money != PPP else DOLLARS, PPP)
        )
        first, second = (alike, market) if money == PPP else (market, alike)
        if first is not None:
            found.append((names.get(country, country), first, second))
    return tuple(found)
