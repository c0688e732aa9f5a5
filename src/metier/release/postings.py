"""Open jobs and neighbours of a role, as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from metier.model import Filters
from metier.release.evidence import where
from metier.release.of_each import OfEach, among, rows_of_each
from metier.release.reader import Release, remembered


@dataclass(frozen=True, slots=True)
class OpenJob:
    """An open job as its board showed it on its last day."""

    title: str
    employer: str
    place: str
    country: str
    level: str
    workplace: str
    employment_type: str
    pay_low: float | None
    pay_high: float | None
    currency: str
    period: str
    posted: str
    last_seen: str
    url: str
    skills: list[str]
    collection: str


def _jobs_of_each(release: Release, role_ids: Sequence[str], filters: Filters) -> dict[str, tuple[OpenJob, ...]]:
    """The open jobs of some roles in the slice, newest first."""
    condition, values = where(Filters(country=filters.country, level=filters.level, remote=filters.remote), "j")
    wanted, asked = among("role_id", role_ids)
    rows = release.rows(
        "SELECT role_id, title, employer, place, country, level, workplace, employment_type, pay_low, pay_high,"
        " pay_currency, pay_period, posted, last_seen, url, skills, collection"
        f" FROM jobs j WHERE {wanted}{condition} ORDER BY posted DESC, job_id",
        (*asked, *values),
        tables=("jobs",),
    )
    return {role_id: tuple(OpenJob(*row) for row in found) for role_id, found in rows_of_each(rows, role_ids).items()}


jobs_of = OfEach(_jobs_of_each)


def open_jobs(release: Release, role_id: str, filters: Filters, limit: int) -> tuple[int, list[OpenJob]]:
    """How many open jobs a role has in the slice, and the newest of them (one an employer first)."""
    jobs = jobs_of(release, role_id, filters)
    before: Counter[str] = Counter()
    turns = []
    for job in jobs:
        turns.append(before[job.employer])
        before[job.employer] += 1
    first = sorted(range(len(jobs)), key=turns.__getitem__)[:limit]
    return len(jobs), [jobs[i] for i in first]


def hiring_employers(release: Release, role_id: str, filters: Filters, limit: int = 5) -> list[tuple[str, int]]:
    """(employer, open jobs) with most open jobs of a role in the slice."""
    jobs = Counter(job.employer for job in jobs_of(release, role_id, filters))
    return sorted(jobs.items(), key=lambda entry: (-entry[1], entry[0]))[:limit]


def open_by_day(release: Release, role_id: str) -> list[tuple[str, int, int]]:
    """(day, open postings, employers) of a role on the daily panel, oldest first."""
    return _open_by_day(release).get(role_id, [])


@remembered
def _open_by_day(release: Release) -> dict[str, list[tuple[str, int, int]]]:
    return _by_role(
        release.rows(
            "SELECT role_id, day, open_postings, employers FROM open_by_day ORDER BY role_id, day",
            tables=("open_by_day",),
        )
    )


def related_roles(release: Release, role_id: str) -> list[tuple[str, str, float, str]]:
    """(role id, label, similarity, basis) of the closest roles, closest first."""
    return _related_roles(release).get(role_id, [])


@remembered
def _related_roles(release: Release) -> dict[str, list[tuple[str, str, float, str]]]:
    return _by_role(
        release.rows(
            "SELECT t.role_id, related_role_id, r.label, similarity, basis FROM related_roles t"
            " JOIN roles r ON r.role_id = t.related_role_id ORDER BY t.role_id, basis DESC, similarity DESC",
            tables=("related_roles", "roles"),
        )
    )


def learning_order(release: Release, role_id: str, limit: int = 8) -> list[tuple[str, str, int, float, str]]:
    """(technology id, label, postings, share of postings opened so far, collection), in order."""
    return _learning_order(release).get(role_id, [])[:limit]


@remembered
def _learning_order(release: Release) -> dict[str, list[tuple[str, str, int, float, str]]]:
    return _by_role(
        release.rows(
            "SELECT l.role_id, l.technology_id, i.label, l.postings, l.opened_share, l.collection"
            " FROM learning_order l JOIN items i ON i.measure = 'technology' AND i.item_id = l.technology_id"
            " ORDER BY l.role_id, l.rank",
            tables=("learning_order", "items"),
        )
    )


def _by_role(rows: list[tuple[Any, ...]]) -> dict[str, list[Any]]:
    """The rows of a small table by their first column, without it."""
    found: dict[str, list[Any]] = {}
    for role_id, *row in rows:
        found.setdefault(role_id, []).append(tuple(row))
    return found


def available(release: Release, role_id: str, column: str) -> list[tuple[str, int]]:
    """(value, postings) of one filter column for a role, most first: what has data."""
    return release.rows(
        f"SELECT {column}::VARCHAR, sum(postings)::BIGINT FROM counts WHERE role_id = ? AND measure = 'posting'"
        f" AND {column}::VARCHAR <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 8",
        (role_id,),
        tables=("counts",),
    )
