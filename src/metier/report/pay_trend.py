"""How advertised pay of roles changed from year to year and month to month at one mix of jobs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import expm1

from metier.model import Block, Figure, Filters, Flag, Interval, Role, Sentence, Status, TrendChart, TrendSeries
from metier.release.kept import Kept
from metier.release.pay_trend import Trend, TrendPoint, scopes, trends
from metier.release.reader import Release, remembered
from metier.report.context import Context, Part
from metier.report.ids import FigureId
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_tables import country_name
from metier.report.words import escaped, in_prose, listed
from metier.statistics.pay_trend import Change, log_gap
from metier.vocabulary import rule

LEAST_MONTHS = 3  # fewer months make no line
METHOD = "statistics.pay_trend@1"
NOTE = (
    "Change of stated pay against the newest period at one mix of jobs: role, country, level, workplace and type of "
    "employment are held alike, pay is taken in the currency it is stated in, and prices are not taken out."
)
_KIND = {"advertised": "advertised pay", "survey": "pay stated in answers to a survey"}


@dataclass(frozen=True, slots=True)
class _Line:
    """The series that stands for a role: its own, or its family's where it has none."""

    role: Role
    scope: str
    trend: Trend

    @property
    def own(self) -> bool:
        return self.scope == self.role.role_id

    @property
    def name(self) -> str:
        return self.role.label if self.own else f"{self.role.family.replace('-', ' ')} roles together"


def trend(
    ctx: Context, *, kind: str = "advertised", collection: str = ""
) -> tuple[tuple[Sentence, ...], tuple[Block, ...]]:
    """What can be said of how pay changed: sentences, and a chart by year and one by month.

    One collection answers for all roles, as everywhere: the one that has a series for most of them. Months come from
    a collection with dates. Nothing where no series exists. Filters beyond the country do not cut the series.
    """
    years = _lines(ctx, "year", kind, collection)
    months = [
        line for line in _lines(ctx, "month", kind, collection) if line.own and len(line.trend.points) >= LEAST_MONTHS
    ]
    said = [sentence for line in years for sentence in _told(ctx, line)]
    said += _apart(ctx, years)
    said += _scope(ctx, years)
    blocks = [chart for lines, grain in ((years, "year"), (months, "month")) if (chart := _chart(ctx, lines, grain))]
    return tuple(said), tuple(blocks)


def _lines(ctx: Context, grain: str, kind: str, only: str) -> list[_Line]:
    """One line a role from the collection that tells of most roles, and of them by most periods; or from ``only``."""
    by_collection: dict[str, list[_Line]] = {}
    for role in ctx.posted:
        for line in _lines_of(ctx.release, role, grain, kind, ctx.filters.country or ""):
            if only in ("", line.trend.collection):
                by_collection.setdefault(line.trend.collection, []).append(line)
    return max(by_collection.values(), key=_worth, default=[])


@remembered
def _lines_of(release: Release, role: Role, grain: str, kind: str, country: str) -> tuple[_Line, ...]:
    """The lines that can stand for a role, one a collection: its own series before its family's."""
    found: dict[str, _Line] = {}
    for scope in scopes(role)[:2]:
        for series in _of_place(trends(release, scope), country):
            if series.grain == grain and series.kind == kind:
                found.setdefault(series.collection, _Line(role, scope, series))
    return tuple(found.values())


def _of_place(found: Iterable[Trend], country: str) -> list[Trend]:
    """The series of a country, then those of all countries."""
    return sorted((t for t in found if t.country in (country, "")), key=lambda t: t.country != country)


def _worth(lines: list[_Line]) -> tuple[int, int, int, int]:
    """Own series first, then any series, then unbroken periods, then statements."""
    return (
        sum(line.own for line in lines),
        len(lines),
        min(len(line.trend.unbroken()) for line in lines),
        sum(point.statements for line in lines for point in line.trend.points),
    )


_PARTS: Kept[_Line, Part] = Kept(1024)


def _told(ctx: Context, line: _Line) -> tuple[Sentence, ...]:
    """The change over the periods that are measured alike, and over all of them if that is longer."""
    return ctx.take(_PARTS.of(line, "told", lambda: _made_told(_alone(ctx, line), line))).said


def _made_told(ctx: Context, line: _Line) -> Part:
    points, alike = line.trend.points, line.trend.unbroken()
    said = [_change(ctx, line, alike[0], "")] if len(alike) >= 2 else []
    if len(alike) < len(points):
        said.append(_change(ctx, line, points[0], ", across a change in what is collected"))
    return Part(tuple(said), figures=ctx.figures)


