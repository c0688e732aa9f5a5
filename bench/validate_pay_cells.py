"""Thin cells of pay against full ones: real employers drawn down to 10, 30 and 100 statements.

python bench/validate_pay_cells.py [RELEASE] [--write]

A target is a full cell, or a slice with fewer facets fixed, with enough statements to be taken as known: the largest
and a spread of the rest. Everything is fitted without the target's statements; then its employers are drawn with
replacement until n statements are there. Three medians are held against that of all its statements: the drawn
statements' own, what the parents let one expect, and the estimate that joins them. Intervals are those that a person
is shown: of what is posted, or of the estimate where too little is. Two more tables: the same with employers hidden,
and all cells, small ones too, against what the parents say of them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, fields, replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from metier.build.pay_parents import Background, background, of_kind, stated_cells
from metier.statistics.pay_answers import PayAnswer, Policy, answer, median_gap
from metier.statistics.pay_cells import cell_pay
from metier.statistics.pay_employers import UNRELATED, Employers, borrowed
from metier.statistics.pay_parents import MIDDLE, PayParents, fit_parents, prior_of, role_cells
from metier.statistics.pay_shape import PROBS
from metier.statistics.pay_slices import Cells, PaySlice, cell_quantiles, log_quantiles
from metier.vocabulary import rule
from pay_cells_targets import SIZES, Collection, collection, every, linked, targets, thinned, together
from written import put

if TYPE_CHECKING:
    import pyarrow as pa

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
DOC = ROOT / "docs" / "methods" / "pay-cells.md"
RUNS, GAP_RUNS = 20, 1000
LEAST_TARGETS = 8  # fewer tell of those targets, not of the method


@dataclass
class Seen:
    """What the runs of some targets gave: log errors by way of estimating, and whether shown intervals held."""

    shrunk: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    pooled: list[float] = field(default_factory=list)
    held: list[bool] = field(default_factory=list)
    outer: list[bool] = field(default_factory=list)
    posted: list[bool] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    width: list[float] = field(default_factory=list)

    def add(self, other: Seen) -> None:
        """Take in what other targets gave."""
        for each in fields(self):
            getattr(self, each.name).extend(getattr(other, each.name))


Shown = list[tuple[float, list[PayAnswer]]]


@dataclass(frozen=True)
class Study:
    """How targets of a collection are looked at; ``employers`` None fits them, else they are taken as unrecorded."""

    kind: str
    full: bool
    siblings: bool = True  # False hides the role's other cells
    employers: Employers | None = None

    def run(self, of: Collection, known: Background, seed: int) -> dict[int, tuple[Seen, Shown]]:
        """Errors and coverage by size over all targets."""
        rng = np.random.default_rng(seed)
        if self.employers:
            of = replace(of, group=np.full(len(of.group), -1))
        found: dict[int, tuple[Seen, Shown]] = {size: (Seen(), []) for size in SIZES}
        enough = {size: set(every(of, size, self.full)) for size in SIZES}
        for wanted in targets(of, self.full):
            at = of.within(wanted)
            outside = of.cells(~at if self.siblings else of.role != wanted.role)
            model = fit_parents(outside, known.roles, known.levels, known.prices, self.employers)
            mine = outside.keep(outside.role == wanted.role)
            truth = log_quantiles(of.cells(at).pay, np.array(PROBS))
            for size in (size for size in SIZES if wanted in enough[size]):
                draws = [thinned(of, at, size, rng, self.employers is None) for _ in range(RUNS)]
                seen, shown = found[size]
                shown.append((float(truth[2]), [one(model, together(mine, d), wanted, truth, seen) for d in draws]))
        return found


def one(model: PayParents, cells: Cells, wanted: PaySlice, truth: npt.NDArray[np.float64], seen: Seen) -> PayAnswer:
    """What is shown of one draw; its errors are noted."""
    role = role_cells(model, cells, wanted.role)
    median = cell_pay(model, role, wanted, cells.within(wanted)).median
    for errors, value in ((seen.shrunk, median.value), (seen.own, median.stated), (seen.pooled, median.expected)):
        errors.append(abs(float(np.log(value) - truth[2])))
    shown = answer(role, wanted, Policy(1, 1, rule("pay.effective_statements")))
    assert isinstance(shown, PayAnswer)
    for q, t in zip(shown.quantiles, truth, strict=True):
        if q.low and q.high:
            held = q.low <= np.exp(t) * (1 + 1e-9) and np.exp(t) <= q.high * (1 + 1e-9)
            (seen.held if q.prob == 0.5 else seen.outer).append(bool(held))
    seen.posted.append(shown.nature == "posted")
    seen.weight.append(shown.prior_share)
    seen.width.append(float(np.log((shown.median.high or np.nan) / (shown.median.low or np.nan))))
    return shown


def gaps_held(cells: Shown, seed: int) -> list[bool]:
    """Whether intervals of gaps of two targets' medians hold the gap of all their statements."""
    rng = np.random.default_rng(seed)
    pairs = list(combinations(range(len(cells)), 2))
    held = []
    for i, j in (pairs[k] for k in rng.integers(0, len(pairs), GAP_RUNS) if pairs):
        (ta, a), (tb, b) = cells[i], cells[j]
        gap = median_gap(a[rng.integers(len(a))], b[rng.integers(len(b))])
        if gap:
            held.append(gap.low - 1e-9 <= np.expm1(ta - tb) <= gap.high + 1e-9)
    return held


