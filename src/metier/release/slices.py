"""Which slices of the evidence hold postings of a role: the choices that a filter can offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metier.model import Filters
from metier.release.official import country_names
from metier.release.reader import Release, remembered
from metier.vocabulary import levels, rule


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter with the postings of each role in it, without any other filter."""

    value: str
    label: str
    postings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of one filter ('country', 'level', 'year', 'remote') that hold postings."""

    name: str
    found: tuple[Choice, ...]


@remembered
def _slices(release: Release) -> dict[str, dict[tuple[str, str], int]]:
    """Postings of each role by (filter, value). ``remote`` is 'yes' or 'no'."""
    rows = release.rows(
        """
        SELECT role_id,
               CASE grouping_id(country, level, year, remote)
                   WHEN 7 THEN 'country' WHEN 11 THEN 'level' WHEN 13 THEN 'year' ELSE 'remote' END,
               coalesce(country, level, year::VARCHAR, remote), sum(postings)::BIGINT
        FROM (SELECT *, CASE WHEN workplace = 'remote' THEN 'yes' ELSE 'no' END AS remote FROM counts
              WHERE measure = 'posting')
        GROUP BY GROUPING SETS ((role_id, country), (role_id, level), (role_id, year), (role_id, remote))
        """,
        tables=("counts",),
    )
    found: dict[str, dict[tuple[str, str], int]] = {}
    for role_id, name, value, postings in rows:
        if value:
            found.setdefault(role_id, {})[name, value] = postings
    return found


@remembered
def _countries(release: Release) -> dict[str, str]:
    return country_names(release)


def choices(release: Release, role_ids: Sequence[str], chosen: Filters) -> tuple[Choices, ...]:
    """The filters with the values in which a role has enough postings to show a share, and those that are chosen.

    Countries with most postings come first, levels from the lowest, years from the latest.
    """
    slices = [_slices(release).get(role_id, {}) for role_id in role_ids]
    least = rule("minimum.postings_shown")
    held = dict(chosen.items())
    counted: dict[str, dict[str, tuple[int, ...]]] = {"country": {}, "level": {}, "year": {}, "remote": {}}
    for name, value in dict.fromkeys(key for one in slices for key in one):
        counts = tuple(one.get((name, value), 0) for one in slices)
        if max(counts) >= least:
            counted[name][value] = counts
    for name, value in held.items():
        if name in counted:
            counted[name].setdefault(value, tuple(one.get((name, value), 0) for one in slices))
    labels = {"country": _countries(release), "level": {one.id: one.label for one in levels().values()}}
    labels["remote"] = {"yes": "Remote", "no": "Not remote"}
    order = list(levels())
    sorts = {
        "country": sorted(counted["country"], key=lambda v: (-sum(counted["country"][v]), v)),
        "level": sorted(counted["level"], key=lambda v: order.index(v) if v in order else len(order)),
        "year": sorted(counted["year"], reverse=True),
        "remote": sorted(counted["remote"], reverse=True),
    }
    return tuple(
        Choices(name, tuple(Choice(v, labels.get(name, {}).get(v, v), counted[name][v]) for v in values))
        for name, values in sorts.items()
    )
