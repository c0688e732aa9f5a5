"""data_jobs: postings found by a job search engine, with technologies tagged from a fixed list.

One workbook for 2023 (postings with pay only) and four for September to December 2024. The raw title is
kept; the producer's short title is a coarse machine label and is not read. The producer's country repeats
its search, so it is wrong for many rows of 2023 ('Sudan' for Bennington, NE): the country is read from the
place, and the producer's is used only where there is no place and only if the places of other rows mostly
confirm it. Pay is the average of a stated range, in US dollars as the producer states; hourly pay is
multiplied by 2080 hours. In Canada and other countries whose own money is written $ it is left out: seen beside US
pay of the same role, level and year, its amounts are those of Canadian dollars. A missing list of skills means that
nothing was tagged, not that nothing is asked.
"""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from metier.build.annualise import per_year
from metier.build.conform import Row, employment_type, file_hash, postings_table, text_or_none
from metier.build.pay_stated import UNSURE_DOLLAR, unsure_dollar
from metier.build.places import country_of
from metier.build.sources.base import SourceRead
from metier.build.sources.posting_files import present, workbook_rows
from metier.errors import SourceError
from metier.model import Origin
from metier.vocabulary import rule

COLUMNS = (
    "job_title", "job_location", "job_schedule_type", "job_work_from_home", "job_posted_date",
    "job_no_degree_mention", "job_country", "salary_rate", "salary_year_avg", "salary_hour_avg",
    "company_name", "job_skills", "job_via",
)  # fmt: skip
# These boards fill in pay by estimates of their own, which are nobody's offers. Of Ai-Jobs.net's 5,090 yearly amounts
# half are one of ten (147,500 stands for 594 jobs, in India as in the United States); two more names are the same
# site. BeBee has 26 amounts for 273 employers. Of Snagajob's 3,560 amounts 37 % are one of fifteen (47.62 an hour
# stands for 183 jobs), and they lie 31 % under what the same employers state on LinkedIn, Indeed, ZipRecruiter, Dice
# and Built In (the median of 240 employers).
ESTIMATING_BOARDS = ("ai-jobs.net", "aijobs.net", "jobs and talents in ai", "bebee", "snagajob")
FOLDERS = {"data-jobs-2023": "2023", "data-jobs-2024": "September to December 2024"}


def tags_of(stated: object, file: str) -> list[str] | None:
    """The tagged technologies of a row, each once, in the producer's order; None where it was not tagged.

    >>> tags_of("['sql', 'sas', 'sas']", "example.xlsx"), tags_of(None, "example.xlsx")
    (['sql', 'sas'], None)
    """
    text = text_or_none(stated)
    if text is None:
        return None
    try:
        found = ast.literal_eval(text)
    except (ValueError, SyntaxError) as error:
        raise SourceError(file, f"job_skills is not a list: {text[:60]!r}") from error
    return list(dict.fromkeys(str(tag) for tag in found))


def search_country(stated: str | None) -> str | None:
    """The country code of the producer's search country ('Congo, Democratic Republic of the')."""
    if stated == "Georgia":  # searches in the US state are filed under 'United States'
        return "GE"
    return country_of(" ".join(reversed(stated.split(", ")))) if stated else None


def trusted_countries(rows: Iterable[tuple[str | None, str | None]]) -> frozenset[str]:
    """Search countries that the places of their rows confirm; rows are (search country, place's country)."""
    agree: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for search, place in rows:
        if search and place:
            agree[search][0] += search == place
            agree[search][1] += 1
    least = rule("data_jobs.search_country_agreement")
    return frozenset(country for country, (same, n) in agree.items() if same >= least * n)


def estimated(via: str | None) -> bool:
    """Whether a row's pay is its board's estimate rather than an employer's offer.

    >>> estimated("via Ai-Jobs.net"), estimated("Snagajob"), estimated("via LinkedIn"), estimated(None)
    (True, True, False, False)
    """
    return via is not None and any(board in via.casefold() for board in ESTIMATING_BOARDS)


def repeated_pay(rows: Sequence[Row], vias: Sequence[str]) -> list[int]:
    """The rows whose pay repeats that of an earlier row of a board or employer that mostly states one amount.

    Such an amount is a template: $20 an hour for every job of a board. It is kept once.
    """
    found: set[int] = set()
    for keys in (vias, [row.get("employer") or "" for row in rows]):
        groups: dict[str, list[int]] = {}
        for number, (row, key) in enumerate(zip(rows, keys, strict=True)):
            if key and "pay_kind" in row:
                groups.setdefault(key, []).append(number)
        for numbers in groups.values():
            amount, times = Counter(rows[n]["pay_low_usd_year"] for n in numbers).most_common(1)[0]
            enough = len(numbers) >= rule("pay.template_statements")
            if enough and times > rule("pay.template_share") * len(numbers):
                found.update([n for n in numbers if rows[n]["pay_low_usd_year"] == amount][1:])
    return sorted(found)


