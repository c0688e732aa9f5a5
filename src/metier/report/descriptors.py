"""Tables of rated descriptors (activities, skills, knowledge) of the closest official occupations."""

from __future__ import annotations

from metier.model import Figure, Role, Table, TableCell
from metier.release.official import Occupation, Rating, ratings
from metier.report.context import Context
from metier.report.official import rating
from metier.report.render.values import show

_NOTE = (
    "Importance from 1 to 5, as rated for the official occupation named in the heading, not for the role itself. "
    "“≠” marks rows where the producer's 95 % intervals do not overlap; ratings without an interval are not tested. "
    "Where the closest occupation is not rated, the next linked one stands in."
)


def rated(ctx: Context, domains: tuple[str, ...]) -> list[tuple[Role, Occupation, dict[str, Rating]]]:
    """Each role with its closest rated O*NET occupation and the ratings of some domains by element."""
    found = []
    for role in ctx.roles:
        for occupation in ctx.occupations[role.role_id]:
            if occupation.scheme != "onetsoc2019":
                continue
            here = {r.element: r for r in ratings(ctx.release, occupation.occupation_id) if r.domain in domains}
            if here:
                found.append((role, occupation, here))
                break
    return found


def descriptor_table(ctx: Context, domains: tuple[str, ...], caption: str, top: int) -> list[Table]:
    """The descriptors that matter most to either occupation; none where no occupation is rated."""
    found = rated(ctx, domains)
    if not found:
        return []
    wanted = dict.fromkeys(
        name for _, _, here in found for name in sorted(here, key=lambda n: (-here[n].importance, n))[:top]
    )
    order = sorted(wanted, key=lambda n: -max(here[n].importance for _, _, here in found if n in here))
    rows = []
    for name in order[: top + 4]:
        figures = [rating(role, o, here[name]) if name in here else None for role, o, here in found]
        mark = "real" if _apart([f for f in figures if f is not None]) else ""
        cells = [TableCell(show(f), ctx.add(f), mark) if f is not None else TableCell("not rated") for f in figures]
        rows.append((TableCell(name), *cells))
    head = (
        "Descriptor",
        *(f"{role.label} → {o.label}" if role.role_id != o.occupation_id else o.label for role, o, _ in found),
    )
    proxies = [o.label for _, o, here in found if any(r.proxy for r in here.values())]
    note = _NOTE + (f" {', '.join(dict.fromkeys(proxies))}: partly the mean of two sub-occupations." if proxies else "")
    return [Table(caption, head, tuple(rows), note)]


def _apart(figures: list[Figure]) -> bool:
    """Whether the producers' intervals of any two figures do not overlap."""
    bounds = [f.interval for f in figures if f.interval is not None]
    return len(bounds) > 1 and max(b.low for b in bounds) > min(b.high for b in bounds)
