"""Figures that are shown beside one role after another, with the cells that show them and what they say alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from metier.model import Figure, TableCell
from metier.report.render.values import show


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure with its table cell, plain and marked as a real difference."""

    figure: Figure
    plain: TableCell
    real: TableCell


def shown(figure: Figure) -> Shown:
    """A figure with its table cells."""
    text = show(figure)
    return Shown(figure, TableCell(text, figure.id), TableCell(text, figure.id, "real"))


@dataclass(frozen=True, slots=True)
class Papers:
    """What all figures of one statistic of some roles say alike, and what stands in their ids about the item."""

    before: str
    after: str
    common: dict[str, Any]  # fields of the figures

    def figure(self, item: str, **own: Any) -> Figure:
        """The figure of an item, with what it alone says."""
        return Figure(id=f"{self.before}{item}{self.after}", **self.common, **own)


@dataclass(slots=True)
class Known:
    """Shares of one role in one slice, collection and measure that were shown before, by item."""

    shown: dict[str, Shown] = field(default_factory=dict)
    papers: Papers | None = None


FigureStore = dict[tuple[str, str], Known]
"""Shares of one role in one slice by (collection, measure): the same beside whatever other role."""
