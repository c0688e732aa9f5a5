"""``metier roles`` and ``metier explain``."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from metier.errors import UnknownRole
from metier.release.roles import SCHEME_NAMES, list_roles, nearest_labels
from metier.surfaces import python
from metier.surfaces.cli.compare import ReleaseFolder
from metier.surfaces.cli.output import use_colour, width

Plain = Literal["terminal", "json"]
PlainFormat = Annotated[Plain, Parameter(name=["--format", "-f"], help="How to print it.")]


class _Console(Console):
    """A console that leaves it to ``main`` what a reader who goes away means."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console() -> Console:
    """A console with the terminal's width and colour."""
    return _Console(width=width(), no_color=not use_colour(), highlight=False, soft_wrap=False)


def roles(query: str = "", /, *, release: ReleaseFolder = None, form: PlainFormat = "terminal") -> None:
    """List the roles, or find roles and official occupations by words of a name.

    Parameters
    ----------
    query
        Words that the name holds, such as "machine learning".
    """
    source = python.open_release(release)
    found = list_roles(source, query)
    if not found:
        raise UnknownRole(query, nearest_labels(source, query))
    if form == "json":
        keys = ("role_id", "label", "scheme", "family", "postings")
        print(json.dumps([dict(zip(keys, row, strict=True)) for row in found], indent=1, ensure_ascii=False))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Role")
    table.add_column("Id", style="dim")
    table.add_column("Kind")
    table.add_column("Postings", justify="right")
    for role_id, label, scheme, _, postings in found:
        table.add_row(Text(label), Text(role_id), SCHEME_NAMES[scheme], f"{postings:,}" if postings else "–")
    console().print(table)


def explain(figure: str, /, *, release: ReleaseFolder = None, rows: int = 20) -> None:
    """Show where one figure comes from: value, method, inputs, origins, and the counts behind it.

    Parameters
    ----------
    figure
        The id of a figure, as every report shows it.
    rows
        How many of the rows behind it to print.
    """
    from metier.report.render.papers import papers

    found = python.explain(figure, release=python.open_release(release))
    origins = {origin.origin_id: origin for origin in found.origins}
    out = console()
    out.print(Text(found.figure.label, style="bold"))
    sheet = Table(box=None, show_header=False, pad_edge=False)
    sheet.add_column(style="dim")
    sheet.add_column(overflow="fold")
    for label, text in papers(found.figure, origins):
        if label not in ("Made from", "Explain"):  # spelt out below
            sheet.add_row(label, Text(text))
    for name, value in found.figure.inputs:
        sheet.add_row("Input", Text(f"{name}: {value:,}" if isinstance(value, int) else f"{name}: {value}"))
    for part in found.parts:
        sheet.add_row("Made from", Text(part.id))
    for origin in found.origins:
        for name, digest in origin.files:
            sheet.add_row("File", Text(f"{name}  sha256 {digest[:16]}…"))
    sheet.add_row("Release", found.release_id)
    out.print(sheet)
    if found.rows:
        table = Table(box=None, pad_edge=False, header_style="bold", title_justify="left")
        for name in found.head:
            table.add_column(name)
        for row in found.rows[: max(rows, 0)]:
            table.add_row(*row)
        out.print()
        out.print(table)
        if len(found.rows) > max(rows, 0):
            out.print(f"and {len(found.rows) - max(rows, 0):,} more rows: --rows {len(found.rows)}")
