"""Where the marks of a chart of pay go: hills, boxes and quantiles on one axis, and how a row reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from metier.model import Figure, Nature, PayChart, PayRow, Status, is_money
from metier.report.render.axes import Axis, round_axis
from metier.report.render.citing import Citations
from metier.report.render.natures import shown_nature
from metier.report.render.values import show

LONGEST_TAIL = 1.35  # a histogram is drawn at most this far beyond the outermost quantile (a ratio)
KINDS = {
    "advertised": "advertised in postings",
    "official": "official wage statistics",
    "survey": "stated by people in a survey",
}
MODELLED_KINDS = {
    "advertised": "from pay advertised in postings",
    "official": "from official wage statistics",
    "survey": "from pay stated by people in a survey",
}
Histogram = tuple[tuple[float, float, float], ...]
OBSERVED_KINDS = ("official", "survey")
QUANTILES = {
    "p10": "a tenth below",
    "p25": "a quarter below",
    "p50": "median",
    "p75": "a quarter above",
    "p90": "a tenth above",
}


@dataclass(frozen=True, slots=True)
class Pay:
    """One distribution of pay: places in per cent of the axis, and the figures to name."""

    label: str
    kind: str
    kind_in_words: str
    nature: Nature
    role: int
    area: str  # an SVG path in a box of 1000 by 100; '' for observed pay and where no histogram is known
    places: dict[str, float]
    figures: dict[str, Figure]
    width: Figure | None
    says: str

    def between(self, low: str, high: str) -> tuple[float, float] | None:
        """(start, length) of the part between two quantiles; None unless both have a value."""
        if low not in self.places or high not in self.places:
            return None
        return self.places[low], round(self.places[high] - self.places[low], 2)

    def open_end(self, name: str) -> bool:
        """Whether a quantile is only known to be at least its value."""
        return self.figures[name].status is Status.TOP_CODED

    def width_bar(self, axis: Axis) -> tuple[float, float] | None:
        """(start, length) of a bar as long as one employer's range is wide, about the median."""
        middle = self.figures.get("p50")
        if self.width is None or not is_money(self.width.unit) or middle is None or middle.value is None:
            return None
        width = axis.value_of(self.width)
        if width is None:
            return None
        start = axis.place(middle.value - width / 2)
        return start, round(axis.place(middle.value + width / 2) - start, 2)


def row_nature(row: PayRow, figures: dict[str, Figure]) -> Nature:
    """What a row's amounts are: its median's nature, else any figure's, else what its kind is."""
    middle = [figures["p50"]] if "p50" in figures else []
    for figure in (*middle, *figures.values()):
        if found := shown_nature(figure):
            return found
    return Nature.OBSERVED if row.kind in OBSERVED_KINDS else Nature.POSTED


def kind_in_words(kind: str, found: Nature) -> str:
    """What a row was made of, in words that follow its nature ('posted, advertised in postings')."""
    return (MODELLED_KINDS if found is Nature.MODELLED else KINDS).get(kind, kind)


def _hill(row: PayRow, cited: Citations) -> Histogram:
    """The histogram to draw: none for observed pay, which is a box of quantiles only."""
    if not row.histogram:
        return ()
    figures = {name: cited.figure(figure) for name, figure in row.quantiles}
    return () if row_nature(row, figures) is Nature.OBSERVED else row.histogram


def _edges(hill: Histogram) -> list[float]:
    """Where a histogram's middle 98 % begins and ends."""
    total = sum(share for _, _, share in hill)
    if total <= 0:
        return []
    seen, edges = 0.0, []
    for low, high, share in hill:
        if seen < 0.01 * total <= seen + share:
            edges.append(low)
        seen += share
        if seen >= 0.99 * total:
            edges.append(high)
            break
    return edges


def pay_axis(block: PayChart, cited: Citations) -> Axis | None:
    """The axis that all rows of a pay chart share; None where nothing can be drawn."""
    values = [v for row in block.rows for _, f in row.quantiles if (v := cited.figure(f).value) is not None]
    hills = [_hill(row, cited) for row in block.rows]
    edges = [edge for hill in hills for edge in _edges(hill)]
    if values and edges:  # one far amount must not squeeze the rest
        edges = [min(max(edges), max(values) * LONGEST_TAIL), max(min(edges), min(values) / LONGEST_TAIL)]
    axis = round_axis((*values, *edges), block.unit)
    if axis is None:
        return None
    beyond = any(share > 0 and top > axis.high for hill in hills for _, top, share in hill)
    return Axis(axis.low, axis.high, axis.unit, axis.ticks, beyond)


def _densities(hill: Histogram, axis: Axis, bins: int = 48) -> list[float]:
    """Share of pay in each of equally wide parts of the axis (bins are split where they overlap)."""
    width = (axis.high - axis.low) / bins
    found = [0.0] * bins
    for low, high, share in hill:
        if high <= low or not share:
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
    across = _steps(len(densities))
    steps = " ".join([f"V{100 - 100 * d / tallest:.4g}{end}" for d, end in zip(densities, across, strict=True)])
    return f"M0 100{steps}V100Z"


@cache
def _steps(parts: int) -> tuple[str, ...]:
    """Where each part of an area ends, as its path says it."""
    step = 1000 / parts
    return tuple(f"H{(i + 1) * step:.4g}" for i in range(parts))


def width_in_words(width: Figure) -> str:
    """How wide one employer's range is, in words: 'one employer's range is typically $40k wide'."""
    return f"one employer’s range is typically {show(width)} wide"


def _says(kind: str, found: Nature, figures: dict[str, Figure], width: Figure | None) -> str:
    words = [f"{QUANTILES.get(name, name)} {show(figure)}" for name, figure in figures.items()]
    if width is not None:
        words.append(width_in_words(width))
    return f"{found.value.capitalize()}, {kind}: {'; '.join(words) or 'no figures'}."


def _pay(row: PayRow, density: list[float], tallest: float, axis: Axis | None, cited: Citations) -> Pay:
    figures = {name: cited.figure(figure) for name, figure in row.quantiles}
    values = {name: axis.value_of(figure) for name, figure in figures.items()} if axis else {}
    found = row_nature(row, figures)
    width = cited.figure(row.width) if row.width else None
    kind = kind_in_words(row.kind, found)
    return Pay(
        label=row.label,
        kind=row.kind,
        kind_in_words=kind,
        nature=found,
        role=row.role_index,
        area=_area(density, tallest),
        places={name: axis.place(value) for name, value in values.items() if axis and value is not None},
        figures=figures,
        width=width,
        says=_says(kind, found, figures, width),
    )


def pay_rows(block: PayChart, axis: Axis | None, cited: Citations) -> tuple[Pay, ...]:
    """The rows of a pay chart, ready to draw on one axis; areas share one vertical scale."""
    densities = [_densities(_hill(row, cited), axis) if axis else [] for row in block.rows]
    tallest = max((max(d, default=0.0) for d in densities), default=0.0)
    return tuple(_pay(row, density, tallest, axis, cited) for row, density in zip(block.rows, densities, strict=True))
