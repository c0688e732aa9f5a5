"""Where marks go in a chart: shares of the drawing's width, so that charts need no fixed size.

Nothing here is a new number: a chart places values that the report already holds. Text in charts is
never scaled, because every place is a percentage of the width (docs: a phone and a wide screen get
the same letters).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from metier.model import Dumbbell, DumbbellRow, Figure, PayChart, PayRow, Status
from metier.report.render.citing import Citations
from metier.report.render.values import axis_percent, show, show_interval

LONGEST_TAIL = 1.35  # a histogram is drawn at most this far beyond the outermost quantile (a ratio)
LANE = 12  # pixels from one role's line to the next
KINDS = {
    "advertised": "advertised in postings",
    "official": "official wage statistics",
    "survey": "stated by people in a survey",
}


@dataclass(frozen=True, slots=True)
class Dot:
    """One role's share on a row: places in per cent of the axis."""

    role: int
    y: int
    figure: Figure | None
    x: float = 0.0
    low: float | None = None
    high: float | None = None

    @property
    def width(self) -> float:
        """The interval's length in per cent of the axis."""
        return round((self.high or 0.0) - (self.low or 0.0), 2)

    @property
    def drawn(self) -> bool:
        """Whether there is a value to draw."""
        return self.figure is not None and self.figure.value is not None


@dataclass(frozen=True, slots=True)
class DotRow:
    """One item of a chart of shares."""

    label: str
    dots: tuple[Dot, ...]
    difference: Figure | None
    real: bool
    filled: bool
    height: int
    says: str  # the row in words, for those who do not see it
    pair: tuple[int, int] | None  # the two roles of the difference
    band: tuple[float, float] | None  # (start, length) of the gap when it is real


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on an axis."""

    x: float
    text: str
    anchor: str


SHARE_TICKS = tuple(
    Tick(x, f"{x} %" if x else "0", "start" if x == 0 else "end" if x == 100 else "middle")
    for x in (0, 25, 50, 75, 100)
)


def _dot(role: int, figure: Figure | None) -> Dot:
    y = 10 + LANE * role
    if figure is None or figure.value is None:
        return Dot(role, y, figure)
    x = axis_percent(figure.value)
    if figure.interval is None:
        return Dot(role, y, figure, x)
    return Dot(role, y, figure, x, axis_percent(figure.interval.low), axis_percent(figure.interval.high))


def _value_in_words(figure: Figure | None) -> str:
    if figure is None:
        return "no evidence"
    interval = show_interval(figure)
    return f"{show(figure)} ({interval})" if interval else show(figure)


def difference_in_words(row: DumbbellRow, figure: Figure | None) -> str:
    """What a row's difference is and whether it is real, in words; '' where none was computed."""
    if figure is None or figure.value is None:
        return ""
    return f"{'real difference' if row.real else 'difference that may be chance'} of {show(figure)}"


def compared(row: DumbbellRow, difference: Figure | None) -> tuple[int, int] | None:
    """Which two roles a row's difference compares (first less second); None where it cannot be told."""
    if difference is None:
        return None
    if len(row.figures) == 2:
        return 0, 1
    found = [row.figures.index(part) for part in difference.parts if part in row.figures]
    return (found[0], found[1]) if len(found) == 2 else None


def _dot_row(row: DumbbellRow, roles: tuple[str, ...], cited: Citations) -> DotRow:
    figures = [cited.figure(f) if f else None for f in row.figures]
    difference = cited.figure(row.difference) if row.difference else None
    words = [f"{role}: {_value_in_words(figure)}" for role, figure in zip(roles, figures, strict=True)]
    if text := difference_in_words(row, difference):
        words.append(text)
    dots = tuple(_dot(i, figure) for i, figure in enumerate(figures))
    pair = compared(row, difference)
    band = None
    if row.real and pair and all(dots[i].drawn for i in pair):
        places = [dots[i].x for i in pair]
        band = (min(places), round(max(places) - min(places), 2))
    return DotRow(
        label=row.label,
        dots=dots,
        difference=difference,
        real=row.real,
        filled=row.real or len(roles) == 1,
        height=20 + LANE * (len(roles) - 1),
        says="; ".join(words) + ".",
        pair=pair,
        band=band,
    )


def dot_rows(block: Dumbbell, cited: Citations) -> tuple[DotRow, ...]:
    """The rows of a chart of shares, ready to draw."""
    return tuple(_dot_row(row, block.roles, cited) for row in block.rows)


@dataclass(frozen=True, slots=True)
class Pay:
    """One distribution of pay: places in per cent of the axis, and the figures to name."""

    label: str
    kind: str
    kind_in_words: str
    role: int
    area: str  # an SVG path in a box of 1000 by 100; '' where no histogram is published
    places: dict[str, float]
    figures: dict[str, Figure]
    says: str

    def between(self, low: str, high: str) -> tuple[float, float] | None:
        """(start, length) of the part between two quantiles; None unless both have a value."""
        if low not in self.places or high not in self.places:
            return None
        return self.places[low], round(self.places[high] - self.places[low], 2)

    def open_end(self, name: str) -> bool:
        """Whether a quantile is only known to be at least its value."""
        return self.figures[name].status is Status.TOP_CODED


