"""Pay: advertised, surveyed and official, side by side and never pooled."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np

from metier.model import (
    Block,
    Figure,
    Filters,
    PayChart,
    PayRow,
    Role,
    Section,
    Sentence,
    Status,
    Table,
    TableCell,
)
from metier.release.official import Occupation, Wage, purchasing_power, wages
from metier.release.postings import PayStatements, pay_statements
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.official import PERCENTILES, wage_mean, wage_percentile
from metier.report.pay import (
    COLLECTION_NAMES,
    as_published,
    gap_figures,
    histogram,
    main_country,
    quantile_figures,
)
from metier.report.render.values import show
from metier.report.words import escaped, listed
from metier.vocabulary import levels, rule

KINDS = {"advertised": "advertised", "survey": "survey answers"}


def section(ctx: Context) -> Section:
    """The section. Without a country filter, stated pay is shown for the country with most of it."""
    found = pay_statements(ctx.release, [r.role_id for r in ctx.posted], ctx.filters) if ctx.posted else []
    country = ctx.filters.country or main_country(found)
    filters = replace(ctx.filters, country=country)
    here = [e.keep(e.country == country) for e in found] if country else []
    stated = _stated(ctx, here, filters)
    official, said_official = _official(ctx)
    paragraphs: list[tuple[Sentence, ...]] = [
        (*_scope(ctx, country, bool(stated)), *_headline(ctx, stated)),
        said_official, _like_for_like(ctx, found), _published(ctx, here, filters),
    ]
    blocks: list[Block] = []
    rows = tuple(row for row, _, _, _ in stated) + tuple(official)
    if rows:
        blocks.append(PayChart(
            "Pay in USD a year, by kind", rows,
            "Each row is one kind from one place; kinds are never pooled. Advertised: what postings state, a range "
            "counting half at each end. Official: wages that employers report for the closest occupation."))
    blocks += [*_by_level(ctx, here, filters), *_by_country(ctx, found), *_states(ctx)]
    return Section(id="pay", title="Pay", paragraphs=tuple(p for p in paragraphs if p), blocks=tuple(blocks),
                   missing=_missing(ctx, stated))


Stated = tuple[PayRow, Role, PayStatements, dict[str, Figure]]


def _stated(ctx: Context, here: list[PayStatements], filters: Filters) -> list[Stated]:
    rows = []
    for index, role in enumerate(ctx.posted):
        for entry in here:
            figures = quantile_figures(ctx, role, entry, filters) if entry.role_id == role.role_id else {}
            if figures:
                quantiles = tuple((name, ctx.add(figure)) for name, figure in figures.items())
                label = f"{role.label}: {KINDS[entry.kind]}, {COLLECTION_NAMES[entry.collection]} " \
                        f"{figures['p50'].period}"
                row = PayRow(label, entry.kind, quantiles, histogram(entry), ctx.roles.index(role))
                rows.append((row, ctx.posted[index], entry, figures))
    return rows


def _scope(ctx: Context, country: str | None, any_stated: bool) -> tuple[Sentence, ...]:
    if not any_stated or country is None or ctx.filters.country:
        return ()
    name = country_name(ctx, country)
    return (Sentence(f"Stated pay is shown for {escaped(name)}, where most statements on these roles come from; "
                     "choose another place with --country."),)


def country_name(ctx: Context, code: str) -> str:
    """The name of a country by its ISO code."""
    rows = ctx.release.rows("SELECT label FROM items WHERE measure = 'country' AND item_id = ?", (code,),
                            tables=("items",))
    return str(rows[0][0]) if rows else code


def _headline(ctx: Context, stated: list[Stated]) -> tuple[Sentence, ...]:
    """Each role's middle half in the collection that serves all roles best."""
    best = _common(stated, len(ctx.posted))
    if best is None:
        return ()
    said = []
    for _, role, _, f in best:
        said.append(ctx.say(
            f"Half of the advertised pay for {escaped(role.label)} lies between {{0}} and {{1}} a year, with the "
            "middle at {2}.", f["p25"], f["p75"], f["p50"]))
    _find_gap(ctx, best)
    return tuple(said)


def _common(stated: list[Stated], roles: int) -> list[Stated] | None:
    """Advertised pay of one collection for as many roles as possible, most statements of the rarest first."""
    groups: dict[str, list[Stated]] = {}
    for entry in stated:
        if entry[2].kind == "advertised":
            groups.setdefault(entry[2].collection, []).append(entry)
    return max(groups.values(), key=lambda g: (min(len(g), roles), min(e[2].n for e in g)), default=None)


