"""Figures made from official statistics."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from metier.model import Figure, Filters, Flag, Interval, Role, Status
from metier.release.official import EducationShare, Occupation, Projection, Rating, Wage, WageLevel
from metier.report.ids import FigureId

RELATED = {
    "close": "a close match",
    "broad": "the broader group",
    "narrow": "a narrower group",
    "related": "a related occupation",
    "exact": "the same",
}
"""How an occupation relates to a role, as it stands in a sentence."""

PERCENTILES = (10, 25, 50, 75, 90)
_STATUS = {"P": Status.PUBLISHED, "T": Status.TOP_CODED, "N": Status.NOT_PUBLISHED}
_KEPT = 16_384  # figures of each kind that a process keeps: roles come again in many reports
_CLOSE = frozenset({Flag.MAPPED_CLOSE})


def _flags(occupation: Occupation) -> frozenset[Flag]:
    return frozenset() if occupation.relation == "exact" else _CLOSE


def _id(measure: str, statistic: str, role: Role, item: str) -> str:
    return str(FigureId(measure, statistic, "", (role.role_id,), item, Filters()))


@lru_cache(_KEPT)
def wage_percentile(role: Role, occupation: Occupation, wage: Wage, percentile: int) -> Figure:
    """An annual wage percentile (USD) of a role's closest occupation, as published."""
    place = PERCENTILES.index(percentile)
    status = _STATUS[wage.status[place]]
    value = wage.percentiles[place]
    if value is None:
        status = Status.NOT_PUBLISHED
    flags = _flags(occupation) | ({Flag.LOWER_BOUND} if status is Status.TOP_CODED else frozenset())
    name = "Median" if percentile == 50 else f"{percentile}th percentile of"
    return Figure(
        id=_id("wage", f"p{percentile}", role, f"{occupation.soc2018_code}:{wage.period.replace(' ', '-')}"),
        measure=f"wage.p{percentile}",
        label=f"{name} annual wage of {wage.occupation} ({occupation.soc2018_code})",
        unit="usd_year",
        value=float(value) if value is not None else None,
        status=status,
        period=wage.period,
        place=wage.area,
        origins=(wage.origin_id,),
        method="as published",
        no_interval=None if value is None else "the producer publishes a standard error for the mean only",
        flags=flags,
        inputs=(
            ("row", wage.origin_row),
            ("employment", wage.employment or "not published"),
            ("mean annual wage, USD", wage.mean or "not published"),
            (
                "relative standard error of the mean, %",
                wage.mean_rse_pct if wage.mean_rse_pct is not None else "not published",
            ),
        ),
        note=_relation_note(role, occupation),
    )


@lru_cache(_KEPT)
def wage_mean(role: Role, occupation: Occupation, wage: Wage) -> Figure:
    """The mean annual wage (USD) with the interval that its published relative standard error gives."""
    return _surveyed(
        role,
        occupation,
        wage,
        wage.mean,
        wage.mean_rse_pct,
        item=("mean", wage.period.replace(" ", "-")),
        label=f"Mean annual wage of {wage.occupation} ({occupation.soc2018_code})",
        unit="usd_year",
    )


@lru_cache(_KEPT)
def employment(role: Role, occupation: Occupation, wage: Wage) -> Figure:
    """Employment (people) in a role's closest occupation, without the self-employed."""
    return _surveyed(
        role,
        occupation,
        wage,
        wage.employment,
        wage.employment_rse_pct,
        item=("employment", wage.industry.replace("/", "-")),
        label=f"Employment of {wage.occupation} in {wage.industry}",
        unit="count",
        note="Excludes the self-employed. ",
    )


def _surveyed(
    role: Role,
    occupation: Occupation,
    wage: Wage,
    value: int | None,
    rse_percent: float | None,
    *,
    item: tuple[str, str],
    label: str,
    unit: str,
    note: str = "",
) -> Figure:
    """A value of the wage survey with the interval that its published relative standard error (%) gives."""
    interval = None
    if value is not None and rse_percent is not None:
        reach = 1.959964 * value * rse_percent / 100
        interval = Interval(value - reach, value + reach, 0.95, "producer's standard error")
    statistic, which = item
    return Figure(
        id=_id("wage", statistic, role, f"{occupation.soc2018_code}:{which}"),
        measure=f"wage.{statistic}",
        label=label,
        unit=unit,
        value=None if value is None else float(value),
        status=Status.NOT_PUBLISHED if value is None else Status.PUBLISHED,
        period=wage.period,
        place=wage.area,
        origins=(wage.origin_id,),
        method="as published",
        interval=interval,
        no_interval=None if interval or value is None else "the producer publishes no standard error for it",
        flags=_flags(occupation),
        inputs=(("row", wage.origin_row),),
        note=note + _relation_note(role, occupation),
    )


@lru_cache(_KEPT)
def sector_share(people: Figure, whole: int) -> Figure | None:
    """The share of an occupation's people who work in one sector, from its employment figure; None if unknown."""
    if people.value is None or not whole:
        return None
    return replace(
        people,
        id=people.id.replace("wage.employment", "wage.sector_share", 1),
        measure="wage.sector_share",
        label=people.label.replace("Employment of", "Share of", 1),
        unit="share",
        value=min(people.value / whole, 1.0),
        interval=None,
        no_interval="the producer publishes no standard error for the share",
        method="employment of the sector / employment of the occupation",
        parts=(people.id,),
        inputs=(*people.inputs, ("people in all sectors", whole)),
    )


