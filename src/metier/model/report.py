"""A report: sections of sentences and blocks, every number a figure.

``report`` builds it, ``report.render`` shows it; nothing here knows about either.
Text refers to figures by id. In a sentence, ``{0}``, ``{1}`` ... stand where a figure's shown value
goes; a renderer puts the value there, linked to the figure's papers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from metier.model.figure import Figure
from metier.model.filters import Filters
from metier.model.origin import Origin
from metier.model.pay_blocks import LadderChart, PayChart, RankedBars, TrendChart
from metier.model.role import Role


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. ``text`` holds ``{i}`` where ``shown[i]``, the value of ``figures[i]``, is printed.

    ``also`` names figures that the sentence rests on but does not print.
    """

    text: str
    figures: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def plain(self) -> str:
        """The sentence as plain text."""
        return self.text.format(*self.shown)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A shown value and, where it is a number with papers, its figure. ``mark`` may be 'real'."""

    text: str
    figure: str | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under headings; the first column heads its row. A page folds a ``detail`` under its caption."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    note: str = ""
    detail: bool = False


@dataclass(frozen=True, slots=True)
class DumbbellRow:
    """One item with one figure a role (None: no evidence), and the ids of real differences."""

    label: str
    figures: tuple[str | None, ...]
    difference: str | None = None  # figure id of the difference (two roles; else the largest pair)
    real: bool = False


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Shares in [0, 1] of each role by item, drawn as dots with intervals on one line an item."""

    caption: str
    roles: tuple[str, ...]
    rows: tuple[DumbbellRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A role's definition with what sets it apart and its closest official occupations."""

    role: str
    text: str
    sets_apart: str
    occupations: tuple[tuple[str, str, str], ...]  # (label, code, relation in words)


@dataclass(frozen=True, slots=True)
class JobCard:
    """One open job, as its board showed it on ``seen``."""

    title: str
    employer: str
    place: str
    employment_type: str
    level: str
    pay: str
    posted: str
    seen: str
    url: str
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """Open jobs of one role."""

    caption: str
    role: str
    cards: tuple[JobCard, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class LinkList:
    """Related roles or comparisons: (label, what to type or where to go, why)."""

    caption: str
    items: tuple[tuple[str, str, str], ...]


Block = Table | Dumbbell | PayChart | LadderChart | RankedBars | TrendChart | Definition | Cards | LinkList


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the twelve sections. ``missing`` says in words what is not there, and why."""

    id: str
    title: str
    paragraphs: tuple[tuple[Sentence, ...], ...] = ()
    blocks: tuple[Block, ...] = ()
    missing: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole comparison (or the profile of one role). ``figures`` holds every figure that is shown."""

    title: str
    roles: tuple[Role, ...]
    filters: Filters
    sections: tuple[Section, ...]
    figures: dict[str, Figure] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    release_id: str = ""
    evidence_date: str = ""  # the latest day that any evidence describes
    reading_minutes: int = 1
    about_pay: bool = False  # the page about pay, or an estimate; else the whole career
