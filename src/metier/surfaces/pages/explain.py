"""One figure down to its counts: what ``metier explain`` prints, as a page. A site of files has none."""

from __future__ import annotations

from urllib.parse import quote

from metier.report.explain import Explanation, explain
from metier.report.render.papers import papers
from metier.report.render.values import show
from metier.surfaces.pages.frame import frame, render
from metier.surfaces.pages.page import Page, Site

PATH = "/explain"
MOST_ROWS = 200  # rows of counts that a page shows; the command shows the rest
_SPELT_OUT = ("Value", "What", "Made from", "Explain")


def explain_path(figure_id: str) -> str:
    """The address of a figure's page.

    >>> explain_path("technology.share.data-jobs/data-analyst/python@country=US")
    '/explain?figure=technology.share.data-jobs/data-analyst/python%40country%3DUS'
    """
    return f"{PATH}?figure={quote(figure_id, safe='/~')}"


def page(site: Site, figure_id: str) -> Page:
    """The papers of a figure, the figures it was made from, its files and the counts behind it.

    Raises UnknownFigure, or UnknownRole for a role that its id names.
    """
    found = explain(site.release, figure_id)
    figure = found.figure
    title = f"{figure.label}: where this figure comes from"
    description = f"{figure.label}: {show(figure)}, with its sample, interval, sources, method and counts."
    main = render(
        "explain.html.j2",
        site=site,
        found=found,
        shown=show(figure),
        lines=_lines(found),
        files=[(name, digest) for origin in found.origins for name, digest in origin.files],
        explain_path=explain_path,
        show=show,
        rows=found.rows[:MOST_ROWS],
        left_out=max(0, len(found.rows) - MOST_ROWS),
        numbers=[_is_number(column) for column in zip(*found.rows, strict=True)],
    )
    path = explain_path(figure.id)
    return Page(PATH, title, description, frame(site, path=path, title=title, description=description, main=main))


def _lines(found: Explanation) -> list[tuple[str, str]]:
    """(label, text) pairs about the figure; what it was computed from last."""
    origins = {origin.origin_id: origin for origin in found.origins}
    told = [(label, text) for label, text in papers(found.figure, origins) if label not in _SPELT_OUT]
    inputs = [
        (f"{name[:1].upper()}{name[1:]}", f"{value:,}" if isinstance(value, int) and name != "row" else str(value))
        for name, value in found.figure.inputs
    ]
    return told + inputs


def _is_number(column: tuple[str, ...]) -> bool:
    return all(text.replace(",", "").replace(".", "").isdigit() for text in column if text)
