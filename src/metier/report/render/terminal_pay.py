"""Charts of pay for a terminal: aligned bars of text that need no colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from metier.model import Block, Figure, LadderChart, Nature, PayChart, RankedBars, TrendChart
from metier.report.render.axes import Axis
from metier.report.render.citing import Citations
from metier.report.render.natures import MARKS, unusual, usual_nature
from metier.report.render.pay_charts import QUANTILES, Pay, pay_axis, pay_rows, width_in_words
from metier.report.render.pay_lines import Bar, bars, bars_axis, ladder_axis, ladders
from metier.report.render.pay_trend import Line, Point, middle, period_in_words, trend
from metier.report.render.screen import MOST, Piece, Screen, clean, fit, role_mark, role_style
from metier.report.render.values import show, show_interval, unit_in_words

FILL = {Nature.POSTED: "█", Nature.OBSERVED: "═", Nature.MODELLED: "░"}
ZERO = "┊"
HOLLOW = "○◇□△▽"
READ = ("p50", "p25", "p75", "p10", "p90")  # the order in which quantiles are read out


def marked(figure: Figure, usual: Nature | None) -> str:
    """A value, marked unless it is what its block or row says of all."""
    found = unusual(figure, usual)
    return (MARKS[found] if found else "") + show(figure)


class Placed(NamedTuple):
    """A mark on a line: whose, what it is, and its place and interval in per cent of the line."""

    role: int
    nature: Nature | None
    x: float
    low: float | None
    high: float | None


def _dots(points: Sequence[Placed], cells: int, zero: float | None = None) -> list[Piece]:
    """A line of marks with their intervals and where no change is; a mark that hides another is the first one's."""
    line: list[Piece] = [("·", "dim")] * cells
    if zero is not None:
        line[round(zero / 100 * (cells - 1))] = (ZERO, "dim")
    for one in reversed(points):
        if one.low is not None and one.high is not None:
            for cell in range(round(one.low / 100 * (cells - 1)), round(one.high / 100 * (cells - 1)) + 1):
                line[cell] = ("╌" if one.nature is Nature.MODELLED else "─", role_style(one.role))
    for one in reversed(points):
        mark = HOLLOW[one.role % len(HOLLOW)] if one.nature is Nature.MODELLED else role_mark(one.role)
        line[round(one.x / 100 * (cells - 1))] = (mark, role_style(one.role))
    return line


