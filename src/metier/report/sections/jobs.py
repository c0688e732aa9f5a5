"""Open jobs: cards from employers' own boards, with their date."""

from __future__ import annotations

from metier.model import Cards, Filters, JobCard, Role, Section, Sentence
from metier.release.postings import OpenJob, open_jobs
from metier.release.reader import Release, remembered
from metier.report.context import Context
from metier.report.words import escaped
from metier.vocabulary import levels

CARDS = 5
UNSTATED = "unspecified"


def section(ctx: Context) -> Section:
    """The section; says the day on which the cards were open."""
    blocks = []
    missing = []
    for role in ctx.posted:
        cards = _cards(ctx.release, role, ctx.filters)
        if cards is not None:
            blocks.append(cards)
            continue
        missing.append(
            Sentence(
                f"No open {escaped(role.label)} posting"
                f"{' matches the filters' if ctx.filters else ' is in this release'}."
            )
        )
    missing += [
        Sentence(f"Open jobs are found by title; {escaped(role.label)} is an official occupation.")
        for role in ctx.roles
        if role.is_official
    ]
    return Section(id="jobs", title="Open jobs", blocks=tuple(blocks), missing=tuple(missing))


@remembered
def _cards(release: Release, role: Role, filters: Filters) -> Cards | None:
    """The newest open jobs of a role; None where there are none."""
    total, jobs = open_jobs(release, role.role_id, filters, CARDS)
    if not jobs:
        return None
    caption = f"{total:,} open {role.label} posting{'s' if total != 1 else ''} on {jobs[0].last_seen}"
    note = "" if total <= len(jobs) else f"The newest of {total:,}, one an employer first."
    if filters.year:
        note += " The year is left out of account here: these are the jobs open on that day."
    return Cards(caption, role.label, tuple(job_card(job) for job in jobs), note)


def job_card(job: OpenJob) -> JobCard:
    """An open job as a card."""
    place = job.place or "place not stated"
    if job.workplace == "remote" and "remote" not in place.casefold():
        place += " (remote)"
    return JobCard(
        title=job.title.strip(),
        employer=job.employer,
        place=place,
        employment_type=type_name(job.employment_type),
        level=level_name(job.level),
        pay=pay_text(job),
        posted=job.posted[:10],
        seen=job.last_seen,
        url=job.url,
        skills=tuple(job.skills[:6]),
    )


def level_name(level: str) -> str:
    """The name of a level; '' where a title states none.

    >>> level_name("senior"), level_name("unspecified")
    ('Senior', '')
    """
    return "" if level == UNSTATED else levels()[level].label


def type_name(employment_type: str) -> str:
    """A type of employment as cards show it; '' where none is stated.

    >>> type_name("full-time"), type_name("unspecified")
    ('Full Time', '')
    """
    return "" if employment_type == UNSTATED else employment_type.replace("-", " ").title()


def pay_text(job: OpenJob) -> str:
    """A job's pay as a card shows it: 'USD 120K - 150K', with the period unless it is a year."""
    if job.pay_low is None and job.pay_high is None:
        return ""
    ends = [_short(v) for v in dict.fromkeys((job.pay_low, job.pay_high)) if v is not None]
    period = "" if job.period in ("year", "") else f" a {job.period}"
    return f"{job.currency} {' - '.join(ends)}{period}"


def _short(amount: float) -> str:
    return f"{amount / 1000:.0f}K" if amount >= 10_000 else f"{amount:,.0f}"
