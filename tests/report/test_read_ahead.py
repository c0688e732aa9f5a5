"""Roles read together say what each says when it is read alone, and are not read a second time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from metier.model import Filters
from metier.release.evidence import RoleCounts, employers, role_counts
from metier.release.official import education, listed_technologies, named_skills, occupations_of, ratings, wages_of
from metier.release.pay import pay_of
from metier.release.postings import jobs_of
from metier.release.reader import Release
from metier.release.roles import get_role
from metier.release.suggest import known_roles
from metier.report.assemble import report
from metier.report.read_ahead import read_ahead

SLICES = (Filters(), Filters(country="DE"), Filters(level="senior", remote=False))


def roles_of(release: Release) -> tuple[str, ...]:
    """Some roles with many postings, with few and with none."""
    return tuple(role.role_id for role in known_roles(release)[::7])


def in_order(counts: RoleCounts) -> list[list[float]]:
    """What was counted, row by row: the order of the rows says nothing."""
    own = np.stack([counts.set, counts.item, counts.group, counts.postings, counts.year], axis=1)
    expected = np.stack([counts.prior_set, counts.prior_item, counts.prior_mean, counts.prior_strength], axis=1)
    return [*sorted(own.tolist()), *sorted(np.nan_to_num(expected, nan=-1).tolist())]


@pytest.mark.parametrize("filters", SLICES, ids=["all", "country", "level"])
def test_roles_read_together_are_as_read_alone(filters: Filters) -> None:
    together, alone = Release(), Release()
    ids = roles_of(alone)
    for question in (role_counts, employers, jobs_of, pay_of):
        question.ahead(together, ids, filters)
    for role_id in ids:
        a, b = role_counts(together, role_id, filters), role_counts(alone, role_id, filters)
        assert (in_order(a), a.readable) == (in_order(b), b.readable)
        assert employers(together, role_id, filters) == employers(alone, role_id, filters)
        assert jobs_of(together, role_id, filters) == jobs_of(alone, role_id, filters)
        for one, other in zip(pay_of(together, role_id, filters), pay_of(alone, role_id, filters), strict=True):
            assert (one.key, one.collection, one.kind, one.n) == (role_id, other.collection, other.kind, other.n)
            assert np.array_equal(one.rows.low, other.rows.low)
            assert np.array_equal(one.rows.cell, other.rows.cell)
            assert np.array_equal(one.rows.employers.log_pay, other.rows.employers.log_pay)
            assert (one.country.tolist(), one.level.tolist()) == (other.country.tolist(), other.level.tolist())
    assert together.read_ahead == {}


def test_occupations_read_together_are_as_read_alone() -> None:
    together, alone = Release(), Release()
    linked = [one for role_id in roles_of(alone) for one in occupations_of(alone, role_id)]
    codes = [one.soc2018_code for one in linked if one.soc2018_code]
    ids = [one.occupation_id for one in linked]
    wages_of.ahead(together, codes, False)
    assert all(wages_of(together, code, False) == wages_of(alone, code, False) for code in codes)
    named_skills.ahead(together, ids)
    ratings.ahead(together, ids)
    education.ahead(together, ids)
    listed_technologies.ahead(together, ids)
    for one in ids:
        assert named_skills(together, one) == named_skills(alone, one)
        assert ratings(together, one) == ratings(alone, one)
        assert education(together, one) == education(alone, one)
        assert listed_technologies(together, one) == listed_technologies(alone, one)


def test_comparisons_of_roles_read_ahead_read_nothing_more_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    release, alone = Release(), Release()
    ids = roles_of(release)
    report(release, tuple(get_role(release, role_id) for role_id in ids[:2]), Filters())  # what all comparisons need
    read_ahead(release, ids)
    asked: list[str] = []
    run = Release._run

    def note(self: Release, sql: str, parameters: list[object], tables: tuple[str, ...]) -> object:
        asked.append(sql)
        return run(self, sql, parameters, tables)

    monkeypatch.setattr(Release, "_run", note)
    pairs = [tuple(get_role(release, role_id) for role_id in pair) for pair in pairwise(ids)]
    made = [report(release, pair, Filters()) for pair in pairs]
    assert asked == []
    assert made[3].figures == report(alone, pairs[3], Filters()).figures
