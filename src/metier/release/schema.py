"""The tables of a release: columns, types, order and meaning. The one contract of build and release.

Types are Arrow type names as ``pyarrow.type_for_alias`` knows them ("string", "int32", "double",
"bool", "list<string>"). Rows are sorted by ``sort`` before writing, so the same facts give the same
bytes. Column names carry unit and scheme.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table: what a row is, its columns (name -> type) and the order of its rows."""

    row: str
    columns: dict[str, str]
    sort: tuple[str, ...]
    may_be_empty: bool = False


_SLICE = {
    "role_id": "string",
    "country": "string",  # ISO 3166 alpha-2, '' unknown
    "level": "string",  # vocabulary level id; 'unspecified' where the title does not say
    "year": "int16",
    "workplace": "string",  # remote | hybrid | onsite | unspecified
}

TABLES: dict[str, TableSchema] = {
    "origins": TableSchema(
        row="one producer's product at one version",
        columns={
            "origin_id": "string",
            "producer": "string",
            "title": "string",
            "version": "string",
            "licence": "string",
            "citation": "string",
            "url": "string",
            "period": "string",
            "date_published": "string",
            "files": "list<string>",  # "name sha256"
            "rows_read": "int64",
            "rows_kept": "int64",
        },
        sort=("origin_id",),
    ),
    "dropped": TableSchema(
        row="a reason for which rows of one collection were set aside, with their number",
        columns={"collection": "string", "reason": "string", "rows": "int64"},
        sort=("collection", "reason"),
    ),
    # -- what can be compared --------------------------------------------------------------------
    "roles": TableSchema(
        row="a role of the vocabulary or an occupation of an official scheme",
        columns={
            "role_id": "string",
            "scheme": "string",
            "code": "string",
            "label": "string",
            "family": "string",
            "track": "string",
            "specialty": "string",
            "function": "string",
            "definition": "string",
            "sets_apart": "string",
        },
        sort=("role_id",),
    ),
    "role_labels": TableSchema(
        row="one name of a role, under its search key (metier.reading.normalise.label_key)",
        columns={
            "label_key": "string",
            "label": "string",
            "role_id": "string",
            "scheme": "string",
            "kind": "string",  # preferred | alternative | reported | code
        },
        sort=("label_key", "role_id", "kind", "label"),
    ),
    "role_links": TableSchema(
        row="a link of a role to an occupation of an official scheme",
        columns={
            "role_id": "string",
            "rank": "int16",  # best first within a role
            "scheme": "string",
            "code": "string",
            "occupation_id": "string",
            "label": "string",
            "relation": "string",
            "why": "string",
        },
        sort=("role_id", "rank"),
    ),
    "items": TableSchema(
        row="the name of something that is counted: a technology, duty, degree, industry, country",
        columns={"measure": "string", "item_id": "string", "label": "string", "kind": "string"},
        sort=("measure", "item_id"),
    ),
    # -- counts of postings: mergeable, one row a slice and employer group ------------------------
    "counts": TableSchema(
        row=(
            "postings of a slice and employer group that show an item; item '' counts the postings"
            " in which the measure could be read (the denominator)"
        ),
        columns={
            "collection": "string",
            "measure": "string",
            "item_id": "string",
            **_SLICE,
            "employer_group": "uint8",
            "postings": "int32",
        },
        sort=(
            "role_id",
            "measure",
            "collection",
            "item_id",
            "country",
            "level",
            "year",
            "workplace",
            "employer_group",
        ),
    ),
    "employers": TableSchema(
        row="an employer (as a 32-bit hash) with postings in a slice, to count distinct employers",
        columns={"collection": "string", **_SLICE, "employer_hash": "uint32"},
        sort=("role_id", "collection", "country", "level", "year", "workplace", "employer_hash"),
    ),
    "priors": TableSchema(
        row="the share that a role's parents lead one to expect of an item, and how strongly",
        columns={
            "collection": "string",
            "measure": "string",
            "role_id": "string",
            "item_id": "string",
            "mean_share": "double",
            "strength_postings": "double",
        },
        sort=("role_id", "measure", "collection", "item_id"),
    ),
    "related_roles": TableSchema(
        row="a role close to another by what their postings ask for",
        columns={
            "role_id": "string",
            "related_role_id": "string",
            "similarity": "double",
            "basis": "string",
        },
        sort=("role_id", "related_role_id", "basis"),
    ),
    "pay": TableSchema(
        row=(
            "stated pay of one slice: an advertised range (low < high) or single amount, rounded to"
            " three significant digits, with the number of distinct statements"
        ),
        columns={
            "collection": "string",
            "kind": "string",  # advertised | survey
            **_SLICE,
            "employment_type": "string",
            "employer_group": "int16",  # -1: employer not recorded
            "low_usd_year": "int32",
            "high_usd_year": "int32",
            "statements": "int32",
        },
        sort=(
            "role_id",
            "collection",
            "kind",
            "country",
            "level",
            "year",
            "workplace",
            "employment_type",
            "employer_group",
            "low_usd_year",
            "high_usd_year",
        ),
    ),
    "learning_order": TableSchema(
        row=(
            "a technology of a role, in the order in which learning them opens most postings;"
            " opened_share: postings of which most listed technologies are then known"
        ),
        columns={
            "role_id": "string",
            "rank": "int16",
            "technology_id": "string",
            "collection": "string",
            "postings": "int32",
            "opened_share": "double",
        },
        sort=("role_id", "rank"),
    ),
    "open_by_day": TableSchema(
        row="open postings of a role on one day, on the boards of a fixed panel of employers",
        columns={
            "role_id": "string",
            "collection": "string",
            "day": "string",
            "open_postings": "int32",
            "employers": "int32",
        },
        sort=("role_id", "collection", "day"),
    ),
    "jobs": TableSchema(
        row="an open job as its board showed it on the last day it was seen",
        columns={
            "job_id": "string",
            "role_id": "string",
            "title": "string",
            "employer": "string",
            "place": "string",
            "country": "string",
            "level": "string",
            "workplace": "string",
            "employment_type": "string",
            "pay_low": "double",
            "pay_high": "double",
            "pay_currency": "string",
            "pay_period": "string",
            "posted": "string",
            "first_seen": "string",
            "last_seen": "string",
            "url": "string",
            "skills": "list<string>",
            "collection": "string",
        },
        sort=("role_id", "job_id"),
    ),
    # -- official statistics ----------------------------------------------------------------------
    "occupations": TableSchema(
        row="an occupation of O*NET-SOC 2019 or ESCO",
        columns={
            "occupation_id": "string",  # onet-15-2051.00 | esco-<uuid>
            "scheme": "string",
            "code": "string",
            "label": "string",
            "soc2018_code": "string",
            "isco08_code": "string",
            "job_zone": "int8",
            "green_share": "double",
            "rated": "bool",
            "origin_id": "string",
        },
        sort=("occupation_id",),
    ),
    "occupation_ratings": TableSchema(
        row="the rating of one descriptor for one occupation",
        columns={
            "occupation_id": "string",
            "domain": "string",  # skill | knowledge | activity | style | value | interest
            "element_id": "string",
            "element": "string",
            "scale": "string",  # IM (1-5) | EX (1-7) | OI (1-7)
            "importance": "double",
            "level_0_7": "double",
            "n": "int32",
            "se": "double",
            "ci_low": "double",
            "ci_high": "double",
            "recommend_suppress": "bool",
            "proxy": "bool",
            "period": "string",
            "origin_id": "string",
        },
        sort=("occupation_id", "domain", "element_id", "origin_id"),
    ),
    "occupation_education": TableSchema(
        row="share of workers or experts naming a level of education as required",
        columns={
            "occupation_id": "string",
            "category": "int8",
            "category_label": "string",
            "share": "double",
            "n": "int32",
            "se_share": "double",
            "ci_low": "double",
            "ci_high": "double",
            "recommend_suppress": "bool",
            "period": "string",
            "origin_id": "string",
        },
        sort=("occupation_id", "category"),
    ),
    "occupation_technologies": TableSchema(
        row="a technology that O*NET lists for an occupation",
        columns={
            "occupation_id": "string",
            "technology": "string",
            "commodity": "string",
            "hot": "bool",
            "in_demand": "bool",
            "origin_id": "string",
        },
        sort=("occupation_id", "technology"),
    ),
    "occupation_skills": TableSchema(
        row="a skill or knowledge that ESCO calls essential or optional for an occupation",
        columns={
            "occupation_id": "string",
            "skill_id": "string",
            "skill": "string",
            "skill_type": "string",  # skill | knowledge
            "relation": "string",  # essential | optional
            "transversal": "bool",
            "digital": "bool",
            "origin_id": "string",
        },
        sort=("occupation_id", "relation", "skill_id"),
    ),
    "occupation_related": TableSchema(
        row="an occupation that O*NET relates to another, by rank",
        columns={
            "occupation_id": "string",
            "related_id": "string",
            "tier": "string",
            "rank": "int16",
            "origin_id": "string",
        },
        sort=("occupation_id", "rank"),
    ),
    "occupation_crosswalk": TableSchema(
        row="a published pair of an ESCO and an O*NET occupation, with its confidence; never chained",
        columns={
            "esco_id": "string",
            "onet_id": "string",
            "confidence": "double",
            "similarity": "double",
            "origin_id": "string",
        },
        sort=("esco_id", "onet_id"),
    ),
    "wages": TableSchema(
        row="wages of one occupation in one area and industry, measured from employers",
        columns={
            "soc2018_code": "string",
            "occupation": "string",
            "period": "string",
            "area_code": "string",
            "area": "string",
            "area_type": "string",  # N | S | M
            "industry_code": "string",
            "industry": "string",
            "employment": "int64",
            "employment_rse_pct": "double",
            "mean_usd_year": "int32",
            "mean_rse_pct": "double",
            **{f"p{p}_usd_year": "int32" for p in (10, 25, 50, 75, 90)},
            # 'published', 'top_coded' (the value is a lower bound) or 'not_published', p10 to p90,
            # as five letters P, T or N: "PPPTT"
            "percentile_status": "string",
            "location_quotient": "double",
            "origin_id": "string",
            "origin_row": "string",
        },
        sort=("soc2018_code", "period", "area_type", "area_code", "industry_code"),
    ),
    "projections": TableSchema(
        row="projected employment of one occupation",
        columns={
            "soc2018_code": "string",
            "occupation": "string",
            "period": "string",
            "employment_base_thousand": "double",
            "employment_projected_thousand": "double",
            "change_thousand": "double",
            "change_percent": "double",
            "openings_thousand_per_year": "double",
            "self_employed_percent": "double",
            "median_wage_usd_year": "int32",
            "entry_education": "string",
            "entry_experience": "string",
            "on_the_job_training": "string",
            # the producer's reasons, reduced to "demand up", "productivity down" ...; never its text
            "factors": "list<string>",
            "origin_id": "string",
            "origin_row": "string",
        },
        sort=("soc2018_code",),
    ),
    "prevailing_wages": TableSchema(
        row="prevailing wage levels I-IV of one occupation over US counties: quantiles of counties",
        columns={
            "soc2018_code": "string",
            "wage_level": "string",
            "counties": "int32",
            "p10_usd_hour": "double",
            "p50_usd_hour": "double",
            "p90_usd_hour": "double",
            "origin_id": "string",
        },
        sort=("soc2018_code", "wage_level"),
    ),
    "purchasing_power": TableSchema(
        row="purchasing power and exchange rate of one country in one year",
        columns={
            "country": "string",
            "year": "int16",
            "currency": "string",
            "ppp_lcu_per_international_usd": "double",
            "lcu_per_usd": "double",  # annual mean of the ECB's daily reference rates; null if none
            "origin_id": "string",
        },
        sort=("country", "year"),
    ),
}

COLLECTIONS: dict[str, str] = {
    "data-jobs": "Job-board postings with tagged technologies, 2023 and 2024",
    "fulltext": "Full-text postings read by metier, 2018 to 2026",
    "ats-radar": "Postings on employers' own boards, July and August 2026",
    "network-jobs": "Postings of portfolio companies, January 2026 (titles and places)",
    "asaniczka": "Job-board titles, January 2024",
    "aijobs": "Salary statements of aijobs.net, 2020 to 2025",
}
"""Collections of postings. Shares of different collections are never pooled: each reads different
things in a different way."""