@dataclass(frozen=True, slots=True)
class PayAxis:
    """An axis in US dollars a year."""

    low: float
    high: float
    ticks: tuple[Tick, ...]
    cut: bool = False  # some pay in a histogram lies beyond the axis

    def place(self, usd: float) -> float:
        """Per cent of the axis, kept on it."""
        return round(min(max((usd - self.low) / (self.high - self.low), 0.0), 1.0) * 100, 2)


def nice_step(span: float, about: int = 5) -> float:
    """A round step (1, 2 or 5 times a power of ten) that divides a span into about so many parts.

    >>> nice_step(230_000)
    50000.0
    """
    if not span > 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / about))
    return next(step * power for step in (1, 2, 5, 10) if span / (step * power) <= about)


def _edges(row: PayRow) -> list[float]:
    """Where a histogram's middle 98 % begins and ends, in dollars."""
    total = sum(share for _, _, share in row.histogram)
    if total <= 0:
        return []
    seen, edges = 0.0, []
    for low, high, share in row.histogram:
        if seen < 0.01 * total <= seen + share:
            edges.append(low)
        seen += share
        if seen >= 0.99 * total:
            edges.append(high)
            break
    return edges


def _dollars(usd: float) -> str:
    """A round amount for an axis: '$0', '$50k'."""
    return f"${usd / 1000:,g}k" if usd else "$0"


def pay_axis(block: PayChart, cited: Citations) -> PayAxis | None:
    """The axis that all rows of a pay chart share; None where nothing can be drawn."""
    values = [v for row in block.rows for _, f in row.quantiles if (v := cited.figure(f).value) is not None]
    edges = [edge for row in block.rows for edge in _edges(row)]
    if values and edges:  # one far amount must not squeeze the rest
        edges = [min(max(edges), max(values) * LONGEST_TAIL), max(min(edges), min(values) / LONGEST_TAIL)]
    values += edges
    if not values:
        return None
    step = nice_step(max(values) - min(values) or max(values) or 1.0)
    low, high = math.floor(min(values) / step) * step, math.ceil(max(values) / step) * step
    if high <= low:
        high = low + step
    count = round((high - low) / step)
    ticks = tuple(
        Tick(
            round(100 * i / count, 2),
            _dollars(low + i * step),
            "start" if i == 0 else "end" if i == count else "middle",
        )
        for i in range(count + 1)
    )
    beyond = any(share > 0 and top > high for row in block.rows for _, top, share in row.histogram)
    return PayAxis(low, high, ticks, beyond)


def _densities(row: PayRow, axis: PayAxis, bins: int = 48) -> list[float]:
    """Share of pay in each of equally wide parts of the axis (bins are split where they overlap)."""
    width = (axis.high - axis.low) / bins
    found = [0.0] * bins
    for low, high, share in row.histogram:
        if high <= low:
            continue
        first, last = int((low - axis.low) // width), int((high - axis.low) // width)
        for i in range(max(first, 0), min(last, bins - 1) + 1):
            left = axis.low + i * width
            overlap = min(high, left + width) - max(low, left)
            found[i] += share * max(overlap, 0.0) / (high - low)
    return found


def _area(densities: list[float], tallest: float) -> str:
    """A stepped area as an SVG path in a box of 1000 by 100."""
    if tallest <= 0 or not any(densities):
        return ""
    step = 1000 / len(densities)
    steps = " ".join(f"V{100 - 100 * d / tallest:.4g}H{(i + 1) * step:.4g}" for i, d in enumerate(densities))
    return f"M0 100{steps}V100Z"


def _pay_says(row: PayRow, figures: dict[str, Figure]) -> str:
    names = {
        "p10": "a tenth below",
        "p25": "a quarter below",
        "p50": "median",
        "p75": "a quarter above",
        "p90": "a tenth above",
    }
    words = [f"{names.get(name, name)} {show(figure)}" for name, figure in figures.items()]
    return f"{KINDS.get(row.kind, row.kind)}: {'; '.join(words) or 'no figures'}."


def pay_rows(block: PayChart, axis: PayAxis | None, cited: Citations) -> tuple[Pay, ...]:
    """The rows of a pay chart, ready to draw on one axis; areas share one vertical scale."""
    densities = [_densities(row, axis) if axis else [] for row in block.rows]
    tallest = max((max(d, default=0.0) for d in densities), default=0.0)
    rows = []
    for row, density in zip(block.rows, densities, strict=True):
        figures = {name: cited.figure(figure) for name, figure in row.quantiles}
        places = {n: axis.place(f.value) for n, f in figures.items() if axis and f.value is not None}
        rows.append(
            Pay(
                row.label,
                row.kind,
                KINDS.get(row.kind, row.kind),
                row.role_index,
                _area(density, tallest),
                places,
                figures,
                _pay_says(row, figures),
            )
        )
    return tuple(rows)
