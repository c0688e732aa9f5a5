"""Axes: round ticks, and places in per cent of an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from metier.errors import MetierError
from metier.model import Figure
from metier.report.render.values import short_amount


class MixedUnitsError(MetierError):
    """A figure on an axis of another unit: its place would be wrong."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on an axis."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis in one unit, with ticks in per cent of its length."""

    low: float
    high: float
    unit: str
    ticks: tuple[Tick, ...]
    cut: bool = False  # something to draw lies beyond the axis

    def place(self, value: float) -> float:
        """Per cent of the axis, kept on it."""
        return round(min(max((value - self.low) / (self.high - self.low), 0.0), 1.0) * 100, 2)

    def value_of(self, figure: Figure) -> float | None:
        """A figure's value, which must be in the axis's unit."""
        if figure.unit != self.unit:
            raise MixedUnitsError(
                f"The report draws {figure.id!r}, in {figure.unit}, on an axis in {self.unit}.",
                hint="Convert the figure, or give the chart the unit of its figures.",
            )
        return figure.value


def nice_step(span: float, about: int = 5) -> float:
    """A round step (1, 2 or 5 times a power of ten) that divides a span into about so many parts.

    >>> nice_step(230_000)
    50000.0
    """
    if not span > 1e-9:  # no step can be written that is smaller
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / about))
    return next(step * power for step in (1, 2, 5, 10) if span / (step * power) <= about)


def round_axis(values: Iterable[float], unit: str, *, cut: bool = False) -> Axis | None:
    """An axis with round ends that holds all values; None without any.

    >>> [tick.text for tick in round_axis([61_000, 243_000], "usd_year").ticks]
    ['$50k', '$100k', '$150k', '$200k', '$250k']
    """
    found = list(values)
    if not found:
        return None
    step = nice_step(max(found) - min(found) or abs(max(found)) or 1.0)
    low, high = math.floor(min(found) / step) * step, math.ceil(max(found) / step) * step
    if high <= low or high < max(found):  # one value, or one too close to a step for a division to tell
        high += step
    count = round((high - low) / step)
    ticks = tuple(
        Tick(
            round(100 * i / count, 2),
            short_amount(round(low + i * step, 6), unit),
            "start" if i == 0 else "end" if i == count else "middle",
        )
        for i in range(count + 1)
    )
    return Axis(low, high, unit, ticks, cut)
