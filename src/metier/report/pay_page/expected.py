"""What similar jobs let one expect of a slice with too few statements of its own: an estimate, said to be one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from metier.model import Figure, Filters, Interval, Role, Status
from metier.release.pay import pay_cells
from metier.release.prices import DOLLARS, factors
from metier.release.reader import Release
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_page.papers import KIND_WORDS, money_papers, unit_of
from metier.report.pay_page.stated import Stated
from metier.report.pay_question import ADVERTISED
from metier.report.shares import place, span
from metier.statistics.pay_answers import TooFew
from metier.statistics.pay_cells import ExpectedQuantile
from metier.vocabulary import rule


def best_expected(stated: Sequence[Sequence[Stated]]) -> tuple[Stated, ...]:
    """One a role, all of the collection whose statements tell most of the role of which they tell least.

    ``stated`` are each role's entries of a slice. Empty where a role has none that is known well enough to be said.
    """
    known = [{s.collection: s for s in entries if s.kind == ADVERTISED and _width(s) is not None} for entries in stated]
    shared = sorted(set.intersection(*(set(found) for found in known))) if known else []
    if not shared:
        return ()
    chosen = min(shared, key=lambda name: max(_width(found[name]) or 0.0 for found in known))
    return tuple(found[chosen] for found in known)


def _width(stated: Stated) -> float | None:
    """How many times its lower the upper end of the expected middle's interval is; None where that is too many."""
    middle = _middle(stated)
    ratio = None if middle is None else middle.high / middle.low
    return ratio if ratio is not None and ratio <= rule("pay.widest_expected") else None


def _middle(stated: Stated) -> ExpectedQuantile | None:
    found = stated.answer.expected if isinstance(stated.answer, TooFew) else ()
    return next((q for q in found if q.prob == 0.5), None)


def expected_figure(ctx: Context, role: Role, stated: Stated, filters: Filters, money: str) -> Figure | None:
    """The middle to expect of a slice (an amount a year in the money asked for); None where its rate is not known."""
    middle = _middle(stated)
    if middle is None:
        return None
    cells = _priced_as(ctx.release, stated, filters)
    by = factors(ctx.release, money, np.array([c for c, _, _ in cells]), np.array([y for _, y, _ in cells]))
    n = np.array([n for _, _, n in cells])
    if np.isnan(by).all():
        return None
    told = ~np.isnan(by)
    times = 1.0 if money == DOLLARS else float(np.exp(np.average(np.log(by[told]), weights=n[told])))
    rates, origins = money_papers(ctx.release, money, [(country, year) for country, year, _ in cells])
    return Figure(
        id=str(FigureId("pay_expected", "p50", stated.collection, (role.role_id,), "", filters, money=money)),
        measure="pay_expected.p50",
        label=f"Median {KIND_WORDS[ADVERTISED]} to expect, {role.label} ({COLLECTION_NAMES[stated.collection]})",
        unit=unit_of(money),
        value=middle.value * times,
        status=Status.ESTIMATED,
        period=span(year for _, year, _ in cells),
        place=place(filters),
        filters=filters.items(),
        origins=(*ctx.origins_of(stated.collection), *origins),
        method="statistics.pay_cells.expected_pay@1",
        n=int(n.sum()),
        n_of="statements of the role elsewhere (a range counts once)",
        interval=Interval(
            middle.low * times, middle.high * times, rule("interval.level"), "what similar jobs let one expect"
        ),
        inputs=rates,
        note="An estimate: none of it was stated there. It is what the role's jobs elsewhere, similar roles there, and "
        "the country's and the level's pay let one expect.",
    )


def _priced_as(release: Release, stated: Stated, filters: Filters) -> list[tuple[str, int, int]]:
    """(country, year, statements) of the role's cells, with the country and year that the slice fixes."""
    entries = pay_cells(release, [stated.role_id], Filters())
    entry = next(e for e in entries if (e.collection, e.kind) == (stated.collection, stated.kind))
    return [
        (filters.country or country, filters.year or year, n)
        for country, year, n in zip(
            entry.country.tolist(), entry.year.tolist(), entry.by_cell.astype(int).tolist(), strict=True
        )
    ]
