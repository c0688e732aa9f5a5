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
}
