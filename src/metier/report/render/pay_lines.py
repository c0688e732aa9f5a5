"""Where the marks of the ladder and of ranked bars go: rows of dots or bars on one axis of pay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from metier.model import BarRow, Figure, LadderChart, Nature, RankedBars
from metier.report.render.axes import Axis, round_axis
from metier.report.render.charts import LANE, Dot, dot, value_in_words
from metier.report.render.citing import Citations
from metier.report.render.natures import shown_nature
from metier.report.render.values import show

FARTHEST = 1.6  # an interval is drawn at most this many times beyond the outermost value


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of a ladder with a dot a role that has it."""

    label: str
    dots: tuple[Dot, ...]
    height: int
    says: str


@dataclass(frozen=True, slots=True)
class Rungs:
    """One ladder, lowest level first; levels that no role has are left out."""

    name: str
    rows: tuple[Rung, ...]


def _reach(figures: Iterable[Figure]) -> Iterator[float]:
    """What an axis must hold: every value, and intervals as far as they do not squeeze the values."""
    known = [f for f in figures if f.value is not None]
    values = [f.value for f in known if f.value is not None]
    if not values:
        return
    yield from values
    top, bottom = max(values) * FARTHEST, min(values) / FARTHEST
    for interval in (f.interval for f in known if f.interval):
        yield min(interval.high, top)
        yield max(interval.low, bottom)


def ladder_axis(block: LadderChart, cited: Citations) -> Axis | None:
    """The axis of a ladder chart; None where no level has a value."""
    found = [cited.figure(f) for series in block.series for _, f in series.points if f]
    return round_axis(_reach(found), block.unit)


def _rung(block: LadderChart, level: str, axis: Axis | None, cited: Citations) -> Rung | None:
    dots, words = [], []
    for lane, series in enumerate(block.series):
        points = dict(series.points)
        if level not in points:
            continue
        figure = cited.figure(found) if (found := points[level]) else None
        words.append(f"{series.label}: {value_in_words(figure)}")
        if axis is None or figure is None or axis.value_of(figure) is None:
            dots.append(Dot(series.role_index, 10 + LANE * lane, figure))
            continue
        placed = dot(lane, figure, axis.place)
        dots.append(Dot(series.role_index, placed.y, figure, placed.x, placed.low, placed.high, placed.nature))
    if not dots:
        return None
    return Rung(level, tuple(dots), 20 + LANE * (len(block.series) - 1), "; ".join(words) + ".")


def ladders(block: LadderChart, axis: Axis | None, cited: Citations) -> tuple[Rungs, ...]:
    """The ladders that any role stands on, ready to draw on one axis."""
    found = []
    for ladder in block.ladders:
        rungs = (_rung(block, level, axis, cited) for level in ladder.levels)
        rows = tuple(rung for rung in rungs if rung is not None)
        if rows:
            found.append(Rungs(ladder.name, rows))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Bar:
    """One ranked item: the bar's length, its interval and the second value, in per cent of the axis."""

    label: str
    role: int
    figure: Figure | None
    second: Figure | None
    nature: Nature | None
    x: float | None
    low: float | None
    high: float | None
    tick: float | None
    says: str


def _same_axis(figure: Figure, axis: Axis) -> bool:
    """Whether a second figure can stand on the axis: its own unit, or dollars of US prices among dollars."""
    return figure.unit == axis.unit or {figure.unit, axis.unit} == {"usd_year", "usd_ppp_year"}


def bars_axis(block: RankedBars, cited: Citations) -> Axis | None:
    """An axis from zero that holds every bar, tick and, within reason, interval; None where nothing has a value."""
    found = [cited.figure(f) for row in block.rows for f in (row.figure, row.second) if f]
    units = {block.unit, "usd_year", "usd_ppp_year"} if block.unit in ("usd_year", "usd_ppp_year") else {block.unit}
    reach = list(_reach(f for f in found if f.unit in units))
    return round_axis((0.0, *reach), block.unit) if reach else None


def _bar(row: BarRow, second_is: str, axis: Axis | None, cited: Citations) -> Bar:
    figure = cited.figure(row.figure) if row.figure else None
    second = cited.figure(row.second) if row.second else None
    value = axis.value_of(figure) if axis and figure else None
    interval = figure.interval if figure and value is not None else None
    tick = second.value if axis and second and second.value is not None and _same_axis(second, axis) else None
    words = [value_in_words(figure)]
    if second is not None and second.value is not None:
        words.append(show(second) if second_is in show(second) else f"{show(second)} {second_is}")
    return Bar(
        label=row.label,
        role=row.role_index,
        figure=figure,
        second=second,
        nature=shown_nature(figure) if figure else None,
        x=axis.place(value) if axis and value is not None else None,
        low=axis.place(interval.low) if axis and interval else None,
        high=axis.place(interval.high) if axis and interval else None,
        tick=axis.place(tick) if axis and tick is not None else None,
        says="; ".join(words) + ".",
    )


def bars(block: RankedBars, axis: Axis | None, cited: Citations) -> tuple[Bar, ...]:
    """The rows of ranked bars, ready to draw, in the order of the block."""
    return tuple(_bar(row, block.second, axis, cited) for row in block.rows)
