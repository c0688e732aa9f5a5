"""US prevailing wages (levels I-IV, hourly USD, by county): by wage area, and as quantiles over counties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from metier.build.sources.base import SourceRead, sha256_of
from metier.build.sources.delimited import read_json
from metier.build.sources.tables import rows_to_table
from metier.errors import SourceError
from metier.model import Origin

ORIGIN = "oflc-wage-levels"
FILE = "wage_levels.json.gz"
LEVELS = ("I", "II", "III", "IV")


def read_prevailing_wages(sources: Path, progress: Callable[[str], None]) -> SourceRead:
    """Tables ``prevailing_wages`` (10th, 50th and 90th percentile over counties, each counted once whatever its size)
    and ``prevailing_areas`` (the wages themselves: counties of one wage area have the same)."""
    path = sources / ORIGIN / FILE
    rows: list[dict[str, object]] = []
    areas: list[dict[str, object]] = []
    read = 0
    for soc, counties in _occupations(path):
        wages = {county: _levels(path, soc, county, levels) for county, levels in counties.items()}
        amounts = np.array(list(wages.values()))
        areas += _areas(soc, wages)
        read += len(counties)
        for column, level in enumerate(LEVELS):
            low, middle, high = np.quantile(amounts[:, column], (0.1, 0.5, 0.9)).round(2).tolist()
            rows.append(
                {
                    "soc2018_code": soc,
                    "wage_level": level,
                    "counties": len(counties),
                    "p10_usd_hour": low,
                    "p50_usd_hour": middle,
                    "p90_usd_hour": high,
                    "origin_id": ORIGIN,
                }
            )
    progress(f"Prevailing wages: {len(rows) // len(LEVELS)} occupations")
    origin = Origin(
        origin_id=ORIGIN,
        producer="U.S. Department of Labor, Office of Foreign Labor Certification",
        title="Prevailing wage levels by county (vintage not stated by the copy that was read)",
        version="about 2025-26",
        licence="US public domain",
        citation="U.S. Department of Labor, Office of Foreign Labor Certification, prevailing wage data.",
        url="https://flag.dol.gov/wage-data/wage-data-downloads",
        period="about 2025-26",
        files=((path.name, sha256_of(path)),),
        rows_read=read,
        rows_kept=len(rows),
    )
    tables = {
        "prevailing_wages": rows_to_table("prevailing_wages", rows),
        "prevailing_areas": rows_to_table("prevailing_areas", areas),
    }
    return SourceRead((origin,), tables)


def _areas(soc: str, wages: Mapping[str, Sequence[float]]) -> list[dict[str, object]]:
    """One row for each set of counties of which all four levels agree, in the order of their names."""
    counties: dict[tuple[float, ...], list[str]] = {}
    for county, levels in sorted(wages.items()):
        counties.setdefault(tuple(levels), []).append(county)
    return [
        {
            "soc2018_code": soc,
            "area": number,
            "counties": named,
            **{f"level_{level.lower()}_usd_hour": wage for level, wage in zip(LEVELS, levels, strict=True)},
            "origin_id": ORIGIN,
        }
        for number, (levels, named) in enumerate(counties.items())
    ]


def _occupations(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    data = read_json(path)
    if not isinstance(data, dict) or not data:
        raise SourceError(
            path.name,
            "expected an object with one entry an occupation",
            place="top level",
            hint="This is another file, or its layout changed.",
        )
    for soc, counties in sorted(data.items()):
        if not re.fullmatch(r"\d\d-\d{4}", soc) or not isinstance(counties, dict) or not counties:
            raise SourceError(
                path.name,
                "expected a SOC code such as 15-2051 with wages by county",
                place=f"entry {soc!r}",
                hint="This is another file, or its layout changed.",
            )
        yield soc, counties


def _levels(path: Path, soc: str, county: str, levels: object) -> list[float]:
    """The four levels of one county in USD an hour; they must ascend."""
    values = [levels.get(level) for level in LEVELS] if isinstance(levels, dict) else []
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) != len(LEVELS) or numbers != sorted(numbers) or numbers[0] <= 0:
        raise SourceError(
            path.name,
            f"expected four ascending amounts for levels I to IV, found {levels!r}",
            place=f"{soc}, {county}",
            hint="Fetch the file again; if it is the producer's, ask them which is meant.",
        )
    return [float(number) for number in numbers]
