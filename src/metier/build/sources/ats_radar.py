"""tech-salary-radar: postings on employers' own boards (Greenhouse, Ashby, Lever), July and August 2026.

Three tables, one folder a day: ``jobs`` holds each posting on the day it was first seen, ``snapshots``
each posting on each day it was still open, ``skills`` the technologies that a model tagged (a row with no
skill means: read, none found). A posting is open if the last snapshot day holds it.

What is not taken at face value:
- ``is_remote``: Ashby sets it for jobs with an office too, so only a place that says so is remote;
- dollars outside the United States on Greenhouse boards: the collector knows of no currency there but $, EUR and GBP
  and writes USD for the rest (Warsaw at 31,900 a month is in zloty; pay in Canada is 0.88 of the same employer's in the
  United States, where boards that name Canadian dollars state 0.91 as many of them), so such pay is left out;
- ranges wider than ``annualise.widest_range``.
``year`` is the year in which the posting was seen open; ``date`` the day it was published.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa

from metier.build.annualise import believable, period_of
from metier.build.conform import Row, employment_type, file_hash, postings_table, text_or_none, workplace_in
from metier.build.places import country_of
from metier.build.sources.base import SourceRead
from metier.build.sources.posting_files import parquet_table, present
from metier.errors import SourceError
from metier.model import Origin

JOBS = (
    "job_uid", "first_seen", "source", "company", "title", "location_raw", "region", "is_remote",
    "seniority", "is_management", "employment_type", "published_at", "apply_url", "currency_original",
    "salary_min_orig", "salary_max_orig", "salary_interval_orig", "salary_min_usd", "salary_max_usd",
)  # fmt: skip
SKILLS = ("job_uid", "skill")
SNAPSHOTS = ("job_uid", "snapshot_date")
_LEVELS = {"junior": "entry", "mid": "unspecified", "senior": "senior"}  # 'staff+' spans several levels


def _files(folder: Path) -> list[Path]:
    files = sorted(present(folder).glob("dt=*/*.parquet"))
    if not files:
        raise SourceError(str(folder), "holds no dt=YYYY-MM-DD/*.parquet", hint="Copy the whole data folder.")
    return files


def _tagged(folder: Path) -> dict[str, list[str]]:
    """Tags by posting; an empty list where the model read the posting and found none."""
    tags: dict[str, list[str]] = {}
    for path in _files(folder):
        table = parquet_table(path, SKILLS)
        for uid, skill in zip(table["job_uid"].to_pylist(), table["skill"].to_pylist(), strict=True):
            found = tags.setdefault(uid, [])
            if skill and skill not in found:
                found.append(skill)
    return tags


def _last_seen(folder: Path) -> dict[str, str]:
    """The last snapshot day (ISO) on which each posting was open."""
    import pyarrow.compute as pc

    table = pa.concat_tables([parquet_table(path, SNAPSHOTS) for path in _files(folder)])
    day = pc.cast(table["snapshot_date"], pa.string())
    last = pa.table({"uid": table["job_uid"], "day": day}).group_by("uid").aggregate([("day", "max")])
    return dict(zip(last["uid"].to_pylist(), last["day_max"].to_pylist(), strict=True))


def _pay(job: dict[str, Any], country: str | None, set_aside: Counter[str]) -> Row:
    low, high = job["salary_min_orig"], job["salary_max_orig"]
    low_usd, high_usd = job["salary_min_usd"], job["salary_max_usd"]
    if low is None or high is None:
        return {}
    if low_usd is None or high_usd is None:
        set_aside["pay left out: not believed by the collector (no amount a year)"] += 1
        return {}
    period, currency = period_of(job["salary_interval_orig"]), text_or_none(job["currency_original"])
    if period is None or currency is None:
        set_aside["pay left out: no currency or period"] += 1
        return {}
    if currency == "USD" and _unsure(job["source"], country, period):
        set_aside["pay left out: dollars outside the United States, currency unsure"] += 1
        return {}
    if not believable(low_usd, high_usd):
        set_aside["pay left out: not a believable range"] += 1
        return {}
    return {
        "pay_kind": "advertised", "pay_low": low, "pay_high": high, "pay_currency": currency,
        "pay_period": period, "pay_low_usd_year": low_usd, "pay_high_usd_year": high_usd,
    }  # fmt: skip


def _unsure(source: str, country: str | None, period: str) -> bool:
    """Whether "USD" may be a "$", or no currency at all, that the collector took for the US dollar."""
    return country != "US" and (period == "month" or (source == "greenhouse" and country is not None))


def _posting(job: dict[str, Any], set_aside: Counter[str]) -> Row:
    place = text_or_none(job["location_raw"])
    country = country_of(place, "US" if job["region"] == "us" else None)
    return {
        "posting_id": f"ats-radar:{job['job_uid']}",
        "collection": "ats-radar",
        "origin_id": "ats-radar-2026",
        "title": job["title"].strip(),
        "employer": text_or_none(job["company"]),
        "place": place,
        "country": country,
        "year": int(job["first_seen"][:4]),
        "date": job["published_at"][:10],
        "workplace": workplace_in(place),
        "employment_type": employment_type(text_or_none(job["employment_type"])),
        "level_hint": None if job["is_management"] else _LEVELS.get(job["seniority"]),
        "url": text_or_none(job["apply_url"]),
        "first_seen": job["first_seen"],
        **_pay(job, country, set_aside),
    }


def read(postings: Path) -> SourceRead:
    """Postings with tags and the days they were seen; ``postings`` holds ats-radar-2026/."""
    folder = postings / "ats-radar-2026"
    set_aside: Counter[str] = Counter()
    tags, last_seen = _tagged(folder / "skills"), _last_seen(folder / "snapshots")
    rows: dict[str, Row] = {}
    rows_read = 0
    for path in _files(folder / "jobs"):
        for job in parquet_table(path, JOBS).to_pylist():
            rows_read += 1
            uid = job["job_uid"]
            if not text_or_none(job["title"]):
                set_aside["no title"] += 1
            elif uid not in rows:
                seen = {"tags": tags.get(uid), "last_seen": last_seen.get(uid, job["first_seen"])}
                rows[uid] = _posting(job, set_aside) | seen
    files = [path for part in ("jobs", "skills", "snapshots") for path in _files(folder / part)]
    origin = Origin(
        origin_id="ats-radar-2026",
        producer="midat-fx",
        title="tech-salary-radar: postings on employers' own boards",
        version=max(last_seen.values(), default=""),
        licence="MIT",
        citation="midat-fx, tech-salary-radar, daily snapshots of 18 July to 8 August 2026.",
        url="https://github.com/midat-fx/tech-salary-radar",
        period="2026-07-18 to 2026-08-08",
        files=tuple((f"{p.parts[-3]}/{p.parts[-2]}/{name}", digest)
                    for p in files for name, digest in (file_hash(p),)),
        rows_read=rows_read,
        rows_kept=len(rows),
    )  # fmt: skip
    table = postings_table(rows.values(), "ats-radar-2026")
    return SourceRead((origin,), {"postings": table}, dict(set_aside))
