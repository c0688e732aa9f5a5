"""A figure by its id, computed again from the release, with what it was made from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from metier.errors import UnknownFigure
from metier.model import Figure, Filters, Origin
from metier.release.evidence import where
from metier.release.pay import stated_rows
from metier.release.reader import Release
from metier.release.roles import get_role
from metier.report.assemble import check_not_empty, check_roles, make_report
from metier.report.context import Context
from metier.report.explain_official import official_figures
from metier.report.explain_pay import page_figures
from metier.report.ids import ALL_ROLES, FigureId, parse_id
from metier.report.pay_estimate import estimate_figures
from metier.report.pay_moves import effect_figures
from metier.report.question import make_filters
from metier.report.technology_explain import technology_figures, technology_rows


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure, the figures it was made from, their origins, and the rows or counts behind them."""

    figure: Figure
    parts: tuple[Figure, ...]
    origins: tuple[Origin, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    release_id: str


def explain(release: Release, figure_id: str) -> Explanation:
    """The papers of a figure. Raises UnknownFigure when this release cannot produce it."""
    wanted = parse_id(figure_id)
    named = (*wanted.role_ids, *wanted.beside)
    roles = () if named == (ALL_ROLES,) else tuple(get_role(release, role_id) for role_id in named)
    check_roles(roles)
    _check_filters(release, wanted)
    ctx = Context(release, roles, wanted.filters)
    figures = _figures(ctx, wanted)
    figure = figures.get(str(wanted))
    if figure is None:
        if wanted.filters and ctx.posted:
            check_not_empty(ctx)
        raise UnknownFigure(
            f"release {release.id} has no figure {figure_id!r}.",
            hint="Copy the id from a report made with the same release; metier release info shows its id.",
        )
    head, rows = _rows(release, wanted)
    return Explanation(
        figure,
        tuple(figures[p] for p in figure.parts if p in figures),
        tuple(release.origins[o] for o in figure.origins if o in release.origins),
        head,
        rows,
        release.id,
    )


def _check_filters(release: Release, wanted: FigureId) -> None:
    """Nothing, if the filters stand as figure ids write them (US, not 'United States')."""
    f = wanted.filters
    as_written = make_filters(
        release, country=f.country, level=f.level, year=f.year, remote=f.remote, employment_type=f.employment_type
    )
    if as_written != f:
        raise UnknownFigure(f"{wanted}: filters in a figure id are codes.", hint=f"Write them as @{as_written.key()}.")


def _figures(ctx: Context, wanted: FigureId) -> dict[str, Figure]:
    """Figures by id, among them the one that is wanted, if this release can make it."""
    if wanted.measure == "pay_estimate":
        return estimate_figures(ctx.release, wanted)
    if wanted.measure == "pay_effect":
        return effect_figures(ctx, wanted.collection)
    if not ctx.roles:
        return technology_figures(ctx.release, wanted)
    found = _shares(ctx, wanted)
    if found is not None:
        return found
    if str(wanted) in (of_page := page_figures(ctx, wanted)):
        return of_page
    if not ctx.filters and str(wanted) in (official := official_figures(ctx, wanted)):
        return official
    figures = make_report(ctx).figures
    # Some figures carry a filter that the report they stand in does not have, such as pay by country.
    for fewer in _fewer(ctx.filters):
        if str(wanted) in figures:
            break
        figures = make_report(Context(ctx.release, ctx.roles, fewer)).figures
    return figures


def _fewer(filters: Filters) -> list[Filters]:
    """The filters without the level, the country, and both."""
    kept = (
        replace(filters, level=None),
        replace(filters, country=None),
        replace(filters, country=None, level=None),
    )
    return [other for other in dict.fromkeys(kept) if other != filters]


def _shares(ctx: Context, wanted: FigureId) -> dict[str, Figure] | None:
    """Shares and differences of any item, shown in a report or not; None for other figures."""
    if wanted.statistic not in ("share", "difference") or not wanted.collection or not ctx.posted:
        return None
    shares = ctx.shares(wanted.measure, wanted.collection)
    if wanted.statistic == "share" and (shares is None or shares.index(wanted.item) is None):
        shares = ctx.shares_with(wanted.measure, wanted.collection, wanted.item)
    item = shares.index(wanted.item) if shares is not None else None
    if shares is None or item is None:
        return {}
    found = [shares.share_figure(i, item) for i in range(len(ctx.posted))]
    if len(shares.roles) > 1:
        found += [shares.difference_figure(pair, item) for pair in shares.each_pair]
    return {figure.id: figure for figure in found}


Rows = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def _rows(release: Release, wanted: FigureId) -> Rows:
    """The counts behind a figure of postings, by role, year and country; none for other figures."""
    if not wanted.collection:
        return (), ()
    if wanted.role_ids == (ALL_ROLES,):
        return technology_rows(release, wanted)
    if wanted.statistic in ("share", "difference"):
        return _count_rows(release, wanted)
    if wanted.measure.startswith("pay"):
        return _pay_rows(release, wanted)
    return (), ()


def _count_rows(release: Release, wanted: FigureId) -> Rows:
    condition, values = where(wanted.filters)
    marks = ", ".join("?" * len(wanted.role_ids))
    found = release.rows(
        "SELECT c.role_id, c.year::VARCHAR, CASE WHEN c.country = '' THEN 'not stated' ELSE c.country END,"
        " sum(c.postings) FILTER (c.item_id = ?)::BIGINT, sum(c.postings) FILTER (c.item_id = '')::BIGINT"
        f" FROM counts c WHERE c.role_id IN ({marks}) AND c.measure = ? AND c.collection = ?"
        f" AND c.item_id IN (?, ''){condition} GROUP BY ALL ORDER BY 1, 5 DESC NULLS LAST, 2, 3",
        (wanted.item, *wanted.role_ids, wanted.measure, wanted.collection, wanted.item, *values),
        tables=("counts",),
    )
    head = ("role", "year", "country", "postings that show it", "postings in which it could be read")
    return head, tuple(tuple("0" if v is None else str(v) for v in row) for row in found)


def _pay_rows(release: Release, wanted: FigureId) -> Rows:
    kinds = {"pay_advertised": "advertised", "pay_survey": "survey", "pay_at_us_prices": "advertised"}
    kind = wanted.item if wanted.measure == "pay_gap" else kinds.get(wanted.measure, "")
    found = [
        (role_id, *row)
        for role_id in wanted.role_ids
        for row in stated_rows(release, role_id, wanted.collection, kind, wanted.filters)
    ]
    head = ("role", "kind", "year", "country", "level", "low USD a year", "high USD a year", "statements")
    return head, tuple(tuple(str(v) for v in row) for row in found)
