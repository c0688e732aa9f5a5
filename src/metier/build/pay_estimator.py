"""Tables of what moves advertised pay, and of what an estimate of a described job needs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from math import log
from typing import Any

import numpy as np
import pyarrow as pa

from metier.reading.normalise import employer_key
from metier.reading.technology import resolve_tag
from metier.statistics.pay_estimate import estimator_rows
from metier.statistics.pay_fit import PayStatements, fit_pay
from metier.statistics.pay_premiums import Premiums, premiums
from metier.statistics.pay_terms import PayJob, pay_terms
from metier.vocabulary import roles, rule

NO_EMPLOYERS = "aijobs"
UNSTATED_IS_FULL_TIME = ("ats-radar",)
"""Collections in which one board states full-time and the others nothing: the statement tells the board."""

_READ = (
    "posting_id", "collection", "role_id", "level", "country", "place", "year", "workplace", "employment_type",
    "pay_kind", "pay_period", "pay_low_usd_year", "pay_high_usd_year", "tags", "title", "employer",
    "employer_hash",
)  # fmt: skip


def pay_statements(
    postings: pa.Table, readings: pa.Table, industries: pa.Table, *, with_employers: bool = True
) -> PayStatements:
    """Advertised pay of linked postings of the collections that record employers (or of the one that does not)."""
    jobs: list[PayJob] = []
    log_pay: list[float] = []
    employer: list[int] = []
    technologies = _technologies(readings)
    known = dict(zip(industries["posting_id"].to_pylist(), industries["industry_id"].to_pylist(), strict=True))
    by_employer = _employer_industries(postings, known)
    for number, row in enumerate(_stating_pay(postings)):
        if (row["collection"] != NO_EMPLOYERS) != with_employers:
            continue
        key = employer_key(row["employer"] or "")
        jobs.append(_job(row, technologies, known.get(row["posting_id"]) or by_employer.get(key, "")))
        log_pay.append(log(row["pay_low_usd_year"] * row["pay_high_usd_year"]) / 2)
        employer.append(row["employer_hash"] if with_employers else number)
    return PayStatements(tuple(jobs), np.array(log_pay), np.array(employer, dtype=np.int64))


def _stating_pay(postings: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in postings.select(list(_READ)).to_batches():
        for row in batch.to_pylist():
            low, high = row["pay_low_usd_year"], row["pay_high_usd_year"]
            if row["role_id"] and row["pay_kind"] == "advertised" and low and high and 0 < low <= high:
                yield row


def _job(row: dict[str, Any], technologies: dict[str, tuple[str, ...]], industry: str) -> PayJob:
    unstated = "full-time" if row["collection"] in UNSTATED_IS_FULL_TIME else "unspecified"
    named = technologies.get(row["posting_id"])
    if named is None and row["tags"] is not None:
        named = tuple(sorted({found for tag in row["tags"] if tag and (found := resolve_tag(tag))}))
    return PayJob(
        collection=row["collection"],
        role_id=row["role_id"],
        year=row["year"],
        level=row["level"],
        country=row["country"] or "",
        place=row["place"] or "",
        workplace=row["workplace"] or "unspecified",
        employment_type=row["employment_type"] or unstated,
        paid="hour" if row["pay_period"] in ("hour", "day", "week") else "year",
        industry_id="" if industry == "other" else industry,
        technologies=named,
        title=row["title"],
    )


def _technologies(readings: pa.Table) -> dict[str, tuple[str, ...]]:
    """Technologies named in each English text, by posting."""
    columns = ("posting_id", "language", "technologies_required", "technologies_preferred")
    rows = zip(*(readings[name].to_pylist() for name in columns), strict=True)
    return {
        posting: tuple(sorted({*(required or ()), *(preferred or ())}))
        for posting, language, required, preferred in rows
        if language == "en"
    }


def _employer_industries(postings: pa.Table, known: dict[str, str]) -> dict[str, str]:
    """The industry of employers by key: the one that most of their postings with a known industry have."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for posting, employer in zip(postings["posting_id"].to_pylist(), postings["employer"].to_pylist(), strict=True):
        if employer and posting in known:
            votes[employer_key(employer)][known[posting]] += 1
    return {key: found.most_common(1)[0][0] for key, found in votes.items()}


def limits() -> tuple[int, int]:
    """Postings and employers from which on a term has an effect of its own."""
    return int(rule("pay_estimator.least_postings")), int(rule("pay_estimator.least_employers"))