def _find_gap(ctx: Context, best: list[Stated]) -> None:
    """Offers a large gap of medians whose intervals do not overlap to "In short"."""
    ranked = sorted(best, key=lambda e: -(e[3]["p50"].value or 0.0))
    if len(ranked) < 2:
        return
    most, least = ranked[0], ranked[-1]
    high, low = most[3]["p50"], least[3]["p50"]
    gap = (high.value or 0.0) / (low.value or 1.0) - 1
    apart = high.interval is not None and low.interval is not None and high.interval.low > low.interval.high
    if apart and gap * 100 >= rule("difference.large_pay_percent"):
        ctx.find("pay", gap, ctx.say(
            f"Advertised pay is higher for {escaped(most[1].label)}: a median of {{0}} against {{1}} for "
            f"{escaped(least[1].label)}, before level and year are made alike.", high, low))


def _official(ctx: Context) -> tuple[list[PayRow], tuple[Sentence, ...]]:
    """Newest national wages of the closest official occupations."""
    rows: list[PayRow] = []
    said: list[Sentence] = []
    means: list[tuple[Figure, Figure, Occupation]] = []
    for role in ctx.roles:
        for occupation in [o for o in ctx.occupations[role.role_id] if o.scheme == "onetsoc2019"][:2]:
            found = wages(ctx.release, occupation.soc2018_code)
            if not found:
                continue
            figures = {p: wage_percentile(role, occupation, found[0], p) for p in PERCENTILES}
            quantiles = tuple((f"p{p}", ctx.add(f)) for p, f in figures.items())
            via = "" if occupation.occupation_id == role.role_id else f"{role.label} → "
            rows.append(PayRow(f"{via}{occupation.label}: official, {found[0].period}", "official", quantiles,
                               role_index=ctx.roles.index(role)))
            relation = "" if not via else f", for {role.label} {_RELATION[occupation.relation]}"
            if figures[50].status is not Status.NOT_PUBLISHED:
                said.append(ctx.say(
                    f"Employers in the United States reported a median wage of {{0}} for {escaped(occupation.label)}"
                    f"{escaped(relation)} ({escaped(found[0].period)}).", figures[50]))
            if occupation is ctx.closest(role, "onetsoc2019"):
                means.append((figures[50], wage_mean(role, occupation, found[0]), occupation))
    _find_official_gap(ctx, means)
    return rows, tuple(dict.fromkeys(said))


_RELATION = {"close": "a close match", "broad": "the broader group", "narrow": "a narrower group",
             "related": "a related occupation", "exact": "the same"}


def _find_official_gap(ctx: Context, means: list[tuple[Figure, Figure, Occupation]]) -> None:
    """Offers a large gap of official medians to "In short" when the means differ beyond their errors."""
    ranked = sorted((m for m in means if m[0].value and m[1].interval), key=lambda m: -(m[0].value or 0.0))
    if len(ranked) < 2:
        return
    most, least = ranked[0], ranked[-1]
    gap = (most[0].value or 0.0) / (least[0].value or 1.0) - 1
    apart = most[1].interval is not None and least[1].interval is not None and \
        most[1].interval.low > least[1].interval.high
    if apart and gap * 100 >= rule("difference.large_pay_percent"):
        ctx.find("official pay", gap, ctx.say(
            f"Official wages: {escaped(most[2].label)} had a median of {{0}}, {escaped(least[2].label)} {{1}} "
            "(the closest official occupations, not the roles themselves).", most[0], least[0],
            also=(most[1], least[1])))


def _like_for_like(ctx: Context, found: list[PayStatements]) -> tuple[Sentence, ...]:
    said: list[Sentence] = []
    for a, b in combinations(ctx.posted, 2):
        shared = [(left, right) for left in found for right in found
                  if left.role_id == a.role_id and right.role_id == b.role_id
                  and (left.collection, left.kind) == (right.collection, right.kind) and left.kind == "advertised"]
        if not shared:
            continue
        left, right = max(shared, key=lambda pair: min(pair[0].n, pair[1].n))
        figures, reason = gap_figures(ctx, a, b, left, right, ctx.filters)
        names = f"{escaped(a.label)} over {escaped(b.label)}"
        if not figures:
            said.append(Sentence(f"Like for like, {names}: no figure. {escaped(reason)}"))
            continue
        said.append(ctx.say(
            f"Like for like, {names}: the raw gap of mean advertised pay is {{0}}, of which {{1}} comes from other "
            "levels, countries, years and workplaces; at one common mix {2} remains.",
            figures["raw"], figures["mix"], figures["remaining"]))
        interval = figures["remaining"].interval
        if interval is not None and interval.low <= 0 <= interval.high:
            said.append(Sentence("That remainder may be chance: its interval includes no gap at all."))
    return tuple(said)