def line(name: str, kind: str, size: int, seen: Seen, cells: Shown) -> str:
    """One line of the table."""
    error = [f"{100 * np.median(e):.1f} %" for e in (seen.shrunk, seen.own, seen.pooled)]
    return (
        f"| {name} | {kind} | {size} | {len(cells)} | {' | '.join(error)} | {np.mean(seen.posted):.0%} "
        f"| {np.mean(seen.held):.1%} | {np.mean(gaps_held(cells, size)):.1%} | {np.mean(seen.outer):.1%} "
        f"| {np.mean(seen.weight):.0%} | ± {50 * np.median(seen.width):.0f} % |"
    )


def summary(name: str, targets_seen: int, seen: Seen) -> str:
    """The line of all draws of a collection together."""
    error = [f"**{100 * np.median(e):.1f} %**" for e in (seen.shrunk, seen.own, seen.pooled)]
    return (
        f"| {name} | all of these | | {targets_seen} | {' | '.join(error)} | {np.mean(seen.posted):.0%} "
        f"| {np.mean(seen.held):.1%} | | {np.mean(seen.outer):.1%} | {np.mean(seen.weight):.0%} "
        f"| ± {50 * np.median(seen.width):.0f} % |"
    )


HEAD = [
    "| collection | kind | n | targets | error: estimate | own only | parents only | shown as posted | median held "
    "| gap held | other quantiles held | parents' weight | interval |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
]


def table(found: list[Collection], known: Background, studies: list[Study]) -> list[str]:
    """A table of some studies of some collections."""
    lines = [*HEAD]
    for of in found:
        total, targets_seen = Seen(), 0
        for seed, study in enumerate(studies):
            for size, (seen, cells) in study.run(of, known, seed).items():
                if len(cells) >= LEAST_TARGETS:
                    lines.append(line(of.name, study.kind, size, seen, cells))
                    sys.stderr.write(lines[-1] + "\n")
                    total.add(seen)
                    targets_seen += len(cells)
        if targets_seen and len(studies) > 1:
            lines.append(summary(of.name, targets_seen, total))
            sys.stderr.write(lines[-1] + "\n")
    return lines


STUDIES = [
    Study("full cells", full=True),
    Study("slices", full=False),
    Study("full cells, role seen nowhere else", full=True, siblings=False),
]


def own_employers(of: Collection, known: Background) -> Employers:
    """How alike and how frequent an employer's statements are in a collection that records employers."""
    return fit_parents(of.cells(of.low > 0), known.roles, known.levels, known.prices).employers