def _alone(ctx: Context, line: _Line) -> Context:
    """What is said of one line is the same beside whatever other."""
    return Context(ctx.release, (line.role,), ctx.filters)


def _change(ctx: Context, line: _Line, since: TrendPoint, proviso: str) -> Sentence:
    """The change from one period to the newest, and whether it may be chance."""
    rise = _rise(ctx, line, since)
    where = COLLECTION_NAMES[line.trend.collection]
    span = f"From {since.period} to {line.trend.points[-1].period}{proviso},"
    start = f"{span} the {_KIND[line.trend.kind]} of {escaped(line.name)} ({where})"
    if since.low_log <= 0 <= since.high_log:
        return ctx.say(f"{start} did not change beyond chance at one mix of jobs ({{0}}).", rise)
    word = "changed" if line.trend.employers_known else "seems to have changed"
    return ctx.say(f"{start} {word} by {{0}} at one mix of jobs.", rise)


def _apart(ctx: Context, lines: list[_Line]) -> list[Sentence]:
    """Whether pay of two roles moved apart over the same periods of one collection."""
    if len(lines) != 2 or not all(line.own for line in lines):
        return []
    a, b = (line.trend for line in lines)
    if a.country != b.country:  # one is of the country asked for, the other of the world
        return []
    shared = {p.period for p in a.unbroken()} & {p.period for p in b.unbroken()}
    if len(shared) < 2 or a.points[-1].period != b.points[-1].period:
        return []
    since = min(shared)
    gap, low, high = log_gap(_as_change(_point(b, since)), _as_change(_point(a, since)))
    names = tuple(escaped(line.role.label) for line in lines)
    figure = _figure(
        ctx,
        lines[0],
        "apart",
        f"{a.kind}:{since}:{a.points[-1].period}",
        (gap, low, high),
        f"{lines[0].role.label} over {lines[1].role.label}: how their pay moved apart from {since} to "
        f"{a.points[-1].period} at one mix of jobs",
        other=lines[1],
    )
    span = f"From {since} to {a.points[-1].period}"
    if low <= 0 <= high:
        return [ctx.say(f"{span} pay of {names[0]} and {names[1]} did not move apart beyond chance ({{0}}).", figure)]
    more, less = names if gap > 0 else names[::-1]
    word = "grew" if a.employers_known else "seems to have grown"
    return [ctx.say(f"{span} pay of {more} {word} away from that of {less} ({{0}}).", figure)]


def _scope(ctx: Context, lines: list[_Line]) -> list[Sentence]:
    """What the lines stand for that nobody asked, which roles have none, and what intervals do not know."""
    said = []
    if missing := [r.label for r in ctx.posted if r.role_id not in {line.role.role_id for line in lines if line.own}]:
        least = f"{rule('pay_trend.least_statements'):.0f} comparable statements in two periods"
        said.append(Sentence(f"No trend of its own is told for {escaped(listed(missing))}: fewer than {least}."))
    if breaks := list(dict.fromkeys(p.break_before for line in lines for p in line.trend.points if p.break_before)):
        said.append(Sentence(f"What changed in what is collected: {escaped('; '.join(breaks))}."))
    if ends := list(dict.fromkeys(p.ends for line in lines for p in line.trend.points if p.ends)):
        said.append(Sentence(f"Why a series ends early: {escaped('; '.join(ends))}."))
    if not lines:
        return said
    if replace(ctx.filters, country=None):
        said.append(Sentence("The trend is that of all levels, workplaces and types of employment."))
    if wanted := ctx.filters.country:
        whole = [line.role.label for line in lines if line.trend.country != wanted]
        place = in_prose(country_name(ctx, wanted))
        if whole:
            said.append(Sentence(f"{escaped(listed(whole))}: too few for {escaped(place)} alone, so all countries."))
    if not all(line.trend.employers_known for line in lines):
        where = COLLECTION_NAMES[lines[0].trend.collection]
        said.append(
            Sentence(
                f"Employers are not recorded by {where}: the intervals are widened by what employers have in common "
                "elsewhere and may still be too narrow."
            )
        )
    return said


