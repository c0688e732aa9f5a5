"""The ladder of levels and ranked bars as HTML, each with the same as a table."""

from __future__ import annotations

from html import escape

from metier.model import Figure, LadderChart, Nature, RankedBars
from metier.report.render.axes import Axis
from metier.report.render.charts import Dot
from metier.report.render.markup import COLOURS, axis, grid, legend_of, role_mark
from metier.report.render.natures import Usual
from metier.report.render.page import PageParts
from metier.report.render.pay_lines import Bar, Rung, Rungs, bars, bars_axis, ladder_axis, ladders
from metier.report.render.values import show, unit_in_words

NONE = '<span class="none">none</span>'


def measured_in(unit: str) -> str:
    """The unit as a sentence: 'US dollars a year.'"""
    return f"{escape(capitalised(unit_in_words(unit)))}."


def capitalised(text: str) -> str:
    """Text with a capital first letter; the others stay as they are."""
    return text[:1].upper() + text[1:]


def with_small(page: PageParts, figure: Figure, usual: Nature | None) -> str:
    """A value with its interval and what it rests on, for a cell of a table."""
    return f'{page.each(figure.id, usual)} <span class="small">{page.entry(figure.id).small}</span>'


def _other_natures(page: PageParts, block: LadderChart | RankedBars, usual: Usual | None, words: dict[str, str]) -> str:
    """How the natures among the amounts are drawn; '' where all are of one."""
    if usual and usual.every:
        return ""
    found = page.natures(block)
    return "".join(f" {said}" for one, said in words.items() if one in found)


# -- the ladder -----------------------------------------------------------------------------------
def ladder(page: PageParts, block: LadderChart) -> str:
    """The whole chart of one or more ladders with its legend, sources and table."""
    on = ladder_axis(block, page.cited)
    found = ladders(block, on, page.cited)
    usual = page.usual(block)
    only = usual.nature if usual else None
    names = {s.role_index: s.label for s in reversed(block.series)}
    drawn = "".join(_ladder(page, one, names, on, only) for one in found)
    level = page.level(block)
    bars_are = f" Bars are {level} intervals." if level else ""
    others = _other_natures(
        page,
        block,
        usual,
        {
            Nature.MODELLED: "Hollow marks with dashed bars are modelled.",
            Nature.OBSERVED: "Marks with an eye are observed.",
        },
    )
    heads = "".join(f'<th scope="col">{escape(s.label)}</th>' for s in block.series)
    body = "".join(_rung_cells(page, block, one.name, row, only) for one in found for row in one.rows)
    table = page.as_table(
        block.caption, f'<thead><tr><th scope="col">Level</th>{heads}</tr></thead>\n<tbody>{body}</tbody>\n'
    )
    return (
        f'<figure class="chart ladder n{len(block.series)}">\n<figcaption><h3>{escape(block.caption)}</h3>'
        f"{legend_of((s.role_index, s.label) for s in block.series)}{page.said(usual)}"
        f'<p class="how">{measured_in(block.unit)}{bars_are}{others}</p></figcaption>\n'
        f'<div class="rows">\n{drawn}</div>\n{page.source_line(block)}{table}</figure>\n'
    )


def _ladder(page: PageParts, one: Rungs, names: dict[int, str], on: Axis | None, only: Nature | None) -> str:
    scale = f'<div class="track">{axis(on.ticks)}</div>' if on else ""
    rows = "".join(_rung(page, row, names, on, only) for row in one.rows)
    return f'<div class="row head"><div class="label"><h4>{escape(one.name)}</h4></div>{scale}</div>\n{rows}'


def _rung(page: PageParts, row: Rung, names: dict[int, str], on: Axis | None, only: Nature | None) -> str:
    label = escape(row.label)
    track = ""
    if on:
        dots = "".join(_dot(d) for d in row.dots if d.drawn)
        track = (
            f'<div class="track"><svg class="dots" height="{row.height}" role="img"><title>{label}</title>'
            f"<desc>{escape(row.says)}</desc>{grid(on.ticks)}{dots}</svg></div>\n"
        )
    values = "".join(
        f'<span class="v">{role_mark(d.role, hollow=d.nature is Nature.MODELLED)}'
        f'<span class="vh">{escape(names[d.role])}: </span>{page.each(d.figure.id, only) if d.figure else NONE}</span>'
        for d in row.dots
    )
    return (
        f'<div class="row">\n<div class="label"><bdi>{label}</bdi></div>\n{track}'
        f'<div class="values">{values}</div>\n</div>\n'
    )


def _dot(d: Dot) -> str:
    colour = d.role % COLOURS
    modelled = d.nature is Nature.MODELLED
    found = ""
    if d.low is not None:
        kind = f"ci-line r{colour}{' is-modelled' if modelled else ''}"
        found = f'<line class="{kind}" x1="{d.low}%" x2="{d.high}%" y1="{d.y}" y2="{d.y}"/>'
    hollow = " hollow" if modelled else ""
    found += f'<use href="#m{colour}" class="mark r{colour}{hollow}" x="{d.x}%" y="{d.y}"/>'
    return found + (f'<circle class="eye" cx="{d.x}%" cy="{d.y}" r="2"/>' if d.nature is Nature.OBSERVED else "")