def hidden(found: list[Collection], known: Background) -> list[str]:
    """The same with employers hidden: taken as unrelated, and as typical of the other collection."""
    lines = [*HEAD]
    own = {of.name: own_employers(of, known) for of in found}
    for of, other in zip(found, reversed(found), strict=True):
        for name, employers in (("as unrelated", UNRELATED), (f"as in {other.name}", own[other.name])):
            for full in (True, False):
                kind = f"{'full cells' if full else 'slices'}, employers hidden, taken {name}"
                lines += table([of], known, [Study(kind, full, employers=employers)])[2:]
    return lines


def single_cells(pay: pa.Table, name: str, kind: str, known: Background, typical: Employers) -> list[str]:
    """How often a cell's stated median lies where the role's other cells, or other roles alone, say it does.

    All cells count, also those of one statement: a check of the parents where nothing large is known. A cell's own
    statements are left out of what is expected of it; for the second line everything is fitted without its role.
    """
    cells = stated_cells(of_kind(pay, name, kind))
    employers = None if len(cells.pay.employers.cell) else typical

    def fitted(some: Cells) -> PayParents:
        return fit_parents(some, known.roles, known.levels, known.prices, employers)

    roles = np.unique(cells.role).tolist()
    whole = fitted(cells)
    near = [apart(whole, cells.keep(cells.role == role), True) for role in roles]
    far = [apart(fitted(cells.keep(cells.role != role)), cells.keep(cells.role == role), False) for role in roles]
    return [
        f"| {name}, {kind} | {source} | {len(z):,} | {np.mean(np.abs(z) < 1.96):.1%} | {np.sqrt(np.mean(z**2)):.2f} |"
        for source, z in (("its other cells and parents", np.concatenate(near)), ("parents alone", np.concatenate(far)))
    ]


def apart(model: PayParents, mine: Cells, siblings: bool) -> npt.NDArray[np.float64]:
    """Standard deviations by which each cell's stated median lies off what is expected of it."""
    role = str(mine.role[0])
    ready, median, chance = (
        role_cells(model, mine, role),
        cell_quantiles(mine.pay, MIDDLE)[:, 0],
        model.chance(role, mine),
    )
    found = []
    for i, facets in enumerate(mine.facets.tolist()):
        wanted = PaySlice(role, *facets)
        inside = mine.within(wanted) if siblings else np.ones(len(mine.role), dtype=np.bool_)
        prior = prior_of(model, ready, wanted, inside)
        found.append((median[i] - prior.location) / np.sqrt(prior.variance + chance[i]))
    return np.array(found)


def main(arguments: list[str]) -> None:
    """Print the tables; with ``--write`` put them into docs/methods/pay-cells.md."""
    import pyarrow.parquet as pq

    folders = [Path(a) for a in arguments if not a.startswith("--")]
    folder = folders[0] if folders else ROOT / "src" / "metier" / "starter"
    names = ("roles", "role_links", "occupations", "wages", "purchasing_power")
    known = background({name: pq.read_table(folder / f"{name}.parquet") for name in names})
    pay = pq.read_table(folder / "pay.parquet")
    for section, lines in report(linked(SHARED), pay, known).items():
        sys.stdout.write("\n".join(lines) + "\n\n")
        if "--write" in arguments:
            put(DOC, section, "\n".join(lines))


def report(postings: pa.Table, pay: pa.Table, known: Background) -> dict[str, list[str]]:
    """Each table by its place in the page; ``pay`` is the release's."""
    recorded = [collection(postings, name) for name in ("data-jobs", "ats-radar")]
    typical = borrowed([(float(len(of.low)), own_employers(of, known)) for of in recorded])
    kinds = sorted(set(zip(pay["collection"].to_pylist(), pay["kind"].to_pylist(), strict=True)))
    cells = [
        "| collection | expected from | cells | within 95 % | root mean square of standard deviations off |",
        "| --- | --- | ---: | ---: | ---: |",
        *(line for name, kind in kinds for line in single_cells(pay, name, kind, known, typical)),
    ]
    sys.stderr.write("\n".join(cells) + "\n")
    return {
        "pay-cells-all": cells,
        "pay-cells": table(recorded, known, STUDIES),
        "pay-cells-hidden": hidden(recorded, known),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
