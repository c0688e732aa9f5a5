"""What a described job is advertised at: a median and an interval, by adding up a few small numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import exp, fsum

from metier.statistics.boost import Forest, Tree
from metier.statistics.pay_mix import FEWEST, Background, Key, filled, mix_entry, mix_for, mix_term
from metier.statistics.pay_terms import (
    DESCRIBED,
    PayJob,
    error_group,
    industry_terms,
    left_out_terms,
    pay_terms,
    place_of,
    spread_terms,
    tree_terms,
)

PROBS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles of held-out errors that an estimator keeps: intervals of 90 % and 50 %, and the middle."""

INTERCEPT = "(all)"
REMEMBERED = 1000  # descriptions whose log pay is kept: a report asks for each several times
Row = tuple[str, str, float, int]
_PARTS = ("pay", "spread", "quantile", "newest", "split", "leaf", "mix", "place")


@dataclass(frozen=True, slots=True)
class PayEstimate:
    """Advertised pay of a described job in US dollars a year: the middle of a range, and where it lies.

    Of jobs described like this at employers not seen before, a share of ``level`` lies between low and high.
    ``unknown`` names what was described but stands in too few postings to have an effect.
    """

    median_usd_year: float
    low_usd_year: float
    high_usd_year: float
    level: float
    collection: str
    year: int
    n_role: int  # postings with pay of the role in the collection
    n_role_level: int  # postings with pay of the role at this level, in all collections
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class PayEstimator:
    """Log pay as a sum over a job's terms and over small trees of them, and the size of the error as another sum.

    What a described job leaves out is averaged over the postings of its role (``mixes``).
    """

    pay: dict[str, float]
    spread: dict[str, float]
    quantiles: dict[str, tuple[float, ...]]  # of scaled errors at PROBS, by error_group; '' for any other
    postings: dict[str, int]  # that show each term
    newest: dict[str, int]  # newest year by collection
    trees: tuple[Tree, ...] = ()
    mixes: dict[Key, tuple[Background, ...]] = field(default_factory=dict)
    places: dict[tuple[str, str], int] = field(default_factory=dict)  # postings by country and city|state

    @cached_property
    def _forest(self) -> Forest:
        return Forest(self.trees)

    def log_pay(self, job: PayJob) -> float:
        """The natural log of the middle of the advertised range, in US dollars a year, before calibration.

        Of a described job the mean over the backgrounds that its role's postings have.
        """
        if not job.described:
            return self._sums([job])[0]
        if job not in self._remembered:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            mix = mix_for(self.mixes, job)
            sums = self._sums(filled(job, mix) or [replace(job, workplace=job.workplace or "unspecified")])
            self._remembered[job] = fsum(sums) / len(sums) + self._of_industry(job, mix)
        return self._remembered[job]

    @cached_property
    def _remembered(self) -> dict[PayJob, float]:
        return {}

    def _sums(self, jobs: Sequence[PayJob]) -> list[float]:
        terms = [pay_terms(job) for job in jobs]
        added = self._forest.values([tree_terms(*each) for each in zip(jobs, terms, strict=True)]).tolist()
        known, start = self.pay, self.pay[INTERCEPT]
        return [
            start + fsum(known.get(term, 0.0) for term in named) + more
            for named, more in zip(terms, added, strict=True)
        ]

    def _of_industry(self, job: PayJob, mix: Sequence[Background]) -> float:
        """What a named industry adds, beside the known industries of the role's postings.

        Beside the others' too: that the industry of most employers is unknown says nothing of the described job.
        """
        if not job.industry_id:
            return 0.0
        known = [b.industry_id for b in mix if b.industry_id]
        if len(known) < FEWEST:
            known = [b.industry_id for b in self.mixes.get((job.collection, "", ""), ()) if b.industry_id]
        others = [self._industry(name, job.collection) for name in known]
        return self._industry(job.industry_id, job.collection) - (fsum(others) / len(others) if others else 0.0)

    def _industry(self, industry_id: str, collection: str) -> float:
        return fsum(self.pay.get(term, 0.0) for term in industry_terms(industry_id, collection))

    def scale(self, job: PayJob) -> float:
        """The typical size of an error of ``log_pay``, in log points: larger for what a description leaves out."""
        terms = spread_terms(replace(job, workplace=job.workplace or "unspecified"))
        terms += left_out_terms(job) if job.described else []
        return exp(self.spread[INTERCEPT] + sum(self.spread.get(term, 0.0) for term in terms))

    def estimate(self, job: PayJob, *, level: float = 0.9, least: int = 10) -> PayEstimate | None:
        """The estimate for a job; None where fewer than ``least`` postings of its role in its collection state pay.

        ``level`` is 0.9 or 0.5.
        """
        n_role = self.postings.get(f"role-collection={job.role_id}|{job.collection}", 0)
        if n_role < least:
            return None
        job = job if job.level else replace(job, level=self.usual_level(job.role_id))
        errors = self.quantiles.get(error_group(job)) or self.quantiles.get(DESCRIBED if job.described else "")
        errors = errors or self.quantiles[""]
        middle, scale = self.log_pay(job), self.scale(job)
        bounds = [errors[PROBS.index(round(p, 6))] for p in ((1 - level) / 2, 0.5, (1 + level) / 2)]
        low, half, high = (exp(middle + scale * bound) for bound in bounds)
        return PayEstimate(
            median_usd_year=half,
            low_usd_year=low,
            high_usd_year=high,
            level=level,
            collection=job.collection,
            year=job.year,
            n_role=n_role,
            n_role_level=self.postings.get(f"role-level={job.role_id}|{job.level}", 0),
            unknown=tuple(_unknown(job, self.pay)),
        )

    def usual_level(self, role_id: str) -> str:
        """The level that most postings of a role have ('unspecified' where the role is too rare to tell)."""
        start = f"role-level={role_id}|"
        found = {term.removeprefix(start): n for term, n in self.postings.items() if term.startswith(start)}
        return max(found, key=found.__getitem__, default="unspecified")