def _pay(rate: object, yearly: object, hourly: object) -> Row:
    for period, amount in (("year", yearly), ("hour", hourly)):
        if rate == period and isinstance(amount, int | float) and amount > 0:
            stated = round(float(amount), 2)  # the workbook holds 32-bit floats: 61.15999603
            usd_year = per_year(stated, period)
            return {
                "pay_kind": "advertised", "pay_low": stated, "pay_high": stated,
                "pay_currency": "USD", "pay_period": period,
                "pay_low_usd_year": usd_year, "pay_high_usd_year": usd_year,
            }  # fmt: skip
    return {}


def _without_pay(row: Row) -> Row:
    return {name: value for name, value in row.items() if not name.startswith("pay_")}


def _posting(cells: dict[str, Any], row_id: str, origin_id: str, file: str) -> Row | None:
    title = text_or_none(cells["job_title"])
    posted = cells["job_posted_date"]
    if title is None:
        return None
    if not isinstance(posted, date):
        raise SourceError(file, f"job_posted_date is {posted!r}, not a date", place=row_id)
    place = text_or_none(cells["job_location"])
    return {
        "posting_id": f"data-jobs:{row_id}",
        "collection": "data-jobs",
        "origin_id": origin_id,
        "title": title,
        "employer": text_or_none(cells["company_name"]),
        "place": place,
        "country": country_of(place),
        "year": posted.year,
        "date": posted.isoformat()[:10],
        "workplace": "remote" if cells["job_work_from_home"] is True else None,
        "employment_type": employment_type(text_or_none(cells["job_schedule_type"])),
        "tags": tags_of(cells["job_skills"], file),
        "no_degree": bool(cells["job_no_degree_mention"]),
        **_pay(cells["salary_rate"], cells["salary_year_avg"], cells["salary_hour_avg"]),
    }


def _read_folder(folder: Path, set_aside: Counter[str]) -> tuple[Origin, list[Row]]:
    origin_id = folder.name
    files = sorted(present(folder).glob("*.xlsx"))
    if not files:
        raise SourceError(str(folder), "holds no workbook", hint="Expected job postings as .xlsx files.")
    rows: list[Row] = []
    searched: list[str | None] = []
    vias: list[str] = []
    rows_read = 0
    for path in files:
        for number, cells in enumerate(workbook_rows(path, COLUMNS), start=2):
            rows_read += 1
            named = dict(zip(COLUMNS, cells, strict=True))
            row = _posting(named, f"{path.stem}:{number}", origin_id, path.name)
            if row is None:
                set_aside["no title"] += 1
            else:
                if "pay_kind" in row and estimated(text_or_none(named["job_via"])):
                    set_aside["pay left out: the board's own estimate"] += 1
                    row = _without_pay(row)
                rows.append(row)
                vias.append(text_or_none(named["job_via"]) or "")
                searched.append(search_country(text_or_none(named["job_country"])))
    for number in repeated_pay(rows, vias):
        set_aside["pay left out: one board or employer repeats one amount"] += 1
        rows[number] = _without_pay(rows[number])
    trusted = trusted_countries((s, row["country"]) for s, row in zip(searched, rows, strict=True))
    for number, (row, search) in enumerate(zip(rows, searched, strict=True)):
        if row["country"] is None and search in trusted:
            row["country"] = country_of(row["place"], search)
        if unsure_dollar(row.get("pay_currency"), row["country"]):
            set_aside[f"pay left out: {UNSURE_DOLLAR}"] += 1
            rows[number] = _without_pay(row)
    return _origin(origin_id, files, rows_read, len(rows)), rows


def _origin(origin_id: str, files: list[Path], rows_read: int, rows_kept: int) -> Origin:
    return Origin(
        origin_id=origin_id,
        producer="Luke Barousse",
        title="data_jobs: job postings of data roles with tagged technologies",
        version=origin_id.removeprefix("data-jobs-"),
        licence="Apache-2.0",
        citation=f"Luke Barousse, data_jobs, postings of {FOLDERS[origin_id]}.",
        url="https://huggingface.co/datasets/lukebarousse/data_jobs",
        period=FOLDERS[origin_id],
        files=tuple(file_hash(path) for path in files),
        rows_read=rows_read,
        rows_kept=rows_kept,
    )


def read(postings: Path) -> SourceRead:
    """Postings of 2023 and 2024; ``postings`` holds data-jobs-2023/ and data-jobs-2024/."""
    set_aside: Counter[str] = Counter()
    found = [_read_folder(postings / name, set_aside) for name in FOLDERS]
    rows = [row for _, part in found for row in part]
    table = postings_table(rows, "data-jobs")
    return SourceRead(tuple(origin for origin, _ in found), {"postings": table}, dict(set_aside))