def _published(ctx: Context, here: list[PayStatements], filters: Filters) -> tuple[Sentence, ...]:
    said = []
    for role in ctx.posted:
        f = as_published(ctx, role, here, filters)
        if f:
            n = f["p50"].n or 0
            said.append(ctx.say(
                f"To check against the file: its {n:,} {escaped(role.label)} amounts, all kinds and years as "
                "published, have quartiles of {0}, {1} and {2}.", f["p25"], f["p50"], f["p75"]))
    return tuple(said)


def _by_level(ctx: Context, here: list[PayStatements], filters: Filters) -> list[Block]:
    """Median advertised pay by level, for the levels with enough statements."""
    rows = []
    for level in levels().values():
        if ctx.filters.level:
            break
        cells = [_median_cell(ctx, role, here, replace(filters, level=level.id), level=level.id)
                 for role in ctx.posted]
        if any(cell.figure for cell in cells):
            rows.append((TableCell(level.label), *cells))
    if len(rows) < 2:
        return []
    return [Table(f"Median advertised pay by level, {country_name(ctx, filters.country or '')}",
                  ("Level", *(role.label for role in ctx.posted)), tuple(rows),
                  "USD a year. From the collection with most statements for the cell; levels as titles or the "
                  "producer state them.")]


def _median_cell(ctx: Context, role: Role, entries: list[PayStatements], filters: Filters, *,
                 level: str = "", country: str = "") -> TableCell:
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
    if not best:
        return TableCell(f"too few ({most})" if most else "none")
    figure = best["p50"]
    return TableCell(f"{show(figure)} (n = {figure.n:,})", ctx.add(figure))


def _by_country(ctx: Context, found: list[PayStatements]) -> list[Block]:
    """Median advertised pay by country in USD, and at the prices of the United States."""
    if ctx.filters.country or not ctx.posted:
        return []
    counts: dict[str, int] = {}
    for entry in found:
        for country, n in zip(entry.country, entry.statements, strict=True):
            counts[str(country)] = counts.get(str(country), 0) + int(n)
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
    return [Table("Median advertised pay by country", head, tuple(rows),
                  "USD a year at market rates; “at US prices” divides by the World Bank's purchasing power factor.")]


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
        base, id=str(FigureId("pay_at_us_prices", "p50", base.id.split("/")[0].split(".")[-1], (role.role_id,), "",
                              filters)),
        measure="pay_at_us_prices.p50", label=base.label + ", at United States prices", unit="usd_year",
        value=base.value * factor, origins=(*base.origins, origin), parts=(base.id,),
        interval=replace(base.interval, low=base.interval.low * factor, high=base.interval.high * factor),
        method="USD x exchange rate / purchasing power parity",
        inputs=(("year of the price level", year), (f"{currency} per USD", round(rate, 4)),
                (f"{currency} per international dollar", round(ppp, 4)), ("factor", round(factor, 4))),
    )
    return TableCell(show(figure), ctx.add(figure))


def _states(ctx: Context) -> list[Block]:
    """The best-paying states for the closest official occupations."""
    rows = []
    seen = set()
    for role in ctx.roles:
        occupation = ctx.closest(role, "onetsoc2019")
        if occupation is None or occupation.soc2018_code in seen:
            continue
        seen.add(occupation.soc2018_code)
        by_state = ctx.release.rows(
            "SELECT area_code FROM wages WHERE soc2018_code = ? AND area_type = 'S' AND p50_usd_year IS NOT NULL"
            " ORDER BY p50_usd_year DESC LIMIT 5", (occupation.soc2018_code,), tables=("wages",))
        states: list[Wage] = [w for (code,) in by_state for w in wages(
            ctx.release, occupation.soc2018_code, area=code, area_type="S")[:1]]
        if states:
            figures = [replace(wage_percentile(role, occupation, w, 50), id=str(FigureId(
                "wage", "p50", "", (role.role_id,), f"{occupation.soc2018_code}:{w.area.replace(' ', '-')}",
                Filters()))) for w in states]
            cells = listed([f"{w.area} {show(f)}" for w, f in zip(states, figures, strict=True)])
            for figure in figures:
                ctx.add(figure)
            rows.append((TableCell(occupation.label), TableCell(cells, figures[0].id)))
    return [Table("Where official median wages are highest", ("Closest occupation", "States"), tuple(rows),
                  "United States, five highest.")] if rows else []


def _missing(ctx: Context, stated: list[Stated]) -> tuple[Sentence, ...]:
    have = {role.role_id for _, role, _, _ in stated}
    short = [role.label for role in ctx.posted if role.role_id not in have]
    if not short:
        return ()
    kept = " that match the filters" if ctx.filters else ""
    return (Sentence(f"Fewer than {rule('pay.minimum_statements'):.0f} pay statements{kept} for "
                     f"{escaped(listed(short))}: no advertised pay is shown for it."),)
