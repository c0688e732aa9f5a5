"""A chart of shares as HTML: a row an item, a dot with its interval a role, and the same as a table."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from metier.model import Dumbbell, Figure
from metier.report.render.charts import SHARE_TICKS, Dot, DotRow, dot_rows
from metier.report.render.markup import COLOURS, axis, escaped, grid, legend, role_mark
from metier.report.render.page import PageParts

_GRID = grid(SHARE_TICKS)
_NONE = '<span class="none">no evidence</span>'


def dumbbell(page: PageParts, block: Dumbbell) -> str:
    """The whole chart with its legend, sources and table."""
    rows = dot_rows(block, page.cited)
    roles = len(block.roles)
    many = " many" if roles > 2 else ""
    drawn = "".join(_row(page, block, row) for row in rows)
    return (
        f'<figure class="chart dumbbell n{roles}{many}">\n<figcaption><h3>{escape(block.caption)}</h3>'
        f"{legend(block.roles)}{_how(block, page.level(block))}</figcaption>\n"
        '<div class="rows">\n<div class="row head"><div class="label"></div>'
        f'<div class="track">{axis(SHARE_TICKS)}</div></div>\n{drawn}</div>\n'
        f"{page.source_line(block)}{_as_table(page, block, rows)}</figure>\n"
    )


def _how(block: Dumbbell, level: str) -> str:
    """How to read the marks."""
    bars = f"Bars are {level} intervals."
    if len(block.roles) < 2:
        return f'<p class="how">{bars}</p>'
    if len(block.roles) == 2:
        first, second = (f"<bdi>{escape(role)}</bdi>" for role in block.roles)
        points = f"Points: {first} less {second}."
    else:
        points = "Points: the first role shown less the second, for the pair that differs most."
    return (
        '<p class="how"><strong>Bold, filled marks and ≠</strong>: a real difference. Hollow marks: the difference '
        f"may be chance, or could not be tested. {bars} {points}</p>"
    )


def _row(page: PageParts, block: Dumbbell, row: DotRow) -> str:
    real = " real" if row.real else ""
    height = row.height
    label = escaped(row.label)
    band = ""
    if row.band:
        band = f'<rect class="band" x="{row.band[0]}%" width="{row.band[1]}%" height="{height}"/>'
    marks = "".join([_mark(d.role, d.y, d.x, d.low, d.width, row.filled) for d in row.dots if d.drawn])
    values = "".join([_value(page, block.roles[d.role], d, filled=row.filled) for d in row.dots])
    return (
        f'<div class="row{real}">\n<div class="label"><bdi>{label}</bdi></div>\n<div class="track">'
        f'<svg class="dots" height="{height}" role="img"><title>{label}</title><desc>{escape(row.says)}</desc>'
        f'{_GRID}{band}{marks}</svg></div>\n<div class="values">{values}{_difference(page, block, row)}</div>\n'
        "</div>\n"
    )


@lru_cache(16384)  # a role's marks stand in the comparisons with all others
def _mark(role: int, y: int, x: float, low: float | None, width: float, filled: bool) -> str:
    """A dot with its interval, where it has one."""
    colour = role % COLOURS
    hollow = "" if filled else " hollow"
    mark = f'<use href="#m{colour}" class="mark r{colour}{hollow}" x="{x}%" y="{y}"/>'
    if low is None:
        return mark
    return f'<rect class="ci r{colour}" x="{low}%" y="{y - 2}" width="{width}%" height="4" rx="2"/>{mark}'


def _value(page: PageParts, role: str, d: Dot, *, filled: bool) -> str:
    value = page.cite(d.figure.id) if d.figure else _NONE
    mark = role_mark(d.role, hollow=not filled)
    return f'<span class="v">{mark}<span class="vh">{escaped(role)}: </span>{value}</span>'


def _difference(page: PageParts, block: Dumbbell, row: DotRow) -> str:
    if row.difference is None or row.difference.value is None:
        return ""
    said, tag = "difference that may be chance", ""
    if row.real:
        said, tag = "real difference", '<span class="tag" aria-hidden="true">≠</span> '
    pair = ""
    if row.pair and len(block.roles) > 2:
        a, b = row.pair
        pair = (
            f'{role_mark(a)}<span class="vh">{escape(block.roles[a])}</span> less {role_mark(b)}'
            f'<span class="vh">{escape(block.roles[b])}: </span> '
        )
    kind = " is-real" if row.real else ""
    value = page.cite(row.difference.id)
    return f'<span class="d{kind}"><span class="vh">{said}: </span>{tag}{pair}{value}</span>'


def _as_table(page: PageParts, block: Dumbbell, rows: tuple[DotRow, ...]) -> str:
    heads = "".join(f'<th scope="col">{escape(role)}</th>' for role in block.roles)
    several = len(block.roles) > 1
    more = '<th scope="col">Difference</th>' if several else ""
    body = "".join(
        f'<tr><th scope="row">{escaped(row.label)}</th>{"".join(_cell(page, d.figure) for d in row.dots)}'
        f"{_difference_cell(page, row) if several else ''}</tr>"
        for row in rows
    )
    return page.as_table(
        block.caption,
        f'<thead><tr><th scope="col">Item</th>{heads}{more}</tr></thead>\n<tbody>{body}</tbody>',
    )


def _cell(page: PageParts, figure: Figure | None) -> str:
    if figure is None:
        return f"<td>{_NONE}</td>"
    return f'<td>{page.cite(figure.id)} <span class="small">{page.entry(figure.id).small}</span></td>'


def _difference_cell(page: PageParts, row: DotRow) -> str:
    if row.difference is None or row.difference.value is None:
        return "<td></td>"
    small = f"{page.entry(row.difference.id).interval}{'; ≠ real' if row.real else '; may be chance'}"
    return f'<td>{page.cite(row.difference.id)} <span class="small">{small}</span></td>'
