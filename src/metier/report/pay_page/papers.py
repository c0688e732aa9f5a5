"""Figures of stated pay with their papers: quantiles as posted or as modelled, and how wide one range is."""

from __future__ import annotations

from collections.abc import Iterable

from metier.model import Figure, Filters, Flag, Interval, Role, Status
from metier.release.kept import Kept
from metier.release.prices import DOLLARS, PPP, Factor, factor
from metier.release.reader import Release, remembered_by_figure
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_page.stated import Stated, stated_in
from metier.report.shares import place, span
from metier.statistics.pay_answers import AnswerQuantile, PayAnswer
from metier.vocabulary import rule

Inputs = tuple[tuple[str, float | int | str], ...]
KIND_WORDS = {"advertised": "advertised pay", "survey": "pay stated in answers to a survey"}


def unit_of(money: str) -> str:
    """The unit of amounts a year in some money.

    >>> unit_of(""), unit_of("EUR"), unit_of("PPP")
    ('usd_year', 'eur_year', 'usd_ppp_year')
    """
    return {DOLLARS: "usd_year", PPP: "usd_ppp_year"}.get(money, f"{money.lower()}_year")


def money_papers(release: Release, money: str, cells: Iterable[tuple[str, int]]) -> tuple[Inputs, tuple[str, ...]]:
    """The rates behind amounts in other money, as inputs and origins; ``cells`` are (country, year) pairs."""
    inputs: dict[str, float | int | str] = {}
    origins: dict[str, None] = {}
    for country, year in sorted(set(cells)):
        found = factor(release, money, country, year)
        if found is not None:
            _note(inputs, origins, found, year)
    return tuple(inputs.items()), tuple(origins)


def _note(inputs: dict[str, float | int | str], origins: dict[str, None], found: Factor, year: int) -> None:
    rate, level = found.rate, found.level
    if rate is not None:
        days = f", mean of {rate.days} days to {rate.last_day}" if rate.days else ", annual mean"
        inputs[f"{rate.currency} per USD, {rate.year}{days}"] = round(rate.per_usd, 4)
        origins[rate.origin_id] = None
    if level is not None:
        inputs[f"{level.currency} per international dollar, {level.year}"] = round(level.per_international_usd, 4)
        inputs[f"factor at United States prices, pay of {year}"] = round(found.value, 4)
        origins[level.origin_id] = None


def answer_figures(
    ctx: Context, role: Role, stated: Stated, money: str, *, only: tuple[float, ...] = ()
) -> dict[str, Figure]:
    """Quantile figures of what is shown, by name ('p50'); none where nothing is. ``only`` names the wanted ones."""
    return _FIGURES.of(stated, (role, money, only), lambda: _figures(ctx, role, stated, money, only))


_FIGURES: Kept[Stated, dict[str, Figure]] = Kept(1024)


def _figures(ctx: Context, role: Role, stated: Stated, money: str, only: tuple[float, ...]) -> dict[str, Figure]:
    shown = stated.shown
    if shown is None:
        return {}
    wanted = [q for q in shown.quantiles if not only or q.prob in only]
    return {f"p{round(q.prob * 100)}": _quantile(ctx, role, stated, shown, q, money) for q in wanted}


@remembered_by_figure
def median_figure(
    release: Release, role: Role, filters: Filters, money: str, collection: str, kind: str
) -> Figure | None:
    """The median of a role's stated pay in exactly one slice, collection and kind; None where it has too little."""
    stated = stated_in(release, role.role_id, filters, money, collection, kind)
    if stated is None or not stated.exact:
        return None
    return _figures(Context(release, (role,), filters), role, stated, money, (0.5,)).get("p50")


def _quantile(ctx: Context, role: Role, stated: Stated, shown: PayAnswer, q: AnswerQuantile, money: str) -> Figure:
    percent = round(q.prob * 100)
    name = "Median" if percent == 50 else f"{percent}th percentile of"
    cells = zip(stated.inside.country.tolist(), stated.inside.year.tolist(), strict=True)
    rates, origins = money_papers(ctx.release, money, cells)
    modelled = shown.nature == "modelled"
    return Figure(
        id=_id(f"pay_{stated.kind}", f"p{percent}", role, stated, money),
        measure=f"pay_{stated.kind}.p{percent}",
        label=f"{name} {KIND_WORDS[stated.kind]}, {role.label} ({COLLECTION_NAMES[stated.collection]})",
        unit=unit_of(money),
        value=q.value,
        status=Status.ESTIMATED if modelled else Status.MEASURED,
        period=span(stated.inside.year.tolist()),
        place=place(stated.filters),
        filters=stated.filters.items(),
        origins=(*ctx.origins_of(stated.collection), *origins),
        method="statistics.pay_cells@1" if modelled else "statistics.pay.quantiles@2",
        n=shown.n_statements,
        n_of="statements (a range counts once)",
        interval=_interval(shown, q),
        no_interval=None if q.low is not None else "too few unrelated statements lie beyond it",
        flags=_flags(shown),
        inputs=(*_inputs(shown, q), *_condensed(stated), *rates),
        note=_note_of(shown),
    )


