"""What a collection teaches about pay, and what it lets one expect of a slice before its own statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from metier.statistics.clusters import Array
from metier.statistics.pay_effects import Effects, Roles, fit_effects
from metier.statistics.pay_kinship import Levels, Mix, kernels, kinship, own_kinship
from metier.statistics.pay_shape import Shape, Spreads, likeness, shape, spreads
from metier.statistics.pay_slices import FACETS, Cells, Prices, Statements, cells_of

ROUNDS = 20
FIRST_LIKENESS, FIRST_SCATTER = 0.3, 0.02


@dataclass(frozen=True, slots=True)
class PayParents:
    """Everything that a collection and kind of pay teach; ``scatter`` is variance of log pay by kind of likeness.

    ``scatter`` has one value for what cells of a role share by being of the role, one for each facet, and one
    for what each cell has alone.
    """

    effects: Effects
    scatter: Array
    shape: Shape
    spreads: Spreads
    likeness: float
    roles: Roles
    levels: Levels
    prices: Prices

    def spread(self, role: str) -> float:
        """Spread of log pay within a cell of a role."""
        return self.spreads.of_role.get(role, self.spreads.typical)

    def sampling(self, cells: Cells) -> Array:
        """Variance of each cell's log median by chance."""
        unit = np.array([self.spread(str(r)) for r in cells.role])
        return np.asarray(self.shape.sampling[2, 2] * unit**2 / cells.n_effective, dtype=np.float64)

    def expected(self, cells: Cells) -> Array:
        """Log median of each cell that its parents let one expect, without the role's own statements."""
        found = np.zeros(len(cells.role))
        for i, (role, facets) in enumerate(zip(cells.role.tolist(), cells.facets.tolist(), strict=True)):
            found[i] = self.effects.role(self.roles.get(role))[0] + sum(
                self.effects.facet(f, v, self.levels, self.prices)[0] for f, v in zip(FACETS, facets, strict=True)
            )
        return found


@dataclass(frozen=True, slots=True)
class Prior:
    """What a slice's parents let one expect: log median, its variance, and the spread of log pay."""

    location: float
    variance: float
    spread: float
    siblings: int  # cells of the role outside the slice
    sibling_statements: float


def fit_parents(rows: Statements, roles: Roles, levels: Levels, prices: Prices) -> PayParents:
    """Effects, scatter between cells, shape and likeness of one collection and kind, all from its statements."""
    alike, scatter = FIRST_LIKENESS, np.full(2 + len(FACETS), FIRST_SCATTER / 2)
    model: PayParents | None = None
    for _ in range(2):
        cells = cells_of(rows, alike)
        spread = spreads(rows, cells, roles)
        alike = likeness(rows, cells, spread)
        cells = cells_of(rows, alike)
        spread = spreads(rows, cells, roles)
        drawn = shape(rows, cells, spread)
        unit = np.array([spread.of_role.get(str(r), spread.typical) for r in cells.role])
        chance = drawn.sampling[2, 2] * unit**2 / cells.n_effective
        effects = fit_effects(cells, chance + scatter[1:].sum(), roles, levels, prices)
        model = PayParents(effects, scatter, drawn, spread, alike, roles, levels, prices)
        scatter = _scatter(model, cells, scatter)
    assert model is not None
    return PayParents(effects, scatter, drawn, spread, alike, roles, levels, prices)


def _by_role(model: PayParents, cells: Cells) -> Iterator[tuple[Array, Array, Array]]:
    """For each role: cells' departure from what is expected, variance by chance, likeness by facet."""
    apart, chance = cells.location - model.expected(cells), model.sampling(cells)
    for role in np.unique(cells.role):
        at = np.flatnonzero(cells.role == role)
        yield apart[at], chance[at], kernels(cells.facets[at], model.levels)


def _scatter(model: PayParents, cells: Cells, start: Array) -> Array:
    """Variance components of cells about what is expected, by maximum likelihood.

    The steps of Zhou, Hu, Qi and Zhou 2019 (MM algorithms for variance components, Journal of Computational and
    Graphical Statistics 28): each component by the square root of the fitted over the expected quadratic form.
    """
    parts = list(_by_role(model, cells))
    scatter = start
    for _ in range(ROUNDS):
        form, trace = np.zeros_like(scatter), np.full_like(scatter, 1e-12)
        for apart, chance, alike in parts:
            covariance = np.tensordot(scatter[:-1], alike, axes=1) + np.diag(scatter[-1] + chance)
            inverse = np.linalg.inv(covariance)
            solved = inverse @ apart
            form[:-1] += np.einsum("i,kij,j->k", solved, alike, solved)
            trace[:-1] += np.einsum("ij,kij->k", inverse, alike)
            form[-1] += float(solved @ solved)
            trace[-1] += float(np.trace(inverse))
        scatter = np.maximum(scatter * np.sqrt(form / trace), 1e-8)
    return scatter


def prior_of(model: PayParents, role: str, mix: Mix, siblings: Cells) -> Prior:
    """What the role's other cells, and above them its parents, let one expect of a slice (kriging; Cressie 1993).

    The departure of cells from what family, specialty, official wage and facets let one expect is predicted from
    the same departure of the role's other cells, by how much they share with the slice.
    """
    centre, unsure = model.effects.role(model.roles.get(role))
    own = own_kinship(mix, model.levels)
    for column, facet in enumerate(FACETS):
        told = [model.effects.facet(facet, v, model.levels, model.prices) for v in mix.values[column]]
        added, doubt = (np.array([t[i] for t in told]) for i in (0, 1))
        share = mix.shares[column]
        centre, unsure = centre + float(share @ added), unsure + float((share**2) @ doubt)
    variance = float(model.scatter[:-1] @ own) + model.scatter[-1] * mix.same_cell
    if len(siblings.role):
        alike = np.tensordot(model.scatter[:-1], kernels(siblings.facets, model.levels), axes=1)
        covariance = alike + np.diag(model.scatter[-1] + model.sampling(siblings))
        shared = model.scatter[:-1] @ kinship(mix, siblings.facets, model.levels)
        solved = np.linalg.solve(covariance, np.stack([siblings.location - model.expected(siblings), shared], axis=1))
        centre += float(shared @ solved[:, 0])
        variance -= float(shared @ solved[:, 1])
    known = (len(siblings.role), float(siblings.n.sum()))
    return Prior(centre, max(variance, 1e-6) + unsure, spread_of(model, role, mix), *known)


def spread_of(model: PayParents, role: str, mix: Mix) -> float:
    """Spread of log pay in a slice: that within the role's cells, and of the cells that the slice's mix joins."""
    square = model.spread(role) ** 2 + model.scatter[-1] * (1 - mix.same_cell)
    own = own_kinship(mix, model.levels)
    for column, facet in enumerate(FACETS):
        values, share = mix.values[column], mix.shares[column]
        added = np.array([model.effects.facet(facet, v, model.levels, model.prices)[0] for v in values])
        square += float(share @ (added - float(share @ added)) ** 2)
        square += float(model.scatter[1 + column] * (1 - own[1 + column]))
    return float(np.sqrt(square))