BASES = {
    "level": "unspecified",
    "management level": "manager",
    "country": "US",
    "workplace": "unspecified",
    "employment type": "full-time",
    "paid by the": "year",
    "technology": "",
}
"""What an item is compared with: another item, or ('') not having it. Roles and industries: their mean."""
SHOWN = ("role", "management role", "level", "management level", "country", "workplace", "industry", "technology")
EFFECTS = pa.schema(
    [
        ("collection", pa.string()),
        ("kind", pa.string()),
        ("feature", pa.string()),
        ("item_id", pa.string()),
        ("base", pa.string()),
        ("effect_log", pa.float64()),
        ("low_log", pa.float64()),
        ("high_log", pa.float64()),
        ("postings", pa.int32()),
        ("employers", pa.int32()),
    ]
)
ESTIMATOR = pa.schema([("part", pa.string()), ("term", pa.string()), ("value", pa.float64()), ("postings", pa.int32())])


def pay_estimator_tables(
    postings: pa.Table, readings: pa.Table, industries: pa.Table, progress: Callable[[str], None]
) -> dict[str, pa.Table]:
    """Tables ``pay_effects`` (what moves pay) and ``pay_estimator`` (what an estimate of a described job needs).

    ``postings`` are linked and filled from their texts; ``industries`` holds (posting_id, industry_id).
    """
    stated = pay_statements(postings, readings, industries)
    progress(f"fitting pay on {len(stated.jobs):,} advertised amounts")
    fitted = fit_pay(stated, least_rows=limits()[0], least_employers=limits()[1])
    rows = [(part, term, round(value, 5), n) for part, term, value, n in estimator_rows(fitted.model)]
    columns: list[list[Any]] = [list(column) for column in zip(*sorted(rows), strict=True)]
    progress("measuring what moves pay")
    alone = pay_statements(postings, readings, industries, with_employers=False)
    effects = [*effect_rows(stated), *effect_rows(alone)]
    return {
        "pay_estimator": pa.table(columns, schema=ESTIMATOR),
        "pay_effects": pa.Table.from_pylist(effects, schema=EFFECTS),
    }


def effect_rows(stated: PayStatements) -> list[dict[str, Any]]:
    """Rows of ``pay_effects``, each collection by itself; items that enough postings show, and collections."""
    enough = int(rule("pay_effects.least_postings"))
    found: list[dict[str, Any]] = []
    sources = Counter(job.collection for job in stated.jobs)
    for source in sorted(name for name, n in sources.items() if n >= 10 * enough):
        own = np.array([job.collection == source for job in stated.jobs])
        jobs = [job for job in stated.jobs if job.collection == source]
        employer = stated.employer[own] if source != NO_EMPLOYERS else np.full(len(jobs), -1)
        data = Premiums([effect_terms(job) for job in jobs], stated.log_pay[own], employer)
        found += [
            {
                "collection": source,
                "kind": "advertised",
                "feature": one.feature,
                "item_id": one.item,
                "base": one.base,
                "effect_log": round(one.effect_log, 4),
                "low_log": round(one.low_log, 4),
                "high_log": round(one.high_log, 4),
                "postings": one.n_postings,
                "employers": one.n_employers,
            }
            for one in premiums(data, bases=BASES, shown=SHOWN, least=enough)
        ]
    return found


def effect_terms(job: PayJob) -> list[str]:
    """The features of a job whose association with pay is measured or held alike; the ladders apart.

    >>> effect_terms(PayJob(collection="data-jobs", role_id="data-science-manager", year=2024, level="director"))[:2]
    ['management role=data-science-manager', 'management level=director']
    """
    entry = roles().get(job.role_id)
    ladder = "management " if entry is not None and entry.track == "management" else ""
    technologies = job.technologies or ()
    return [
        f"{ladder}role={job.role_id}",
        f"{ladder}level={job.level}",
        f"country={job.country or 'unknown'}",
        f"year={job.year}",
        f"workplace={job.workplace}",
        f"employment type={job.employment_type}",
        f"paid by the={job.paid}",
        f"industry={job.industry_id}" if job.industry_id else "industry unknown=yes",
        *(term for term in pay_terms(job) if term.startswith("state=")),
        "technologies=not read" if job.technologies is None else f"technologies={min(len(technologies), 15) // 3}",
        *(f"technology={technology}" for technology in technologies),
    ]
