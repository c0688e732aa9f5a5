"""Prevailing wages of the closest occupations, and the names of countries."""

from __future__ import annotations

from metier.model import Block, Table, TableCell
from metier.release.official import country_names, wage_levels, wages
from metier.report.context import Context
from metier.report.official import prevailing_wage
from metier.report.render.values import show
from metier.report.us_counties import EXAMPLE


def country_name(ctx: Context, code: str) -> str:
    """The name of a country by its ISO code."""
    return country_names(ctx.release).get(code, code)


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
            "USD an hour, United States, about 2025-26: what employers of foreign workers must pay at least. "
            f"Where you live: {EXAMPLE}.",
        )
    ]
