"""Where marks go in a chart: shares of the drawing's width, so that charts need no fixed size.

Nothing here is a new number: a chart places values that the report already holds. Text in charts is
never scaled, because every place is a percentage of the width (docs: a phone and a wide screen get
the same letters).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from metier.model import Dumbbell, DumbbellRow, Figure, Nature
from metier.release.kept import KeptSame
from metier.report.render.axes import Tick
from metier.report.render.citing import Citations
from metier.report.render.natures import shown_nature
from metier.report.render.values import axis_percent, show, show_interval

LANE = 12  # pixels from one role's line to the next


class Dot(NamedTuple):
    """One role's value on a row: places in per cent of the axis."""

    role: int
    y: int
    figure: Figure | None
    x: float = 0.0
    low: float | None = None
    high: float | None = None
    nature: Nature | None = None

    @property
    def width(self) -> float:
        """The interval's length in per cent of the axis."""
        return round((self.high or 0.0) - (self.low or 0.0), 2)

    @property
    def drawn(self) -> bool:
        """Whether there is a value to draw."""
        return self.figure is not None and self.figure.value is not None


class DotRow(NamedTuple):
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


SHARE_TICKS = tuple(
    Tick(x, f"{x} %" if x else "0", "start" if x == 0 else "end" if x == 100 else "middle")
    for x in (0, 25, 50, 75, 100)
)


def dot(role: int, figure: Figure | None, place: Callable[[float], float]) -> Dot:
    """One role's figure on a row, placed."""
    y = 10 + LANE * role
    if figure is None or figure.value is None:
        return Dot(role, y, figure)
    x = place(figure.value)
    if figure.interval is None:
        return Dot(role, y, figure, x, nature=shown_nature(figure))
    low, high = place(figure.interval.low), place(figure.interval.high)
    return Dot(role, y, figure, x, low, high, shown_nature(figure))


def value_in_words(figure: Figure | None) -> str:
    """A value with its interval and, where it is pay, its nature: '$98k ($95k to $101k), posted'."""
    if figure is None:
        return _NOTHING[0]
    return _words(figure) if "~" in figure.id else _WORDS.of(figure.id, figure, _words)


def _words(figure: Figure) -> str:
    interval = show_interval(figure)
    found = shown_nature(figure)
    return show(figure) + (f" ({interval})" if interval else "") + (f", {found.value}" if found else "")


def _share(figure: Figure) -> tuple[str, Dot]:
    """A share in words, and its dot as it would be in the first row's place."""
    return _words(figure), dot(0, figure, axis_percent)


_NOTHING = "no evidence", Dot(0, 0, None)
_WORDS: KeptSame[Figure, str] = KeptSame(2048)  # of figures of one role, which stand in many charts
_SHARES: KeptSame[Figure, tuple[str, Dot]] = KeptSame(8192)


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
    difference = cited.figure(row.difference) if row.difference else None
    words, dots = [], []
    for i, (role, figure_id) in enumerate(zip(roles, row.figures, strict=True)):
        figure = cited.figure(figure_id) if figure_id else None
        said, placed = _SHARES.of(figure.id, figure, _share) if figure else _NOTHING
        words.append(f"{role}: {said}")
        dots.append(Dot(i, 10 + LANE * i, figure, placed.x, placed.low, placed.high, placed.nature))
    if text := difference_in_words(row, difference):
        words.append(text)
    pair = compared(row, difference)
    band = None
    if row.real and pair and all(dots[i].drawn for i in pair):
        places = [dots[i].x for i in pair]
        band = (min(places), round(max(places) - min(places), 2))
    return DotRow(
        label=row.label,
        dots=tuple(dots),
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
