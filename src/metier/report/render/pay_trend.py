"""Where the marks of a trend go: lines that stop at a break, bands of intervals, years and months on one axis."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metier.model import Figure, TrendChart, TrendSeries
from metier.report.render.axes import Axis, Tick, round_axis
from metier.report.render.citing import Citations
from metier.report.render.values import show

WIDEST = 1.0  # a band is drawn at most this many times the spread of the values beyond them
MOST_TICKS = 6
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def starts(period: str) -> float:
    """When a period begins, in years: '2024' at 2024.0, '2024-07' at 2024.5.

    >>> starts("2024"), starts("2024-07")
    (2024.0, 2024.5)
    """
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(f"not a year or a month: {period!r}")
    return int(found[1]) + (int(found[2]) - 1) / 12 if found[2] else float(found[1])


def middle(period: str) -> float:
    """The middle of a period, in years.

    >>> middle("2024")
    2024.5
    """
    return starts(period) + (1 / 24 if "-" in period else 0.5)


def period_in_words(period: str) -> str:
    """A year or a month as people write it.

    >>> period_in_words("2024-05"), period_in_words("2024")
    ('May 2024', '2024')
    """
    found = _PERIOD.fullmatch(period)
    return f"{_MONTHS[int(found[2]) - 1]} {found[1]}" if found and found[2] else period


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series: places in per cent of both axes (from the left, from the top)."""

    period: str
    figure: Figure
    x: float
    y: float
    top: float | None
    bottom: float | None
    after_gap: bool = False  # a period without a value lies before it


