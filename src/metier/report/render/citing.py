"""Which figures and sources a report shows, in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from string import Formatter

from metier.errors import MetierError
from metier.model import (
    Block,
    Cards,
    Definition,
    Dumbbell,
    Figure,
    LadderChart,
    LinkList,
    Nature,
    Origin,
    PayChart,
    RankedBars,
    Report,
    Section,
    Sentence,
    Table,
    TrendChart,
)

_FORMATTER = Formatter()
MOST_NOTES = 6  # figures named after a sentence that rests on them; lists of figures hold the rest


class UncitedFigureError(MetierError):
    """A number that a report shows without its papers."""


def sentence_parts(sentence: Sentence) -> list[tuple[str, int | None]]:
    """A sentence as (text, None) and (shown text, index of its figure) pieces, in order; no two texts touch.

    >>> sentence_parts(Sentence("It is {0}.", ("f",), ("4 %",)))
    [('It is ', None), ('4 %', 0), ('.', None)]
    """
    pieces: list[tuple[str, int | None]] = []
    for literal, name, _, _ in _FORMATTER.parse(sentence.text):
        if literal and pieces and pieces[-1][1] is None:  # doubled braces split a text: join it again
            pieces[-1] = (pieces[-1][0] + literal, None)
        elif literal:
            pieces.append((literal, None))
        if name is not None:
            pieces.append((sentence.shown[int(name)], int(name)))
    return pieces


def figures_of_block(block: Block) -> list[str]:
    """Ids of the figures that a block shows, in order, with repeats."""
    match block:
        case Table():
            return [cell.figure for row in block.rows for cell in row if cell.figure]
        case Dumbbell():
            return [figure for row in block.rows for figure in (*row.figures, row.difference) if figure]
        case PayChart():
            return [f for pay in block.rows for f in (*(figure for _, figure in pay.quantiles), pay.width) if f]
        case LadderChart() | TrendChart():
            return [figure for series in block.series for _, figure in series.points if figure]
        case RankedBars():
            return [figure for bar in block.rows for figure in (bar.figure, bar.second) if figure]
        case Definition() | Cards() | LinkList():
            return []


def figures_of_section(section: Section) -> list[str]:
    """Ids of the figures that a section shows or rests on, in order, with repeats."""
    found: list[str] = []
    for paragraph in section.paragraphs:
        for sentence in paragraph:
            found += sentence.figures
            found += sentence.also
    for block in section.blocks:
        found += figures_of_block(block)
    for sentence in section.missing:
        found += sentence.figures
        found += sentence.also
    return found


@dataclass(frozen=True)
class Citations:
    """Every figure and source of a report with its number, from 1, in reading order."""

    report: Report
    figures: dict[str, int]
    sources: dict[str, int]
    of_sections: list[list[str]]  # as figures_of_section gives them
    natures: dict[str, Nature | None] = field(default_factory=dict)  # of every figure, once one was asked about

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
    shown = [figures_of_section(section) for section in report.sections]
    figures = _numbered(chain(*shown, report.figures))
    found = Citations(report, figures, {}, shown)
    origins = chain.from_iterable([found.figure(figure_id).origins for figure_id in figures])
    found.sources.update(_numbered(chain(origins, report.origins)))
    return found


def _numbered(names: Iterable[str]) -> dict[str, int]:
    """Each name once, with its place from 1."""
    return {name: number for number, name in enumerate(dict.fromkeys(names), start=1)}


def basis(figures: Iterable[Figure]) -> str:
    """What some figures rest on, by kind: '312 to 4,120 postings; 8 raters'; '' where unknown."""
    found: dict[str, list[int]] = {}
    for figure in figures:
        n, of = figure.n, figure.n_of
        if n is not None and of is not None and figure.value is not None:
            found.setdefault(of, []).append(n)
    parts = []
    for of, numbers in found.items():
        low, high = min(numbers), max(numbers)
        parts.append(f"{low:,} {of}" if low == high else f"{low:,} to {high:,} {of}")
    return "; ".join(parts)


def missing_origin(origin_id: str) -> Origin:
    """A stand-in for an origin that a report names but does not hold."""
    return Origin(origin_id=origin_id, producer=origin_id, title="", version="", licence="", citation=origin_id, url="")
