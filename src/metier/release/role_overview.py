"""All roles of the vocabulary at a glance, and where, when and at which levels their pay is stated."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from metier.model import Filters
from metier.release.pay import pay_cells
from metier.release.reader import Release, remembered
from metier.release.roles import list_roles
from metier.vocabulary import levels, rule


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role in a list: what it is in a sentence, and how many postings were read as it, in all collections."""

    role_id: str
    label: str
    family: str
    specialty: str
    track: str
    what: str
    postings: int


@remembered
def curated_roles(release: Release) -> tuple[RoleLine, ...]:
    """The roles of the vocabulary, most postings first."""
    rows = release.rows(
        "SELECT role_id, specialty, track, definition FROM roles WHERE scheme = 'metier'", tables=("roles",)
    )
    known = {role_id: (specialty, track, definition) for role_id, specialty, track, definition in rows}
    lines = []
    for role_id, label, _, family, postings in list_roles(release):
        specialty, track, definition = known[role_id]
        lines.append(RoleLine(role_id, label, family, specialty, track, first_sentence(definition), postings))
    return tuple(lines)


@remembered
def found_roles(release: Release, query: str, limit: int) -> tuple[tuple[str, str, str], ...]:
    """(role id, label, scheme) of roles and official occupations whose names hold every word of a query."""
    return tuple((row[0], row[1], row[2]) for row in list_roles(release, query, limit=limit))


def first_sentence(text: str) -> str:
    """The first sentence of a text.

    >>> first_sentence("Counts things. Says so.")
    'Counts things.'
    """
    head, stop, _ = text.partition(". ")
    return head + "." if stop else text


@dataclass(frozen=True, slots=True)
class PaySpread:
    """Statements of pay of a role by country (most first), level (lowest first), year (newest first) and type.

    Only values with enough statements to answer are listed.
    """

    countries: tuple[tuple[str, int], ...]
    levels: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]


@remembered
def pay_spread(release: Release, role_id: str) -> PaySpread:
    """What stated pay of a role (or typed title) can be narrowed to, over all kinds and collections."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ("country", "level", "year", "type")}
    for entry in pay_cells(release, [role_id], Filters()):
        facets = (entry.country, entry.level, entry.year.astype(str), entry.employment_type)
        for counter, values in zip(found.values(), facets, strict=True):
            for value, n in zip(values.tolist(), entry.by_cell.tolist(), strict=True):
                counter[value] += round(n)
    least = rule("pay.least_statements")
    enough = {
        name: [(value, n) for value, n in counter.items() if value and n >= least] for name, counter in found.items()
    }
    order = {name: place for place, name in enumerate(levels())}
    return PaySpread(
        countries=tuple(sorted(enough["country"], key=lambda pair: (-pair[1], pair[0]))),
        levels=tuple(sorted(enough["level"], key=lambda pair: order[pair[0]])),
        years=tuple(sorted(enough["year"], reverse=True)),
        types=tuple(sorted(enough["type"], key=lambda pair: (-pair[1], pair[0]))),
    )
