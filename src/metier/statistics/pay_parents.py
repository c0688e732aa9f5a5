"""What a collection teaches about pay, and what it lets one expect of a slice before its own statements."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metier.statistics.clusters import Array, Bools
from metier.statistics.pay_additions import Additions, Roles, fit_additions
from metier.statistics.pay_employers import ONE_VOICE, Employers, effective_by_cell, likeness, repeats
from metier.statistics.pay_kinship import Levels, Mix, kernels, kinship, mix_of, own_kinship
from metier.statistics.pay_shape import Shape, Spreads, shape, spreads
from metier.statistics.pay_slices import FACETS, Cells, PaySlice, Prices, Texts, cell_quantiles

ROUNDS = 20
FIRST_LIKENESS, FIRST_SCATTER = 0.3, 0.02
MIDDLE = np.array([0.5])


@dataclass(frozen=True, slots=True)
class PayParents:
    """Everything that a collection and kind of pay teach; ``scatter`` is variance of log pay by kind of likeness.

    ``scatter`` has one value for what cells of a role share by being of the role, one for each facet, and one
    for what each cell has alone.
    """

    additions: Additions
    scatter: Array
    shape: Shape
    spreads: Spreads
    employers: Employers
    levels: Levels

    def spread(self, role: str) -> float:
        """Spread of log pay within a cell of a role."""
        return self.spreads.of_role.get(role, self.spreads.typical)

    def chance(self, role: str, cells: Cells) -> Array:
        """Variance of the log median of each of a role's cells by chance."""
        unit = self.spread(role)
        return np.asarray(self.shape.sampling[2, 2] * unit**2 / effective_by_cell(cells.pay, self.employers))

    def expected(self, role: str, title: bool, facets: Texts) -> Array:
        """Log median of each cell of a role that its parents let one expect, without its own statements."""
        found = np.full(len(facets), self.additions.role(role, title)[0])
        for column, facet in enumerate(FACETS):
            values, place = np.unique(facets[:, column], return_inverse=True)
            found += np.array([self.additions.of(facet, str(v))[0] for v in values])[place.ravel()]
        return found


@dataclass(frozen=True, slots=True)
class RoleCells:
    """The cells of one role or title, made ready to answer for any slice of them.

    ``apart`` is how far each cell's log median lies from what parents let one expect, ``covariance`` how those
    departures go together, chance included.
    """

    model: PayParents | None
    cells: Cells
    n: Array
    apart: Array
    covariance: Array

    @property
    def employers(self) -> Employers:
        """How alike one employer's statements are."""
        return self.model.employers if self.model else ONE_VOICE


def role_cells(model: PayParents | None, cells: Cells, role: str, *, title: bool = False) -> RoleCells:
    """The cells of a role, by the id that the parents know; ``title`` for those of a typed title read as it.

    Without ``model`` (a collection too small to teach anything) nothing is expected of them.
    """
    if model is None or not len(cells.role):
        nothing = np.zeros(len(cells.role))
        return RoleCells(model, cells, cells.n, nothing, np.diag(nothing))
    apart = cell_quantiles(cells.pay, MIDDLE)[:, 0] - model.expected(role, title, cells.facets)
    alike = np.tensordot(model.scatter[:-1], kernels(cells.facets, model.levels), axes=1)
    return RoleCells(model, cells, cells.n, apart, alike + np.diag(model.scatter[-1] + model.chance(role, cells)))


@dataclass(frozen=True, slots=True)
class Prior:
    """What a slice's parents let one expect: log median, its variance, and the spread of log pay."""

    location: float
    variance: float
    spread: float
    siblings: int  # cells of the role outside the slice
    sibling_statements: float