def _chart(ctx: Context, lines: list[_Line], grain: str) -> TrendChart | None:
    """Lines of all roles with their breaks; None without lines."""
    if not lines:
        return None
    breaks = dict.fromkeys((p.period, p.break_before) for line in lines for p in line.trend.points if p.break_before)
    series = tuple(
        TrendSeries(
            line.name,
            _points(ctx, line),
            ctx.roles.index(line.role),
        )
        for line in lines
    )
    first = lines[0].trend
    what = (
        f"{_KIND[first.kind].capitalize()} by {grain} against the newest {grain}, {COLLECTION_NAMES[first.collection]}"
    )
    return TrendChart(what, series, tuple(breaks), "percent", NOTE)


def _points(ctx: Context, line: _Line) -> tuple[tuple[str, str], ...]:
    """(period, figure id) of each period."""
    part = ctx.take(_PARTS.of(line, "points", lambda: _made_points(_alone(ctx, line), line)))
    return tuple(zip((point.period for point in line.trend.points), part.figures, strict=True))


def _made_points(ctx: Context, line: _Line) -> Part:
    for point in line.trend.points:
        ctx.add(_point_figure(ctx, line, point))
    return Part(figures=ctx.figures)


def _point_figure(ctx: Context, line: _Line, point: TrendPoint) -> Figure:
    """Pay of one period against the newest, in per cent."""
    newest = line.trend.points[-1]
    label = f"{_KIND[line.trend.kind].capitalize()} of {line.name}, {point.period} against {newest.period}"
    values = (point.change_log, point.low_log, point.high_log)
    item = f"{line.trend.kind}:{point.period}"
    return _figure(ctx, line, "change", item, values, f"{label}, at one mix of jobs", point=point)


def _rise(ctx: Context, line: _Line, since: TrendPoint) -> Figure:
    """How much more (+) or less is paid in the newest period than in an older one, in per cent."""
    newest = line.trend.points[-1]
    label = f"Change of {_KIND[line.trend.kind]} of {line.name}, {since.period} to {newest.period}, at one mix of jobs"
    values = (-since.change_log, -since.high_log, -since.low_log)
    item = f"{line.trend.kind}:{since.period}:{newest.period}"
    return _figure(ctx, line, "rise", item, values, label, point=since)


def _figure(
    ctx: Context,
    line: _Line,
    statistic: str,
    item: str,
    values: tuple[float, float, float],
    label: str,
    *,
    point: TrendPoint | None = None,
    other: _Line | None = None,
) -> Figure:
    """A change in per cent with its papers; a line that is not the role's own says so in item and label."""
    found = line.trend
    filters = Filters(country=found.country or None)
    role_ids = (line.role.role_id, *((other.role.role_id,) if other else ()))
    value, low, high = (100 * expm1(x) for x in values)
    base = point is found.points[-1]
    n = sum(p.statements for p in found.points) if point is None else point.statements
    flags = {Flag.CLUSTERS_UNKNOWN} if not found.employers_known else set()
    if n < rule("flag.small_sample_postings"):
        flags.add(Flag.SMALL_SAMPLE)
    level = rule("interval.level")
    kind = "jackknife by employer" if found.employers_known else "jackknife, employers not recorded, widened"
    inputs: list[tuple[str, float | int | str]] = [("series", found.scope), ("log change", round(values[0], 5))]
    if point is not None and point.employers:
        inputs.append(("employer groups of the period", point.employers))
    return Figure(
        id=str(
            FigureId(
                "pay_trend", statistic, found.collection, role_ids, item if line.own else f"{item}:family", filters
            )
        ),
        measure=f"pay_trend.{statistic}",
        label=f"{label} ({COLLECTION_NAMES[found.collection]})",
        unit="percent",
        value=value,
        status=Status.ESTIMATED,
        period=f"{found.points[0].period if point is None else point.period}–{found.points[-1].period}",
        place=found.country or "all countries",
        origins=ctx.origins_of(found.collection),
        method=METHOD,
        n=n,
        n_of="statements of jobs that other periods have too",
        interval=None if base else Interval(low, high, level, kind),
        no_interval="the period that the others are measured against" if base else None,
        filters=filters.items(),
        flags=frozenset(flags),
        inputs=tuple(inputs),
    )


def _point(found: Trend, period: str) -> TrendPoint:
    return next(point for point in found.points if point.period == period)


def _as_change(point: TrendPoint) -> Change:
    return Change(0, point.change_log, point.low_log, point.high_log, 0.0, point.statements, point.employers)
