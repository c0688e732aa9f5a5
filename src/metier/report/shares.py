"""Shares of postings by role and their differences: statistics in, figures out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from metier.model import Figure, Filters, Flag, Interval, Role, Status
from metier.release.evidence import GroupCounts, MeasureCounts, looked_at
from metier.report.ids import FigureId
from metier.report.shown import FigureStore, Known, Papers, Shown, shown
from metier.statistics.differences import Differences, Prior, differences
from metier.statistics.distinctive import log_odds_ratio
from metier.statistics.fdr import benjamini_hochberg
from metier.statistics.role_shares import RoleShares, differences_of, role_shares
from metier.statistics.shares import Shares, shares
from metier.vocabulary import rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from metier.statistics.role_shares import Places

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


Keep = Callable[[str], bool]
"""Whether items of a kind are looked at."""


def any_kind(kind: str) -> bool:
    """True: every item counts."""
    return True


_ITEM = "\0"  # where the item of an id goes
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
    sliced: bool = False  # made of a part of each role's postings
    known: tuple[FigureStore, ...] = ()  # share figures made before, of each role
    q_values: dict[tuple[int, int], NDArray[np.float64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = self.known or tuple({} for _ in self.roles)

    @cached_property
    def each_pair(self) -> tuple[tuple[int, int], ...]:
        """Each pair of roles."""
        return tuple(combinations(range(len(self.roles)), 2))

    @cached_property
    def pairs(self) -> dict[tuple[int, int], Differences]:
        """The differences of each pair of roles."""
        return {pair: self._differences(*pair) for pair in self.each_pair}

    def _differences(self, a: int, b: int) -> Differences:
        if self.alone is not None:
            (one, at_one), (other, at_other) = self.alone[a], self.alone[b]
            return differences_of((one, other), (at_one, at_other), (self.shares[a], self.shares[b]))
        left, right = self.counts.roles[a], self.counts.roles[b]
        return differences(
            (left.n_g, left.k_gf),
            (right.n_g, right.k_gf),
            prior_a=self.priors[a],
            prior_b=self.priors[b],
            level=rule("interval.level"),
        )

    @cached_property
    def alone(self) -> tuple[tuple[RoleShares, Places], ...] | None:
        """What each role's counts say by themselves, with the place of each item.

        None for a slice: what is expected of it is the rest of its role over the items of the whole comparison.
        """
        found = [_alone(group) for group in self.counts.roles] if not self.sliced else []
        known = [one for one in found if one is not None]
        return tuple(known) if len(known) == len(self.counts.roles) else None

    @cached_property
    def shares(self) -> tuple[Shares, ...]:
        """The shares of each role, which its differences hold already where they were asked for."""
        if self.alone is not None:
            return tuple(of.taken(items) for of, items in self.alone)
        made: dict[int, Shares] = {}
        for (a, b), difference in self.__dict__.get("pairs", {}).items():
            made |= {a: difference.a, b: difference.b}
        return tuple(
            made[i] if i in made else shares(group.n_g, group.k_gf, *self.priors[i], level=rule("interval.level"))
            for i, group in enumerate(self.counts.roles)
        )

    def ranked(self, role: int, keep: Keep = any_kind) -> list[int]:
        """The items of some kinds that a role's postings show, most frequent first."""
        found = self._ranked.get((role, keep))
        if found is None:
            found = self._ranked[role, keep] = self._rank(role, keep)
        return found

    @cached_property
    def _ranked(self) -> dict[tuple[int, Keep], list[int]]:
        return {}

    def _rank(self, role: int, keep: Keep) -> list[int]:
        source = self.counts.roles[role].source
        if self.alone is None or source is None:
            return self._in_order(role, keep)
        measure, columns = source  # the order of the columns is the same beside whatever other role
        if keep not in measure.ranked:
            measure.ranked[keep] = columns[self._in_order(role, keep)]
        found: list[int] = self._columns[role][measure.ranked[keep]].tolist()
        return found

    def _in_order(self, role: int, keep: Keep) -> list[int]:
        share, labels, kinds = self.each[role], self.counts.labels, self.counts.kinds
        shown = [i for i in self.shares[role].k.nonzero()[0].tolist() if keep(kinds[i])]
        return sorted(shown, key=lambda i: (-share[i], labels[i]))

    @cached_property
    def _columns(self) -> tuple[NDArray[np.int64], ...]:
        """The item of each column of the roles' sources; that of columns for items not shown does not matter."""
        import numpy as np

        found = []
        for measure, columns in (group.source for group in self.counts.roles if group.source is not None):
            items = np.zeros(len(measure.prior_mean), dtype=np.int64)
            items[columns] = np.arange(len(columns))
            found.append(items)
        return tuple(found)

    @cached_property
    def most(self) -> list[float]:
        """The largest share of each item."""
        return self.each[0] if len(self.each) == 1 else list(map(max, *self.each))

    @cached_property
    def each(self) -> tuple[list[float], ...]:
        """The share of each item, by role."""
        return tuple(one.share.tolist() for one in self.shares)

    @cached_property
    def distinctive(self) -> dict[tuple[int, int], NDArray[np.float64]]:
        """How distinctive each item is of the first role of a pair (+) or the second (-): z of the log-odds."""
        roles = self.counts.roles
        return {
            (a, b): log_odds_ratio(
                (d.a.k, roles[a].n),
                (d.b.k, roles[b].n),
                d.design_effect,
                (roles[a].prior_mean + roles[b].prior_mean) / 2,
                rule("distinctive.prior_postings"),
            ).z
            for (a, b), d in self.pairs.items()
        }

    @property
    def measure(self) -> str:
        """The measure, such as 'technology'."""
        return self.counts.measure

    def index(self, item: str) -> int | None:
        """The column of an item."""
        return self._places.get(item)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {item: place for place, item in enumerate(self.counts.items)}

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

        k = self.shares[0].k
        for one in self.shares[1:]:
            k = k + one.k
        n = sum(role.n for role in self.counts.roles)
        least = max(rule("difference.tested_share") * n, rule("difference.tested_postings"))
        return np.asarray(k >= least)

    def real(self, pair: tuple[int, int], item: int) -> bool:
        """Whether a difference is real: false-discovery rate under the rule and an interval without 0."""
        return pair in self.q_values and self._real[pair][item]

    @cached_property
    def _real(self) -> dict[tuple[int, int], list[bool]]:
        """Which items differ, by controlled pair; only asked for after the control, which is of comparable pairs."""
        found = {}
        for pair, q in self.q_values.items():
            d = self.pairs[pair]
            real = (q <= rule("difference.false_discovery_rate")) & ((d.low > 0) | (d.high < 0))
            found[pair] = real.tolist()
        return found

    def same_time(self, pair: tuple[int, int]) -> bool:
        """Whether two roles' postings are of enough common years for a difference to be the roles', not time's."""
        a, b = (dict(self.counts.roles[role].by_year) for role in pair)
        total = max(sum(a.values()), 1), max(sum(b.values()), 1)
        common = sum(min(a[year] / total[0], b[year] / total[1]) for year in a.keys() & b.keys())
        return common >= rule("difference.year_overlap")

    def any_real(self, item: int) -> tuple[int, int] | None:
        """The pair of roles with the largest real difference in an item, or None."""
        return self.any_reals[item]

    @cached_property
    def any_reals(self) -> list[tuple[int, int] | None]:
        """``any_real`` of each item; only asked for after the control."""
        if not self.q_values:
            return [None] * len(self.counts.items)
        if len(self.q_values) == 1:
            ((pair, real),) = self._real.items()
            return [pair if is_real else None for is_real in real]
        return [self._most_real(item) for item in range(len(self.counts.items))]

    def _most_real(self, item: int) -> tuple[int, int] | None:
        found = [pair for pair in self.q_values if self._real[pair][item]]
        if len(found) < 2:
            return found[0] if found else None
        return max(found, key=lambda pair: abs(float(self.pairs[pair].difference[item])))

    # -- figures ----------------------------------------------------------------------------------
    def _says(self, item: int) -> str:
        return NOUNS[self.measure].format(label=self.counts.labels[item])

    @cached_property
    def _papers_of_pairs(self) -> dict[tuple[int, int], Papers]:
        return {pair: self._papers(pair) for pair in self.each_pair}

    def _papers(self, roles: tuple[int, ...]) -> Papers:
        """What all figures of one role's shares, or of the differences of two, say alike.

        The ids of differences name the other roles too: they bear on the false-discovery control.
        """
        statistic = "share" if len(roles) == 1 else "difference"
        ids = [group.role_id for group in self.counts.roles]
        beside = () if len(roles) == 1 else tuple(r for i, r in enumerate(ids) if i not in roles)
        named = tuple(ids[role] for role in roles)
        id_ = FigureId(self.measure, statistic, self.counts.collection, named, _ITEM, self.filters, beside)
        before, _, after = str(id_).partition(_ITEM)
        groups = [self.counts.roles[role] for role in roles]
        smaller = min(groups, key=lambda group: group.n)
        enough = all(self.enough(role) for role in roles)
        few = f"At least {rule('minimum.postings_shown'):.0f} readable postings are needed."
        common = {
            "measure": f"{self.measure}.{statistic}",
            "unit": "share" if len(roles) == 1 else "points",
            "period": span(year for group in groups for year in group.years),
            "place": place(self.filters),
            "filters": self.filters.items(),
            "origins": self.origins,
            "method": _METHODS[statistic],
            "n": smaller.n,
            "n_of": "postings" if len(roles) == 1 else "postings of the smaller role",
            "looked_at": smaller.looked_at,
            "looked_at_of": looked_at(self.counts.collection, self.measure)[1],
            **({"status": Status.ESTIMATED} if enough else {"value": None, "status": Status.TOO_FEW, "note": few}),
        }
        return Papers(before, after, common)

    @cached_property
    def _known(self) -> tuple[Known, ...]:
        """What was shown of each role in this collection and measure before."""
        key = self.counts.collection, self.measure
        return tuple(store.setdefault(key, Known()) for store in self.known)

    def shown(self, role: int, item: int) -> Shown:
        """The share of one role's readable postings that show an item, with its table cells."""
        known, name = self._known[role].shown, self.counts.items[item]
        found = known.get(name)
        if found is None:
            found = known[name] = shown(self._share_figure(role, item))
        return found

    def share_figure(self, role: int, item: int) -> Figure:
        """The share of one role's readable postings that show an item (0 to 1)."""
        return self.shown(role, item).figure

    def _share_figure(self, role: int, item: int) -> Figure:
        group, s = self.counts.roles[role], self.shares[role]
        known, name = self._known[role], self.counts.items[item]
        papers = known.papers = known.papers or self._papers((role,))
        label = f"Share of {self.roles[role].label} postings that {self._says(item)}"
        if not self.enough(role):
            return papers.figure(name, label=label)
        small = group.n < rule("flag.small_sample_postings")
        old = max(group.years) < self.evidence_year - rule("flag.old_years")
        return papers.figure(
            name,
            label=label,
            value=float(s.share[item]),
            flags=frozenset(f for f, is_so in ((Flag.SMALL_SAMPLE, small), (Flag.OLD, old)) if is_so),
            interval=Interval(float(s.low[item]), float(s.high[item]), rule("interval.level"), "posterior"),
            inputs=(
                ("postings that show it", int(s.k[item])),
                ("postings in which it could be read", group.n),
                ("unshrunk share", round(float(s.raw_share[item]), 4)),
                ("employer groups with postings", group.groups_there),
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
        papers, name = self._papers_of_pairs[pair], self.counts.items[item]
        label = f"{self.roles[a].label} less {self.roles[b].label}: share of postings that {self._says(item)}"
        parts = left.id, right.id
        if not (self.enough(a) and self.enough(b)):
            return papers.figure(name, label=label, parts=parts)
        d, q = self.pairs[pair], self.q_values.get(pair)
        return papers.figure(
            name,
            label=label,
            parts=parts,
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


def _alone(group: GroupCounts) -> tuple[RoleShares, Places] | None:
    """What a role's counts say by themselves, kept with them; None for counts that are no release's."""
    if group.source is None:
        return None
    measure, columns = group.source
    if measure.shares is None:
        prior = measure.prior_mean, measure.prior_strength
        there = measure.groups
        measure.shares = role_shares(there, measure.n_g[there], measure.k_gf, prior, rule("interval.level"))
    return measure.shares, columns


def control(sets: list[ShareSet]) -> None:
    """False-discovery control over every tested difference of the comparison together, in place."""
    import numpy as np

    parts = [(s, p) for s in sets for p in s.each_pair if s.enough(p[0]) and s.enough(p[1]) and s.same_time(p)]
    if not parts:
        return
    p = [np.where(s.tested(), s.pairs[pair].p_value, np.nan) for s, pair in parts]
    q = benjamini_hochberg(np.concatenate(p))
    start = 0
    for (s, pair), values in zip(parts, p, strict=True):
        s.q_values[pair] = q[start : start + len(values)]
        start += len(values)
