"""Which figures and sources a report shows, in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import Formatter

from metier.errors import MetierError
from metier.model import (
    Block,
    Cards,
    Definition,
    Dumbbell,
    Figure,
    Filters,
    LadderChart,
    LinkList,
    Origin,
    PayChart,
    RankedBars,
    Report,
    Section,
    Sentence,
    Table,
    TrendChart,
)

MOST_NOTES = 6  # figures named after a sentence that rests on them; lists of figures hold the rest


class UncitedFigureError(MetierError):
    """A number that a report shows without its papers."""


def sentence_parts(sentence: Sentence) -> list[tuple[str, int | None]]:
    """A sentence as (text, None) and (shown text, index of its figure) pieces, in order; no two texts touch.

    >>> sentence_parts(Sentence("It is {0}.", ("f",), ("4 %",)))
    [('It is ', None), ('4 %', 0), ('.', None)]
    """
    pieces: list[tuple[str, int | None]] = []
    for literal, name, _, _ in Formatter().parse(sentence.text):
        if literal and pieces and pieces[-1][1] is None:  # doubled braces split a text: join it again
            pieces[-1] = (pieces[-1][0] + literal, None)
        elif literal:
            pieces.append((literal, None))
        if name is not None:
            pieces.append((sentence.shown[int(name)], int(name)))
    return pieces


def figures_of_block(block: Block) -> Iterator[str]:
    """Ids of the figures that a block shows, in order, with repeats."""
    match block:
        case Table():
            yield from (cell.figure for row in block.rows for cell in row if cell.figure)
        case Dumbbell():
            for row in block.rows:
                yield from (figure for figure in row.figures if figure)
                if row.difference:
                    yield row.difference
        case PayChart():
            for pay in block.rows:
                yield from (figure for _, figure in pay.quantiles)
                if pay.width:
                    yield pay.width
        case LadderChart() | TrendChart():
            yield from (figure for series in block.series for _, figure in series.points if figure)
        case RankedBars():
            yield from (figure for bar in block.rows for figure in (bar.figure, bar.second) if figure)
        case Definition() | Cards() | LinkList():
            return


def figures_of_section(section: Section) -> Iterator[str]:
    """Ids of the figures that a section shows or rests on, in order, with repeats."""
    for sentence in (s for paragraph in section.paragraphs for s in paragraph):
        yield from sentence.figures
        yield from sentence.also
    for block in section.blocks:
        yield from figures_of_block(block)
    for sentence in section.missing:
        yield from sentence.figures
        yield from sentence.also


@dataclass(frozen=True)
class Citations:
    """Every figure and source of a report with its number, from 1, in reading order."""

    report: Report
    figures: dict[str, int]
    sources: dict[str, int]

    def figure(self, figure_id: str) -> Figure:
        """The figure with this id; an error when the report shows it without papers."""
        try:
            return self.report.figures[figure_id]
        except KeyError:
            raise UncitedFigureError(
                f"The report shows figure {figure_id!r} but does not hold it.",
                hint="Add the figure to Report.figures where its section is built.",
            ) from None

    def source_numbers(self, figure_ids: Iterable[str]) -> list[int]:
        """Numbers of the sources behind some figures, lowest first."""
        found = {o for figure_id in figure_ids for o in self.figure(figure_id).origins}
        return sorted(self.sources[origin] for origin in found)

    def origin(self, origin_id: str) -> Origin | None:
        """The origin with this id, if the report holds it."""
        return self.report.origins.get(origin_id)


def citations(report: Report) -> Citations:
    """The figures and sources of a report, numbered as a reader meets them."""
    figures: dict[str, int] = {}
    for section in report.sections:
        for figure_id in figures_of_section(section):
            figures.setdefault(figure_id, len(figures) + 1)
    for figure_id in report.figures:
        figures.setdefault(figure_id, len(figures) + 1)
    sources: dict[str, int] = {}
    found = Citations(report, figures, sources)
    for figure_id in figures:
        for origin in found.figure(figure_id).origins:
            sources.setdefault(origin, len(sources) + 1)
    for origin in report.origins:
        sources.setdefault(origin, len(sources) + 1)
    return found


def basis(figures: Iterable[Figure]) -> str:
    """What some figures rest on, by kind: '312 to 4,120 postings; 8 raters'; '' where unknown."""
    spans: dict[str, tuple[int, int]] = {}
    for figure in figures:
        if figure.value is not None and figure.n is not None and figure.n_of is not None:
            low, high = spans.get(figure.n_of, (figure.n, figure.n))
            spans[figure.n_of] = (min(low, figure.n), max(high, figure.n))
    parts = [f"{low:,} {of}" if low == high else f"{low:,} to {high:,} {of}" for of, (low, high) in spans.items()]
    return "; ".join(parts)


def filters_line(filters: Filters) -> str:
    """The report's filters in a few words: 'US · senior · 2024 · remote'; '' where there are none."""
    words = []
    for name, value in filters.items():
        words.append({"yes": "remote", "no": "not remote"}[value] if name == "remote" else value)
    return " · ".join(words)


def missing_origin(origin_id: str) -> Origin:
    """A stand-in for an origin that a report names but does not hold."""
    return Origin(origin_id=origin_id, producer=origin_id, title="", version="", licence="", citation=origin_id, url="")
