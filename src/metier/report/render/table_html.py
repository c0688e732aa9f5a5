"""A table as HTML, its numbers opening their papers."""

from __future__ import annotations

from metier.model import Nature, Table, TableCell
from metier.report.render.markup import escaped
from metier.report.render.page import PageParts

_DIFFERENT = '<span class="tag" title="marked as different: see the note below the table">≠</span>'


def table(page: PageParts, block: Table) -> str:
    """The table under its caption, with its sources; one of details folded away."""
    usual = page.usual(block)
    only = usual.nature if usual else None
    heads = "".join(f'<th scope="col">{escaped(text)}</th>' if text else "<td></td>" for text in block.head)
    rows = "".join([_row(page, row, only) for row in block.rows])
    name = escaped(block.caption)
    start, end = f'<div class="table">\n<h3>{name}</h3>', "</div>"
    if block.detail:
        count = f"{len(block.rows)} rows" if len(block.rows) != 1 else "1 row"
        start = f'<details class="table detail">\n<summary><h3>{name}</h3> <span class="count">{count}</span></summary>'
        end = "</details>"
    return (
        f"{start}\n{page.said(usual)}\n"
        f'<div class="scroll" tabindex="0" role="group" aria-label="{name}">\n'
        f'<table><caption class="vh">{name}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table>\n'
        f"</div>\n{page.source_line(block)}{end}\n"
    )


def _row(page: PageParts, row: tuple[TableCell, ...], only: Nature | None) -> str:
    first, *rest = [page.each(c.figure, only, c.text) if c.figure else escaped(c.text) for c in row]
    cells = [
        f'<td class="is-real">{text}{_DIFFERENT}</td>' if cell.mark == "real" else f"<td>{text}</td>"
        for cell, text in zip(row[1:], rest, strict=True)
    ]
    return f'<tr><th scope="row">{first}</th>{"".join(cells)}</tr>'
