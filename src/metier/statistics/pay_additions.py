"""What family, specialty, official wage, country, level, year and so on each add to log pay: ridge by EM."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import Array
from metier.statistics.pay_kinship import SPLIT, Levels
from metier.statistics.pay_slices import FACETS, Prices, Texts

Integers = npt.NDArray[np.int64]
Known = tuple[float, float]
"""An addition to log pay and the variance of what is not known of it."""

ROUNDS = 15
ROLE = "role"
BASE = "base"
"""Factor of what a role's family, specialty and official wage let one expect; ROLE is what it adds to that."""


@dataclass(frozen=True, slots=True)
class RoleParents:
    """Where a role stands: its specialty and family, and the official wages (p10 to p90) of its occupation."""

    specialty: str
    family: str
    official: tuple[float, float, float, float, float] | None = None


Roles = Mapping[str, RoleParents]


@dataclass(frozen=True, slots=True)
class Additions:
    """Additions to log pay by (factor, value), and of a value of each factor that was never seen."""

    added: Mapping[tuple[str, str], Known]
    unseen: Mapping[str, Known]

    def of(self, factor: str, value: str) -> Known:
        """What one value of a factor adds, and its variance."""
        return self.added.get((factor, value)) or self.unseen[factor]

    def role(self, role: str, title: bool) -> Known:
        """Log pay that is expected of a role without its own statements; of a title, what its role pays."""
        base = self.of(BASE, role)
        if not title or (ROLE, role) not in self.added:
            return base
        own, unsure = self.added[ROLE, role]
        return base[0] + own, unsure


@dataclass(frozen=True, slots=True)
class _Fit:
    """Fixed slopes about their centres, random values by factor, and the variance of each factor."""

    slopes: dict[str, float]
    centres: dict[str, float]
    values: dict[tuple[str, str], Known]
    variance: dict[str, float]

    def value(self, factor: str, value: str, covariates: Mapping[str, float]) -> Known:
        added, unsure = self.values.get((factor, value), (0.0, self.variance[factor]))
        return added + self.along(covariates), unsure

    def along(self, covariates: Mapping[str, float]) -> float:
        return sum(self.slopes.get(name, 0.0) * (x - self.centres.get(name, 0.0)) for name, x in covariates.items())

    def base(self, parents: RoleParents | None) -> Known:
        family = self.value("family", parents.family if parents else "", {})
        specialty = self.value("specialty", parents.specialty if parents else "", {})
        start = self.slopes["intercept"] + self.along(_role_covariates(parents))
        return start + family[0] + specialty[0], family[1] + specialty[1]


def fit_additions(
    role: Texts, facets: Texts, location: Array, variance: Array, roles: Roles, levels: Levels, prices: Prices
) -> Additions:
    """Additions from log medians of cells with known ``variance`` each.

    Covariates (official wage, price level, ranks on the ladders) are fixed effects; every factor's values are
    random with one variance a factor, found by EM (Dempster, Laird and Rubin 1977; Laird and Ware 1982). Every role,
    level and country that is known of has an entry, seen or not: a country never seen adds what its prices say.
    """
    fit = _fit(role, facets, location, variance, roles, levels, prices)
    values = {facet: set(facets[:, i].tolist()) for i, facet in enumerate(FACETS)}
    values["country"] |= set(prices)
    values["level"] |= set(levels)
    added = {(BASE, name): fit.base(roles.get(name)) for name in sorted(set(roles) | set(role.tolist()))}
    added |= {key: known for key, known in fit.values.items() if key[0] == ROLE}
    for facet in FACETS:
        for value in sorted(values[facet]):
            added[facet, value] = fit.value(facet, value, _facet_covariates(facet, value, levels, prices))
    unseen = {facet: (0.0, fit.variance[facet]) for facet in FACETS}
    return Additions(added, unseen | {BASE: fit.base(None)})


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


def _fit(
    role: Texts, facets: Texts, location: Array, variance: Array, roles: Roles, levels: Levels, prices: Prices
) -> _Fit:
    slopes, centres, fixed = _fixed_columns(role, facets, roles, levels, prices)
    names, random, factor = _random_columns(role, facets, roles)
    design = np.concatenate([fixed, random], axis=1)
    factors = ("family", "specialty", ROLE, *FACETS)
    tau = np.full(len(factors), 0.04)
    weighted = design / variance[:, None]
    gram, moment = weighted.T @ design, weighted.T @ location
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
    return _Fit(
        dict(zip(slopes, found[:first].tolist(), strict=True)),
        centres,
        {name: (float(b), float(v)) for name, b, v in zip(names, centred, unsure, strict=True)},
        dict(zip(factors, tau.tolist(), strict=True)),
    )


def _centred(found: Array, covariance: Array, random: Array, factor: Integers) -> tuple[Array, Array, float]:
    """Additions less their factor's mean over cells, the variance of that difference, and the sum of the means.

    What a factor's values share cannot be told from the intercept; the variance of each alone would count it.
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
    role: Texts, facets: Texts, roles: Roles, levels: Levels, prices: Prices
) -> tuple[list[str], dict[str, float], Array]:
    """Names, centres and columns of the intercept and the covariates; a missing covariate is at its centre."""
    rows = []
    for name, values in zip(role.tolist(), facets.tolist(), strict=True):
        row = _role_covariates(roles.get(name))
        for facet, value in zip(FACETS, values, strict=True):
            row |= _facet_covariates(facet, value, levels, prices)
        rows.append(row)
    names = sorted({name for row in rows for name in row})
    centres, columns = {}, [np.ones(len(rows))]
    for name in names:
        known = [row[name] for row in rows if name in row]
        centres[name] = float(np.mean(known))
        columns.append(np.array([row.get(name, centres[name]) - centres[name] for row in rows]))
    return ["intercept", *names], centres, np.stack(columns, axis=1)


def _random_columns(role: Texts, facets: Texts, roles: Roles) -> tuple[list[tuple[str, str]], Array, Integers]:
    """(factor, value) of each column, the columns of 0 and 1, and the number of each column's factor."""
    parents = [roles.get(name) for name in role.tolist()]
    labels = [
        ("family", [p.family if p else "" for p in parents]),
        ("specialty", [p.specialty if p else "" for p in parents]),
        (ROLE, role.tolist()),
        *((facet, facets[:, i].tolist()) for i, facet in enumerate(FACETS)),
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
