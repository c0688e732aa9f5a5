"""The map of roles: which roles stand on it, where, and which of them ask for much the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metier.release.reader import Release, remembered
from metier.release.role_overview import RoleLine, curated_roles
from metier.vocabulary import rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

TECHNOLOGIES = ("data-jobs", "technology")
DUTIES = ("fulltext", "duty")
NEAREST = 5
LEAST_ROLES = 3  # fewer make a line or a point, and no map


@dataclass(frozen=True, slots=True)
class MappedRole:
    """A role on the map. ``x`` to the right and ``y`` upwards in [-1, 1], in one scale; ``nearest`` are role ids.

    ``nearest`` is told from all that is asked for, not from the plane. ``thin``: placed on few postings.
    """

    role: RoleLine
    x: float
    y: float
    read: int  # postings whose technologies could be read
    thin: bool
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleMap:
    """Roles by what they ask for. ``groups`` are neighbourhoods of role ids, the largest first.

    ``stress`` (Kruskal's stress-1) and ``kept`` (share of the five nearest kept) say how much a plane could show.
    """

    roles: tuple[MappedRole, ...]
    groups: tuple[tuple[str, ...], ...]
    left_out: tuple[RoleLine, ...]
    stress: float
    kept: float


@remembered
def role_map(release: Release) -> RoleMap:
    """The map of the roles that have enough readable postings, made of what their postings ask for."""
    import numpy as np

    from metier.statistics import role_plane as statistics

    lines = sorted(curated_roles(release), key=lambda line: line.role_id)
    ids = [line.role_id for line in lines]
    technologies, read = _shares(release, *TECHNOLOGIES, ids)
    duties, _ = _shares(release, *DUTIES, ids)
    enough = (read >= rule("minimum.postings_shown")) & np.array([line.family != "other" for line in lines])
    kept = np.flatnonzero(enough)
    left_out = tuple(line for line, on in zip(lines, enough.tolist(), strict=True) if not on and line.family != "other")
    if len(kept) < LEAST_ROLES:
        return RoleMap((), (), left_out, 0.0, 0.0)
    apart = statistics.joined(
        [
            (statistics.distances(technologies[kept]), 1.0),
            (statistics.distances(duties[kept]), rule("map.duty_weight")),
        ]
    )
    anchors = np.column_stack([technologies[kept].sum(axis=1), duties[kept].sum(axis=1)])
    found = statistics.plane(apart, anchors, nearest=NEAREST)
    points = found.points / float(np.abs(found.points).max())
    near = statistics.nearest_rows(apart, NEAREST)
    least = rule("related.minimum_postings")
    roles = tuple(
        MappedRole(
            role=lines[at],
            x=float(points[row, 0]),
            y=float(points[row, 1]),
            read=int(read[at]),
            thin=bool(read[at] < least),
            nearest=tuple(ids[kept[other]] for other in near[row]),
        )
        for row, at in enumerate(kept.tolist())
    )
    groups = statistics.neighbourhoods(apart, int(rule("map.neighbourhoods")))
    by_size = {line.role_id: -line.postings for line in lines}
    return RoleMap(
        roles=roles,
        groups=tuple(tuple(sorted((ids[kept[row]] for row in group), key=by_size.__getitem__)) for group in groups),
        left_out=left_out,
        stress=found.stress,
        kept=found.kept,
    )


def _shares(release: Release, collection: str, measure: str, ids: list[str]) -> tuple[Array, Array]:
    """Shrunken shares (roles, items) of one measure, and the postings of each role in which it could be read."""
    import numpy as np

    from metier.statistics.role_plane import shrunken

    asked = (collection, measure)
    counts = release.rows(
        "SELECT role_id, item_id, sum(postings)::DOUBLE FROM counts WHERE collection = ? AND measure = ? GROUP BY ALL",
        asked,
        tables=("counts",),
    )
    priors = release.rows(
        "SELECT role_id, item_id, mean_share, strength_postings FROM priors WHERE collection = ? AND measure = ?",
        asked,
        tables=("priors",),
    )
    row = {role_id: number for number, role_id in enumerate(ids)}
    items = sorted({item for _, item, _ in counts if item})
    column = {item: number for number, item in enumerate(items)}
    shown, read = np.zeros((len(ids), len(items))), np.zeros(len(ids))
    mean = np.full(shown.shape, rule("priors.unlisted_share"))
    strength = np.full(shown.shape, rule("priors.unlisted_strength"))
    for role_id, item, postings in counts:
        if role_id in row and item:
            shown[row[role_id], column[item]] = postings
        elif role_id in row:
            read[row[role_id]] = postings
    for role_id, item, share, worth in priors:
        if role_id in row and item in column:
            mean[row[role_id], column[item]], strength[row[role_id], column[item]] = share, worth
    return shrunken(shown, read, mean, strength), read
