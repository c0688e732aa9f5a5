"""Tables of pay: by level, by country at market and United States prices, and by state."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from metier.model import Block, Figure, Filters, Role, Table, TableCell
from metier.release.official import best_paid_areas, country_names, purchasing_power
from metier.release.postings import PayStatements
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.official import wage_percentile
from metier.report.pay import quantile_figures
from metier.report.render.values import show
from metier.report.words import listed
from metier.vocabulary import levels


def country_name(ctx: Context, code: str) -> str:
    """The name of a country by its ISO code."""
    return country_names(ctx.release).get(code, code)


def by_level(ctx: Context, here: list[PayStatements], filters: Filters) -> list[Block]:
    """Median advertised pay by level, for the levels with enough statements."""
    rows = []
    for level in levels().values():
        if ctx.filters.level:
            break
        cells = [_median_cell(ctx, role, here, replace(filters, level=level.id), level=level.id) for role in ctx.posted]
        if any(cell.figure for cell in cells):
            rows.append((TableCell(level.label), *cells))
    if len(rows) < 2:
        return []
    return [
        Table(
            f"Median advertised pay by level, {country_name(ctx, filters.country or '')}",
            ("Level", *(role.label for role in ctx.posted)),
            tuple(rows),
            "USD a year. From the collection with most statements for the cell; levels as titles or the "
            "producer state them.",
        )
    ]


def _median_cell(
    ctx: Context,
    role: Role,
    entries: list[PayStatements],
    filters: Filters,
    *,
    level: str = "",
    country: str = "",
) -> TableCell:
    """The median of the collection with most statements in a cell, or why there is none."""
    best: dict[str, Figure] = {}
    most = 0
    for entry in entries:
        if entry.role_id != role.role_id or entry.kind != "advertised":
            continue
        mask = np.ones(len(entry.low), dtype=np.bool_)
        if level:
            mask &= entry.level == level
        if country:
            mask &= entry.country == country
        kept = entry.keep(mask)
        if kept.n > most:
            most = kept.n
            best = quantile_figures(ctx, role, kept, filters, probs=(0.5,)) or best
    if "p50" not in best:
        return TableCell(f"too few ({most})" if most else "none")
    figure = best["p50"]
    return TableCell(f"{show(figure)} (n = {figure.n:,})", ctx.add(figure))


def by_country(ctx: Context, found: list[PayStatements]) -> list[Block]:
    """Median advertised pay by country in USD, and at the prices of the United States."""
    if ctx.filters.country or not ctx.posted:
        return []
    counts: dict[str, int] = {}
    for entry in found:
        for country, n in zip(entry.country.tolist(), entry.statements.tolist(), strict=True):
            counts[country] = counts.get(country, 0) + int(n)
    rows = []
    for country in sorted((c for c in counts if c), key=lambda c: (-counts[c], c))[:8]:
        filters = replace(ctx.filters, country=country)
        cells: list[TableCell] = []
        for role in ctx.posted:
            nominal = _median_cell(ctx, role, found, filters, country=country)
            cells += [nominal, _real_cell(ctx, role, nominal, country, filters)]
        if any(cell.figure for cell in cells):
            rows.append((TableCell(country_name(ctx, country)), *cells))
    if len(rows) < 2:
        return []
    head = ("Country", *(text for role in ctx.posted for text in (role.label, "at US prices")))
    return [
        Table(
            "Median advertised pay by country",
            head,
            tuple(rows),
            "USD a year at market rates; “at US prices” divides by the World Bank's purchasing power factor.",
        )
    ]


def _real_cell(ctx: Context, role: Role, nominal: TableCell, country: str, filters: Filters) -> TableCell:
    """A median at United States prices: USD x local units per USD / local units per international dollar."""
    found = purchasing_power(ctx.release, country)
    if nominal.figure is None or found is None or found[3] is None:
        return TableCell("–")
    year, currency, ppp, rate, origin = found
    base = ctx.figures[nominal.figure]
    if base.value is None or base.interval is None or rate is None:
        return TableCell("–")
    factor = rate / ppp
    figure = replace(
        base,
        id=str(FigureId("pay_at_us_prices", "p50", base.id.split("/")[0].split(".")[-1], (role.role_id,), "", filters)),
        measure="pay_at_us_prices.p50",
        label=base.label + ", at United States prices",
        unit="usd_year",
        value=base.value * factor,
        origins=(*base.origins, origin),
        parts=(base.id,),
        interval=replace(base.interval, low=base.interval.low * factor, high=base.interval.high * factor),
        method="USD x exchange rate / purchasing power parity",
        inputs=(
            ("year of the price level", year),
            (f"{currency} per USD", round(rate, 4)),
            (f"{currency} per international dollar", round(ppp, 4)),
            ("factor", round(factor, 4)),
        ),
    )
    return TableCell(show(figure), ctx.add(figure))


def states(ctx: Context) -> list[Block]:
    """The best-paying states for the closest official occupations."""
    rows = []
    seen = set()
    for role in ctx.roles:
        occupation = ctx.closest(role, "onetsoc2019")
        if occupation is None or occupation.soc2018_code in seen:
            continue
        seen.add(occupation.soc2018_code)
        states = best_paid_areas(ctx.release, occupation.soc2018_code, "S", 5)
        if states:
            figures = [
                replace(
                    wage_percentile(role, occupation, w, 50),
                    id=str(
                        FigureId(
                            "wage",
                            "p50",
                            "",
                            (role.role_id,),
                            f"{occupation.soc2018_code}:{w.area.replace(' ', '-')}",
                            Filters(),
                        )
                    ),
                )
                for w in states
            ]
            cells = listed([f"{w.area} {show(f)}" for w, f in zip(states, figures, strict=True)])
            for figure in figures:
                ctx.add(figure)
            rows.append((TableCell(states[0].occupation), TableCell(cells, figures[0].id)))
    return (
        [
            Table(
                "Where official median wages are highest",
                ("Closest occupation", "States"),
                tuple(rows),
                "United States, five highest.",
            )
        ]
        if rows
        else []
    )
