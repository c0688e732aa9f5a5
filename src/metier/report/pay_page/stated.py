"""What postings and survey answers state about a role's pay: one answer a collection and kind, in any money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from metier.model import Filters
from metier.release.pay import TITLE, PayCells, pay_cells, title_key, title_named
from metier.release.pay_parents import pay_parents
from metier.release.prices import DOLLARS, factors
from metier.release.reader import Release, remembered
from metier.statistics.pay_answers import AnswerQuantile, PayAnswer, Policy, TooFew, answer
from metier.statistics.pay_parents import RoleCells, role_cells
from metier.statistics.pay_rows import PayRows
from metier.statistics.pay_slices import Cells, PaySlice, joined_cells
from metier.vocabulary import rule


@dataclass(frozen=True, slots=True)
class Stated:
    """Stated pay of a role in one collection and kind. Amounts of ``answer`` and ``inside`` are in the money asked for.

    ``filters`` are those of what is shown: the question's, or the nearest slice's that has enough. ``inside`` holds
    the cells of that slice.
    """

    role_id: str
    collection: str
    kind: str
    answer: PayAnswer | TooFew
    shown: PayAnswer | None
    filters: Filters
    inside: PayCells

    @property
    def exact(self) -> bool:
        """Whether the slice that was asked for is answered, and not one near it."""
        return isinstance(self.answer, PayAnswer)

    @property
    def unrelated(self) -> float:
        """How many unrelated statements those of what is shown amount to."""
        return self.shown.n_effective if self.shown else 0.0


def policy() -> Policy:
    """What a slice must have to be shown, and to be shown without its parents."""
    return Policy(int(rule("pay.least_statements")), int(rule("pay.least_employers")), rule("pay.effective_statements"))


def main_country(release: Release, role_ids: Sequence[str], filters: Filters) -> str | None:
    """The country with most statements, counting for each role no more than its rarest; None without any."""
    anywhere = replace(filters, country=None)
    told = [counter for role_id in dict.fromkeys(role_ids) if (counter := _by_country(release, role_id, anywhere))]
    names = sorted(set().union(*told)) if told else []
    return max(names, key=lambda c: (min(b[c] for b in told), sum(b[c] for b in told)), default=None)


@remembered
def _by_country(release: Release, role_id: str, filters: Filters) -> Counter[str]:
    """Statements of a role in a slice by country, of all collections and kinds; without those of no country."""
    found: Counter[str] = Counter()
    for entry in cells_in(release, role_id, filters):
        for country, n in zip(entry.country.tolist(), entry.by_cell.tolist(), strict=True):
            if country:
                found[country] += int(n)
    return found


def slice_mask(entry: PayCells, filters: Filters) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which cells of an entry some filters keep."""
    mask = np.ones(len(entry.year), dtype=np.bool_)
    for column, value in (
        (entry.country, filters.country),
        (entry.level, filters.level),
        (entry.year, filters.year),
        (entry.employment_type, filters.employment_type),
        (entry.remote, filters.remote),
    ):
        if value is not None:
            mask &= column == value
    return mask


def cells_in(release: Release, role_id: str, filters: Filters) -> list[PayCells]:
    """Stated pay of a role in a slice, in US dollars, one entry a collection and kind that has any."""
    every = pay_cells(release, [role_id], Filters())
    kept = [entry.keep(slice_mask(entry, filters)) for entry in every] if filters else every
    return [entry for entry in kept if entry.n]


@remembered
def stated_pay(release: Release, role_id: str, filters: Filters, money: str, kind: str = "") -> tuple[Stated, ...]:
    """Stated pay of a role in a slice, one entry a collection and kind (of one kind alone) that answers for it.

    Where none does, one a collection and kind with any statement of the role, with the nearest slice that has enough.
    """
    entries = [entry for entry in pay_cells(release, [role_id], Filters()) if kind in ("", entry.kind)]
    exact = (stated_in(release, role_id, filters, money, entry.collection, entry.kind) for entry in entries)
    found = tuple(stated for stated in exact if stated is not None)
    return found or tuple(_stated(release, entry, filters, money) for entry in entries if entry.n)


@remembered
def stated_in(
    release: Release, role_id: str, filters: Filters, money: str, collection: str, kind: str
) -> Stated | None:
    """Stated pay of a role in a slice, from one collection and kind; None where it has too little of the slice."""
    entries = pay_cells(release, [role_id], Filters())
    entry = next((e for e in entries if (e.collection, e.kind) == (collection, kind)), None)
    if entry is None:
        return None
    inside = slice_mask(entry, filters)
    if entry.by_cell[inside].sum() < policy().statements or not policy().shows(entry.rows.keep(inside)):
        return None
    stated = _stated(release, entry, filters, money)
    return stated if stated.exact else None


