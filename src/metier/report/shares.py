"""Shares of postings by role and their differences: statistics in, figures out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import combinations
from typing import TYPE_CHECKING

from metier.model import Figure, Filters, Flag, Interval, Role, Status
from metier.release.evidence import GroupCounts, MeasureCounts, looked_at
from metier.report.ids import FigureId
from metier.statistics.differences import Differences, Prior, differences
from metier.statistics.distinctive import distinctive
from metier.statistics.fdr import benjamini_hochberg
from metier.statistics.shares import Shares, shares
from metier.vocabulary import rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOUNS = {
    "technology": "name {label}",
    "technology_required": "ask for {label} as a requirement",
    "technology_preferred": "name {label} as an advantage",
    "duty": "include the duty “{label}”",
    "education_min": "accept “{label}”, where they name a lowest degree",
    "education_preferred": "prefer “{label}”",
    "industry": "are from {label}",
    "workplace": "are “{label}”",
    "employment_type": "are “{label}”",
    "no_degree": "mention no degree",
    "experience_years": "ask for at least {label} of experience",
    "read": "have a text in which {label} could be read",
}
"""How a share of postings of each measure reads: 'share of postings that ...'."""

_METHODS = {"share": "statistics.shares.shares@1", "difference": "statistics.differences.differences@1"}


@dataclass
class ShareSet:
    """One measure in one collection: each role's shares, and the differences of each pair of roles.

    Nothing is worked out before it is asked for: a set that is only listed needs no differences.
    """

    counts: MeasureCounts
    roles: tuple[Role, ...]
    filters: Filters
    origins: tuple[str, ...]
    priors: tuple[Prior, ...]
    evidence_year: int = 0  # the year up to which the release has evidence
    q_values: dict[tuple[int, int], NDArray[np.float64]] = field(default_factory=dict)
    _share_figures: dict[tuple[int, int], Figure] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def pairs(self) -> dict[tuple[int, int], Differences]:
        """The differences of each pair of roles."""
        roles = self.counts.roles
        return {
            (a, b): differences(
                (roles[a].n_g, roles[a].k_gf),
                (roles[b].n_g, roles[b].k_gf),
                prior_a=self.priors[a],
                prior_b=self.priors[b],
                level=rule("interval.level"),
            )
            for a, b in combinations(range(len(roles)), 2)
        }

    @cached_property
    def shares(self) -> tuple[Shares, ...]:
        """The shares of each role, which its differences hold already where they were asked for."""
        made: dict[int, Shares] = {}
        for (a, b), difference in self.__dict__.get("pairs", {}).items():
            made |= {a: difference.a, b: difference.b}
        return tuple(
            made[i] if i in made else shares(group.n_g, group.k_gf, *self.priors[i], level=rule("interval.level"))
            for i, group in enumerate(self.counts.roles)
        )

    @cached_property
    def distinctive(self) -> dict[tuple[int, int], NDArray[np.float64]]:
        """How distinctive each item is of the first role of a pair (+) or the second (-): z of the log-odds."""
        roles = self.counts.roles
        return {
            (a, b): distinctive(
                (roles[a].n_g, roles[a].k_gf),
                (roles[b].n_g, roles[b].k_gf),
                (roles[a].prior_mean + roles[b].prior_mean) / 2,
                rule("distinctive.prior_postings"),
            ).z
            for a, b in self.pairs
        }

    @property
    def measure(self) -> str:
        """The measure, such as 'technology'."""
        return self.counts.measure

    def index(self, item: str) -> int | None:
        """The column of an item."""
        return self.counts.items.index(item) if item in self.counts.items else None

    def enough(self, role: int) -> bool:
        """Whether a role has enough readable postings to be shown."""
        return self._enough[role]

    @cached_property
    def _enough(self) -> tuple[bool, ...]:
        return tuple(role.n >= rule("minimum.postings_shown") for role in self.counts.roles)

    @property
    def complete(self) -> bool:
        """Whether every role has enough readable postings."""
        return all(self.enough(role) for role in range(len(self.roles)))

    def tested(self) -> NDArray[np.bool_]:
        """Which items enter the false-discovery control: those that the roles together show often enough."""
        import numpy as np

        k = np.sum([role.k_gf.sum(axis=0) for role in self.counts.roles], axis=0)
        n = sum(role.n for role in self.counts.roles)
        least = max(rule("difference.tested_share") * n, rule("difference.tested_postings"))
        return np.asarray(k >= least)

    def real(self, pair: tuple[int, int], item: int) -> bool:
        """Whether a difference is real: false-discovery rate under the rule and an interval without 0."""
        return pair in self.q_values and self._real[pair][item]

    @cached_property
    def _real(self) -> dict[tuple[int, int], list[bool]]:
        """Which items differ, by controlled pair; only asked for after the control."""
        found = {}
        for pair, q in self.q_values.items():
            d = self.pairs[pair]
            shown = self.enough(pair[0]) and self.enough(pair[1]) and self.same_time(pair)
            real = (q <= rule("difference.false_discovery_rate")) & ((d.low > 0) | (d.high < 0))
            found[pair] = (real & shown).tolist()
        return found

    def same_time(self, pair: tuple[int, int]) -> bool:
        """Whether two roles' postings are of enough common years for a difference to be the roles', not time's."""
        a, b = (dict(self.counts.roles[role].by_year) for role in pair)
        total = max(sum(a.values()), 1), max(sum(b.values()), 1)
        common = sum(min(a[year] / total[0], b[year] / total[1]) for year in a.keys() & b.keys())
        return common >= rule("difference.year_overlap")

    def any_real(self, item: int) -> tuple[int, int] | None:
        """The pair of roles with the largest real difference in an item, or None."""
        found = [pair for pair in self.q_values if self._real[pair][item]]
        return max(found, key=lambda pair: abs(float(self.pairs[pair].difference[item])), default=None)

    # -- figures ----------------------------------------------------------------------------------
    def _id(self, statistic: str, role_ids: tuple[str, ...], item: int, beside: tuple[str, ...] = ()) -> str:
        return str(
            FigureId(
                self.measure,
                statistic,
                self.counts.collection,
                role_ids,
                self.counts.items[item],
                self.filters,
                beside,
            )
        )

    def _says(self, item: int) -> str:
        return NOUNS[self.measure].format(label=self.counts.labels[item])

    def _figure(
        self,
        statistic: str,
        role_ids: tuple[str, ...],
        item: int,
        *,
        label: str,
        unit: str,
        years: Iterable[int],
        of: GroupCounts,
        n_of: str,
        value: float | None = None,
        interval: Interval | None = None,
        flags: frozenset[Flag] = frozenset(),
        inputs: tuple[tuple[str, float | int | str], ...] = (),
        parts: tuple[str, ...] = (),
        beside: tuple[str, ...] = (),
    ) -> Figure:
        """A figure of this set; too few postings when it has no value."""
        few = f"At least {rule('minimum.postings_shown'):.0f} readable postings are needed."
        return Figure(
            id=self._id(statistic, role_ids, item, beside),
            measure=f"{self.measure}.{statistic}",
            label=label,
            unit=unit,
            period=span(years),
            place=place(self.filters),
            filters=self.filters.items(),
            origins=self.origins,
            method=_METHODS[statistic],
            n=of.n,
            n_of=n_of,
            looked_at=of.looked_at,
            looked_at_of=looked_at(self.counts.collection, self.measure)[1],
            value=value,
            status=Status.TOO_FEW if value is None else Status.ESTIMATED,
            interval=interval,
            flags=flags,
            inputs=inputs,
            parts=parts,
            note=few if value is None else "",
        )

    def share_figure(self, role: int, item: int) -> Figure:
        """The share of one role's readable postings that show an item (0 to 1)."""
        if (role, item) not in self._share_figures:
            self._share_figures[role, item] = self._share_figure(role, item)
        return self._share_figures[role, item]

    def _share_figure(self, role: int, item: int) -> Figure:
        group, s = self.counts.roles[role], self.shares[role]
        label = f"Share of {self.roles[role].label} postings that {self._says(item)}"
        if not self.enough(role):
            return self._figure(
                "share",
                (group.role_id,),
                item,
                label=label,
                unit="share",
                years=group.years,
                of=group,
                n_of="postings",
            )
        small = group.n < rule("flag.small_sample_postings")
        old = max(group.years) < self.evidence_year - rule("flag.old_years")
        return self._figure(
            "share",
            (group.role_id,),
            item,
            label=label,
            unit="share",
            years=group.years,
            of=group,
            n_of="postings",
            value=float(s.share[item]),
            flags=frozenset(f for f, is_so in ((Flag.SMALL_SAMPLE, small), (Flag.OLD, old)) if is_so),
            interval=Interval(float(s.low[item]), float(s.high[item]), rule("interval.level"), "posterior"),
            inputs=(
                ("postings that show it", int(s.k[item])),
                ("postings in which it could be read", group.n),
                ("unshrunk share", round(float(s.raw_share[item]), 4)),
                ("employer groups with postings", int((group.n_g > 0).sum())),
                ("design effect of employers", round(float(s.design_effect[item]), 2)),
                ("effective postings", round(float(s.n_effective[item]), 1)),
                ("share expected from the parents", round(float(s.prior_mean[item]), 4)),
                ("weight of the parents, in postings", round(float(s.prior_strength[item]), 1)),
            ),
        )

    def difference_figure(self, pair: tuple[int, int], item: int) -> Figure:
        """The difference of two roles' shares (fraction of postings; 0.1 is ten points)."""
        a, b = pair
        left, right = self.share_figure(a, item), self.share_figure(b, item)
        role_ids = tuple(role.role_id for role in self.counts.roles)
        figure = partial(
            self._figure,
            "difference",
            (role_ids[a], role_ids[b]),
            item,
            beside=tuple(r for i, r in enumerate(role_ids) if i not in pair),
            label=f"{self.roles[a].label} less {self.roles[b].label}: share of postings that {self._says(item)}",
            unit="points",
            years=(*self.counts.roles[a].years, *self.counts.roles[b].years),
            of=min(self.counts.roles[a], self.counts.roles[b], key=lambda group: group.n),
            n_of="postings of the smaller role",
            parts=(left.id, right.id),
        )
        if not (self.enough(a) and self.enough(b)):
            return figure()
        d, q = self.pairs[pair], self.q_values.get(pair)
        return figure(
            value=float(d.difference[item]),
            interval=Interval(float(d.low[item]), float(d.high[item]), rule("interval.level"), "posterior"),
            flags=left.flags | right.flags,
            inputs=(
                ("unshrunk difference", round(float(d.raw_difference[item]), 4)),
                ("p", _significant(float(d.p_value[item]))),
                ("q over the whole comparison", _significant(float(q[item])) if q is not None else "not tested"),
                ("real", "yes" if self.real(pair, item) else "no"),
            ),
        )