def _id(measure: str, statistic: str, role: Role, stated: Stated, money: str) -> str:
    return str(FigureId(measure, statistic, stated.collection, (role.role_id,), "", stated.filters, money=money))


def _interval(shown: PayAnswer, q: AnswerQuantile) -> Interval | None:
    if q.low is None or q.high is None:
        return None
    if shown.nature == "modelled":
        kind = "statements joined with what similar jobs let one expect"
    else:
        kind = "order statistics, clustered by employer"
    if shown.clusters_unknown:
        kind += "; how employers repeat themselves is taken from other collections"
    return Interval(min(q.low, q.value), max(q.high, q.value), rule("interval.level"), kind)


def _flags(shown: PayAnswer) -> frozenset[Flag]:
    few = shown.n_statements < rule("flag.small_sample_postings")
    pairs = ((Flag.CLUSTERS_UNKNOWN, shown.clusters_unknown), (Flag.SMALL_SAMPLE, few))
    return frozenset(flag for flag, is_so in pairs if is_so)


def _inputs(shown: PayAnswer, q: AnswerQuantile) -> Inputs:
    found: list[tuple[str, float | int | str]] = [
        ("effective statements", round(shown.n_effective, 1)),
        ("employer groups", shown.employer_groups or "not recorded"),
        ("share of statements that give a range", round(shown.width.share, 3)),
    ]
    if shown.nature == "modelled":
        found += [
            ("weight of similar jobs in the median", round(shown.prior_share, 3)),
            ("statements that would say as much as similar jobs do", round(shown.prior_statements, 1)),
            ("stated by these statements alone", round(q.stated)),
            ("expected from similar jobs alone", round(q.expected or 0.0)),
            ("other cells of the role that tell of it", shown.siblings),
        ]
    return tuple(found)


def _condensed(stated: Stated) -> Inputs:
    """How many cells keep amounts that stand for several alike; nothing where all amounts are kept."""
    cells = int(stated.inside.condensed.sum())
    return (("cells whose amounts stand for several alike", cells),) if cells else ()


def _note_of(shown: PayAnswer) -> str:
    if shown.nature != "modelled":
        return ""
    return "An estimate: its few statements are joined with what the role's other jobs and similar roles pay."


def width_figure(ctx: Context, role: Role, stated: Stated, money: str) -> Figure | None:
    """How wide one employer's range typically is (an amount a year at the median); None where few state ranges."""
    return _WIDTHS.of(stated, (role, money), lambda: _width(ctx, role, stated, money))


_WIDTHS: Kept[Stated, Figure | None] = Kept(1024)


def _width(ctx: Context, role: Role, stated: Stated, money: str) -> Figure | None:
    shown = stated.shown
    if shown is None or shown.width.median <= 0 or shown.width.share * shown.n_statements < policy_least():
        return None
    ratio = (1 + shown.width.median) ** 0.5
    cells = zip(stated.inside.country.tolist(), stated.inside.year.tolist(), strict=True)
    rates, origins = money_papers(ctx.release, money, cells)
    return Figure(
        id=_id("pay_range_width", "p50", role, stated, money),
        measure="pay_range_width.p50",
        label=f"Width of one employer's range at the median pay, {role.label} ({COLLECTION_NAMES[stated.collection]})",
        unit=unit_of(money),
        value=shown.median.value * (ratio - 1 / ratio),
        status=Status.MEASURED,
        period=span(stated.inside.year.tolist()),
        place=place(stated.filters),
        filters=stated.filters.items(),
        origins=(*ctx.origins_of(stated.collection), *origins),
        method="median of high / low, at the median pay",
        n=round(shown.width.share * shown.n_statements),
        n_of="statements with a range",
        no_interval="describes the statements; not an estimate",
        inputs=(("median of high over low, less 1", shown.width.median), *rates),
    )


def policy_least() -> float:
    """Statements with a range that a typical width needs."""
    return rule("pay.least_statements")
