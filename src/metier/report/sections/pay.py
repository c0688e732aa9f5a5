"""Pay: advertised, surveyed and official, side by side and never pooled."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations

from metier.model import (
    Block,
    Figure,
    Filters,
    Flag,
    PayChart,
    PayRow,
    Role,
    Section,
    Sentence,
    Status,
    Table,
    TableCell,
)
from metier.release.official import Occupation, wages
from metier.release.postings import PayStatements, pay_statements
from metier.report.context import Context
from metier.report.official import PERCENTILES, is_part, standing, wage_mean, wage_percentile
from metier.report.pay import (
    COLLECTION_NAMES,
    as_published,
    histogram,
    main_country,
    quantile_figures,
)
from metier.report.pay_gap import like_for_like_sentences
from metier.report.pay_tables import by_country, by_level, country_name, prevailing, states
from metier.report.render.values import show
from metier.report.words import escaped, in_prose, listed
from metier.vocabulary import rule

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
        said_official,
        like_for_like_sentences(ctx, found),
    ]
    blocks: list[Block] = []
    rows = tuple(row for row, _, _, _ in stated) + tuple(official)
    if rows:
        blocks.append(
            PayChart(
                "Pay in USD a year, by kind",
                rows,
                "Each row is one kind from one place; kinds are never pooled. Advertised: what postings state, a range "
                "counting half at each end. Official: wages that employers report for the closest occupation.",
            )
        )
    blocks += [
        *by_level(ctx, here, filters),
        *by_country(ctx, found),
        *prevailing(ctx),
        *states(ctx),
        *_published(ctx, here, filters),
    ]
    return Section(
        id="pay",
        title="Pay",
        paragraphs=tuple(p for p in paragraphs if p),
        blocks=tuple(blocks),
        missing=(*_missing(ctx, stated), *_no_official(ctx, official)),
    )


Stated = tuple[PayRow, Role, PayStatements, dict[str, Figure]]


def _stated(ctx: Context, here: list[PayStatements], filters: Filters) -> list[Stated]:
    rows = []
    for index, role in enumerate(ctx.posted):
        for entry in here:
            figures = quantile_figures(ctx, role, entry, filters) if entry.role_id == role.role_id else {}
            if "p50" in figures:
                quantiles = tuple((name, ctx.add(figure)) for name, figure in figures.items())
                label = (
                    f"{role.label}: {KINDS[entry.kind]}, {COLLECTION_NAMES[entry.collection]} {figures['p50'].period}"
                )
                row = PayRow(label, entry.kind, quantiles, histogram(entry), ctx.roles.index(role))
                rows.append((row, ctx.posted[index], entry, figures))
    return rows


def _scope(ctx: Context, country: str | None, any_stated: bool) -> tuple[Sentence, ...]:
    if not any_stated or country is None or ctx.filters.country:
        return ()
    name = in_prose(country_name(ctx, country))
    return (
        Sentence(
            f"Stated pay is shown for {escaped(name)}, where most statements on these roles come from; "
            "a country filter shows another."
        ),
    )


def _headline(ctx: Context, stated: list[Stated]) -> tuple[Sentence, ...]:
    """Each role's middle half, from one collection if one serves all roles, else from each role's best."""
    best = _common(stated, len(ctx.posted)) or _each_best(stated)
    said = []
    for _, role, entry, f in best:
        where = f"{escaped(role.label)} ({COLLECTION_NAMES[entry.collection]}, {f['p50'].period})"
        if {"p25", "p75"} <= f.keys():
            text = f"Half of the advertised pay for {where} lies between {{0}} and {{1}} a year, the middle is {{2}}."
            said.append(ctx.say(text, f["p25"], f["p75"], f["p50"]))
        else:
            text = f"The middle of the advertised pay for {where} is {{0}} a year; its spread is not known well enough."
            said.append(ctx.say(text, f["p50"]))
    if len({entry.collection for _, _, entry, _ in best}) > 1 or not _same_time(best):
        said.append(Sentence("These come from different places or years: they are not a comparison of the roles."))
    else:
        _find_gap(ctx, best)
    return tuple(said)


def _same_time(stated: list[Stated]) -> bool:
    """Whether the statements of every pair of roles are of enough common years to be compared."""
    years = []
    for _, _, entry, _ in stated:
        count: Counter[int] = Counter()
        for year, n in zip(entry.year.tolist(), entry.statements.tolist(), strict=True):
            count[year] += int(n)
        years.append({year: n / max(entry.n, 1) for year, n in count.items()})
    overlaps = (sum(min(a[y], b[y]) for y in a.keys() & b.keys()) for a, b in combinations(years, 2))
    return all(overlap >= rule("difference.year_overlap") for overlap in overlaps)


def effective(entry: Stated) -> float:
    """Statements that say as much as unrelated ones would; where employers are not recorded, the square root."""
    n = float(dict(entry[3]["p50"].inputs)["effective statements"])
    return n if Flag.CLUSTERS_UNKNOWN not in entry[3]["p50"].flags else n**0.5


def _common(stated: list[Stated], roles: int) -> list[Stated] | None:
    """Advertised pay of the collection that tells most about every role; None where none tells enough."""
    groups: dict[str, list[Stated]] = {}
    for entry in stated:
        if entry[2].kind == "advertised":
            groups.setdefault(entry[2].collection, []).append(entry)
    whole = [g for g in groups.values() if len(g) == roles]
    best = max(whole, key=lambda g: min(effective(e) for e in g), default=None)
    return best if best and min(effective(e) for e in best) >= rule("pay.effective_statements") else None


def _each_best(stated: list[Stated]) -> list[Stated]:
    """For each role the advertised pay that tells most."""
    best: dict[str, Stated] = {}
    for entry in stated:
        held = best.get(entry[1].role_id)
        if entry[2].kind == "advertised" and (held is None or effective(entry) > effective(held)):
            best[entry[1].role_id] = entry
    return list(best.values())


def _find_gap(ctx: Context, best: list[Stated]) -> None:
    """Offers a large gap of medians whose intervals do not overlap to "In short"."""
    ranked = sorted(best, key=lambda e: -(e[3]["p50"].value or 0.0))
    if len(ranked) < 2:
        return
    most, least = ranked[0], ranked[-1]
    high, low = most[3]["p50"], least[3]["p50"]
    if Flag.CLUSTERS_UNKNOWN in high.flags | low.flags:
        return  # without employers no interval is wide enough to call a gap real
    gap = (high.value or 0.0) / (low.value or 1.0) - 1
    apart = high.interval is not None and low.interval is not None and high.interval.low > low.interval.high
    if apart and gap * 100 >= rule("difference.large_pay_percent"):
        ctx.find(
            "pay",
            gap,
            ctx.say(
                f"Advertised pay is higher for {escaped(most[1].label)}: a median of {{0}} against {{1}} for "
                f"{escaped(least[1].label)}, before level and year are made alike.",
                high,
                low,
            ),
            ahead=most[1].role_id,
        )


def _official(ctx: Context) -> tuple[list[PayRow], tuple[Sentence, ...]]:
    """Newest national wages of the closest official occupations."""
    rows: list[PayRow] = []
    said: list[Sentence] = []
    means: list[tuple[Figure, Figure, str, Role]] = []
    for role in ctx.roles:
        medians: list[tuple[Occupation, str, Figure]] = []
        for occupation in ctx.counterparts(role):
            found = wages(ctx.release, occupation.soc2018_code)
            if not found:
                continue
            figures = {p: wage_percentile(role, occupation, found[0], p) for p in PERCENTILES}
            quantiles = tuple((f"p{p}", ctx.add(f)) for p, f in figures.items())
            via = "" if occupation.occupation_id == role.role_id else f"{role.label} → "
            rows.append(
                PayRow(
                    f"{via}{found[0].occupation}: official, {found[0].period}",
                    "official",
                    quantiles,
                    role_index=ctx.roles.index(role),
                )
            )
            if figures[50].status is not Status.NOT_PUBLISHED:
                medians.append((occupation, found[0].occupation, figures[50]))
            if not means or means[-1][3] is not role:
                means.append((figures[50], wage_mean(role, occupation, found[0]), found[0].occupation, role))
        if medians:
            said.append(_medians(ctx, role, medians))
    _find_official_gap(ctx, means)
    return rows, tuple(dict.fromkeys(said))


def _medians(ctx: Context, role: Role, medians: list[tuple[Occupation, str, Figure]]) -> Sentence:
    """The official medians that stand for a role, in one sentence."""
    first, _, median = medians[0]
    period, place = median.period, in_prose(median.place.replace("National", "United States"))
    if is_part(first) and first.relation == "exact":
        text = f"Wages exist for the wider group of {escaped(role.label)} only: in {escaped(place)}, "
        return ctx.say(f"{text}{escaped(medians[0][1])} had a median of {{0}} in {escaped(period)}.", median)
    if first.occupation_id == role.role_id:
        text = f"Employers in {escaped(place)} paid {escaped(role.label)} a median of {{0}} in {escaped(period)}."
        return ctx.say(text, median)
    if first.relation == "exact":
        text = f"Employers in {escaped(place)} paid {escaped(medians[0][1])}, the official occupation of "
        return ctx.say(f"{text}{escaped(role.label)}, a median of {{0}} in {escaped(period)}.", median)
    parts = [f"{escaped(name)}, {standing(o)}, {{{i}}}" for i, (o, name, _) in enumerate(medians)]
    return ctx.say(
        f"No official wage exists for {escaped(role.label)} itself; its closest occupations had these medians in "
        f"{escaped(place)}, {escaped(period)}: {'; '.join(parts)}.",
        *(figure for _, _, figure in medians),
    )


def _find_official_gap(ctx: Context, means: list[tuple[Figure, Figure, str, Role]]) -> None:
    """Offers a large gap of official medians to "In short" when the means differ beyond their errors."""
    ranked = sorted((m for m in means if m[0].value and m[1].interval), key=lambda m: -(m[0].value or 0.0))
    if len(ranked) < 2:
        return
    most, least = ranked[0], ranked[-1]
    gap = (most[0].value or 0.0) / (least[0].value or 1.0) - 1
    apart = (
        most[1].interval is not None and least[1].interval is not None and most[1].interval.low > least[1].interval.high
    )
    if apart and gap * 100 >= rule("difference.large_pay_percent"):
        ctx.find(
            "official pay",
            gap,
            ctx.say(
                f"Official wages: {escaped(most[2])} had a median of {{0}}, {escaped(least[2])} {{1}}{ctx.proviso}.",
                most[0],
                least[0],
                also=(most[1], least[1]),
            ),
            ahead=most[3].role_id,
        )


def _published(ctx: Context, here: list[PayStatements], filters: Filters) -> list[Block]:
    """The salary file's own quartiles, as published: a check that anyone can repeat."""
    rows = []
    for role in ctx.posted:
        figures = as_published(ctx, role, here, filters)
        if figures:
            cells = [TableCell(show(f), ctx.add(f)) for f in figures.values()]
            rows.append((TableCell(role.label), TableCell(f"{figures['p50'].n or 0:,}"), *cells))
    head = ("Role", "Amounts", "A quarter below", "Median", "A quarter above")
    note = "Every amount of the file in this country: both ends of a range, all kinds and years mixed. Not an answer."
    return [Table("To check against the salary file as published", head, tuple(rows), note)] if rows else []


def _missing(ctx: Context, stated: list[Stated]) -> tuple[Sentence, ...]:
    have = {role.role_id for _, role, _, _ in stated}
    short = [role.label for role in ctx.posted if role.role_id not in have]
    if not short:
        return ()
    kept = " that match the filters" if ctx.filters else ""
    return (
        Sentence(
            f"Fewer than {rule('pay.minimum_statements'):.0f} pay statements{kept} for "
            f"{escaped(listed(short))}: no advertised pay is shown for it."
        ),
    )


def _no_official(ctx: Context, official: list[PayRow]) -> tuple[Sentence, ...]:
    """The roles for which no official wage is shown."""
    have = {row.role_index for row in official}
    short = [role.label for i, role in enumerate(ctx.roles) if i not in have]
    if not short:
        return ()
    return (
        Sentence(
            f"No official wage is shown for {escaped(listed(short))}: "
            "no occupation of the US wage survey is linked to it."
        ),
    )
