"""How a set of shares is made of counts: what is expected of each role before its own postings."""

from __future__ import annotations

from metier.model import Filters, Role
from metier.release.evidence import GroupCounts, MeasureCounts
from metier.report.shares import ShareSet
from metier.report.shown import FigureStore
from metier.statistics.differences import Prior
from metier.statistics.shares import shares
from metier.vocabulary import rule


def _prior(group: GroupCounts, base: GroupCounts | None) -> Prior:
    """What is expected of a role before its own postings: its parents; for a slice, the rest of the role."""
    if base is None:
        return group.prior_mean, group.prior_strength
    rest_n, rest_k = base.n_g - group.n_g, base.k_gf - group.k_gf
    rest = shares(rest_n, rest_k, base.prior_mean, base.prior_strength, level=rule("interval.level"))
    return rest.share, base.prior_strength


def share_set(
    counts: MeasureCounts,
    base: MeasureCounts | None,
    roles: tuple[Role, ...],
    filters: Filters,
    origins: tuple[str, ...],
    *,
    evidence_year: int = 0,
    known: tuple[FigureStore, ...] = (),
) -> ShareSet:
    """Shares and pairwise differences of one measure. ``base`` holds the unfiltered counts, if filtered."""
    priors = tuple(
        _prior(group, _aligned(base, counts, i) if base is not None else None) for i, group in enumerate(counts.roles)
    )
    return ShareSet(counts, roles, filters, origins, priors, evidence_year, base is not None, known)


def _aligned(base: MeasureCounts, counts: MeasureCounts, role: int) -> GroupCounts:
    """The unfiltered counts of a role over the items of the filtered ones (which are a subset)."""
    import numpy as np

    column = {item: i for i, item in enumerate(base.items)}
    keep = np.array([column[item] for item in counts.items], dtype=np.int64)
    whole = base.roles[role]
    return GroupCounts(
        whole.role_id,
        whole.n_g,
        whole.k_gf[:, keep],
        whole.prior_mean[keep],
        whole.prior_strength[keep],
        whole.by_year,
        whole.looked_at,
    )
