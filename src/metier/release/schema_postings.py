"""The tables that come from postings: mergeable counts, pay, open jobs, and what is computed from them."""

from __future__ import annotations

from metier.release.table_schema import TableSchema

_SLICE = {
    "role_id": "string",
    "country": "string",  # ISO 3166 alpha-2, '' unknown
    "level": "string",  # vocabulary level id; 'unspecified' where the title does not say
    "year": "int16",
    "workplace": "string",  # remote | hybrid | onsite | unspecified
}

_CELL = ("collection", "kind", "country", "level", "year", "workplace", "employment_type")

_STATED = {
    "low_usd_year": "list<int32>",
    "high_usd_year": "list<int32>",
    "statements": "list<int32>",
    "amounts": "int32",  # distinct amounts and ranges; more than are listed: the lists are condensed
    "employer_group": "list<int16>",  # empty: employers not recorded
    "group_statements": "list<int32>",
    "group_log_pay": "list<float>",
}

POSTING_TABLES: dict[str, TableSchema] = {
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
    # -- stated pay: one row a full cell, whose size does not grow with the postings -------------
    "pay": TableSchema(
        row=(
            "stated pay of one role in one full cell: distinct amounts (low = high) and ranges with the number that"
            " state them, and how much each employer group states"
        ),
        columns={"collection": "string", "kind": "string", **_SLICE, "employment_type": "string", **_STATED},
        sort=("role_id", *_CELL),
        row_group=1024,
    ),
    "pay_titles": TableSchema(
        row="stated pay of one title as it is typed, in one full cell; also of titles that name no role",
        columns={
            "collection": "string",
            "kind": "string",
            "title_key": "string",  # metier.reading.normalise.label_key
            "title": "string",  # commonest spelling
            **_SLICE,  # role_id: what the title is read as, '' none
            "employment_type": "string",
            **_STATED,
        },
        sort=("title_key", *_CELL),
        row_group=1024,
    ),
    "pay_trend": TableSchema(
        row=(
            "how pay in one period differs from the newest period of its series at one mix of jobs (log points; the"
            " newest is 0), with what was measured otherwise before it and why the series ends"
        ),
        columns={
            "collection": "string",
            "kind": "string",  # advertised | survey
            "role_id": "string",  # a role, 'family:<family>' or 'all'
            "country": "string",  # '': all countries
            "grain": "string",  # year | month
            "period": "string",  # 2024 | 2024-09
            "statements": "int32",  # that tell of it: of kinds of jobs that other periods show too
            "employers": "int16",  # groups of employers among them; 0: not recorded
            "change_log": "double",
            "low_log": "double",
            "high_log": "double",
            "break_before": "string",  # why what is before this period is another measure; '' if it is not
            "ends": "string",  # why nothing newer is told; '' otherwise
        },
        sort=("role_id", "collection", "kind", "country", "grain", "period"),
    ),
    "pay_effects": TableSchema(
        row=(
            "how much more or less (log points) jobs that show an item are advertised at than jobs that show its base,"
            " all else that is known being alike: an association"
        ),
        columns={
            "collection": "string",
            "kind": "string",  # advertised
            "feature": "string",  # role | level | country | workplace | industry | technology ...
            "item_id": "string",
            "base": "string",  # another item, 'mean' (of the feature's items) or 'without it'
            "effect_log": "double",
            "low_log": "double",
            "high_log": "double",
            "postings": "int32",  # that show the item
            "employers": "int32",  # 0: not recorded
        },
        sort=("collection", "kind", "feature", "item_id"),
    ),
    "pay_estimator": TableSchema(
        row="one number that an estimate of a described job's pay adds up (metier.statistics.pay_estimate)",
        columns={
            "part": "string",  # pay | spread | quantile | newest | split | leaf | mix | place
            "term": "string",
            "value": "double",
            "postings": "int32",  # that show the term; 0 where that has no meaning
        },
        sort=("part", "term"),
    ),
    "pay_parents": TableSchema(
        row=(
            "one number of what a collection and kind of stated pay teach about thin cells: log pay that a role, level"
            " or country adds, how cells scatter, how alike one employer's statements are"
        ),
        columns={
            "collection": "string",
            "kind": "string",
            "part": "string",  # see metier.statistics.pay_parents_rows
            "term": "string",
            "value": "double",
            "variance": "double",  # of what is not known of an addition; 0 for other parts
        },
        sort=("collection", "kind", "part", "term"),
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
    "technology_pairs": TableSchema(
        row=(
            "a technology that postings name beside another: how often, and how much more often than other postings of"
            " the same roles"
        ),
        columns={
            "collection": "string",
            "technology_id": "string",
            "companion_id": "string",
            "common_rank": "int16",  # 1: the companion that most postings name; 0: not among the commonest
            "lifted_rank": "int16",  # 1: the one most associated; 0: not among the most associated
            "postings": "int32",  # that name the technology
            "both_postings": "int32",
            "both_employers": "int32",
            "share": "double",  # of the technology's postings that name the companion
            "share_low": "double",
            "share_high": "double",
            "ratio_log": "double",
            "low_log": "double",
            "high_log": "double",
        },
        sort=("technology_id", "collection", "companion_id"),
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
}
