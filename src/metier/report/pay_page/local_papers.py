"""Figures of official wages in counties and states, with their papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from metier.model import Figure, Role, Status
from metier.reading.normalise import fold
from metier.release.official import Occupation, Wage, best_paid_areas, wage_levels
from metier.release.prevailing import LEVELS, PlaceWages, UsPlace, county_named, place_wages
from metier.report.context import Context
from metier.report.ids import FigureId, parse_id
from metier.report.official import prevailing_wage
from metier.report.pay_page.wage_papers import in_money, quartiles
from metier.report.us_place_names import is_two_in_one, place_name
from metier.report.words import in_prose
from metier.vocabulary import rule

NATION = "US"  # no state has this code
EVERY = 1000  # more states than there are
TWO_IN_ONE = "The file has one entry for the county and the city of this name, which may be either."
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def explained(ctx: Context, wanted: FigureId) -> dict[str, Figure]:
    """Figures of any county or state by id, among them the one that is wanted if there is such a place; else none."""
    code, _, rest = wanted.item.partition(":")
    found: list[Figure] = []
    for role, occupation in pairs(ctx):
        if occupation.soc2018_code != code or not rest:
            continue
        if wanted.measure == "wage":
            found += [f for wage in state_wages(ctx, occupation) for f in quartiles(role, occupation, wage, wage.area)]
        elif wanted.measure == "prevailing_wage":
            place = _of_id(ctx, rest)
            found += [in_money(ctx, figure, wanted.money) for figure in year_figures(ctx, role, occupation, place)]
    return {figure.id: figure for figure in found}


def year_figures(ctx: Context, role: Role, occupation: Occupation, place: UsPlace) -> list[Figure]:
    """Levels I to IV in US dollars a year: of a county, or the median over counties; none where it is not covered."""
    item = f"{occupation.soc2018_code}:{_slug(place)}"
    named = where_is(ctx, place)
    hourly = [prevailing_wage(role, occupation, level) for level in wage_levels(ctx.release, occupation.soc2018_code)]
    if place == UsPlace(NATION):
        return [_a_year(figure, item, named) for figure in hourly]
    found = place_wages(ctx.release, occupation.soc2018_code, place)
    if found is None:
        return []
    return [_a_year(_there(ctx, figure, place, found), item, named) for figure in hourly]


def _there(ctx: Context, nationwide: Figure, place: UsPlace, found: PlaceWages) -> Figure:
    """One level an hour in a county or a state's middle county, from the figure of all counties."""
    level = parse_id(nationwide.id).statistic.removeprefix("level-")
    note = f"{nationwide.note} {TWO_IN_ONE}".strip() if is_two_in_one(place) else nationwide.note
    one = bool(place.county)
    return replace(
        nationwide,
        measure="prevailing_wage.published" if one else nationwide.measure,
        value=found.levels[LEVELS.index(level)],
        status=Status.PUBLISHED if one else Status.MEASURED,
        place=place_name(ctx.release, place),
        origins=(found.origin_id,),
        n=None if one else found.counties,
        n_of=None if one else "counties",
        no_interval="set by the producer, not estimated" if one else "every county of the state, not a sample",
        note=note,
    )


def _a_year(figure: Figure, item: str, named: str) -> Figure:
    """A figure of an amount an hour as one of an amount a year, of the place that is named."""
    an_hour, hours = figure.value or 0.0, hours_a_year()
    how = "as published" if figure.n is None else "median over counties"
    return replace(
        figure,
        id=str(replace(parse_id(figure.id), item=item)),
        label=f"{figure.label.rpartition(',')[0]}, a year in {named}",
        unit="usd_year",
        value=round(an_hour * hours, 2),
        method=f"{how} x hours a year",
        inputs=((f"USD an hour, {how}", an_hour), ("hours a year", hours)),
    )


def hours_a_year() -> int:
    """The hours of a year's full-time work."""
    return round(rule("annualise.hours_per_year"))


def pairs(ctx: Context) -> Iterator[tuple[Role, Occupation]]:
    """Each role with the occupations whose statistics are shown for it."""
    return ((role, occupation) for role in ctx.roles for occupation in ctx.counterparts(role))


def state_wages(ctx: Context, occupation: Occupation) -> list[Wage]:
    """Newest wages of an occupation in each state."""
    found = best_paid_areas(ctx.release, occupation.soc2018_code, "S", EVERY)
    newest = max((wage.period[-4:] for wage in found), default="")
    return [wage for wage in found if wage.period.endswith(newest)]


def where_is(ctx: Context, place: UsPlace) -> str:
    """A place as it stands in a sentence."""
    name = with_article(place_name(ctx.release, place))
    return name if place.county else f"the middle county of {name}"


def with_article(name: str) -> str:
    """The name of a place as it stands in a sentence.

    >>> with_article("District of Columbia"), with_article("Texas")
    ('the District of Columbia', 'Texas')
    """
    return f"the {name}" if name.startswith(("District of", "U.S.")) else in_prose(name)


def _slug(place: UsPlace) -> str:
    """A place as it stands in a figure's id: 'TX:travis', 'MD:prince-georges', 'TX'."""
    return f"{place.state}:{county_slug(place.county)}" if place.county else place.state


def county_slug(county: str) -> str:
    """A county's name as it stands in a figure's id.

    >>> county_slug("prince george's"), county_slug("lake of the woods")
    ('prince-georges', 'lake-of-the-woods')
    """
    return _NOT_LETTERS.sub("-", fold(county)).strip("-")


def _of_id(ctx: Context, slug: str) -> UsPlace:
    """The place that a figure's id names; one without wages where there is none."""
    state, _, county = slug.partition(":")
    return UsPlace(state, county and (county_named(ctx.release, state, county) or county))
