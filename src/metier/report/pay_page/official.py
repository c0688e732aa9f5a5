"""Official wages of the closest occupations: nationwide, by place, by industry and by prevailing level."""

from __future__ import annotations

from dataclasses import dataclass

from metier.model import Block, Figure, Filters, PayRow, Role, Section, Sentence, Table, TableCell
from metier.release.official import Occupation, Wage, best_paid_areas, wages
from metier.release.prevailing import UsPlace
from metier.release.prices import DOLLARS
from metier.release.reader import Release, remembered_by_figure
from metier.report.context import Context
from metier.report.official import PERCENTILES, is_part, wage_mean, wage_percentile
from metier.report.pay_page import local
from metier.report.pay_page.wage_papers import cells, in_money, quartiles
from metier.report.pay_tables import prevailing
from metier.report.words import escaped
from metier.vocabulary import rule

MOST = 8  # industries or areas in a table
EVERY = 1000  # more areas than there are
_RELATED = {
    "close": "close to",
    "broad": "the broader group of",
    "narrow": "a narrower group within",
    "related": "related to",
}


@dataclass(frozen=True, slots=True)
class OfficialPay:
    """Rows of the chart, for each role the median and mean of its closest occupation, and what is said of a county."""

    rows: tuple[PayRow, ...]
    closest: tuple[tuple[Figure, Figure, str, Role], ...]  # median, mean, the occupation's name, role
    local: tuple[Sentence, ...] = ()


NONE = OfficialPay((), ())


def official_pay(ctx: Context, money: str = DOLLARS, place: UsPlace | None = None) -> OfficialPay:
    """Newest national wages of the occupations closest to each role, in the money asked for; with those of a county."""
    rows: list[PayRow] = []
    closest: list[tuple[Figure, Figure, str, Role]] = []
    for role in ctx.roles:
        for wage in _wages(ctx.release, role, money):
            quantiles = tuple((f"p{p}", ctx.add(f)) for p, f in wage.percentiles.items())
            rows.append(PayRow(wage.label, "official", quantiles, role_index=ctx.roles.index(role)))
            if wage.mean is not None:
                closest.append((wage.percentiles[50], wage.mean, wage.occupation, role))
    return OfficialPay(tuple(rows), tuple(closest), local.said(ctx, place, money) if place else ())


@dataclass(frozen=True, slots=True)
class _Wage:
    """Newest national wages of an occupation linked to a role, with the mean where it is the closest one."""

    label: str
    occupation: str
    percentiles: dict[int, Figure]
    mean: Figure | None


@remembered_by_figure
def _wages(release: Release, role: Role, money: str) -> tuple[_Wage, ...]:
    """The wages that are drawn for a role, its closest occupation's first."""
    ctx = Context(release, (role,), Filters())
    found = []
    for number, occupation in enumerate(ctx.counterparts(role)):
        for wage in wages(release, occupation.soc2018_code)[:1]:  # the newest
            via = "" if occupation.occupation_id == role.role_id else f"{role.label} → "
            figures = {p: in_money(ctx, wage_percentile(role, occupation, wage, p), money) for p in PERCENTILES}
            mean = in_money(ctx, wage_mean(role, occupation, wage), money) if number == 0 else None
            found.append(_Wage(f"{via}{wage.occupation}: official, {wage.period}", wage.occupation, figures, mean))
    return tuple(found)


def in_short(ctx: Context, found: OfficialPay) -> tuple[Sentence, ...]:
    """The median of the occupation closest to each role in one sentence, then what is said of the county asked for."""
    parts: list[str] = []
    figures: list[Figure] = []
    for median, _, name, role in found.closest:
        if median.value is None:
            continue
        occupation = ctx.counterparts(role)[0]
        who = escaped(name)
        if is_part(occupation) and occupation.relation == "exact":
            who = f"{who} (wages exist for the wider group of {escaped(role.label)} only)"
        elif occupation.occupation_id != role.role_id:
            relation = "the occupation of" if occupation.relation == "exact" else _RELATED[occupation.relation]
            who = f"{who} ({relation} {escaped(role.label)})"
        parts.append(f"{who} {{{len(figures)}}}")
        figures.append(median)
    if not parts:
        return found.local
    medians = f"Official medians in the United States, {figures[0].period}: {'; '.join(parts)}."
    return (ctx.say(medians, *figures), *found.local)