def estimator_rows(model: PayEstimator) -> list[Row]:
    """(part, term, value, postings): everything that an estimate needs, as rows of one small table."""
    number = model.postings
    rows: list[Row] = [("pay", term, value, number.get(term, 0)) for term, value in model.pay.items()]
    rows += [("spread", term, value, number.get(term, 0)) for term, value in model.spread.items()]
    for collection, errors in model.quantiles.items():
        rows += [("quantile", f"{collection}|{p}", value, 0) for p, value in zip(PROBS, errors, strict=True)]
    for i, tree in enumerate(model.trees):
        rows += [("split", f"{i}|{depth}|{term}", 0.0, 0) for depth, term in enumerate(tree.splits)]
        rows += [("leaf", f"{i}|{leaf}", value, 0) for leaf, value in enumerate(tree.leaves)]
    rows += [("mix", mix_term(key, i, b), 0.0, 0) for key, mix in model.mixes.items() for i, b in enumerate(mix)]
    rows += [("place", f"{country}|{name}", 0.0, n) for (country, name), n in model.places.items()]
    rows += [("newest", collection, float(year), 0) for collection, year in model.newest.items()]
    return rows


def estimator_from(
    part: Sequence[str], term: Sequence[str], value: Sequence[float], postings: Sequence[int]
) -> PayEstimator:
    """The estimator of a release, from the columns of its table ``pay_estimator``."""
    parts: dict[str, dict[str, float]] = {name: {} for name in _PARTS}
    number: dict[str, int] = {}
    places: dict[tuple[str, str], int] = {}
    for kind, key, amount, n in zip(part, term, value, postings, strict=True):
        parts[kind][key] = amount
        if kind == "pay":
            number[key] = n
        elif kind == "place":
            country, _, name = key.partition("|")
            places[country, name] = n
    found = parts["quantile"]
    collections = dict.fromkeys(key.rpartition("|")[0] for key in found)
    return PayEstimator(
        pay=parts["pay"],
        spread=parts["spread"],
        quantiles={c: tuple(found[f"{c}|{p}"] for p in PROBS) for c in collections},
        postings=number,
        newest={collection: int(year) for collection, year in parts["newest"].items()},
        trees=_trees(parts["split"], parts["leaf"]),
        mixes=_mixes(parts["mix"]),
        places=places,
    )


def _mixes(mix: dict[str, float]) -> dict[Key, tuple[Background, ...]]:
    """The backgrounds of rows by key, in their order."""
    found: dict[Key, dict[int, Background]] = {}
    for term in mix:
        key, number, background = mix_entry(term)
        found.setdefault(key, {})[number] = background
    return {key: tuple(numbered[i] for i in sorted(numbered)) for key, numbered in found.items()}


def _trees(split: dict[str, float], leaf: dict[str, float]) -> tuple[Tree, ...]:
    """The trees of rows (tree|depth|term) and (tree|leaf)."""
    splits: dict[int, dict[int, str]] = {}
    leaves: dict[int, dict[int, float]] = {}
    for key in split:
        tree, depth, term = key.split("|", 2)
        splits.setdefault(int(tree), {})[int(depth)] = term
    for key, value in leaf.items():
        number, _, at = key.partition("|")
        leaves.setdefault(int(number), {})[int(at)] = value
    return tuple(
        Tree(tuple(splits[i][d] for d in sorted(splits[i])), tuple(leaves[i][at] for at in sorted(leaves[i])))
        for i in sorted(splits)
    )


def _unknown(job: PayJob, known: dict[str, float]) -> list[str]:
    """What the description names and the estimator has no effect of, as terms."""
    asked = [f"role-level={job.role_id}|{job.level}", f"employment={job.employment_type}"]
    asked += [f"workplace={job.workplace}"] if job.workplace else []
    asked += [f"country={job.country}"] if job.country else []
    asked += [f"industry={job.industry_id}"] if job.industry_id else []
    asked += [f"technology={technology}" for technology in job.technologies or ()]
    city, _ = place_of(job)
    asked += [f"city={city}"] if city else []
    return [term for term in asked if term not in known]