def _stated(release: Release, entry: PayCells, filters: Filters, money: str) -> Stated:
    ready = _ready(release, entry.key, entry.collection, entry.kind)
    found = answer(ready, _slice(release, entry.key, filters), policy())
    shown = found if isinstance(found, PayAnswer) else found.nearest
    of = filters if isinstance(found, PayAnswer) or shown is None else _freed(filters, found.freed)
    inside = entry.keep(slice_mask(entry, of))
    if money != DOLLARS and shown is not None:
        shown = _in_money(release, ready, shown, money)
        inside = in_money(release, inside, money)
    answered = shown if isinstance(found, PayAnswer) and shown is not None else found
    return Stated(entry.key, entry.collection, entry.kind, answered, shown, of, inside)


def _freed(filters: Filters, freed: Iterable[str]) -> Filters:
    """The filters without those that were freed."""
    return replace(filters, **dict.fromkeys(freed))


def _slice(release: Release, role_id: str, filters: Filters) -> PaySlice:
    return PaySlice(
        _known_as(release, role_id),
        filters.country,
        filters.level,
        None if filters.year is None else str(filters.year),
        None if filters.remote is None else ("yes" if filters.remote else "no"),
        filters.employment_type,
        title=role_id.startswith(TITLE),
    )


def _known_as(release: Release, role_id: str) -> str:
    """The role by which parents know a role: of a typed title the role that it is read as, if any."""
    named = title_named(release, title_key(role_id)) if role_id.startswith(TITLE) else None
    return named[1] if named is not None and named[1] else role_id


@remembered
def _ready(release: Release, role_id: str, collection: str, kind: str) -> RoleCells:
    """The cells of a role made ready to answer for any slice, in US dollars."""
    entry = next(e for e in pay_cells(release, [role_id], Filters()) if (e.collection, e.kind) == (collection, kind))
    named = _known_as(release, role_id)
    cells = joined_cells(entry.rows, np.full(len(entry.year), named), facets_of(entry))
    return role_cells(pay_parents(release, collection, kind), cells, named, title=role_id.startswith(TITLE))


def facets_of(entry: PayCells) -> np.ndarray[tuple[int, int], np.dtype[np.str_]]:
    """Country, level, year, remote and type of employment of each cell, as the statistics take them."""
    remote = np.where(entry.remote, "yes", "no")
    return np.stack([entry.country, entry.level, entry.year.astype(str), remote, entry.employment_type], axis=1)


def in_money(release: Release, entry: PayCells, money: str) -> PayCells:
    """An entry with amounts in other money, each cell at its own country's and year's factor; cells without leave."""
    factor = factors(release, money, entry.country, entry.year)
    known = ~np.isnan(factor)
    return replace(entry.keep(known), rows=scaled(entry.rows.keep(known), factor[known]))


def scaled(rows: PayRows, factor: np.ndarray[tuple[int], np.dtype[np.float64]]) -> PayRows:
    """The rows with each cell's amounts times its factor."""
    e = rows.employers
    return replace(
        rows,
        low=rows.low * factor[rows.cell],
        high=rows.high * factor[rows.cell],
        employers=replace(e, log_pay=e.log_pay + e.statements * np.log(factor[e.cell])),
    )


def _in_money(release: Release, ready: RoleCells, shown: PayAnswer, money: str) -> PayAnswer | None:
    """An answer in other money: what is posted with every statement at its own year's factor, so that it is shown as
    it was stated; what is modelled at their mean. None where no factor is known.
    """
    facets = ready.cells.facets
    factor = factors(release, money, facets[:, 0], facets[:, 2].astype(np.int64))
    known = ~np.isnan(factor)
    inside = ready.cells.within(shown.wanted) & known
    if not inside.any():
        return None
    if shown.nature == "modelled":
        return times(shown, float(np.exp(np.average(np.log(factor[inside]), weights=ready.n[inside]))))
    cells = Cells(scaled(ready.cells.pay.keep(inside), factor[inside]), ready.cells.role[inside], facets[inside])
    again = answer(replace(ready, cells=cells, n=cells.n), shown.wanted, Policy(1, 0, 0.0))  # as it is posted
    return again if isinstance(again, PayAnswer) else None


def times(found: PayAnswer, factor: float) -> PayAnswer:
    """An answer with its amounts times a factor."""
    return replace(
        found,
        quantiles=tuple(_times(q, factor) for q in found.quantiles),
        between_jobs=tuple(amount * factor for amount in found.between_jobs),
    )


def _times(q: AnswerQuantile, factor: float) -> AnswerQuantile:
    def by(amount: float | None) -> float | None:
        return None if amount is None else amount * factor

    return replace(
        q, value=q.value * factor, low=by(q.low), high=by(q.high), stated=q.stated * factor, expected=by(q.expected)
    )
