"""A chart of distributions of pay as HTML: hills and boxes on one axis, how each reads, and the same as a table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape

from metier.model import Figure, Nature, PayChart
from metier.report.render.axes import Axis
from metier.report.render.markup import COLOURS, axis, grid, nature_mark, role_mark
from metier.report.render.page import PageParts
from metier.report.render.pay_charts import Pay, pay_axis, pay_rows

_HOW = {
    Nature.POSTED: "a filled hill for all amounts, the bar beneath spans the middle half",
    Nature.OBSERVED: "a box without a hill, it spans the middle half",
    Nature.MODELLED: "a dashed, hatched hill and bar",
}
_BOX = (
    '<path class="whisker" d="M0 7H30M1 3V11M29 3V11"/><rect class="box" x="7" y="1" width="16" height="12"/>'
    '<path class="whisker" d="M14 1V13"/>'
)
_WIDTH_PATH = '<path class="range" d="M1 4H21M1 1V7M21 1V7"/>'
_WIDTH_KEY = f'<svg class="rangekey" width="22" height="8" aria-hidden="true">{_WIDTH_PATH}</svg>'
_COLUMNS = ("p10", "p25", "p50", "p75", "p90")
_HEAD = "".join(
    f'<th scope="col">{text}</th>'
    for text in (
        "Whose pay",
        "What it is",
        "A tenth below",
        "A quarter below",
        "Median",
        "A quarter above",
        "A tenth above",
    )
)


def pay_chart(page: PageParts, block: PayChart) -> str:
    """The whole chart with its legend, sources and table."""
    on = pay_axis(block, page.cited)
    rows = pay_rows(block, on, page.cited)
    scale = f'<div class="payaxis">{axis(on.ticks)}</div>\n' if on else ""
    drawn = "".join(_row(page, row, on) for row in rows)
    cut = ""
    if on and on.cut:
        cut = f'<p class="how">Hills are drawn up to {escape(on.ticks[-1].text)}; some amounts lie beyond.</p>\n'
    body = "".join(_table_row(page, row) for row in rows)
    table = page.as_table(block.caption, f"<thead><tr>{_HEAD}</tr></thead>\n<tbody>{body}</tbody>\n")
    return (
        f'<figure class="chart pay">\n<figcaption><h3>{escape(block.caption)}</h3>\n'
        f'<ul class="legend how">{_legend(frozenset(row.nature for row in rows))}</ul></figcaption>\n'
        f'<div class="rows">\n{scale}{drawn}{scale}</div>\n{cut}{page.source_line(block)}{table}</figure>\n'
    )


@cache
def _legend(found: frozenset[Nature]) -> str:
    return "".join(
        f"<li>{_swatch(one)} <span>{one.value.capitalize()}: {how}</span></li>"
        for one, how in _HOW.items()
        if one in found
    )


def _swatch(one: Nature) -> str:
    hill = f'<path class="area is-{one.value}" d="M0 14V10H6V5H12V2H18V6H24V11H30V14Z"/>'
    drawing = _BOX if one is Nature.OBSERVED else hill
    return f'<svg class="swatch" viewBox="0 0 30 14" aria-hidden="true">{drawing}</svg>'


def _row(page: PageParts, row: Pay, on: Axis | None) -> str:
    kind = f", {escape(row.kind_in_words)}" if row.kind not in row.label else ""
    drawing = _distribution(row, on) if row.places and on else ""
    return (
        f'<div class="payrow r{row.role % COLOURS}">\n<div class="label">{role_mark(row.role)}'
        f'<span><bdi>{escape(row.label)}</bdi> <span class="kind"><span class="nb">{nature_mark(row.nature)} '
        f"{row.nature.value}</span>{kind}</span></span></div>\n{drawing}{_reads(page, row)}</div>\n"
    )


# -- the drawing ----------------------------------------------------------------------------------
def _distribution(row: Pay, on: Axis) -> str:
    reach = row.width_bar(on)
    top = 44 if row.area else 7
    height = top + (30 if reach else 22)
    hill = ""
    if row.area:
        hill = (
            '<svg x="0" y="0" width="100%" height="42" viewBox="0 0 1000 100" preserveAspectRatio="none">'
            f'<path class="area is-{row.nature.value}" d="{row.area}"/></svg>'
        )
    return (
        f'<div class="track is-{row.nature.value}"><svg class="dist" height="{height}" role="img">'
        f"<title>{escape(row.label)}</title><desc>{escape(row.says)}</desc>{grid(on.ticks)}{hill}"
        f"{_whiskers(row, top)}{_half(row, top)}{_median(row, top)}{_range(reach, top)}</svg></div>\n"
    )


def _across(kind: str, x: float, y1: int, y2: int) -> str:
    return f'<line class="{kind}" x1="{x}%" x2="{x}%" y1="{y1}" y2="{y2}"/>'


def _along(kind: str, x1: float, x2: float, y: int) -> str:
    return f'<line class="{kind}" x1="{x1}%" x2="{x2}%" y1="{y}" y2="{y}"/>'


def _whiskers(row: Pay, top: int) -> str:
    """From the tenth below to the tenth above; an arrow at an end that is only known to be at least its value."""
    places = row.places
    found = [_along("whisker", places["p10"], places["p90"], top + 10)] if row.between("p10", "p90") else []
    for q in ("p10", "p90"):
        if q in places and row.open_end(q):
            found.append(f'<use href="#more" class="more" x="{places[q]}%" y="{top + 10}"/>')
        elif q in places:
            found.append(_across("whisker", places[q], top + 5, top + 15))
    return "".join(found)


def _half(row: Pay, top: int) -> str:
    """The middle half, or the one end of it that is known."""
    half = row.between("p25", "p75")
    if not half:
        return "".join(_across("whisker", row.places[q], top + 2, top + 18) for q in ("p25", "p75") if q in row.places)
    at = f'x="{half[0]}%" y="{{}}" width="{half[1]}%"'
    if row.nature is Nature.OBSERVED:
        return f'<rect class="box" {at.format(top + 1)} height="18"/>'
    if row.nature is Nature.MODELLED:
        box = f'{at.format(top + 5)} height="10"/>'
        return f'<rect class="box-paper" {box}<rect class="half is-modelled" {box}'
    return f'<rect class="half" {at.format(top + 6)} height="8" rx="2"/>'


def _median(row: Pay, top: int) -> str:
    if "p50" not in row.places:
        return ""
    middle = row.places["p50"]
    thin = _across("median thin", middle, 0, top + 18) if row.area else ""
    return thin + _across("median", middle, top, top + 20)


def _range(reach: tuple[float, float] | None, top: int) -> str:
    """A bar as long as one employer's range is wide."""
    if not reach:
        return ""
    start, end = reach[0], reach[0] + reach[1]
    ends = "".join(_across("range", x, top + 23, top + 29) for x in (start, end))
    return _along("range", start, end, top + 26) + ends


