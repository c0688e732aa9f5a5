"""What family, specialty, official wage, country, level, year and so on each add to log pay: ridge by EM."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from metier.statistics.clusters import Array
from metier.statistics.pay import Integers
from metier.statistics.pay_kinship import SPLIT, Levels
from metier.statistics.pay_slices import FACETS, Cells, Prices

ROUNDS = 15


@dataclass(frozen=True, slots=True)
class RoleParents:
    """Where a role stands: its specialty and family, and the official wages (p10 to p90) of its occupation."""

    specialty: str
    family: str
    official: tuple[float, float, float, float, float] | None = None


Roles = Mapping[str, RoleParents]


@dataclass(frozen=True, slots=True)
class Effects:
    """Additions to log pay, by (factor, value), with the variance of what is not known of each.

    ``variance`` is the scatter of each random factor: what a value that was never seen may add.
    """

    slopes: dict[str, float]
    centres: dict[str, float]
    added: dict[tuple[str, str], tuple[float, float]]
    variance: dict[str, float]

    def facet(self, facet: str, value: str, levels: Levels, prices: Prices) -> tuple[float, float]:
        """What one value of a facet adds, and its variance."""
        added, variance = self.added.get((facet, value), (0.0, self.variance.get(facet, 0.0)))
        return added + self._along(_facet_covariates(facet, value, levels, prices)), variance

    def role(self, parents: RoleParents | None) -> tuple[float, float]:
        """Log pay that a role's family, specialty and official wage let one expect, without its own effect."""
        total, variance = self.slopes["intercept"], 0.0
        for factor, value in _parent_values(parents):
            added, unsure = self.added.get((factor, value), (0.0, self.variance.get(factor, 0.0)))
            total, variance = total + added, variance + unsure
        return total + self._along(_role_covariates(parents)), variance

    def _along(self, covariates: dict[str, float]) -> float:
        return sum(self.slopes.get(name, 0.0) * (x - self.centres.get(name, 0.0)) for name, x in covariates.items())


def _facet_covariates(facet: str, value: str, levels: Levels, prices: Prices) -> dict[str, float]:
    if facet == "country":
        return {"price level": prices[value]} if value in prices else {}
    if facet == "level" and value in levels:
        step = levels[value]
        above = max(step.rank - SPLIT, 0)
        return {
            "rank": min(step.rank, SPLIT),
            "individual rank": above if step.ladder == "individual" else 0,
            "management rank": above if step.ladder == "management" else 0,
        }
    return {}


def _role_covariates(parents: RoleParents | None) -> dict[str, float]:
    return {"official wage": float(np.log(parents.official[2]))} if parents and parents.official else {}


def _parent_values(parents: RoleParents | None) -> list[tuple[str, str]]:
    return [("family", parents.family), ("specialty", parents.specialty)] if parents else []


def fit_effects(cells: Cells, variance: Array, roles: Roles, levels: Levels, prices: Prices) -> Effects:
    """Effects from cells' log medians with known ``variance`` each.

    Covariates (official wage, price level, ranks on the ladders) are fixed effects; every factor's values are
    random with one variance a factor, found by EM (Dempster, Laird and Rubin 1977; Laird and Ware 1982).
    """
    slopes, centres, fixed = _fixed_columns(cells, roles, levels, prices)
    names, random, factor = _random_columns(cells, roles)
    design = np.concatenate([fixed, random], axis=1)
    factors = ("family", "specialty", "role", *FACETS)
    tau = np.full(len(factors), 0.04)
    weighted = design / variance[:, None]
    gram, moment = weighted.T @ design, weighted.T @ cells.location
    found, covariance = np.zeros(design.shape[1]), np.zeros((design.shape[1],) * 2)
    for _ in range(ROUNDS):
        penalty = np.concatenate([np.full(fixed.shape[1], 1e-3), 1 / tau[factor]])
        covariance = np.linalg.inv(gram + np.diag(penalty))
        found = covariance @ moment
        own = found[fixed.shape[1] :] ** 2 + np.diag(covariance)[fixed.shape[1] :]
        tau = np.maximum(np.bincount(factor, weights=own, minlength=len(tau)) / np.bincount(factor), 1e-6)
    first = fixed.shape[1]
    centred, unsure, moved = _centred(found[first:], covariance[first:, first:], random, factor)
    found[0] += moved
    return Effects(
        dict(zip(slopes, found[:first].tolist(), strict=True)),
        centres,
        {name: (float(b), float(v)) for name, b, v in zip(names, centred, unsure, strict=True)},
        dict(zip(factors, tau.tolist(), strict=True)),
    )


def _centred(found: Array, covariance: Array, random: Array, factor: Integers) -> tuple[Array, Array, float]:
    """Effects less their factor's mean over cells, the variance of that difference, and the sum of the means.

    What a factor's effects share cannot be told from the intercept; the variance of each alone would count it.
    """
    weight = random.sum(axis=0)
    contrast = np.eye(len(found))
    for number in np.unique(factor):
        at = np.flatnonzero(factor == number)
        contrast[np.ix_(at, at)] -= (weight[at] / weight[at].sum())[None, :]
    unsure = np.einsum("ij,jk,ik->i", contrast, covariance, contrast, optimize=True)
    moved = found - contrast @ found
    sums = [moved[factor == number][0] for number in np.unique(factor)]
    return contrast @ found, np.maximum(unsure, 0.0), float(np.sum(sums))


def _fixed_columns(
    cells: Cells, roles: Roles, levels: Levels, prices: Prices
) -> tuple[list[str], dict[str, float], Array]:
    """Names, centres and columns of the intercept and the covariates; a missing covariate is at its centre."""
    rows = []
    for role, facets in zip(cells.role.tolist(), cells.facets.tolist(), strict=True):
        row = _role_covariates(roles.get(role))
        for facet, value in zip(FACETS, facets, strict=True):
            row |= _facet_covariates(facet, value, levels, prices)
        rows.append(row)
    names = sorted({name for row in rows for name in row})
    centres, columns = {}, [np.ones(len(rows))]
    for name in names:
        known = [row[name] for row in rows if name in row]
        centres[name] = float(np.mean(known))
        columns.append(np.array([row.get(name, centres[name]) - centres[name] for row in rows]))
    return ["intercept", *names], centres, np.stack(columns, axis=1)


def _random_columns(cells: Cells, roles: Roles) -> tuple[list[tuple[str, str]], Array, Integers]:
    """(factor, value) of each column, the columns of 0 and 1, and the number of each column's factor."""
    parents = [roles.get(role) for role in cells.role.tolist()]
    labels = [
        ("family", [p.family if p else "" for p in parents]),
        ("specialty", [p.specialty if p else "" for p in parents]),
        ("role", cells.role.tolist()),
        *((facet, cells.facets[:, i].tolist()) for i, facet in enumerate(FACETS)),
    ]
    names: list[tuple[str, str]] = []
    columns: list[Array] = []
    factor: list[int] = []
    for number, (name, values) in enumerate(labels):
        distinct, place = np.unique(np.asarray(values, dtype=np.str_), return_inverse=True)
        names += [(name, str(value)) for value in distinct]
        columns.append(np.eye(len(distinct))[place.ravel()])
        factor += [number] * len(distinct)
    return names, np.concatenate(columns, axis=1), np.array(factor, dtype=np.int64)
