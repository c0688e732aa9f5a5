"""How much more or less jobs with one feature are advertised at, all else that is known being alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metier.statistics.clusters import GROUPS, Array
from metier.statistics.jackknife import jackknife
from metier.statistics.ridge import Integers, design, normal_equations, solve_normal

PENALTY = 1.0  # pseudo-postings: keeps columns that say the same apart; shrinkage comes after, from the intervals
HUBER_STEPS = 8  # after which coefficients stand still to the fourth digit


@dataclass(frozen=True, slots=True)
class Premium:
    """Difference in log pay that goes with an item, beside a base, other features alike; an association."""

    feature: str
    item: str
    base: str
    effect_log: float
    low_log: float
    high_log: float
    n_postings: int
    n_employers: int  # 0: employers not recorded, and the interval takes all statements as unrelated


@dataclass(frozen=True, slots=True)
class Premiums:
    """What to compare: rows of terms ``feature=item``, with log pay and employer (-1 where not recorded)."""

    rows: Sequence[Sequence[str]]
    log_pay: Array
    employer: Integers


def premiums(
    data: Premiums, *, bases: Mapping[str, str], shown: Sequence[str], least: int, seed: int = 0, level: float = 0.95
) -> list[Premium]:
    """The premium of every item of the features ``shown`` that at least ``least`` postings have.

    ``bases`` names the item that a feature's others are compared with; a feature whose base is '' is compared
    with not having the item (technologies), and one that is missing from ``bases`` with its mean over postings.
    The robust regression holds every feature in ``data.rows`` alike. The error leaves out one of 256 groups of
    employers at a time (delete-a-group jackknife: Kott 2001). Effects beside a mean or beside not having the
    item are then drawn to 0 by as much as they scatter less than their errors (empirical Bayes: Morris 1983):
    the largest of many are otherwise too large.
    """
    number = _postings(data.rows)
    terms = sorted(t for t, n in number.items() if n >= min(least, 10) and t not in _dropped(bases))
    estimates = _left_out(data, terms, seed)
    place = {term: i for i, term in enumerate(terms)}
    employers = _employers(data)
    found: list[Premium] = []
    for feature in shown:
        base = bases.get(feature)
        items = [t for t in terms if t.startswith(f"{feature}=") and number[t] >= least]
        if len(items) < (2 if base is None else 1) or (base and number.get(f"{feature}={base}", 0) < least):
            continue
        moved = estimates[:, [place[t] for t in items]]
        if base is None:
            weight = np.array([number[t] for t in items], dtype=np.float64)
            moved = moved - (moved @ weight / weight.sum())[:, None]
        value, error = _jackknife(moved, level)
        middle, half = (value, error) if base else _shrunk(value, error)
        from scipy.special import ndtri

        reach = half * float(ndtri(0.5 + level / 2))
        found += [
            Premium(
                feature,
                term.partition("=")[2],
                "mean" if base is None else base or "without it",
                float(middle[i]),
                float(middle[i] - reach[i]),
                float(middle[i] + reach[i]),
                number[term],
                employers.get(term, 0),
            )
            for i, term in enumerate(items)
        ]
    return found


def _postings(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    number: dict[str, int] = {}
    for terms in rows:
        for term in terms:
            number[term] = number.get(term, 0) + 1
    return number


def _dropped(bases: Mapping[str, str]) -> frozenset[str]:
    """Terms of the bases: they have no column, so that other items of the feature differ from them."""
    return frozenset(f"{feature}={base}" for feature, base in bases.items() if base)


def _employers(data: Premiums) -> dict[str, int]:
    """Distinct employers that show each term, where employers are recorded."""
    pairs = {(t, e) for terms, e in zip(data.rows, data.employer.tolist(), strict=True) if e >= 0 for t in terms}
    number: dict[str, int] = {}
    for term, _ in pairs:
        number[term] = number.get(term, 0) + 1
    return number


def _left_out(data: Premiums, terms: Sequence[str], seed: int) -> Array:
    """Coefficients of all rows, then without each group of employers (groups + 1, terms).

    Errors beyond 1.345 typical ones are drawn in to that size (Huber 1964), by moving the amounts; the moves
    of the jackknife are divided by the share of amounts that stay as they are, as the variance of Huber's
    estimate asks.
    """
    table = design(data.rows, terms)
    penalty = np.array([*[PENALTY] * len(terms), 0.0])
    ones, amounts = np.ones(len(data.log_pay)), data.log_pay
    gram, moment = normal_equations(table, amounts, ones)
    found = solve_normal(gram, moment, penalty)
    for _ in range(HUBER_STEPS):
        error = data.log_pay - table @ found
        bound = 1.345 * float(np.median(np.abs(error))) / 0.6745
        amounts = data.log_pay - error + np.clip(error, -bound, bound)
        moment = np.asarray(table.T @ amounts)
        found = solve_normal(gram, moment, penalty)
    kept = float((np.abs(data.log_pay - table @ found) < bound).mean())
    dealt = np.random.default_rng(seed).integers(0, GROUPS, len(amounts))
    group = np.where(data.employer >= 0, data.employer % GROUPS, dealt)
    each = [found]
    for number in np.unique(group):
        own = group == number
        part, part_moment = normal_equations(table[own], amounts[own], ones[own])
        each.append(found + (solve_normal(gram - part, moment - part_moment, penalty) - found) / kept)
    return np.stack(each)


def _jackknife(estimates: Array, level: float) -> tuple[Array, Array]:
    """Estimates and their errors, the errors widened to Student's t of the groups that really move them."""
    from scipy.special import ndtri

    half, _ = jackknife(estimates[1:] - estimates[0], level)
    return estimates[0], half / float(ndtri(0.5 + level / 2))


def _shrunk(value: Array, error: Array) -> tuple[Array, Array]:
    """Estimates drawn to 0, and the standard deviation of what is true (Morris 1983, section 5).

    The scatter of the true effects is what the estimates scatter beyond their errors (DerSimonian and
    Laird 1986). Fewer than five effects say too little of their scatter and stay as they are.
    """
    k = len(value)
    if k < 5:
        return value, error
    weight = 1.0 / np.maximum(error, 1e-9) ** 2
    excess = float((weight * value**2).sum()) - k
    scatter = max(excess / float(weight.sum() - (weight**2).sum() / weight.sum()), 0.0)
    drawn = (k - 3) / (k - 1) * error**2 / (scatter + error**2)
    variance = error**2 * (1 - drawn) + 2 / (k - 3) * drawn**2 * value**2
    return np.asarray((1 - drawn) * value), np.asarray(np.sqrt(variance))
