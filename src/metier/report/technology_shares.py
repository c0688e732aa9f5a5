"""How many of each role's postings name a technology: the same figures as in the roles' own reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from metier.model import Figure, Filters, Role
from metier.release.postings import related_roles
from metier.release.reader import Release, remembered
from metier.release.roles import get_role
from metier.release.technologies import counted
from metier.report.context import Context
from metier.report.shares import ShareSet
from metier.vocabulary import rule

LOOKED_AT = 30  # roles whose share is worked out with care, of those whose plain share is highest


@dataclass(frozen=True, slots=True)
class RoleShare:
    """A role and the figure of the share of its postings that name a technology."""

    role: Role
    figure: Figure


@remembered
def _shares(release: Release, role_id: str, collection: str) -> ShareSet | None:
    """The shares of every technology in one role's postings; None where too few could be read."""
    ctx = Context(release, (get_role(release, role_id),), Filters())
    made = ctx.shares_with("technology", collection, "")
    return made if made is not None and made.enough(0) else None


def share_of(release: Release, role_id: str, collection: str, item_id: str) -> RoleShare | None:
    """One role's share; None where no posting of it names the technology or too few could be read."""
    found = _shares(release, role_id, collection)
    item = found.index(item_id) if found is not None else None
    if found is None or item is None or not found.shares[0].k[item]:
        return None
    # With a store of its own: kept figures of every technology and role would outweigh all else in memory.
    return RoleShare(found.roles[0], replace(found, known=()).share_figure(0, item))


def who_asks(release: Release, item_id: str, collection: str) -> list[RoleShare]:
    """The roles whose postings name a technology, largest share first: of the thirty with the largest plain shares."""
    counts = counted(release, collection)
    read = counts.groups().sum(axis=1)
    named = counts.groups(item_id).sum(axis=1)
    lean = rule("technology_mix.usual_postings")
    plain = (named + lean * named.sum() / max(read.sum(), 1.0)) / (read + lean)
    able = np.flatnonzero((named > 0) & (read >= rule("minimum.postings_shown")))
    best = able[np.argsort(-plain[able], kind="stable")][:LOOKED_AT]
    found = (share_of(release, counts.roles[int(place)], collection, item_id) for place in best)
    shares = [share for share in found if share is not None]
    return sorted(shares, key=lambda share: (-(share.figure.value or 0.0), share.role.label))


def set_apart(
    release: Release, shares: Iterable[RoleShare], collection: str, item_id: str
) -> list[tuple[RoleShare, RoleShare]]:
    """Pairs of close roles, the one that asks for a technology more first, whose intervals have nothing in common."""
    found: dict[frozenset[str], tuple[RoleShare, RoleShare]] = {}
    for share in shares:
        for other_id in {other for other, _, _, _ in related_roles(release, share.role.role_id)}:
            other = share_of(release, other_id, collection, item_id)
            pair = frozenset((share.role.role_id, other_id))
            if other is not None and pair not in found and _apart(share.figure, other.figure):
                more, less = sorted((share, other), key=lambda one: -(one.figure.value or 0.0))
                found[pair] = (more, less)
    return sorted(found.values(), key=lambda pair: -((pair[0].figure.value or 0.0) - (pair[1].figure.value or 0.0)))


def _apart(a: Figure, b: Figure) -> bool:
    """Whether two intervals have nothing in common: more careful than a test of the difference."""
    if a.interval is None or b.interval is None:
        return False
    return a.interval.low > b.interval.high or b.interval.low > a.interval.high
