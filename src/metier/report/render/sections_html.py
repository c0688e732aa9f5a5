"""The sections of a report as HTML: paragraphs, legends, charts and tables, and what is missing."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import escape

from metier.model import (
    Block,
    Cards,
    Definition,
    Dumbbell,
    LadderChart,
    LinkList,
    PayChart,
    RankedBars,
    Section,
    Table,
    TrendChart,
)
from metier.report.render.blocks_html import cards, definition, links
from metier.report.render.dots_html import dumbbell
from metier.report.render.markup import nature_mark
from metier.report.render.natures import WORDS
from metier.report.render.page import PageParts
from metier.report.render.pay_lines_html import ladder, ranked
from metier.report.render.pay_rows_html import pay_chart
from metier.report.render.pay_trend_html import trend_chart
from metier.report.render.table_html import table


def sections(page: PageParts, linked: Callable[[str], str]) -> list[str]:
    """Every section of the page's report. ``linked`` gives the address of what a list of links names."""
    return [_section(page, n, one, linked) for n, one in enumerate(page.report.sections, start=1)]


def _section(page: PageParts, number: int, section: Section, linked: Callable[[str], str]) -> str:
    lead = " lead" if number == 1 else ""
    title = escape(section.title)
    told = "".join(map(page.paragraph, section.paragraphs))
    drawn = "".join([_drawn(page, block, linked) for block in section.blocks])
    before = f"{_legend(page, section)}{_definitions(page, section)}"
    return (
        f'<section class="part{lead}" id="s{number}" aria-labelledby="h{number}">\n'
        f'<h2 id="h{number}"><span class="no">{number}</span> {title}</h2>\n'
        f"{told}{before}{drawn}{_missing(page, section, title)}</section>\n"
    )


def _legend(page: PageParts, section: Section) -> str:
    """What the natures of pay are, where a reader meets them first; '' elsewhere."""
    if section.id not in page.legends:
        return ""
    found = page.legends[section.id]
    told = "; ".join(f"<span>{nature_mark(one)} <strong>{one.value}</strong>: {WORDS[one]}</span>" for one in found)
    return f'<p class="how natures">{told}.</p>\n'


def _definitions(page: PageParts, section: Section) -> str:
    """The definitions of a section, side by side before its other blocks."""
    found = [block for block in section.blocks if isinstance(block, Definition)]
    if not found:
        return ""
    places = {role.label: place for place, role in reversed(list(enumerate(page.report.roles)))}
    told = "".join(definition(block, places.get(block.role, 0)) for block in found)
    return f'<div class="definitions">\n{told}</div>\n'


def _missing(page: PageParts, section: Section, title: str) -> str:
    if not section.missing:
        return ""
    told = "".join(page.paragraph([sentence]) for sentence in section.missing)
    return (
        f'<aside class="missing" aria-label="What is missing from {title}">\n'
        f'<p class="missing-title">Not shown here</p>\n{told}</aside>\n'
    )


def _drawn(page: PageParts, block: Block, linked: Callable[[str], str]) -> str:
    """A table, chart or list; '' for a definition, which stands before them."""
    match block:
        case Table():
            return table(page, block)
        case Dumbbell():
            return dumbbell(page, block)
        case PayChart():
            return pay_chart(page, block)
        case LadderChart():
            return ladder(page, block)
        case RankedBars():
            return ranked(page, block)
        case TrendChart():
            return trend_chart(page, block)
        case Cards():
            return cards(block)
        case LinkList():
            return links(block, linked)
        case Definition():
            return ""