def section(ctx: Context, place: UsPlace | None = None) -> Section:
    """Official wages in detail, always in dollars of the United States; with a county or state, there first."""
    there = local.blocks(ctx, place) if place else []
    blocks: tuple[Block, ...] = (*there, *_places(ctx), *_industries(ctx), *(() if place else prevailing(ctx)))
    if not blocks:
        text = "No occupation of the United States wage survey is linked to these roles."
        return Section(id="pay-official", title="Official wages in detail", missing=(Sentence(text),))
    first = (
        "What employers in the United States report that they pay, for the occupation closest to each role; in US "
        "dollars, all levels together."
    )
    return Section(id="pay-official", title="Official wages in detail", paragraphs=((Sentence(first),),), blocks=blocks)


def _closest(ctx: Context) -> list[tuple[Role, Occupation]]:
    """Each role with its closest occupation, an occupation once."""
    found: dict[str, tuple[Role, Occupation]] = {}
    for role in ctx.roles:
        for occupation in ctx.counterparts(role)[:1]:
            found.setdefault(occupation.soc2018_code, (role, occupation))
    return list(found.values())


def _places(ctx: Context) -> list[Block]:
    """The best-paying states and metropolitan areas of each closest occupation."""
    blocks: list[Block] = []
    for role, occupation in _closest(ctx):
        rows = [
            (TableCell(wage.area), TableCell(what), *cells(ctx, quartiles(role, occupation, wage, wage.area)))
            for area_type, what in (("S", "state"), ("M", "metropolitan area"))
            for wage in _best_paid(ctx, occupation.soc2018_code, area_type)
        ]
        if rows:
            name = wages(ctx.release, occupation.soc2018_code)[0].occupation
            head = ("Where", "Kind of place", "A quarter below", "Median", "A quarter above")
            note = "The four highest medians of each kind of place; where a place pays most, living often costs most."
            blocks.append(
                Table(f"Where official wages are highest: {name}", head, tuple(rows), note, detail=bool(ctx.posted))
            )
    return blocks


def _best_paid(ctx: Context, soc2018_code: str, area_type: str) -> list[Wage]:
    """The areas of one type with the highest medians, of the newest period alone."""
    found = best_paid_areas(ctx.release, soc2018_code, area_type, EVERY)
    newest = max((wage.period[-4:] for wage in found), default="")
    return [wage for wage in found if wage.period.endswith(newest)][: MOST // 2]


def _industries(ctx: Context) -> list[Block]:
    """The best-paying sectors of each closest occupation, among those that employ enough people in it."""
    blocks: list[Block] = []
    for role, occupation in _closest(ctx):
        everything = wages(ctx.release, occupation.soc2018_code, by_industry=True)
        newest = max((wage.period[-4:] for wage in everything), default="")
        found = [
            wage
            for wage in everything
            if wage.percentiles[2] is not None
            and (wage.employment or 0) >= rule("wage.least_employed")
            and wage.period.endswith(newest)
        ]
        best = sorted(found, key=lambda wage: (-(wage.percentiles[2] or 0), wage.industry))[:MOST]
        rows = tuple(
            (
                TableCell(w.industry),
                TableCell(f"{w.employment:,}" if w.employment else "–"),
                *cells(ctx, quartiles(role, occupation, w, w.industry)),
            )
            for w in best
        )
        if rows:
            head = ("Industry", "People in it", "A quarter below", "Median", "A quarter above")
            note = (
                f"{found[0].period}, United States; the highest medians among sectors with a thousand people or more."
            )
            blocks.append(
                Table(f"Official wages by industry: {found[0].occupation}", head, rows, note, detail=bool(ctx.posted))
            )
    return blocks
