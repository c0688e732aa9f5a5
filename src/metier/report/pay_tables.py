"""Tables of pay: by level, by country at market and United States prices, and by state."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from metier.model import Block, Figure, Filters, Role, Table, TableCell
from metier.release.official import best_paid_areas, country_names, purchasing_power, wage_levels, wages
from metier.release.postings import PayStatements
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.official import prevailing_wage, wage_percentile
from metier.report.pay import COLLECTION_NAMES, quantile_figures
from metier.report.render.values import show
from metier.report.words import in_prose, listed
from metier.vocabulary import levels, rule


def country_name(ctx: Context, code: str) -> str:
    """The name of a country by its ISO code."""
    return country_names(ctx.release).get(code, code)


def by_level(ctx: Context, here: list[PayStatements], filters: Filters) -> list[Block]:
    """Median advertised pay by level, all from the one collection that fills most cells."""
    if ctx.filters.level:
        return []
    slices = [(level.label, "level", level.id, replace(filters, level=level.id)) for level in levels().values()]
    collection, rows = _best_table(ctx, here, slices)
    if len(rows) < 2:
        return []
    head = ("Level", *(role.label for role in ctx.posted))
    body = tuple((TableCell(label), *(_cell(ctx, figures) for figures in cells)) for label, _, cells in rows)
    place = in_prose(country_name(ctx, filters.country or ""))
    note = f"USD a year, {COLLECTION_NAMES[collection]}; levels as titles or the producer state them."
    return [Table(f"Median advertised pay by level in {place}", head, body, note)]


def by_country(ctx: Context, found: list[PayStatements]) -> list[Block]:
    """Median advertised pay by country in USD and at United States prices, all from one collection."""
    if ctx.filters.country or not ctx.posted:
        return []
    countries: Counter[str] = Counter()
    for entry in found:
        for country, n in zip(entry.country.tolist(), entry.statements.tolist(), strict=True):
            countries[country] += int(n)
    del countries[""]
    slices = [
        (country_name(ctx, code), "country", code, replace(ctx.filters, country=code))
        for code, _ in sorted(countries.items(), key=lambda pair: (-pair[1], pair[0]))[:12]
    ]
    collection, rows = _best_table(ctx, found, slices)
    if len(rows) < 2:
        return []
    body = []
    for label, code, cells in rows[:8]:
        row = [TableCell(label)]
        for role, (few, figure) in zip(ctx.posted, cells, strict=True):
            real = _at_us_prices(ctx, role, figure, code, replace(ctx.filters, country=code)) if figure else None
            row += [_cell(ctx, (few, figure)), _cell(ctx, (None, real), plain=True)]
        body.append(tuple(row))
    head = ("Country", *(text for role in ctx.posted for text in (role.label, "at US prices")))
    note = (
        f"USD a year at market rates, {COLLECTION_NAMES[collection]}; “at US prices” divides by the World Bank's "
        "purchasing power factor, where enough unrelated statements bear it."
    )
    return [Table("Median advertised pay by country", head, tuple(body), note)]


Median = tuple[int | None, Figure | None]
Slice = tuple[str, str, str, Filters]


def _best_table(
    ctx: Context, entries: list[PayStatements], slices: list[Slice]
) -> tuple[str, list[tuple[str, str, list[Median]]]]:
    """The collection with enough statements in most cells, and its rows (label, value, a median a role)."""
    advertised = [e for e in entries if e.kind == "advertised"]
    best = max(sorted({e.collection for e in advertised}), key=lambda c: _filled(advertised, c, slices), default="")
    of_role = {e.role_id: e for e in advertised if e.collection == best}
    rows = []
    for label, column, value, filters in slices:
        cells = [_median(ctx, role, of_role.get(role.role_id), column, value, filters) for role in ctx.posted]
        if any(figure for _, figure in cells):
            rows.append((label, value, cells))
    return best, rows


def _filled(entries: list[PayStatements], collection: str, slices: list[Slice]) -> tuple[int, int]:
    """Cells of a collection with enough statements for a median, and the statements in them."""
    least = rule("pay.minimum_statements")
    cells = [
        int(e.statements[getattr(e, column) == value].sum())
        for e in entries
        if e.collection == collection
        for _, column, value, _ in slices
    ]
    enough = [n for n in cells if n >= least]
    return len(enough), sum(enough)


def _median(ctx: Context, role: Role, entry: PayStatements | None, column: str, value: str, filters: Filters) -> Median:
    """(statements, median) of one role and slice; no median where there are too few."""
    if entry is None:
        return 0, None
    kept = entry.keep(getattr(entry, column) == value)
    return kept.n, quantile_figures(ctx, role, kept, filters, probs=(0.5,)).get("p50")


def _cell(ctx: Context, median: Median, *, plain: bool = False) -> TableCell:
    """A median with its number of statements, or why there is none."""
    few, figure = median
    if figure is None:
        return TableCell("–" if few is None else f"too few ({few})" if few else "none")
    return TableCell(show(figure) if plain else f"{show(figure)} (n = {figure.n:,})", ctx.add(figure))


def _at_us_prices(ctx: Context, role: Role, base: Figure, country: str, filters: Filters) -> Figure | None:
    """A median at United States prices: USD x local units per USD / local units per international dollar."""
    found = purchasing_power(ctx.release, country)
    effective = float(dict(base.inputs)["effective statements"])
    if found is None or base.value is None or base.interval is None or effective < rule("pay.effective_statements"):
        return None
    year, currency, ppp, rate, origin = found
    if rate is None:
        return None
    factor = rate / ppp
    return replace(
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


def prevailing(ctx: Context) -> list[Block]:
    """Prevailing wage levels of the closest official occupations: what the United States calls entry to expert pay."""
    rows = []
    seen = set()
    pairs = [(r, o) for r in ctx.roles for o in ctx.counterparts(r)]
    for role, occupation in pairs:
        levels_here = [] if occupation.soc2018_code in seen else wage_levels(ctx.release, occupation.soc2018_code)
        seen.add(occupation.soc2018_code)
        figures = [prevailing_wage(role, occupation, level) for level in levels_here]
        if figures:
            named = wages(ctx.release, occupation.soc2018_code)
            name = named[0].occupation if named else occupation.label
            rows.append((TableCell(name), *(TableCell(show(f), ctx.add(f)) for f in figures)))
    if not rows:
        return []
    return [
        Table(
            "Prevailing wages by level, in the median county",
            ("Closest occupation", "I: entry", "II: qualified", "III: experienced", "IV: fully competent"),
            tuple(rows),
            "USD an hour, United States, about 2025-26: what employers of foreign workers must pay at least.",
        )
    ]


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
