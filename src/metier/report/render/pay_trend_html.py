"""A trend of pay as HTML: lines with bands that stop at breaks, how each reads, and the same as a table."""

from __future__ import annotations

from html import escape

from metier.model import Nature, TrendChart
from metier.report.render.markup import COLOURS, axis, legend_of, role_mark
from metier.report.render.page import PageParts
from metier.report.render.pay_lines_html import with_small
from metier.report.render.pay_trend import Break, Line, Point, Trend, period_in_words, periods_of, trend

_HEIGHT = 200
_MANY = 14  # points of a line from which on its marks are small
_FEW = 5  # points under which all are said in words


def trend_chart(page: PageParts, block: TrendChart) -> str:
    """The whole chart with its legend, sources and table; a line that says so where nothing has a value."""
    found = trend(block, page.cited)
    usual = page.usual(block)
    only = usual.nature if usual else None
    legend = legend_of((s.role_index, s.label) for s in block.series) if len(block.series) > 1 else ""
    level = page.level(block) if found else ""
    how = ""
    if found and level:
        cut = ", cut at the edge of the drawing" if found.cut else ""
        how = f'<p class="how">Shaded: {level} intervals{cut}. Lines stop at a break.</p>'
    body = '<p class="none">No period has enough pay for a value.</p>\n'
    table = ""
    if found:
        body = _drawing(block, found) + "".join(_reads(page, one, only) for one in found.lines if one.points)
        body += _breaks(found)
        table = _table(page, block, found, only)
    return (
        f'<figure class="chart trend">\n<figcaption><h3>{escape(block.caption)}</h3>{legend}{page.said(usual)}{how}'
        f"</figcaption>\n{body}{page.source_line(block)}{table}</figure>\n"
    )


def _drawing(block: TrendChart, found: Trend) -> str:
    scale = "".join(f"<span>{escape(tick.text)}</span>" for tick in reversed(found.axis.ticks))
    return (
        f'<div class="timeplot">\n<div class="scale" aria-hidden="true">{scale}</div>\n'
        f'<div class="track">{_plot(block.caption, found)}{axis(found.ticks)}</div>\n</div>\n'
    )


def _plot(caption: str, found: Trend) -> str:
    grid = "".join(
        f'<line class="grid" x1="0" x2="100%" y1="{100 - tick.x}%" y2="{100 - tick.x}%"/>' for tick in found.axis.ticks
    )
    zero = ""
    if found.zero is not None:
        zero = f'<line class="zero" x1="0" x2="100%" y1="{found.zero}%" y2="{found.zero}%"/>'
    bands = "".join(
        f'<path class="bandarea r{one.role % COLOURS}" d="{band}"/>' for one in found.lines for band in one.bands
    )
    lines = "".join(
        f'<path class="line r{one.role % COLOURS}" d="{path}"/>' for one in found.lines for path in one.paths
    )
    marks = "".join(_mark(one, p) for one in found.lines for p in one.points)
    breaks = "".join(_break(b) for b in found.breaks if b.x is not None)
    return (
        f'<svg class="plot" height="{_HEIGHT}" role="img"><title>{escape(caption)}</title><desc>{_says(found)}</desc>\n'
        f'{grid}{zero}<svg x="0" y="0" width="100%" height="{_HEIGHT}" viewBox="0 0 1000 100" '
        f'preserveAspectRatio="none">{bands}{lines}</svg>\n{marks}{breaks}</svg>\n'
    )


def _says(found: Trend) -> str:
    lines = "".join(f"{escape(one.says)} " for one in found.lines)
    return lines + "".join(f"Break, {escape(b.period)}: {escape(b.why)} " for b in found.breaks)


def _mark(one: Line, p: Point) -> str:
    colour = one.role % COLOURS
    bar = ""
    if p in one.alone and p.top is not None:
        bar = f'<line class="ci-line r{colour}" x1="{p.x}%" x2="{p.x}%" y1="{p.top}%" y2="{p.bottom}%"/>'
    if len(one.points) > _MANY:
        small = f'<use href="#m{colour}" class="mark r{colour}" transform="scale(.55)"/>'
        return f'{bar}<svg x="{p.x}%" y="{p.y}%" width="1" height="1" aria-hidden="true">{small}</svg>'
    return f'{bar}<use href="#m{colour}" class="mark r{colour}" x="{p.x}%" y="{p.y * _HEIGHT / 100}"/>'


def _break(b: Break) -> str:
    return (
        f'<line class="break" x1="{b.x}%" x2="{b.x}%" y1="0" y2="100%"/>'
        f'<text class="letter" x="{b.x}%" y="-5" text-anchor="middle">{escape(b.letter)}</text>'
    )


def _reads(page: PageParts, one: Line, only: Nature | None) -> str:
    """A line in words: all points of a short one, the first and the last two of a long one."""
    points = one.points if len(one.points) < _FEW else (one.points[0], *one.points[-2:])
    told = "".join(f"<span>{period_in_words(p.period)} {page.each(p.figure.id, only)}</span> " for p in points)
    return (
        f'<p class="reads trendreads">{role_mark(one.role)} <span class="mid"><bdi>{escape(one.label)}</bdi></span> '
        f"{told}</p>\n"
    )


def _breaks(found: Trend) -> str:
    if not found.breaks:
        return ""
    items = "".join(
        f"<li><strong>{escape(b.letter)}</strong> Break, {escape(b.period)}: {escape(b.why)}</li>" for b in found.breaks
    )
    return f'<ul class="breaks">{items}</ul>\n'


def _table(page: PageParts, block: TrendChart, found: Trend, only: Nature | None) -> str:
    heads = "".join(f'<th scope="col">{escape(s.label)}</th>' for s in block.series)
    rows = []
    for period in periods_of(block):
        cells = "".join(
            f"<td>{''.join(with_small(page, p.figure, only) for p in one.points if p.period == period)}</td>"
            for one in found.lines
        )
        rows.append(f'<tr><th scope="row">{period_in_words(period)}</th>{cells}</tr>')
    head = f'<thead><tr><th scope="col">Period</th>{heads}</tr></thead>'
    return page.as_table(block.caption, f"{head}\n<tbody>{''.join(rows)}</tbody>\n")
