"""Wages measured from employers (OEWS), the producer's workbooks: one sheet, marks instead of footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from metier.build.sources.base import SourceRead, sha256_of
from metier.build.sources.tables import rows_to_table
from metier.build.sources.wage_cells import (
    ALL_INDUSTRIES,
    NATION,
    NATION_CODE,
    PERCENTILES,
    bound_in,
    percentiles,
)
from metier.build.sources.workbook import Sheet, number_reader, read_sheet, sheet_text
from metier.errors import SourceError
from metier.model import Origin

COLUMNS = {
    "area_type": "AREA_TYPE",
    "naics": "NAICS",
    "industry": "NAICS_TITLE",
    "occ_code": "OCC_CODE",
    "occupation": "OCC_TITLE",
    "employment": "TOT_EMP",
    "employment_rse": "EMP_PRSE",
    "mean": "A_MEAN",
    "mean_rse": "MEAN_PRSE",
    "p10": "A_PCT10",
    "p25": "A_PCT25",
    "p50": "A_MEDIAN",
    "p75": "A_PCT75",
    "p90": "A_PCT90",
}
MARKS = {"*": "N", "**": "N", "#": "T"}
NOTES = "Field Descriptions"


def read_oews_workbooks(paths: Sequence[Path], progress: Callable[[str], None]) -> SourceRead:
    """National annual wages in USD, across industries and by sector, from workbooks of one year."""
    rows: dict[tuple[str, str], dict[str, object]] = {}
    aside: dict[str, int] = {}
    read = 0
    period = ""
    for path in paths:
        notes = " ".join(sheet_text(path, NOTES))
        stated, bound = re.search(r"May \d{4}", notes), bound_in(notes)
        if stated is None or bound is None:
            raise SourceError(
                path.name,
                "the notes state no period, or no bound for the mark '#'",
                place=f"sheet {NOTES!r}",
                hint="Use the producer's own workbook with its sheet of field descriptions.",
            )
        if period and stated[0] != period:
            raise SourceError(
                path.name,
                f"it describes {stated[0]}, the workbooks beside it {period}",
                place=f"sheet {NOTES!r}",
                hint="Keep the workbooks of one year in one folder.",
            )
        period = stated[0]
        sheet = read_sheet(path, None, COLUMNS)
        read += len(sheet.rows)
        for index, row in enumerate(_rows(sheet, period, bound)):
            _keep(rows, row, sheet, index, aside)
    progress(f"OEWS {period}: {len(rows):,} national rows")
    table = rows_to_table("wages", list(rows.values()))
    return SourceRead((_origin(paths, period, read, len(rows)),), {"wages": table}, aside)


def _keep(
    rows: dict[tuple[str, str], dict[str, object]],
    row: dict[str, object],
    sheet: Sheet,
    index: int,
    aside: dict[str, int],
) -> None:
    """Adds a row once: the producer lists an occupation twice where its broad group is the detail."""
    key = str(row["soc2018_code"]), str(row["industry_code"])
    earlier = rows.setdefault(key, row)
    if earlier is row:
        return
    differing = [name for name in row if name != "origin_row" and row[name] != earlier[name]]
    if differing:
        raise SourceError(
            sheet.file,
            f"{key[0]} stands twice with different {differing[0]}",
            place=sheet.place(index, "occ_code"),
            hint="Ask the producer which row is meant; a release cannot choose.",
        )
    reason = f"OEWS {row['period']}: the same row again at another level of detail"
    aside[reason] = aside.get(reason, 0) + 1


def _rows(sheet: Sheet, period: str, bound: int) -> list[dict[str, object]]:
    cells = {name: _cells(sheet, name) for name in (*PERCENTILES, "mean", "mean_rse", "employment", "employment_rse")}
    text = {name: sheet.text(name) for name in ("area_type", "naics", "industry", "occ_code", "occupation")}
    rows: list[dict[str, object]] = []
    for index, number in enumerate(sheet.rows):
        if text["area_type"][index] != "1":
            raise SourceError(
                sheet.file,
                f"area type {text['area_type'][index]!r}",
                place=sheet.place(index, "area_type"),
                hint="This reader takes the national workbooks (area type 1).",
            )
        values, status = percentiles([cells[name][index] for name in PERCENTILES], bound)
        whole = text["naics"][index] in ("000000", "0")
        rows.append(
            {
                "soc2018_code": text["occ_code"][index],
                "occupation": text["occupation"][index],
                "period": period,
                "area_code": NATION_CODE,
                "area": NATION,
                "area_type": "N",
                "industry_code": "000000" if whole else text["naics"][index],
                "industry": ALL_INDUSTRIES if whole else text["industry"][index],
                "employment": _whole(cells["employment"][index]),
                "employment_rse_pct": _real(cells["employment_rse"][index]),
                "mean_usd_year": _whole(cells["mean"][index]),
                "mean_rse_pct": _real(cells["mean_rse"][index]),
                **{f"{name}_usd_year": value for name, value in zip(PERCENTILES, values, strict=True)},
                "percentile_status": status,
                "origin_id": f"bls-oews-{period[-4:]}",
                "origin_row": f"{sheet.name}!{number}",
            }
        )
    return rows


def _cells(sheet: Sheet, column: str) -> list[float | str]:
    """Numbers, or 'T' and 'N' for the producer's marks; any other text raises."""
    read = number_reader(("",))
    found: list[float | str] = []
    for index, value in enumerate(sheet.columns[column]):
        cell = read(value)
        if cell is None:
            cell = "N"
        elif isinstance(cell, str):
            if cell not in MARKS:
                raise sheet.unknown_mark(index, column, tuple(MARKS))
            cell = MARKS[cell]
        found.append(cell)
    return found


def _whole(value: float | str) -> int | None:
    return None if isinstance(value, str) else round(value)


def _real(value: float | str) -> float | None:
    return None if isinstance(value, str) else value


def _origin(paths: Sequence[Path], period: str, rows_read: int, rows_kept: int) -> Origin:
    return Origin(
        origin_id=f"bls-oews-{period[-4:]}",
        producer="U.S. Bureau of Labor Statistics",
        title="Occupational Employment and Wage Statistics: national and by sector",
        version=period,
        licence="US public domain",
        citation=f"U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics, {period}.",
        url="https://www.bls.gov/oes/tables.htm",
        period=period,
        files=tuple((path.name, sha256_of(path)) for path in paths),
        rows_read=rows_read,
        rows_kept=rows_kept,
    )