@dataclass(frozen=True, slots=True)
class Line:
    """One series: the stretches between breaks, each drawn as a line and a band in a box of 1000 by 100."""

    label: str
    role: int
    points: tuple[Point, ...]
    paths: tuple[str, ...]
    bands: tuple[str, ...]
    alone: tuple[Point, ...]  # points that stand by themselves, whose interval is a bar
    says: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the measure changes, with the letter that names it."""

    letter: str
    period: str
    why: str
    x: float | None  # None where it lies outside the periods shown


@dataclass(frozen=True, slots=True)
class Trend:
    """A trend, ready to draw."""

    axis: Axis
    ticks: tuple[Tick, ...]  # along time
    zero: float | None  # where no change is, in per cent from the top
    lines: tuple[Line, ...]
    breaks: tuple[Break, ...]
    cut: bool  # some intervals reach beyond the drawing


def _value_axis(block: TrendChart, cited: Citations) -> tuple[Axis | None, bool]:
    """The axis of values, and whether it cuts intervals."""
    found = [cited.figure(f) for series in block.series for _, f in series.points if f]
    values = [f.value for f in found if f.value is not None]
    if not values:
        return None, False
    if block.unit == "percent":
        values.append(0.0)
    spread = (max(values) - min(values)) or abs(max(values)) * 0.1 or 1.0
    top, bottom = max(values) + WIDEST * spread, min(values) - WIDEST * spread
    bounds = [bound for f in found if f.interval for bound in (f.interval.low, f.interval.high)]
    axis = round_axis([*values, *(min(max(bound, bottom), top) for bound in bounds)], block.unit)
    return axis, axis is not None and any(not axis.low <= bound <= axis.high for bound in bounds)


def _time_ticks(periods: list[str], first: float, last: float) -> tuple[Tick, ...]:
    """Years where several are shown, else months; at most six, each where its period begins or, alone, lies."""
    months = [p for p in periods if "-" in p]
    if months and last - first <= 1.5:
        chosen = [(middle(p), period_in_words(p)) for p in months[:: -(-len(months) // 4)]]
    else:
        years = sorted({int(p[:4]) for p in periods})
        every = -(-len(years) // MOST_TICKS)
        shift = 0.0 if months else 0.5
        chosen = [(year + shift, str(year)) for year in years[::every]]
    places = [(round(100 * (at - first) / (last - first), 2), text) for at, text in chosen]
    return tuple(
        Tick(x, text, "start" if x < 8 else "end" if x > 92 else "middle") for x, text in places if 0 <= x <= 100
    )


def _stretches(points: list[Point], cuts: list[float]) -> list[list[Point]]:
    """The points between breaks and missing periods."""
    found: list[list[Point]] = []
    before: int | None = None
    for point in points:
        here = sum(cut <= middle(point.period) for cut in cuts)
        if here != before or point.after_gap:
            found.append([])
        found[-1].append(point)
        before = here
    return found


def periods_of(block: TrendChart) -> list[str]:
    """Every period of a trend, oldest first."""
    return sorted({period for series in block.series for period, _ in series.points}, key=middle)


def _path(stretch: list[Point]) -> str:
    return "M" + "L".join(f"{10 * p.x:.5g} {p.y:.5g}" for p in stretch)


def _band(stretch: list[Point]) -> str:
    known = [p for p in stretch if p.top is not None and p.bottom is not None]
    there = "L".join(f"{10 * p.x:.5g} {p.top:.5g}" for p in known)
    back = "L".join(f"{10 * p.x:.5g} {p.bottom:.5g}" for p in reversed(known))
    return f"M{there}L{back}Z" if len(known) > 1 else ""


def _line(series: TrendSeries, axis: Axis, first: float, last: float, cuts: list[float], cited: Citations) -> Line:
    points: list[Point] = []
    gap = False
    for period, figure_id in sorted(series.points, key=lambda point: middle(point[0])):
        figure = cited.figure(figure_id) if figure_id else None
        value = axis.value_of(figure) if figure else None
        if figure is None or value is None:
            gap = bool(points)
            continue
        ends = (figure.interval.high, figure.interval.low) if figure.interval else (None, None)
        top, bottom = (None if end is None else round(100 - axis.place(end), 2) for end in ends)
        x = round(100 * (middle(period) - first) / (last - first), 2)
        points.append(Point(period, figure, x, round(100 - axis.place(value), 2), top, bottom, gap))
        gap = False
    stretches = _stretches(points, cuts)
    return Line(
        label=series.label,
        role=series.role_index,
        points=tuple(points),
        paths=tuple(_path(s) for s in stretches if len(s) > 1),
        bands=tuple(band for s in stretches if (band := _band(s))),
        alone=tuple(s[0] for s in stretches if len(s) == 1),
        says=_says(series.label, points),
    )


def _says(label: str, points: list[Point]) -> str:
    """A line in words: its ends, its lowest and its highest value."""
    if not points:
        return f"{label}: no values."
    ordered = sorted(points, key=lambda p: -p.y)
    named = [("starts at", points[0]), ("lowest", ordered[0]), ("highest", ordered[-1]), ("ends at", points[-1])]
    return f"{label}: " + "; ".join(f"{word} {show(p.figure)} ({period_in_words(p.period)})" for word, p in named) + "."


def trend(block: TrendChart, cited: Citations) -> Trend | None:
    """A trend with every line placed; None where no period has a value."""
    axis, cut = _value_axis(block, cited)
    shown = [p for s in block.series for p, f in s.points if f and cited.figure(f).value is not None]
    if axis is None:
        return None
    first = min(map(starts, shown))
    last = max(starts(p) + (1 / 12 if "-" in p else 1.0) for p in shown)
    cuts = [starts(period) for period, _ in block.breaks]
    breaks = tuple(
        Break(
            _LETTERS[i % len(_LETTERS)],
            period_in_words(period),
            why,
            round(100 * (at - first) / (last - first), 2) if first < at < last else None,
        )
        for i, ((period, why), at) in enumerate(zip(block.breaks, cuts, strict=True))
    )
    return Trend(
        axis=axis,
        ticks=_time_ticks(sorted(set(shown), key=middle), first, last),
        zero=round(100 - axis.place(0.0), 2) if axis.low < 0 < axis.high else None,
        lines=tuple(_line(s, axis, first, last, cuts, cited) for s in block.series),
        breaks=breaks,
        cut=cut,
    )
