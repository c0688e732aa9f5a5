"""Tables of rated descriptors (activities, skills, knowledge) of the closest official occupations."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from metier.model import Figure, Role, Table, TableCell
from metier.release.official import Occupation, Rating, occupations_of, ratings
from metier.release.reader import Release, remembered_by_figure
from metier.report.context import Context
from metier.report.official import rating
from metier.report.shown import Shown, shown

_NOTE = (
    "Importance from 1 to 5, as rated for the official occupation named in the heading, not for the role itself. "
    "“≠” marks rows where the producer's 95 % intervals do not overlap; ratings without an interval are not tested. "
    "Where the closest occupation is not rated, the next linked one stands in."
)

_NOT_RATED = TableCell("not rated")


@dataclass(frozen=True)
class _Rated:
    """The rated descriptors of some domains of the occupation that stands for a role, by name."""

    role: Role
    occupation: Occupation
    ratings: dict[str, Rating]
    leading: list[str]  # the most important first
    known: dict[str, Shown] = field(default_factory=dict)  # those asked for so far

    @cached_property
    def heading(self) -> str:
        """The column's heading."""
        role, occupation = self.role, self.occupation
        return f"{role.label} → {occupation.label}" if role.role_id != occupation.occupation_id else occupation.label

    @cached_property
    def proxy(self) -> bool:
        """Whether some of the ratings are means of two other occupations'."""
        return any(r.proxy for r in self.ratings.values())

    def shown(self, name: str) -> Shown | None:
        """The figure of one descriptor with its table cells; None where it is not rated."""
        found = self.known.get(name)
        if found is None and name in self.ratings:
            found = self.known[name] = shown(rating(self.role, self.occupation, self.ratings[name]))
        return found


@remembered_by_figure  # three answers a role: those of a hundred roles fit
def _rated(release: Release, role: Role, domains: tuple[str, ...]) -> _Rated | None:
    """The ratings of a role's closest rated O*NET occupation; None where none is rated."""
    for occupation in occupations_of(release, role.role_id):
        if occupation.scheme != "onetsoc2019":
            continue
        here = {r.element: r for r in ratings(release, occupation.occupation_id) if r.domain in domains}
        if here:
            leading = sorted(here, key=lambda name: (-here[name].importance, name))
            return _Rated(role, occupation, here, leading)
    return None


def descriptor_table(ctx: Context, domains: tuple[str, ...], caption: str, top: int) -> list[Table]:
    """The descriptors that matter most to either occupation; none where no occupation is rated."""
    found = [of for role in ctx.roles if (of := _rated(ctx.release, role, domains)) is not None]
    if not found:
        return []
    wanted = dict.fromkeys(name for of in found for name in of.leading[:top])
    most = {name: max([of.ratings[name].importance for of in found if name in of.ratings]) for name in wanted}
    rows = []
    for name in sorted(wanted, key=most.__getitem__, reverse=True)[: top + 4]:
        every = [of.shown(name) for of in found]
        apart = _apart([one.figure for one in every if one is not None])
        for one in every:
            if one is not None:
                ctx.add(one.figure)
        cells = [_NOT_RATED if one is None else one.real if apart else one.plain for one in every]
        rows.append((TableCell(name), *cells))
    proxies = dict.fromkeys(of.occupation.label for of in found if of.proxy)
    note = _NOTE + (f" {', '.join(proxies)}: partly the mean of two sub-occupations." if proxies else "")
    return [Table(caption, ("Descriptor", *(of.heading for of in found)), tuple(rows), note, detail=bool(ctx.posted))]


def _apart(figures: list[Figure]) -> bool:
    """Whether the producers' intervals of any two figures do not overlap."""
    bounds = [f.interval for f in figures if f.interval is not None]
    return len(bounds) > 1 and max(b.low for b in bounds) > min(b.high for b in bounds)
