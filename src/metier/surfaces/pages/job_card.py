"""An open job as a card: what the board said, when, and where to read on."""

from __future__ import annotations

from dataclasses import dataclass

from metier.release.job_search import FoundJob
from metier.release.reader import Release
from metier.report.sections.jobs import level_name, pay_text, type_name
from metier.surfaces.pages.address import role_path
from metier.surfaces.pages.role import CloseRole, close_roles

MOST_SKILLS = 6
WORKPLACES = {"remote": "Remote", "hybrid": "Hybrid", "onsite": "On site", "unspecified": "Not stated"}
_MIXED = "Other "  # how the names of roles begin that hold what no role of its own does


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows. ``facts`` stand in the seed form: 'Full Time | Senior | USD 120K - 150K'."""

    title: str
    url: str
    employer: str
    place: str
    workplace: str
    facts: tuple[str, ...]
    skills: tuple[str, ...]
    posted: str
    first_seen: str
    last_seen: str
    role: str
    role_path: str
    beside: str  # the closest role; '' where none is known
    compare_path: str


def card(release: Release, found: FoundJob) -> Card:
    """The card of an open job."""
    job = found.job
    beside = _beside(release, found)
    place = job.place.strip()
    named = job.workplace != "unspecified" and WORKPLACES[job.workplace].casefold() not in place.casefold()
    return Card(
        title=job.title.strip(),
        url=job.url,
        employer=job.employer,
        place=place,
        workplace=WORKPLACES[job.workplace] if named else "",
        facts=tuple(fact for fact in (type_name(job.employment_type), level_name(job.level), pay_text(job)) if fact),
        skills=tuple(job.skills[:MOST_SKILLS]),
        posted=job.posted[:10],
        first_seen=found.first_seen[:10],
        last_seen=job.last_seen[:10],
        role=found.role,
        role_path=role_path(found.role_id),
        beside=beside.label if beside else "",
        compare_path=beside.compare if beside else "",
    )


def _beside(release: Release, found: FoundJob) -> CloseRole | None:
    """The role to compare a job's with: the closest, and for titles of no one trade the closest of the same kind.

    "Other Engineer" holds many trades, so what its postings ask for says little: another engineer stands nearer.
    """
    close = close_roles(release, found.role_id)
    if found.role.startswith(_MIXED):
        kind = found.role.split()[-1]
        close = tuple(sorted(close, key=lambda one: one.label.split()[-1] != kind))
    return close[0] if close else None