def _rung_cells(page: PageParts, block: LadderChart, name: str, row: Rung, only: Nature | None) -> str:
    cells = "".join(
        "<td>"
        + "".join(with_small(page, d.figure, only) if d.figure else NONE for d in row.dots if d.role == s.role_index)
        + "</td>"
        for s in block.series
    )
    return f'<tr><th scope="row">{escape(name)}: {escape(row.label)}</th>{cells}</tr>'


# -- ranked bars ----------------------------------------------------------------------------------
def ranked(page: PageParts, block: RankedBars) -> str:
    """The whole chart of ranked bars with its sources and table."""
    on = bars_axis(block, page.cited)
    rows = bars(block, on, page.cited)
    usual = page.usual(block)
    only = usual.nature if usual else None
    second = any(row.second for row in block.rows)
    scale = ""
    if on:
        scale = f'<div class="row head"><div class="label"></div><div class="track">{axis(on.ticks)}</div></div>\n'
    drawn = "".join(_bar_row(page, block, b, on, only) for b in rows)
    more = f'<th scope="col">{escape(capitalised(block.second))}</th>' if second else ""
    body = "".join(_bar_cells(page, b, only, second) for b in rows)
    table = page.as_table(
        block.caption,
        f'<thead><tr><th scope="col">Where</th><th scope="col">Median</th>{more}</tr></thead>\n<tbody>{body}</tbody>\n',
    )
    return (
        f'<figure class="chart ranked">\n<figcaption><h3>{escape(block.caption)}</h3>{page.said(usual)}'
        f"{_how_bars_read(page, block, usual, second)}</figcaption>\n"
        f'<div class="rows">\n{scale}{drawn}</div>\n{page.source_line(block)}{table}</figure>\n'
    )


def _how_bars_read(page: PageParts, block: RankedBars, usual: Usual | None, second: bool) -> str:
    level = page.level(block)
    lines = f" Thin lines are {level} intervals." if level else ""
    tick = f" {_tick_key(8, 14)} {escape(block.second)}." if second else ""
    others = _other_natures(
        page,
        block,
        usual,
        {
            Nature.MODELLED: "Hatched, dashed bars are modelled.",
            Nature.OBSERVED: "Bars without filling are observed.",
        },
    )
    return f'<p class="how">{measured_in(block.unit)}{lines}{tick}{others}</p>'


def _tick_key(width: int, height: int) -> str:
    path = f'<path class="second" d="M{width // 2} 0V{height}"/>'
    return f'<svg class="tickkey" width="{width}" height="{height}" aria-hidden="true">{path}</svg>'


def _bar_row(page: PageParts, block: RankedBars, b: Bar, on: Axis | None, only: Nature | None) -> str:
    track = f'<div class="track">{_bar(b, on)}</div>\n' if on else ""
    value = page.each(b.figure.id, only) if b.figure else NONE
    n = ""
    if b.figure and b.figure.value is not None and b.figure.n is not None:
        n = f'<span class="n">n = {b.figure.n:,}</span>'
    two = ""
    if b.second:
        said = "" if block.second in show(b.second) else f" {escape(block.second)}"
        shown = page.each(b.second.id, b.nature or only)
        two = f'<span class="v two">{_tick_key(6, 12)}<span>{shown}{said}</span></span>'
    return (
        f'<div class="row">\n<div class="label"><bdi>{escape(b.label)}</bdi></div>\n{track}'
        f'<div class="values"><span class="v main">{value}</span>{n}{two}</div>\n</div>\n'
    )


def _bar(b: Bar, on: Axis) -> str:
    parts = [grid(on.ticks)]
    if b.x is not None:
        kind = f"fill is-{(b.nature or Nature.POSTED).value} r{b.role % COLOURS}"
        parts.append(f'<rect class="{kind}" x="0" y="4" width="{b.x}%" height="14"/>')
    if b.low is not None:
        parts.append(f'<line class="error" x1="{b.low}%" x2="{b.high}%" y1="11" y2="11"/>')
        parts += (f'<line class="error" x1="{x}%" x2="{x}%" y1="7" y2="15"/>' for x in (b.low, b.high))
    if b.tick is not None:
        parts.append(f'<line class="second" x1="{b.tick}%" x2="{b.tick}%" y1="0" y2="22"/>')
    return (
        f'<svg class="bar" height="22" role="img"><title>{escape(b.label)}</title><desc>{escape(b.says)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _bar_cells(page: PageParts, b: Bar, only: Nature | None, second: bool) -> str:
    value = with_small(page, b.figure, only) if b.figure else NONE
    more = ""
    if second:
        shown = ""
        if b.second:
            small = f'<span class="small">{page.entry(b.second.id).interval}</span>'
            shown = f"{page.each(b.second.id, b.nature or only)} {small}"
        more = f"<td>{shown}</td>"
    return f'<tr><th scope="row">{escape(b.label)}</th><td>{value}</td>{more}</tr>'
