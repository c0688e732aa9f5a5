"""O*NET ratings (skills, knowledge, styles, values, interests) and required education, as rows.

Intervals are the producer's 95 % confidence bounds. A level that the producer calls not relevant, or
advises to suppress, is left out: it is a mean over raters of whom most said the descriptor does not apply.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from metier.build.sources.tables import iso_month, onet_id
from metier.errors import SourceError

CODE = "O*NET-SOC Code"
_KEY = (CODE, "Element ID", "Element Name", "Scale ID", "Data Value", "Date")
_SURVEY = ("N", "Standard Error", "Lower CI Bound", "Upper CI Bound", "Recommend Suppress")
MISSING = ("", "n/a")


class TableReader(Protocol):
    """What this module needs of an edition."""

    @property
    def origin_id(self) -> str: ...

    def file_name(self, table: str) -> str: ...

    def read(self, table: str, columns: Sequence[str]) -> dict[str, list[str]]: ...


@dataclass(frozen=True, slots=True)
class RatingTable:
    """One table of ratings: its domain, the scale that is kept, and the columns beyond the common ones."""

    table: str
    domain: str
    scale: str
    columns: tuple[str, ...]
    has_level: bool = False


RATING_TABLES = (
    RatingTable("Skills", "skill", "IM", (*_SURVEY, "Not Relevant"), has_level=True),
    RatingTable("Knowledge", "knowledge", "IM", (*_SURVEY, "Not Relevant"), has_level=True),
    RatingTable("Work Styles", "style", "IM", _SURVEY),
    RatingTable("Work Values", "value", "EX", ()),
    RatingTable("Interests", "interest", "OI", ()),
)
_ALSO_PUBLISHED = {"VH", "IH", "LV"}  # high points repeat the values; levels join their importance


def number(text: str, file: str, column: str, row: int) -> float | None:
    """The number in a cell, None where the producer left it empty; anything else raises.

    >>> number("4.12", "Skills.xlsx", "Data Value", 2), number("n/a", "Skills.xlsx", "N", 2)
    (4.12, None)
    """
    if text in MISSING:
        return None
    try:
        return float(text)
    except ValueError:
        raise SourceError(
            file,
            f"{text!r} is not a number",
            place=f"row {row:,}, column {column!r}",
            hint="Read the producer's notes on its marks, then teach the reader this one.",
        ) from None


def rating_rows(edition: TableReader) -> tuple[list[dict[str, object]], dict[str, int]]:
    """One row a rating (importance and level joined), and the number of levels left out by reason."""
    rows: list[dict[str, object]] = []
    aside: dict[str, int] = {}
    for kind in RATING_TABLES:
        data = edition.read(kind.table, (*_KEY, *kind.columns))
        part = _Part(kind, edition.file_name(kind.table), data)
        levels = _levels(part, aside) if kind.has_level else {}
        rows.extend(_rows_of(part, levels, edition.origin_id))
    return rows, aside


@dataclass(frozen=True, slots=True)
class _Part:
    """One table as it was read."""

    kind: RatingTable
    file: str
    data: Mapping[str, list[str]]

    def number(self, column: str, index: int) -> float | None:
        """A cell's number; None where it is empty or the table has no such column."""
        return number(self.data[column][index], self.file, column, index + 2) if column in self.data else None


def _levels(part: _Part, aside: dict[str, int]) -> dict[tuple[str, str], float]:
    """Level (0-7) by occupation and element, without those the producer advises against."""
    kind, data = part.kind, part.data
    levels: dict[tuple[str, str], float] = {}
    reasons = {
        "irrelevant": f"O*NET {kind.domain} level: raters call it not relevant",
        "suppress": f"O*NET {kind.domain} level: the producer advises to suppress it",
    }
    for index, scale in enumerate(data["Scale ID"]):
        if scale != "LV":
            continue
        why = ""
        if data["Not Relevant"][index] == "Y":
            why = reasons["irrelevant"]
        elif data["Recommend Suppress"][index] == "Y":
            why = reasons["suppress"]
        if why:
            aside[why] = aside.get(why, 0) + 1
            continue
        value = part.number("Data Value", index)
        if value is not None:
            levels[data[CODE][index], data["Element ID"][index]] = value
    return levels


def _rows_of(part: _Part, levels: Mapping[tuple[str, str], float], origin_id: str) -> list[dict[str, object]]:
    kind, data = part.kind, part.data
    rows: list[dict[str, object]] = []
    for index, scale in enumerate(data["Scale ID"]):
        if scale != kind.scale:
            if scale not in _ALSO_PUBLISHED:
                raise SourceError(
                    part.file,
                    f"scale {scale!r} is not known here",
                    place=f"row {index + 2:,}, column 'Scale ID'",
                    hint=f"Known: {kind.scale}, {', '.join(sorted(_ALSO_PUBLISHED))}. See Scales Reference.",
                )
            continue
        code, element = data[CODE][index], data["Element ID"][index]
        n = part.number("N", index)
        rows.append(
            {
                "occupation_id": onet_id(code),
                "domain": kind.domain,
                "element_id": element,
                "element": data["Element Name"][index],
                "scale": scale,
                "importance": part.number("Data Value", index),
                "level_0_7": levels.get((code, element)),
                "n": None if n is None else int(n),
                "se": part.number("Standard Error", index),
                "ci_low": part.number("Lower CI Bound", index),
                "ci_high": part.number("Upper CI Bound", index),
                "recommend_suppress": "Recommend Suppress" in data and data["Recommend Suppress"][index] == "Y",
                "proxy": False,
                "period": iso_month(data["Date"][index]),
                "origin_id": origin_id,
            }
        )
    return rows


def education_rows(edition: TableReader) -> list[dict[str, object]]:
    """Share (0-1) of workers or experts who name each level of education as required."""
    labels = _category_labels(edition)
    table = "Education, Training, and Experience"
    data, file = edition.read(table, (*_KEY, *_SURVEY, "Category")), edition.file_name(table)

    def share(column: str, index: int) -> float | None:
        value = number(data[column][index], file, column, index + 2)
        return None if value is None else round(value / 100, 6)

    rows: list[dict[str, object]] = []
    for index, scale in enumerate(data["Scale ID"]):
        if scale != "RL":
            continue
        category = int(number(data["Category"][index], file, "Category", index + 2) or 0)
        if category not in labels:
            raise SourceError(
                file,
                f"level of education {data['Category'][index]!r} has no name",
                place=f"row {index + 2:,}, column 'Category'",
                hint="Fetch the whole edition: its table of categories belongs to this one.",
            )
        n = number(data["N"][index], file, "N", index + 2)
        rows.append(
            {
                "occupation_id": onet_id(data[CODE][index]),
                "category": category,
                "category_label": labels[category],
                "share": share("Data Value", index),
                "n": None if n is None else int(n),
                "se_share": share("Standard Error", index),
                "ci_low": share("Lower CI Bound", index),
                "ci_high": share("Upper CI Bound", index),
                "recommend_suppress": data["Recommend Suppress"][index] == "Y",
                "period": iso_month(data["Date"][index]),
                "origin_id": edition.origin_id,
            }
        )
    return rows


def _category_labels(edition: TableReader) -> dict[int, str]:
    """The names of the levels of education, without the explanation that follows each."""
    data = edition.read(
        "Education, Training, and Experience Categories", ("Scale ID", "Category", "Category Description")
    )
    return {
        int(category): text.partition(" - ")[0].strip()
        for scale, category, text in zip(*data.values(), strict=True)
        if scale == "RL"
    }