# -- in words -------------------------------------------------------------------------------------
def _reads(page: PageParts, row: Pay) -> str:
    figures = row.figures
    found = []
    if "p50" in figures:
        found.append(f'<span class="mid">Median {_value(page, row, figures["p50"])}</span>')
    found += _spans(page, row, ("p25", "p75"), "half between", ("a quarter below", "a quarter above"))
    found += _spans(page, row, ("p10", "p90"), "four in five between", ("a tenth below", "a tenth above"))
    told = " ".join(found) if figures else "No figures are published."
    wide = ""
    if row.width:
        value = page.cite(row.width.id)
        wide = f' <span class="wide">{_WIDTH_KEY} one employer’s range is typically {value} wide</span>'
    return f'<p class="reads">{told}{wide}</p>\n'


def _spans(page: PageParts, row: Pay, ends: tuple[str, str], between: str, alone: tuple[str, str]) -> list[str]:
    """Two quantiles in one phrase; in a phrase each where only one of them is known."""
    values = {q: _value(page, row, row.figures[q]) for q in ends if q in row.figures}
    if len(values) == len(ends):
        low, high = values.values()
        return [f"<span>{between} {low} and {high}</span>"]
    words: Mapping[str, str] = dict(zip(ends, alone, strict=True))
    return [f"<span>{words[q]} {value}</span>" for q, value in values.items()]


def _value(page: PageParts, row: Pay, figure: Figure) -> str:
    return page.each(figure.id, row.nature)


def _table_row(page: PageParts, row: Pay) -> str:
    cells = "".join(f"<td>{_cell(page, row, q)}</td>" for q in _COLUMNS)
    what = f"{row.nature.value}, {escape(row.kind_in_words)}"
    return f'<tr><th scope="row">{escape(row.label)}</th><td>{what}</td>{cells}</tr>'


def _cell(page: PageParts, row: Pay, name: str) -> str:
    figure = row.figures.get(name)
    if figure is None:
        return '<span class="none">none</span>'
    return f'{_value(page, row, figure)} <span class="small">{page.entry(figure.id).interval}</span>'