def _significant(value: float) -> float:
    return float(f"{value:.3g}") if value == value else 1.0


def span(years: Iterable[int]) -> str:
    """The first and last of some years: '2023–2024'.

    >>> span([2024, 2023, 2024])
    '2023–2024'
    """
    found = sorted(set(years))
    if not found:
        return "no postings"
    return f"{found[0]}" if found[0] == found[-1] else f"{found[0]}–{found[-1]}"


def place(filters: Filters) -> str:
    """The place that a filter keeps, in words."""
    return filters.country or "all countries"


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
) -> ShareSet:
    """Shares and pairwise differences of one measure. ``base`` holds the unfiltered counts, if filtered."""
    priors = tuple(
        _prior(group, _aligned(base, counts, i) if base is not None else None) for i, group in enumerate(counts.roles)
    )
    return ShareSet(counts, roles, filters, origins, priors, evidence_year)


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


def control(sets: list[ShareSet]) -> None:
    """False-discovery control over every tested difference of the comparison together, in place."""
    import numpy as np

    parts = [(s, p) for s in sets for p in s.pairs if s.enough(p[0]) and s.enough(p[1]) and s.same_time(p)]
    if not parts:
        return
    p = [np.where(s.tested(), s.pairs[pair].p_value, np.nan) for s, pair in parts]
    q = benjamini_hochberg(np.concatenate(p))
    start = 0
    for (s, pair), values in zip(parts, p, strict=True):
        s.q_values[pair] = q[start : start + len(values)]
        start += len(values)
