"""Pay by country: medians ranked, at market rates and at United States prices."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from metier.model import BarRow, Block, Figure, RankedBars, Role, Section, Sentence
from metier.release.official import country_names
from metier.release.prices import PPP
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_page.asked import Asked
from metier.report.pay_page.papers import answer_figures, unit_of
from metier.report.pay_page.stated import cells_in, stated_in

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
    names = country_names(asked.ctx.release)
    rows = []
    for country in _countries(asked, role, collection, kind, most):
        market = _median(asked, role, country, collection, kind, asked.money if asked.money != PPP else "")
        alike = _median(asked, role, country, collection, kind, PPP)
        first, second = (alike, market) if asked.money == PPP else (market, alike)
        if first is not None:
            ids = [None if f is None else asked.ctx.add(f) for f in (first, second)]
            rows.append((-(first.value or 0.0), BarRow(names.get(country, country), ids[0], ids[1], index)))
    if len(rows) < 2:
        return None
    ranked = tuple(row for _, row in sorted(rows, key=lambda pair: (pair[0], pair[1].label)))
    what = {"advertised": "advertised pay", "survey": "reported pay"}[kind]
    second_words = "at market rates, US dollars" if asked.money == PPP else "at US prices"
    caption = f"{role.label}: median {what} by country, {COLLECTION_NAMES[collection]}"
    return RankedBars(caption, ranked, _NOTE, unit_of(asked.money), second_words)


def _countries(asked: Asked, role: Role, collection: str, kind: str, most: int) -> list[str]:
    """The countries with most statements of a role in the slice, most first."""
    found: Counter[str] = Counter()
    for kept in cells_in(asked.ctx.release, role.role_id, replace(asked.filters, country=None)):
        if (kept.collection, kept.kind) == (collection, kind):
            for country, n in zip(kept.country.tolist(), kept.by_cell.tolist(), strict=True):
                found[country] += int(n)
    del found[""]
    return [country for country, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:most]]


def _median(asked: Asked, role: Role, country: str, collection: str, kind: str, money: str) -> Figure | None:
    filters = replace(asked.filters, country=country)
    stated = stated_in(asked.ctx.release, role.role_id, filters, money, collection, kind)
    if stated is None or not stated.exact:
        return None
    return answer_figures(asked.ctx, role, stated, money, only=(0.5,)).get("p50")