@lru_cache(_KEPT)
def prevailing_wage(role: Role, occupation: Occupation, level: WageLevel) -> Figure:
    """The median over United States counties of one prevailing wage level (USD an hour) of an occupation."""
    return Figure(
        id=_id("prevailing_wage", f"level-{level.level}", role, occupation.soc2018_code),
        measure="prevailing_wage.p50",
        label=f"Prevailing wage, level {level.level}, of occupation {occupation.soc2018_code}, median county",
        unit="usd_hour",
        value=level.p50,
        status=Status.MEASURED,
        period="about 2025-26",
        place="United States",
        origins=(level.origin_id,),
        method="median over counties",
        n=level.counties,
        n_of="counties",
        no_interval="every county of the file, not a sample",
        flags=_flags(occupation),
        inputs=(("a tenth of the counties is below, USD an hour", level.p10), ("a tenth is above", level.p90)),
        note=_relation_note(role, occupation),
    )


def projected(role: Role, occupation: Occupation, p: Projection, what: str) -> Figure:
    """One projected figure: 'change' (percent), 'openings' (thousand a year) or 'employment' (thousand)."""
    label, unit, value = {
        "change": ("Projected change of employment", "percent", p.change_percent),
        "openings": ("Projected openings a year", "thousand", p.openings_per_year),
        "employment": ("Employment in the base year", "thousand", p.base),
    }[what]
    return Figure(
        id=_id("projection", what, role, occupation.soc2018_code),
        measure=f"projection.{what}",
        label=f"{label}, {p.occupation} ({occupation.soc2018_code})",
        unit=unit,
        value=value,
        status=Status.NOT_PUBLISHED if value is None else Status.PUBLISHED,
        period=p.period,
        place="United States",
        origins=(p.origin_id,),
        method="as published",
        no_interval=None if value is None else "the producer publishes projections without intervals",
        flags=_flags(occupation),
        inputs=(("row", p.origin_row),),
        note=_relation_note(role, occupation),
    )


@lru_cache(_KEPT)
def rating(role: Role, occupation: Occupation, r: Rating) -> Figure:
    """The importance of one descriptor for a role's closest occupation, on the producer's scale."""
    interval = Interval(r.low, r.high, 0.95, "producer") if r.low is not None and r.high is not None else None
    extra = {Flag.PROXY} if r.proxy else set()
    if r.suppress:
        extra.add(Flag.LOW_PRECISION)
    who = "raters or workers asked"
    return Figure(
        id=_id(r.domain, "importance", role, f"{occupation.code}:{r.element_id}"),
        measure=f"{r.domain}.importance",
        label=f"{r.element}: importance for {occupation.label}",
        unit="score_1_5" if r.scale == "IM" else "score_1_7",
        value=r.importance,
        status=Status.PUBLISHED,
        period=r.period,
        place="United States",
        origins=(r.origin_id,),
        method="as published",
        n=r.n,
        n_of=who if r.n is not None else None,
        interval=interval,
        no_interval=None if interval else "the producer publishes no standard error here",
        flags=_flags(occupation) | frozenset(extra),
        inputs=() if r.level is None else (("level needed, 0 to 7", r.level),),
        note=("Mean of two sub-occupations, because the occupation itself is not rated. " if r.proxy else "")
        + _relation_note(role, occupation),
    )


@lru_cache(_KEPT)
def education_share(role: Role, occupation: Occupation, e: EducationShare) -> Figure:
    """Share of people asked who name a level of education as required for the occupation."""
    interval = Interval(e.low, e.high, 0.95, "producer") if e.low is not None and e.high is not None else None
    return Figure(
        id=_id("required_education", "share", role, f"{occupation.code}:{e.category}"),
        measure="required_education.share",
        label=f"{occupation.label}: {e.label} named as required",
        unit="share",
        value=e.share,
        status=Status.PUBLISHED,
        period=e.period,
        place="United States",
        origins=(e.origin_id,),
        method="as published",
        n=e.n,
        n_of="workers or experts asked" if e.n is not None else None,
        interval=interval,
        no_interval=None if interval else "the producer publishes no interval here",
        flags=_flags(occupation) | (frozenset({Flag.LOW_PRECISION}) if e.suppress else frozenset()),
        note=_relation_note(role, occupation),
    )


def is_part(occupation: Occupation) -> bool:
    """Whether an O*NET occupation is a part of its SOC code, whose wages and projections are of the whole code."""
    return occupation.scheme == "onetsoc2019" and not occupation.code.endswith(".00")


def standing(occupation: Occupation) -> str:
    """How the producer's wages and projections of an occupation stand to the role that it is shown for."""
    return "the wider group" if is_part(occupation) else RELATED[occupation.relation]


def _relation_note(role: Role, occupation: Occupation) -> str:
    """How the occupation relates to the role, and whether its statistics are those of a wider group."""
    wider = (
        f" Wages and projections exist for the whole of {occupation.soc2018_code} only." if is_part(occupation) else ""
    )
    if occupation.relation == "exact":
        return wider.strip()
    return (
        f"{occupation.label} is {RELATED[occupation.relation]} for {role.label}: {occupation.why}".rstrip(": ") + wider
    )
