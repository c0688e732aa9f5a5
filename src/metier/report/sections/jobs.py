"""Open jobs: cards from employers' own boards, with their date."""

from __future__ import annotations

from metier.model import Cards, JobCard, Section, Sentence
from metier.release.postings import OpenJob, open_jobs
from metier.report.context import Context
from metier.report.words import escaped

CARDS = 5
_LEVELS = {
    "unspecified": "",
    "entry": "Entry",
    "intern": "Intern",
    "senior": "Senior",
    "staff": "Staff",
    "lead": "Lead",
    "manager": "Manager",
    "senior-manager": "Senior manager",
    "director": "Director",
    "head": "Head",
    "vp": "Vice president",
    "chief": "Chief officer",
}


def section(ctx: Context) -> Section:
    """The section; says the day on which the cards were open."""
    blocks = []
    missing = []
    for role in ctx.posted:
        total, jobs = open_jobs(ctx.release, role.role_id, ctx.filters, CARDS)
        if not jobs:
            missing.append(
                Sentence(
                    f"No open {escaped(role.label)} posting"
                    f"{' matches the filters' if ctx.filters else ' is in this release'}."
                )
            )
            continue
        seen = jobs[0].last_seen
        caption = f"{total:,} open {role.label} posting{'s' if total != 1 else ''} on {seen}"
        note = "" if total <= len(jobs) else f"The newest of {total:,}, one an employer first."
        if ctx.filters.year:
            note += " The year is left out of account here: these are the jobs open on that day."
        blocks.append(Cards(caption, role.label, tuple(_card(job) for job in jobs), note))
    missing += [
        Sentence(f"Open jobs are found by title; {escaped(role.label)} is an official occupation.")
        for role in ctx.roles
        if role.is_official
    ]
    return Section(id="jobs", title="Open jobs", blocks=tuple(blocks), missing=tuple(missing))


def _card(job: OpenJob) -> JobCard:
    kind = job.employment_type.capitalize() if job.employment_type != "unspecified" else ""
    place = job.place or "place not stated"
    if job.workplace == "remote" and "remote" not in place.casefold():
        place += " (remote)"
    return JobCard(
        title=job.title.strip(),
        employer=job.employer,
        place=place,
        employment_type=kind,
        level=_LEVELS[job.level],
        pay=pay_text(job),
        posted=job.posted[:10],
        seen=job.last_seen,
        url=job.url,
        skills=tuple(job.skills[:6]),
    )


def pay_text(job: OpenJob) -> str:
    """A job's pay as a card shows it: 'USD 120K - 150K', with the period unless it is a year."""
    if job.pay_low is None and job.pay_high is None:
        return ""
    ends = [_short(v) for v in dict.fromkeys((job.pay_low, job.pay_high)) if v is not None]
    period = "" if job.period in ("year", "") else f" a {job.period}"
    return f"{job.currency} {' - '.join(ends)}{period}"


def _short(amount: float) -> str:
    return f"{amount / 1000:.0f}K" if amount >= 10_000 else f"{amount:,.0f}"
