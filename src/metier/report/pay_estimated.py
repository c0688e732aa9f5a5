"""The estimate of a described job in one collection, as figures with their papers."""

from __future__ import annotations

from dataclasses import dataclass

from metier.errors import UnknownFilter, UserInputError
from metier.model import Figure, Filters, Flag, Interval, Status
from metier.release.prices import factor
from metier.report.context import Context
from metier.report.ids import FigureId
from metier.report.pay import COLLECTION_NAMES
from metier.report.pay_job import Description, item_of
from metier.statistics.pay_estimate import PROBS, PayEstimate, PayEstimator
from metier.statistics.pay_terms import PayJob
from metier.vocabulary import rule

METHOD = "statistics.pay_estimate@1"
HALF, MOST = 0.5, 0.9
_POINTS = ("p5", "p25", "p50", "p75", "p95")  # of PROBS


@dataclass(frozen=True, slots=True)
class Estimated:
    """The estimate of one collection: the job as it was taken, and its figures by name ('p50')."""

    job: PayJob
    most: PayEstimate
    figures: dict[str, Figure]


def few_or(n: int) -> str:
    """A number of postings that show a term; terms that fewer than the least show have none.

    >>> few_or(1200), few_or(0)
    ('1,200', 'fewer than 10')
    """
    return f"{n:,}" if n else f"fewer than {rule('pay_estimator.least_postings'):.0f}"


def estimated(ctx: Context, estimator: PayEstimator, asked: Description, job: PayJob, money: str) -> Estimated:
    """The estimate of a job with its quantiles as figures. Raises UserInputError where there is none."""
    least = int(rule("pay_estimator.least_postings"))
    most, half = (estimator.estimate(job, level=level, least=least) for level in (MOST, HALF))
    if most is None or half is None:
        raise UserInputError(f"No estimate for {asked.role.label}.", hint="Name another role.")
    values = (most.low_usd_year, half.low_usd_year, most.median_usd_year, half.high_usd_year, most.high_usd_year)
    figures = {
        name: _figure(ctx, asked, job, most, money, name, prob, value, (values[0], values[-1]))
        for name, prob, value in zip(_POINTS, PROBS, values, strict=True)
    }
    return Estimated(job, most, figures)


def _figure(
    ctx: Context,
    asked: Description,
    job: PayJob,
    found: PayEstimate,
    money: str,
    name: str,
    prob: float,
    dollars: float,
    bounds: tuple[float, float],
) -> Figure:
    """One quantile of what such jobs of employers not seen are advertised at; the middle carries the interval."""
    rate = factor(ctx.release, money, job.country, job.year)
    if rate is None:
        raise UnknownFilter(f"{money} has no exchange rate for {job.year}.", hint="Leave --currency out.")
    share = rate.value / (rule("annualise.hours_per_year") if job.paid == "hour" else 1.0)
    middle = name == "p50"
    inputs: list[tuple[str, float | int | str]] = [
        ("postings of the role with pay in the collection", found.n_role),
        ("postings of the role at this level, all collections", found.n_role_level or few_or(0)),
    ]
    if rate.rate is not None:
        inputs.append((f"{rate.rate.currency} per USD, mean of {rate.rate.year}", round(rate.rate.per_usd, 4)))
    if job.paid == "hour":
        inputs.append(("hours a year", rule("annualise.hours_per_year")))
    filters = Filters(
        country=job.country,
        level=job.level,
        year=job.year,
        remote=job.workplace == "remote" if job.workplace else None,
        employment_type=job.employment_type,
    )
    of = "Middle of the advertised range" if middle else f"{prob * 100:.0f} % of such jobs are advertised below this"
    return Figure(
        id=str(FigureId("pay_estimate", name, job.collection, (job.role_id,), item_of(asked), filters, money=money)),
        measure=f"pay_estimate.{name}",
        label=f"{of}, {asked.role.label} ({COLLECTION_NAMES[job.collection]})",
        unit=f"{(money or 'USD').lower()}_{job.paid}",
        value=dollars * share,
        status=Status.ESTIMATED,
        period=str(job.year),
        place=job.country,
        filters=filters.items(),
        origins=(*ctx.origins_of(job.collection), *((rate.rate.origin_id,) if rate.rate is not None else ())),
        method=METHOD,
        n=found.n_role,
        n_of="postings of the role with pay",
        interval=Interval(bounds[0] * share, bounds[1] * share, MOST, "conformal: errors on employers not seen")
        if middle
        else None,
        no_interval=None if middle else "a bound of where such jobs lie, itself a part of an interval",
        flags=frozenset({Flag.SMALL_SAMPLE} if found.n_role < rule("flag.small_sample_postings") else ()),
        inputs=tuple(inputs),
        note="An estimate of advertised pay, not of what one person earns.",
    )
