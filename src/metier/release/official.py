"""Official statistics of an occupation, as rows: ratings, wages, projections, education, skills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from metier.release.of_each import OfEach, among, rows_of_each
from metier.release.reader import Release, remembered

NATIONAL, CROSS_INDUSTRY = "0000000", "000000"
METROPOLITAN = "M"  # type of area


@dataclass(frozen=True, slots=True)
class Occupation:
    """An official occupation and how a role relates to it ('exact' for the occupation itself)."""

    occupation_id: str
    scheme: str
    code: str
    label: str
    soc2018_code: str
    isco08_code: str
    job_zone: int | None
    green_share: float | None
    rated: bool
    origin_id: str
    relation: str = "exact"
    why: str = ""


_COLUMNS = (
    "o.occupation_id, o.scheme, o.code, o.label, o.soc2018_code, o.isco08_code, o.job_zone,"
    " o.green_share, o.rated, o.origin_id"
)


@remembered
def occupations_of(release: Release, role_id: str) -> list[Occupation]:
    """The official occupations that a role links to, best first; an occupation is its own."""
    linked = _linked(release).get(role_id)
    if linked is not None:
        return linked
    rows = release.rows(
        f"SELECT {_COLUMNS} FROM occupations o WHERE o.occupation_id = ?", (role_id,), tables=("occupations",)
    )
    return [Occupation(*row) for row in rows]


@remembered
def _linked(release: Release) -> dict[str, list[Occupation]]:
    """The official occupations of every role that links to some, best first."""
    rows = release.rows(
        f"SELECT l.role_id, {_COLUMNS}, l.relation, l.why FROM role_links l"
        " JOIN occupations o USING (occupation_id) ORDER BY l.role_id, l.rank",
        tables=("role_links", "occupations"),
    )
    found: dict[str, list[Occupation]] = {}
    for role_id, *occupation in rows:
        found.setdefault(role_id, []).append(Occupation(*occupation))
    return found


@dataclass(frozen=True, slots=True)
class Wage:
    """Wages of one occupation in one area, USD a year. ``status`` has a letter a percentile (P, T, N)."""

    occupation: str  # the producer's name of the code, which may be wider than an O*NET occupation
    period: str
    area: str
    industry: str
    employment: int | None
    employment_rse_pct: float | None
    mean: int | None
    mean_rse_pct: float | None
    percentiles: tuple[int | None, int | None, int | None, int | None, int | None]
    status: str
    origin_id: str
    origin_row: str


def wages(
    release: Release,
    soc2018_code: str,
    *,
    area: str = NATIONAL,
    area_type: str = "N",
    by_industry: bool = False,
) -> list[Wage]:
    """Wages of an occupation in one area, newest period first; by sector when ``by_industry``."""
    return [
        wage
        for area_code, industry_code, wage in wages_of(release, soc2018_code, area_type == METROPOLITAN).get(
            area_type, ()
        )
        if (area_type == "N" or area_code == area) and (industry_code != CROSS_INDUSTRY) == by_industry
    ]


def best_paid_areas(release: Release, soc2018_code: str, area_type: str, limit: int) -> list[Wage]:
    """The areas of one type with the highest median wage of an occupation, highest first."""
    found = [
        wage
        for _, _, wage in wages_of(release, soc2018_code, area_type == METROPOLITAN).get(area_type, ())
        if wage.percentiles[2] is not None
    ]
    return sorted(found, key=lambda wage: (-(wage.percentiles[2] or 0), wage.area))[:limit]


_Wages = dict[str, list[tuple[str, str, Wage]]]


def _wages_of_each(release: Release, soc2018_codes: Sequence[str], metropolitan: bool) -> dict[str, _Wages]:
    """(area code, industry code, wage) of some occupations by type of area, newest period first.

    Metropolitan areas are many, and read apart.
    """
    wanted, asked = among("soc2018_code", soc2018_codes)
    rows = release.rows(
        "SELECT soc2018_code, area_type, area_code, industry_code, occupation, period, area, industry, employment,"
        " employment_rse_pct, mean_usd_year, mean_rse_pct, p10_usd_year, p25_usd_year, p50_usd_year, p75_usd_year,"
        " p90_usd_year, percentile_status, origin_id, origin_row FROM wages"
        f" WHERE {wanted} AND (area_type = ?) = ?"
        " ORDER BY right(period, 4) DESC, employment DESC NULLS LAST, area_code, industry_code",
        (*asked, METROPOLITAN, metropolitan),
        tables=("wages",),
    )
    return {code: _by_area_type(found) for code, found in rows_of_each(rows, soc2018_codes).items()}


def _by_area_type(rows: list[tuple[Any, ...]]) -> _Wages:
    found: _Wages = {}
    for area_type, area_code, industry_code, *row in rows:
        occupation, period, area, industry, employment, employment_rse, mean, mean_rse = row[:8]
        p10, p25, p50, p75, p90, status, origin_id, origin_row = row[8:]
        wage = Wage(
            occupation=occupation,
            period=period,
            area=area,
            industry=industry,
            employment=employment,
            employment_rse_pct=employment_rse,
            mean=mean,
            mean_rse_pct=mean_rse,
            percentiles=(p10, p25, p50, p75, p90),
            status=status,
            origin_id=origin_id,
            origin_row=origin_row,
        )
        found.setdefault(area_type, []).append((area_code, industry_code, wage))
    return found


wages_of = OfEach(_wages_of_each)


@dataclass(frozen=True, slots=True)
class Projection:
    """Projected employment of one occupation; employment in thousands."""

    occupation: str
    period: str
    base: float | None
    projected: float | None
    change_percent: float | None
    openings_per_year: float | None
    education: str
    experience: str
    training: str
    factors: list[str]
    origin_id: str
    origin_row: str


def _projections(release: Release, soc2018_codes: Sequence[str]) -> dict[str, Projection | None]:
    """The employment projection of each occupation, or None where it has none."""
    wanted, asked = among("soc2018_code", soc2018_codes)
    rows = release.rows(
        "SELECT soc2018_code, occupation, period, employment_base_thousand, employment_projected_thousand,"
        " change_percent, openings_thousand_per_year, coalesce(entry_education, ''), coalesce(entry_experience, ''),"
        " coalesce(on_the_job_training, ''), coalesce(factors, []), origin_id, origin_row"
        f" FROM projections WHERE {wanted}",
        asked,
        tables=("projections",),
    )
    of_each = rows_of_each(rows, soc2018_codes)
    return {code: Projection(*found[0]) if found else None for code, found in of_each.items()}


projection = OfEach(_projections)


@dataclass(frozen=True, slots=True)
class Rating:
    """The rating of one descriptor of an occupation on its scale."""

    domain: str
    element_id: str
    element: str
    scale: str
    importance: float
    level: float | None
    n: int | None
    se: float | None
    low: float | None
    high: float | None
    suppress: bool
    proxy: bool
    period: str
    origin_id: str


def _ratings(release: Release, occupation_ids: Sequence[str]) -> dict[str, tuple[Rating, ...]]:
    """Every rating of each occupation, most important first within a domain."""
    wanted, asked = among("occupation_id", occupation_ids)
    rows = release.rows(
        "SELECT occupation_id, domain, element_id, element, scale, importance, level_0_7, n, se, ci_low, ci_high,"
        " coalesce(recommend_suppress, false), proxy, period, origin_id FROM occupation_ratings"
        f" WHERE {wanted} AND importance IS NOT NULL"
        " ORDER BY domain, importance DESC, element",
        asked,
        tables=("occupation_ratings",),
    )
    return {code: tuple(Rating(*row) for row in found) for code, found in rows_of_each(rows, occupation_ids).items()}


ratings = OfEach(_ratings)


@dataclass(frozen=True, slots=True)
class EducationShare:
    """Share of workers or experts who name a level of education as required."""

    category: int
    label: str
    share: float
    n: int | None
    low: float | None
    high: float | None
    suppress: bool
    period: str
    origin_id: str


def _education(release: Release, occupation_ids: Sequence[str]) -> dict[str, tuple[EducationShare, ...]]:
    """The required levels of education of each occupation, lowest first."""
    wanted, asked = among("occupation_id", occupation_ids)
    rows = release.rows(
        "SELECT occupation_id, category, category_label, share, n, ci_low, ci_high,"
        " coalesce(recommend_suppress, false), period, origin_id FROM occupation_education"
        f" WHERE {wanted} AND share IS NOT NULL ORDER BY category",
        asked,
        tables=("occupation_education",),
    )
    of_each = rows_of_each(rows, occupation_ids)
    return {code: tuple(EducationShare(*row) for row in found) for code, found in of_each.items()}


education = OfEach(_education)


@dataclass(frozen=True, slots=True)
class NamedSkill:
    """A skill that ESCO lists for an occupation."""

    skill_id: str
    skill: str
    skill_type: str | None  # skill | knowledge; None where the producer's file does not say
    relation: str
    transversal: bool
    origin_id: str


def _named_skills(release: Release, occupation_ids: Sequence[str]) -> dict[str, tuple[NamedSkill, ...]]:
    """The skills that ESCO calls essential or optional for each occupation, in label order."""
    wanted, asked = among("occupation_id", occupation_ids)
    rows = release.rows(
        "SELECT occupation_id, skill_id, skill, skill_type, relation, coalesce(transversal, false), origin_id"
        f" FROM occupation_skills WHERE {wanted} ORDER BY skill, skill_id",
        asked,
        tables=("occupation_skills",),
    )
    of_each = rows_of_each(rows, occupation_ids)
    return {code: tuple(NamedSkill(*row) for row in found) for code, found in of_each.items()}


named_skills = OfEach(_named_skills)


def _technologies(
    release: Release, occupation_ids: Sequence[str]
) -> dict[str, tuple[tuple[str, str, bool, bool, str], ...]]:
    """(technology, kind, hot, in demand, origin id) that O*NET lists for each occupation, in-demand and hot first."""
    wanted, asked = among("occupation_id", occupation_ids)
    rows = release.rows(
        "SELECT occupation_id, technology, commodity, coalesce(hot, false), coalesce(in_demand, false), origin_id"
        f" FROM occupation_technologies WHERE {wanted}"
        " ORDER BY in_demand DESC, hot DESC, technology",
        asked,
        tables=("occupation_technologies",),
    )
    of_each = rows_of_each(rows, occupation_ids)
    return {code: tuple(found) for code, found in of_each.items()}


listed_technologies = OfEach(_technologies)


@remembered
def related_occupations(release: Release, occupation_id: str, limit: int = 6) -> tuple[tuple[str, str], ...]:
    """(occupation id, label) that O*NET relates to an occupation, closest first."""
    rows = release.rows(
        "SELECT r.related_id, o.label FROM occupation_related r"
        " JOIN occupations o ON o.occupation_id = r.related_id"
        f" WHERE r.occupation_id = ? ORDER BY r.rank LIMIT {limit:d}",
        (occupation_id,),
        tables=("occupation_related", "occupations"),
    )
    return tuple(rows)


def purchasing_power(release: Release, country: str) -> tuple[int, str, float, float | None, str] | None:
    """(year, currency, local units per international dollar, local units per USD, origin id), newest."""
    return _purchasing_power(release).get(country)


@remembered
def _purchasing_power(release: Release) -> dict[str, tuple[int, str, float, float | None, str]]:
    """The newest purchasing power of every country."""
    rows = release.rows(
        "SELECT country, year, currency, ppp_lcu_per_international_usd, lcu_per_usd, origin_id"
        " FROM purchasing_power"
        " WHERE ppp_lcu_per_international_usd IS NOT NULL AND lcu_per_usd IS NOT NULL ORDER BY year",
        tables=("purchasing_power",),
    )
    return {row[0]: (row[1], row[2], row[3], row[4], row[5]) for row in rows}


@remembered
def country_names(release: Release) -> dict[str, str]:
    """The English name of each country by ISO code."""
    return dict(release.rows("SELECT item_id, label FROM items WHERE measure = 'country'", tables=("items",)))


@dataclass(frozen=True, slots=True)
class WageLevel:
    """A prevailing wage level of an occupation: quantiles over United States counties, USD an hour."""

    level: str
    counties: int
    p10: float
    p50: float
    p90: float
    origin_id: str


def wage_levels(release: Release, soc2018_code: str) -> list[WageLevel]:
    """The prevailing wage levels I to IV of an occupation; none where the file does not cover it."""
    return _wage_levels(release).get(soc2018_code, [])


@remembered
def _wage_levels(release: Release) -> dict[str, list[WageLevel]]:
    """Every prevailing wage level by occupation: the table is small."""
    found: dict[str, list[WageLevel]] = {}
    for code, *level in release.rows(
        "SELECT soc2018_code, wage_level, counties, p10_usd_hour, p50_usd_hour, p90_usd_hour, origin_id"
        " FROM prevailing_wages ORDER BY soc2018_code, p50_usd_hour",
        tables=("prevailing_wages",),
    ):
        found.setdefault(code, []).append(WageLevel(*level))
    return found


@remembered
def crosswalk(release: Release, occupation_id: str) -> list[tuple[str, str, str]]:
    """(label, scheme, code) of up to five occupations that a published crosswalk pairs with one, most alike first."""
    return release.rows(
        "SELECT o.label, o.scheme, o.code FROM occupation_crosswalk c JOIN occupations o"
        " ON o.occupation_id = CASE WHEN c.esco_id = ? THEN c.onet_id ELSE c.esco_id END"
        " WHERE ? IN (c.esco_id, c.onet_id) GROUP BY ALL ORDER BY max(c.similarity) DESC, o.label LIMIT 5",
        (occupation_id, occupation_id),
        tables=("occupation_crosswalk", "occupations"),
    )
