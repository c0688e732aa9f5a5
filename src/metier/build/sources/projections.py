"""Employment projections (U.S. Bureau of Labor Statistics): the workbook occupation.xlsx.

Table 1.2 holds employment, wages and entry requirements, 1.10 openings, and 1.12 the producer's reasons
for changes. A reason is kept as what changes and which way ("demand up"); its sentence is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from metier.build.sources.base import SourceRead, sha256_of
from metier.build.sources.tables import rows_to_table
from metier.build.sources.workbook import Sheet, read_sheet
from metier.errors import SourceError
from metier.model import Origin

ORIGIN = "bls-projections"
NOT_AVAILABLE = ("—", "")
TOP_CODED = ">="
TOTAL = "00-0000"
_CODE = r"\d\d-\d{4}"
CHARACTERISTICS = {
    "title": r"\d{4} National Employment Matrix title",
    "code": r"\d{4} National Employment Matrix code",
    "type": "Occupation type",
    "base": r"Employment, (\d{4})",
    "projected": r"Employment, (?!BASE)\d{4}",
    "change": r"Employment change, numeric, .+",
    "percent": r"Employment change, percent, .+",
    "self_employed": r"Percent self employed, \d{4}",
    "wage": r"Median annual wage, dollars, \d{4}",
    "education": "Typical education needed for entry",
    "experience": "Work experience in a related occupation",
    "training": "Typical on-the-job training needed to attain competency in the occupation",
}
OPENINGS = {"code": CHARACTERISTICS["code"], "openings": r"Occupational openings, .+ annual average"}
FACTORS = {
    "code": r"\d{4} National Employment Matrix occupation code",
    "factor": "Factors affecting occupational utilization",
}
FACTOR_NAMES = {
    "demand change": "demand",
    "productivity change": "productivity",
    "sourcing change": "sourcing",
    "capital/labor substitution": "capital-labour substitution",
    "occupational substitution": "occupational substitution",
}
_FACTOR = re.compile(r"([\w/, -]+?)\s*-{1,2}\s*share (increases|decreases)\b", re.IGNORECASE)


def read_projections(path: Path, progress: Callable[[str], None]) -> SourceRead:
    """Projected employment of every line occupation and of all occupations together, in thousands."""
    main, years = _main_table(path)
    openings = _openings(path)
    factors = _factors(path)
    aside: dict[str, int] = {}
    numbers = {
        name: main.numbers(name, NOT_AVAILABLE) for name in ("base", "projected", "change", "percent", "self_employed")
    }
    wages = _wages(main)
    text = {name: main.text(name) for name in ("title", "code", "type", "education", "experience", "training")}
    rows: list[dict[str, object]] = []
    read = 0
    for index, code in enumerate(text["code"]):
        if not re.fullmatch(_CODE, code):
            continue  # footnotes below the table
        read += 1
        if text["type"][index] != "Line item" and code != TOTAL:
            _count(aside, "projections: summary rows, which repeat their line items")
            continue
        if wages[index] == TOP_CODED:
            _count(aside, "projections: median wage given only as a lower bound (the row is kept without it)")
        wage = wages[index]
        rows.append(
            {
                "soc2018_code": code,
                "occupation": text["title"][index],
                "period": f"{years[0]}-{years[1][2:]}",
                "employment_base_thousand": numbers["base"][index],
                "employment_projected_thousand": numbers["projected"][index],
                "change_thousand": numbers["change"][index],
                "change_percent": numbers["percent"][index],
                "openings_thousand_per_year": openings.get(code),
                "self_employed_percent": numbers["self_employed"][index],
                "median_wage_usd_year": round(wage) if isinstance(wage, float) else None,
                **{
                    column: None if text[name][index] in NOT_AVAILABLE else text[name][index]
                    for column, name in (
                        ("entry_education", "education"),
                        ("entry_experience", "experience"),
                        ("on_the_job_training", "training"),
                    )
                },
                "factors": factors.get(code, []),
                "origin_id": ORIGIN,
                "origin_row": f"{main.name}!{main.rows[index]}",
            }
        )
    progress(f"Employment projections {years[0]}-{years[1][2:]}: {len(rows):,} occupations")
    table = rows_to_table("projections", rows)
    return SourceRead((_origin(path, years, read, len(rows)),), {"projections": table}, aside)


def _count(aside: dict[str, int], reason: str) -> None:
    aside[reason] = aside.get(reason, 0) + 1


def _main_table(path: Path) -> tuple[Sheet, tuple[str, str]]:
    """Table 1.2 and the years it goes from and to, which stand in its headings."""
    first = read_sheet(path, "Table 1.2", {"base": CHARACTERISTICS["base"]}, head_row=2)
    base = first.heads["base"][-4:]
    wanted = {name: pattern.replace("BASE", base) for name, pattern in CHARACTERISTICS.items()}
    sheet = read_sheet(path, "Table 1.2", wanted, head_row=2)
    return sheet, (base, sheet.heads["projected"][-4:])


def _wages(sheet: Sheet) -> list[float | str | None]:
    """Median annual wages in USD; '>=' where the producer gives only a lower bound."""
    found: list[float | str | None] = []
    for index, value in enumerate(sheet.columns["wage"]):
        if isinstance(value, str) and re.fullmatch(r">=\$[\d,]+", value.strip()):
            found.append(TOP_CODED)
        elif isinstance(value, str) and value.strip() not in NOT_AVAILABLE:
            raise sheet.unknown_mark(index, "wage", (*NOT_AVAILABLE, ">=$..."))
        else:
            found.append(value if isinstance(value, float) else None)
    return found


def _openings(path: Path) -> dict[str, float | None]:
    """Openings a year in thousands, by code."""
    sheet = read_sheet(path, "Table 1.10", OPENINGS, head_row=2)
    return dict(zip(sheet.text("code"), sheet.numbers("openings", NOT_AVAILABLE), strict=True))


def _factors(path: Path) -> dict[str, list[str]]:
    """What changes each occupation's share of employment, those of most industries first, by code."""
    sheet = read_sheet(path, "Table 1.12", FACTORS, head_row=2)
    found: dict[str, Counter[str]] = {}
    for index, (code, sentence) in enumerate(zip(sheet.text("code"), sheet.text("factor"), strict=True)):
        if not re.fullmatch(_CODE, code):
            continue
        pairs = factor_pairs(sentence)
        if not pairs:
            raise SourceError(
                sheet.file,
                "a reason does not start with a known kind and direction",
                place=sheet.place(index, "factor"),
                hint=f"Known kinds: {', '.join(FACTOR_NAMES)}; then '- share increases' or 'decreases'.",
            )
        found.setdefault(code, Counter()).update(pairs)
    return {
        code: [pair for pair, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
        for code, counts in found.items()
    }


def factor_pairs(sentence: str) -> list[str]:
    """What the producer's reason says changes, and which way; empty where it is in another form.

    >>> factor_pairs("Demand change, capital/labor substitution -- share decreases as ...")
    ['demand down', 'capital-labour substitution down']
    """
    head = _FACTOR.match(sentence.strip())
    if head is None:
        return []
    names = [FACTOR_NAMES.get(part.strip().lower()) for part in head[1].split(",")]
    way = "up" if head[2].lower() == "increases" else "down"
    return [f"{name} {way}" for name in names if name] if all(names) else []


def _origin(path: Path, years: tuple[str, str], rows_read: int, rows_kept: int) -> Origin:
    period = f"{years[0]}-{years[1][2:]}"
    return Origin(
        origin_id=ORIGIN,
        producer="U.S. Bureau of Labor Statistics",
        title="Employment Projections: occupational projections and worker characteristics",
        version=period,
        licence="US public domain",
        citation=f"U.S. Bureau of Labor Statistics, Employment Projections program, {period}.",
        url="https://www.bls.gov/emp/tables.htm",
        period=period,
        files=((path.name, sha256_of(path)),),
        rows_read=rows_read,
        rows_kept=rows_kept,
    )
