"""Figures of official statistics by their id, whether a report of the role alone shows them or not."""

from __future__ import annotations

from metier.model import Figure, Role
from metier.release.official import Occupation, ratings, wages
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.official import rating, wage_mean


def official_figures(ctx: Context, wanted: FigureId) -> dict[str, Figure]:
    """The ratings or mean wages of a role's occupations, by figure id; none for other figures.

    Which descriptors a table shows depends on all roles of a comparison, a figure on its own role alone.
    """
    code = wanted.item.partition(":")[0]
    found: list[Figure] = []
    for role in ctx.roles:
        for occupation in ctx.occupations[role.role_id]:
            if wanted.statistic == "importance" and occupation.code == code:
                found += [
                    rating(role, occupation, r)
                    for r in ratings(ctx.release, occupation.occupation_id)
                    if r.domain == wanted.measure
                ]
            elif wanted.measure == "wage" and wanted.statistic == "mean" and occupation.soc2018_code == code:
                found += _means(ctx, role, occupation)
    return {figure.id: figure for figure in reversed(found)}  # of two with one id the closest occupation's


def _means(ctx: Context, role: Role, occupation: Occupation) -> list[Figure]:
    return [wage_mean(role, occupation, wage) for wage in wages(ctx.release, occupation.soc2018_code)[:1]]
