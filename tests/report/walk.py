"""What a report shows, walked through: figure ids and sentences."""

from __future__ import annotations

from collections.abc import Iterator

from metier.model import Dumbbell, PayChart, Report, Sentence, Table

SECTIONS = (
    "short",
    "definitions",
    "responsibilities",
    "skills",
    "education",
    "tools",
    "industries",
    "pay",
    "outlook",
    "start",
    "jobs",
    "related",
)


def sentences(report: Report) -> Iterator[tuple[str, Sentence]]:
    """(section id, sentence) of every paragraph and of what is missing."""
    for section in report.sections:
        for paragraph in (*section.paragraphs, section.missing):
            for sentence in paragraph:
                yield section.id, sentence


def shown_ids(report: Report) -> set[str]:
    """The id of every figure that a section shows or rests on."""
    found = {figure for _, sentence in sentences(report) for figure in (*sentence.figures, *sentence.also)}
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                found |= {cell.figure for row in block.rows for cell in row if cell.figure}
            elif isinstance(block, Dumbbell):
                found |= {figure for line in block.rows for figure in (*line.figures, line.difference) if figure}
            elif isinstance(block, PayChart):
                found |= {figure for line in block.rows for _, figure in line.quantiles}
    return found


def differences(report: Report) -> dict[str, bool]:
    """Whether each difference of shares is called real, by figure id."""
    return {
        figure.id: dict(figure.inputs).get("real") == "yes"
        for figure in report.figures.values()
        if figure.measure.endswith(".difference") and figure.value is not None
    }
