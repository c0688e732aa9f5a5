"""Small files in the producers' formats, written by the tests that read them."""

from __future__ import annotations

import gzip
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

Value = str | float | None
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Value]]]) -> Path:
    """An .xlsx file with these sheets; None leaves a cell out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    names = list(sheets)
    with zipfile.ZipFile(path, "w") as archive:
        kinds = "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for i in range(1, len(names) + 1)
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            f'officedocument.spreadsheetml.sheet.main+xml"/>{kinds}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        entries = "".join(
            f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(names, 1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{entries}</sheets></workbook>',
        )
        links = "".join(
            f'<Relationship Id="rId{i}" Type="{_REL}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(names) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        )
        for i, rows in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{i}.xml", _sheet(rows))
    return path


def _sheet(rows: Sequence[Sequence[Value]]) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, value in enumerate(row):
            at = f"{chr(65 + column // 26 - 1) if column >= 26 else ''}{chr(65 + column % 26)}{number}"
            if isinstance(value, str):
                text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
                cells.append(f'<c r="{at}" t="inlineStr">{text}</c>')
            elif value is not None:
                cells.append(f'<c r="{at}"><v>{value}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def write_text(path: Path, rows: Sequence[Sequence[object]], delimiter: str = ",") -> Path:
    """A delimited text file, compressed where its name ends in .gz."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = "\n".join(delimiter.join(str(cell) for cell in row) for row in rows).encode() + b"\n"
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


DATATYPES = (
    "Employment",
    "Employment percent relative standard error",
    "Hourly mean wage",
    "Annual mean wage",
    "Wage percent relative standard error",
    "Hourly 10th percentile wage",
    "Hourly 25th percentile wage",
    "Hourly median wage",
    "Hourly 75th percentile wage",
    "Hourly 90th percentile wage",
    "Annual 10th percentile wage",
    "Annual 25th percentile wage",
    "Annual median wage",
    "Annual 75th percentile wage",
    "Annual 90th percentile wage",
    "Employment per 1,000 jobs",
    "Location Quotient",
)
FOOTNOTES = {
    "2": "Annual wages have been calculated by multiplying the hourly wages by 2,080 hours.",
    "4": "Wages are reported either as hourly wages or annual salaries depending on how they are paid.",
    "5": "This wage is equal to or greater than $115.00 per hour or $239,200 per year.",
    "8": "Estimate not released.",
}


def write_oews(
    path: Path,
    cells: Mapping[str, Mapping[str, str]],
    *,
    datatypes: Sequence[str] = DATATYPES,
    footnotes: Mapping[str, str] = FOOTNOTES,
    schema: str = "1",
) -> Path:
    """An OEWS SQLite file. ``cells`` maps a key to datatype -> value, or '-' and a footnote as "-5"."""
    path.parent.mkdir(parents=True, exist_ok=True)
    codes = [f"{i:02d}" for i in range(1, len(datatypes) + 1)]
    database = sqlite3.connect(path)
    values = ", ".join(f"v{code} TEXT" for code in codes)
    notes = ", ".join(f"f{code} TEXT" for code in codes)
    database.execute(f"CREATE TABLE cell (key TEXT PRIMARY KEY, {values}, {notes}) WITHOUT ROWID")
    lists: dict[str, tuple[str, list[tuple[object, ...]]]] = {
        "area": (
            "area_code, areatype_code, state_code, area_name",
            [
                ("0000000", "N", "00", "National"),
                ("0100000", "S", "01", "Alabama"),
                ("0010180", "M", "48", "Abilene, TX"),
            ],
        ),
        "industry": (
            "industry_code, industry_name, display_level",
            [
                ("000000", "Cross-Industry, Private, Federal, State, and Local", 0),
                ("31--34", "Sectors 31, 32, and 33 - Manufacturing", 2),
                ("311000", "Food Manufacturing", 3),
            ],
        ),
        "occupation": (
            "occupation_code, occupation_name, display_level",
            [
                ("152051", "Data Scientists", 3),
                ("151252", "Software Developers", 3),
                ("272011", "Actors", 3),
            ],
        ),
        "datatype": ("datatype_code, datatype_name", list(zip(codes, datatypes, strict=True))),
        "footnote": ("footnote_code, footnote_text", list(footnotes.items())),
        "meta": ("name, value", [("schema", schema), ("release", "May 2025")]),
    }
    for table, (columns, rows) in lists.items():
        database.execute(f"CREATE TABLE {table} ({columns})")
        database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    for key, given in cells.items():
        texts = [given.get(name) for name in datatypes]
        row = [None if text is None else text[:1] if text.startswith("-") else text for text in texts]
        signs = [text[1:] if text is not None and text.startswith("-") else None for text in texts]
        database.execute(f"INSERT INTO cell VALUES ({', '.join('?' * (1 + 2 * len(codes)))})", [key, *row, *signs])
    database.commit()
    database.close()
    return path
