"""The tables that come from official statistics and classifications."""

from __future__ import annotations

from metier.release.table_schema import TableSchema

OFFICIAL_TABLES: dict[str, TableSchema] = {
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
    "prevailing_areas": TableSchema(
        row="prevailing wage levels I-IV of one occupation in the counties of one wage area",
        columns={
            "soc2018_code": "string",
            "area": "int16",  # a number within the occupation
            # "TX|callahan": the state's code and the county in small letters; all of an area have one wage
            "counties": "list<string>",
            **{f"level_{level}_usd_hour": "double" for level in ("i", "ii", "iii", "iv")},
            "origin_id": "string",
        },
        sort=("soc2018_code", "area"),
    ),
    "exchange_rates": TableSchema(
        row="the mean exchange rate of one currency in one year, in units of it per US dollar",
        columns={
            "currency": "string",  # ISO 4217
            "year": "int16",
            "per_usd": "double",
            "days": "int16",  # days in the mean; null where the producer publishes the mean itself
            "last_day": "string",  # of them; the year's last where the producer publishes the mean itself
            "origin_id": "string",
        },
        sort=("currency", "year"),
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