class PayWriter:
    """Writes the blocks of pay on a screen."""

    def __init__(self, cited: Citations, screen: Screen) -> None:
        self.cited, self.screen = cited, screen

    def _open(self, block: Block, caption: str) -> Nature | None:
        """Writes the caption, says the usual nature and returns it."""
        self.screen.line("")
        self.screen.line((clean(caption), "bold"))
        usual = usual_nature(block, self.cited)
        if usual is None or isinstance(block, PayChart):
            return None
        self.screen.prose(f"{MARKS[usual.nature]} {usual.words(MARKS)}", "dim")
        return usual.nature

    def _close(self, note: str, *lines: str) -> None:
        for text in (*lines, note):
            if text:
                self.screen.prose(clean(text), "dim")

    def _roles(self, labels: Sequence[tuple[int, str]]) -> None:
        for role, label in labels:
            self.screen.line((role_mark(role), role_style(role)), " ", clean(label))

    def _more(self, count: int) -> None:
        if count > 0:
            self.screen.line((f"and {count} more: --format html", "dim"))

    def _under(self, pieces: Sequence[str]) -> None:
        """Values under their row; a value stays on one line where it fits."""
        whole = (piece.replace(" ", "\N{NO-BREAK SPACE}") for piece in pieces)
        self.screen.prose("  ".join(whole), indent=2)

    def pay(self, block: PayChart) -> None:
        """Distributions: a thin line for the middle four fifths, a thick one for the middle half."""
        self._open(block, block.caption)
        axis = pay_axis(block, self.cited)
        cells = min(self.screen.width - 4, 60)
        for row in pay_rows(block, axis, self.cited):
            label = Text.assemble((role_mark(row.role), role_style(row.role)), " ", (clean(row.label), "bold"))
            kind = "" if row.kind in row.label else f", {row.kind_in_words}"
            label.append(f" ({MARKS[row.nature]} {row.nature}{kind})", "dim")
            self.screen.prose(label)
            if row.places:
                self.screen.line("  ", *_bar(row, cells))
            found = [f"{QUANTILES[n]} {marked(row.figures[n], row.nature)}" for n in READ if n in row.figures]
            self.screen.prose("; ".join(found) or "no figures are published", indent=2)
            if row.width is not None and row.width.value is not None:
                self.screen.prose(clean(width_in_words(row.width)), indent=2)
        ends = _ends(axis) if any(row.quantiles for row in block.rows) else ""
        self._close(block.note, ends)

    def ladder(self, block: LadderChart) -> None:
        """A line a level, a mark a role; hollow marks are modelled."""
        usual = self._open(block, block.caption)
        self._roles([(series.role_index, series.label) for series in block.series])
        axis = ladder_axis(block, self.cited)
        label = min(max((cell_len(clean(level)) for x in block.ladders for level in x.levels), default=0), 24)
        for ladder in ladders(block, axis, self.cited):
            self.screen.line((clean(ladder.name), "bold"))
            for row in ladder.rows:
                values = [f"{role_mark(d.role)} {marked(d.figure, usual) if d.figure else 'none'}" for d in row.dots]
                points = [Placed(d.role, d.nature, d.x, d.low, d.high) for d in row.dots if d.drawn]
                self._row(fit(row.label, label), points, values)
        self._close(block.note, _ends(axis, "Marks stand in their intervals."))

    def _row(self, label: str, points: Sequence[Placed], values: Sequence[str], zero: float | None = None) -> None:
        """A label, a line of marks and values: on one line where they fit, else the values below."""
        after = "  ".join(clean(value) for value in values)
        room = self.screen.width - cell_len(label) - cell_len(after) - 3
        if room >= 20:
            self.screen.line((label, ""), " ", *_dots(points, min(room, 40), zero), "  ", after)
            return
        self.screen.line((label, ""), " ", *_dots(points, min(self.screen.width - cell_len(label) - 2, 40), zero))
        self._under([clean(value) for value in values])

    def bars(self, block: RankedBars) -> None:
        """A bar an item from zero; ┃ marks the second value."""
        usual = self._open(block, block.caption)
        axis = bars_axis(block, self.cited)
        rows = bars(block, axis, self.cited)
        label = min(max((cell_len(clean(row.label)) for row in rows), default=0), 22)
        for row in rows[:MOST]:
            values = [marked(row.figure, usual) if row.figure else "none"]
            if row.figure and row.figure.n is not None and row.figure.value is not None:
                values[0] += f" (n = {row.figure.n:,})"
            if row.second and row.second.value is not None:
                shown = marked(row.second, row.nature or usual)
                values.append("┃ " + (shown if block.second in shown else f"{shown} {block.second}"))
            cells = 24 if self.screen.width >= 60 else max(self.screen.width - label - 3, 8)
            line = _ranked(row, cells)
            if label + cells + 3 + cell_len("  ".join(values)) <= self.screen.width:
                self.screen.line((fit(row.label, label), ""), " ", *line, "  ", clean("  ".join(values)))
            else:
                self.screen.line((fit(row.label, label), ""), " ", *line)
                self._under([clean(value) for value in values])
        self._more(len(rows) - MOST)
        self._close(block.note, _ends(axis))

    def trend(self, block: TrendChart) -> None:
        """A line a period, newest last, a mark a series; breaks stand between the periods they part."""
        usual = self._open(block, block.caption)
        self._roles([(series.role_index, series.label) for series in block.series])
        found = trend(block, self.cited)
        if found is None:
            self._close(block.note, "No period has enough pay for a value.")
            return
        periods = sorted({p.period for line in found.lines for p in line.points}, key=middle)
        if len(periods) > MOST:
            self.screen.line((f"{len(periods) - MOST} earlier periods: --format html", "dim"))
        zero = None if found.zero is None else 100 - found.zero
        left = sorted(block.breaks, key=lambda b: middle(b[0]))
        for period in periods[-MOST:]:
            while left and middle(left[0][0]) <= middle(period):
                self._break(*left.pop(0))
            here = [(line, p) for line in found.lines for p in line.points if p.period == period]
            values = _read(here, usual, many=len(found.lines) > 1)
            self._row(fit(period_in_words(period), 8), _placed(here), values, zero)
        for period, why in left:
            self._break(period, why)
        self._close(block.note, _ends(found.axis, "" if zero is None else f"{ZERO} marks no change."))

    def _break(self, period: str, why: str) -> None:
        self.screen.prose(clean(f"┄┄ break, {period_in_words(period)}: {why}"), "dim")


def _placed(here: Sequence[tuple[Line, Point]]) -> list[Placed]:
    """The points of one period along the axis of values (a drawing counts from the top)."""

    def along(y: float | None) -> float | None:
        return None if y is None else 100 - y

    return [Placed(line.role, None, 100 - p.y, along(p.bottom), along(p.top)) for line, p in here]


def _read(here: Sequence[tuple[Line, Point]], usual: Nature | None, *, many: bool) -> list[str]:
    values = []
    for line, point in here:
        interval = show_interval(point.figure)
        text = marked(point.figure, usual) + (f" ({interval})" if interval and not many else "")
        values.append(f"{role_mark(line.role)} {text}")
    return values


def _ends(axis: Axis | None, more: str = "") -> str:
    if axis is None:
        return more
    ends = f"{axis.ticks[0].text} to {axis.ticks[-1].text}"
    return f"Lines run from {ends} ({unit_in_words(axis.unit)}). {more}".strip()


def _ranked(row: Bar, cells: int) -> list[Piece]:
    """A bar from zero with the second value's tick."""
    end = -1 if row.x is None else max(round(row.x / 100 * cells) - 1, 0)
    tick = -1 if row.tick is None else min(round(row.tick / 100 * cells), cells - 1)
    fill = FILL[row.nature or Nature.POSTED]
    return [
        ("┃", "bold") if x == tick else (fill, role_style(row.role)) if x <= end else ("·", "dim") for x in range(cells)
    ]


def _bar(row: Pay, cells: int) -> list[Piece]:
    """A line of pay: thin from p10 to p90, thick from p25 to p75, a mark at the median."""
    at = {name: round(place / 100 * (cells - 1)) for name, place in row.places.items()}
    style = role_style(row.role)
    pieces = []
    for x in range(cells):
        if x == at.get("p50"):
            pieces.append(("┃", "bold"))
        elif "p25" in at and "p75" in at and at["p25"] <= x <= at["p75"]:
            pieces.append((FILL[row.nature], style))
        elif "p10" in at and "p90" in at and at["p10"] <= x <= at["p90"]:
            pieces.append(("╌" if row.nature is Nature.MODELLED else "─", style))
        else:
            pieces.append(("·", "dim"))
    return pieces
