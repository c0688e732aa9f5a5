"""Official wages where a person lives: prevailing levels of a county beside its state and the nation."""

from __future__ import annotations

import re

from metier.model import Block, Figure, Role, Sentence, Table, TableCell
from metier.reading.normalise import fold
from metier.release.official import Occupation, wages
from metier.release.prevailing import UsPlace, counties_of
from metier.release.prices import DOLLARS
from metier.release.reader import Release, remembered
from metier.report.context import Context
from metier.report.pay_page.local_papers import (
    NATION,
    TWO_IN_ONE,
    hours_a_year,
    pairs,
    state_wages,
    where_is,
    with_article,
    year_figures,
)
from metier.report.pay_page.wage_papers import cells, in_money, quartiles
from metier.report.us_place_names import is_two_in_one, place_name, state_name
from metier.report.words import escaped, listed


def said(ctx: Context, place: UsPlace, money: str = DOLLARS) -> tuple[Sentence, ...]:
    """Levels I to IV of the occupation closest to each role, in one sentence; where there are none, that."""
    parts: dict[str, str] = {}
    figures: list[Figure] = []
    uncovered: dict[str, None] = {}
    for role in ctx.roles:
        occupation = next(iter(ctx.counterparts(role)), None)
        levels = year_figures(ctx, role, occupation, place) if occupation else []
        name = escaped(_name(ctx, occupation) if occupation else role.label)
        if not levels:
            uncovered[name] = None
        elif name not in parts:
            amounts = ", ".join(f"{{{len(figures) + number}}}" for number in range(len(levels)))
            parts[name] = f"{name} {amounts}"
            figures += [in_money(ctx, figure, money) for figure in levels]
    where = escaped(where_is(ctx, place))
    none = f"none are known there for {listed(list(uncovered), 'or')}" if uncovered else ""
    if not figures:
        return (Sentence(f"Prevailing wages in {where}: {none}."),)
    text = (
        f"Prevailing wages a year, what employers of foreign workers must pay at least, in {where}, "
        f"{figures[0].period}, levels I to IV: {'; '.join((*parts.values(), *((none,) if none else ())))}."
    )
    return (ctx.say(f"{text} {TWO_IN_ONE}" if is_two_in_one(place) else text, *figures),)


def city_note(release: Release, place: UsPlace) -> Sentence | None:
    """That a county is not the principal city of its name in a metropolitan area of the state; None without one."""
    whole = place_name(release, place).rpartition(", ")[0]
    name = whole.removesuffix(" County").removesuffix(" Parish")
    if not place.county or name == whole or (place.state, fold(name)) not in _principal_cities(release):
        return None
    return Sentence(escaped(f"This is {whole}, not the city of {name}, which may lie in another county."))


@remembered
def _principal_cities(release: Release) -> frozenset[tuple[str, str]]:
    """(state, city in small letters) of the cities that metropolitan areas are named after: 'Austin-Round Rock, TX'."""
    rows = release.rows("SELECT DISTINCT area FROM wages WHERE area_type = 'M'", tables=("wages",))
    parts = (area.rpartition(", ") for (area,) in rows)
    return frozenset(
        (state, fold(city))
        for cities, _, states in parts
        for state in states.split("-")
        for city in (cities, *re.split("[-/]", cities))
    )


def blocks(ctx: Context, place: UsPlace) -> list[Block]:
    """Levels I to IV of each closest occupation in the county, its state and the nation; wages in the state."""
    found: list[Block] = []
    for role, occupation in _once(ctx):
        rows = []
        for where in _beside(ctx, place):
            figures = year_figures(ctx, role, occupation, where)
            if figures:
                rows.append((TableCell(_row_name(ctx, where, figures[0])), *cells(ctx, figures)))
        if rows:
            title = f"Prevailing wages a year by level: {_name(ctx, occupation)}"
            found.append(Table(title, _HEAD, tuple(rows), _note(ctx, place, figures[0])))
    return [*_in_state(ctx, place), *found]


def _once(ctx: Context) -> list[tuple[Role, Occupation]]:
    """The roles and their closest occupations, an occupation once."""
    found: dict[str, tuple[Role, Occupation]] = {}
    for role, occupation in pairs(ctx):
        found.setdefault(occupation.soc2018_code, (role, occupation))
    return list(found.values())


_HEAD = ("Where", "I: entry", "II: qualified", "III: experienced", "IV: fully competent")


def _note(ctx: Context, place: UsPlace, figure: Figure) -> str:
    """What the amounts are, and what a name may be mistaken for."""
    text = f"USD for {hours_a_year():,} hours, {figure.period}: what employers of foreign workers must pay at least."
    if is_two_in_one(place):
        return f"{text} {TWO_IN_ONE}"
    a_county = "County, " in place_name(ctx.release, place)
    return f"{text} A city may lie in another county than the one of its name." if a_county else text


def _in_state(ctx: Context, place: UsPlace) -> list[Block]:
    """Wages that employers of the state report, where the wage survey has a state of this name."""
    name = state_name(ctx.release, place.state)
    found = [(*pair, wage) for pair in _once(ctx) for wage in state_wages(ctx, pair[1]) if wage.area == name]
    if not found:
        return []
    rows = tuple(
        (TableCell(wage.occupation), *cells(ctx, quartiles(role, occupation, wage, wage.area)))
        for role, occupation, wage in found
    )
    head = ("Closest occupation", "A quarter below", "Median", "A quarter above")
    where = with_article(name)
    note = f"{found[0][2].period}; all of {where}, all levels together: the survey's smaller areas name no county."
    return [Table(f"Official wages in {where}", head, rows, note)]


def _name(ctx: Context, occupation: Occupation) -> str:
    """The wage survey's name of an occupation."""
    named = wages(ctx.release, occupation.soc2018_code)
    return named[0].occupation if named else occupation.label


def _beside(ctx: Context, place: UsPlace) -> list[UsPlace]:
    """A place, its state where that has other counties, and the nation."""
    state = [UsPlace(place.state)] if place.county and len(counties_of(ctx.release, place.state)) > 1 else []
    return [place, *state, UsPlace(NATION)]


def _row_name(ctx: Context, place: UsPlace, figure: Figure) -> str:
    if place.county:
        return place_name(ctx.release, place)
    return f"{place_name(ctx.release, place)}, middle of {figure.n:,} counties"
