"""Postings described in part, as people describe jobs: what is left out at random, and how much wider errors get."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from metier.statistics.clusters import Array, Bools
from metier.statistics.pay_terms import PayJob, left_out_terms, place_of
from metier.statistics.ridge import Integers, design, solve

LEAST_ERROR = 0.02  # log points: smaller errors are luck and say nothing of the spread
SPREAD_PENALTY = 30.0
BARE, WHOLE = 0.3, 0.15  # shares of descriptions that name role, level and country alone, and that name everything
LEFT_OUT = ("left out=where", "left out=industry", "left out=technologies", "left out=title")


def described(job: PayJob, random: np.random.Generator) -> PayJob:
    """The job as a person might describe it, with parts left out at random; of tools half the time only some."""
    draw = random.random()
    where, remote, industry, tools, title = random.random(5) < (
        0.0 if draw < BARE else 1.0 if draw < BARE + WHOLE else 0.5
    )
    named = job.technologies or ()
    if tools and named and draw >= BARE + WHOLE and random.random() < 0.5:
        named = tuple(random.permutation(list(named))[: 1 + int(random.integers(len(named)))].tolist())
    city, state = place_of(job) if where else ("", "")
    return replace(
        job,
        place=city,
        state=state,
        workplace=job.workplace if remote else "",
        industry_id=job.industry_id if industry else "",
        technologies=named if tools and named else None,
        title=job.title if title else "",
        described=True,
    )


def left_out_spread(
    jobs: Sequence[PayJob], errors: Array, scale: Array, fold: Integers
) -> tuple[dict[str, float], Array]:
    """How much each part that is left out adds to the log size of an error, and each job's factor without its fold.

    ``scale`` is the size of error that is expected of jobs with nothing left out. Nothing narrows it by being left
    out: where that seems so, it is postings with the part that are harder to estimate.
    """
    table = design([left_out_terms(job) for job in jobs], LEFT_OUT)
    size = np.log(np.maximum(np.abs(errors), LEAST_ERROR)) - np.log(scale)
    penalty = np.array([*[SPREAD_PENALTY] * len(LEFT_OUT), 0.0])

    def found(rows: Bools) -> Array:
        return np.maximum(solve(table[rows], size[rows], np.ones(int(rows.sum())), penalty)[:-1], 0.0)

    factor = np.ones(len(size))
    for k in np.unique(fold):
        factor[fold == k] = np.exp(table[fold == k][:, :-1] @ found(fold != k))
    return dict(zip(LEFT_OUT, found(fold >= 0).tolist(), strict=True)), factor


def places_of(
    jobs: Sequence[PayJob], employer: Sequence[int], least_rows: int, least_employers: int
) -> dict[tuple[str, str], int]:
    """Postings of each place by (country, 'city|state'), where enough of enough employers name it."""
    number: Counter[tuple[str, str]] = Counter()
    shown: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for job, group in zip(jobs, employer, strict=True):
        city, state = place_of(job)
        for name in {f"{city}|{state}", f"{city}|", f"|{state}"} - {"|"}:
            number[job.country, name] += 1
            shown[job.country, name].add(group)
    return {key: n for key, n in number.items() if n >= least_rows and len(shown[key]) >= least_employers}
