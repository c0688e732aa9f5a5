"""What comparisons ask of each role, read for many roles at once."""

from __future__ import annotations

from collections.abc import Iterable

from metier.model import Filters
from metier.release.evidence import employers, role_counts
from metier.release.official import education, listed_technologies, named_skills, projection, ratings, wages_of
from metier.release.pay import pay_of
from metier.release.postings import jobs_of
from metier.release.reader import Release, remembered
from metier.release.roles import get_role, known_role
from metier.report.context import Context


def read_ahead(release: Release, role_ids: Iterable[str]) -> None:
    """Nothing; afterwards the release remembers what comparisons of these roles, without filters, ask of each.

    For who makes pages about many roles: reading for each one when its first page is made takes five times as long.
    """
    _read(release, tuple(sorted(set(role_ids))))


@remembered
def _read(release: Release, role_ids: tuple[str, ...]) -> None:
    known_role.ahead(release, role_ids)
    ctx = Context(release, tuple(get_role(release, role_id) for role_id in role_ids), Filters())
    for counted in (role_counts, employers, jobs_of, pay_of):
        counted.ahead(release, [role.role_id for role in ctx.posted], ctx.filters)
    shown = [occupation for role in ctx.roles for occupation in ctx.counterparts(role)]
    codes = [occupation.soc2018_code for occupation in shown if occupation.soc2018_code]
    wages_of.ahead(release, codes, False)
    projection.ahead(release, codes)
    for listed in (listed_technologies, education):
        listed.ahead(release, [occupation.occupation_id for occupation in shown])
    linked = [occupation for role in ctx.roles for occupation in ctx.occupations[role.role_id]]
    ratings.ahead(release, [one.occupation_id for one in linked if one.scheme == "onetsoc2019"])
    closest = [ctx.closest(role, "esco-1.2.1") for role in ctx.roles]
    named_skills.ahead(release, [one.occupation_id for one in closest if one is not None])