def fit_parents(
    cells: Cells, roles: Roles, levels: Levels, prices: Prices, employers: Employers | None = None
) -> PayParents:
    """Additions, scatter between cells, shape and likeness of one collection and kind, all from its cells.

    ``employers`` are those of other collections, for one that records none.
    """
    known = employers or Employers(FIRST_LIKENESS, *repeats(cells))
    scatter = np.full(2 + len(FACETS), FIRST_SCATTER / 2)
    location = cell_quantiles(cells.pay, MIDDLE)[:, 0]
    model: PayParents | None = None
    for _ in range(2):
        spread = spreads(cells, effective_by_cell(cells.pay, known), roles)
        if employers is None:
            found = likeness(cells, spread.of(cells.role), effective_by_cell(cells.pay, known))
            known = Employers(found, known.repeats, known.power)
        effective = effective_by_cell(cells.pay, known)
        spread = spreads(cells, effective, roles)
        drawn = shape(cells, spread)
        chance = drawn.sampling[2, 2] * spread.of(cells.role) ** 2 / effective
        additions = fit_additions(cells.role, cells.facets, location, chance + scatter[1:].sum(), roles, levels, prices)
        model = PayParents(additions, scatter, drawn, spread, known, levels)
        scatter = _scatter(model, cells, location, chance)
    assert model is not None
    return PayParents(model.additions, scatter, model.shape, model.spreads, known, levels)


def _scatter(model: PayParents, cells: Cells, location: Array, chance: Array) -> Array:
    """Variance components of cells about what is expected, by maximum likelihood.

    The steps of Zhou, Hu, Qi and Zhou 2019 (MM algorithms for variance components, Journal of Computational and
    Graphical Statistics 28): each component by the square root of the fitted over the expected quadratic form.
    """
    parts = []
    for role in np.unique(cells.role):
        at = np.flatnonzero(cells.role == role)
        expected = model.expected(str(role), False, cells.facets[at])
        parts.append((location[at] - expected, chance[at], kernels(cells.facets[at], model.levels)))
    scatter = model.scatter
    for _ in range(ROUNDS):
        form, trace = np.zeros_like(scatter), np.full_like(scatter, 1e-12)
        for apart, noise, alike in parts:
            covariance = np.tensordot(scatter[:-1], alike, axes=1) + np.diag(scatter[-1] + noise)
            inverse = np.linalg.inv(covariance)
            solved = inverse @ apart
            form[:-1] += np.einsum("i,kij,j->k", solved, alike, solved)
            trace[:-1] += np.einsum("ij,kij->k", inverse, alike)
            form[-1] += float(solved @ solved)
            trace[-1] += float(np.trace(inverse))
        scatter = np.maximum(scatter * np.sqrt(form / trace), 1e-8)
    return scatter


def prior_of(model: PayParents, role: RoleCells, wanted: PaySlice, inside: Bools) -> Prior:
    """What the role's other cells, and above them its parents, let one expect of a slice (kriging; Cressie 1993).

    The departure of cells from what family, specialty, official wage and facets let one expect is predicted from
    the same departure of the role's other cells, by how much they share with the slice. ``inside`` are the cells
    that the slice holds.
    """
    facets = role.cells.facets
    mix = mix_of(wanted, facets, role.n)
    centre, unsure = model.additions.role(wanted.role, wanted.title)
    for column, facet in enumerate(FACETS):
        told = np.array([model.additions.of(facet, v) for v in mix.values[column]])
        share = mix.shares[column]
        centre, unsure = centre + float(share @ told[:, 0]), unsure + float((share**2) @ told[:, 1])
    variance = float(model.scatter[:-1] @ own_kinship(mix, model.levels)) + model.scatter[-1] * mix.same_cell
    outside = np.flatnonzero(~inside)
    if len(outside):
        shared = model.scatter[:-1] @ kinship(mix, facets[outside], model.levels)
        known = np.stack([role.apart[outside], shared], axis=1)
        solved = np.linalg.solve(role.covariance[np.ix_(outside, outside)], known)
        centre += float(shared @ solved[:, 0])
        variance -= float(shared @ solved[:, 1])
    statements = float(role.n[outside].sum())
    return Prior(centre, max(variance, 1e-6) + unsure, spread_of(model, wanted, mix), len(outside), statements)


def spread_of(model: PayParents, wanted: PaySlice, mix: Mix) -> float:
    """Spread of log pay in a slice: that within the role's cells, and of the cells that the slice's mix joins."""
    square = model.spread(wanted.role) ** 2 + model.scatter[-1] * (1 - mix.same_cell)
    own = own_kinship(mix, model.levels)
    for column, facet in enumerate(FACETS):
        values, share = mix.values[column], mix.shares[column]
        added = np.array([model.additions.of(facet, v)[0] for v in values])
        square += float(share @ (added - float(share @ added)) ** 2)
        square += float(model.scatter[1 + column] * (1 - own[1 + column]))
    return float(np.sqrt(square))
