"""The tables of a release: columns, types, order and meaning. The one contract of build and release.

Types are Arrow type names as ``pyarrow.type_for_alias`` knows them ("string", "int32", "double",
"bool", "list<string>"). Rows are sorted by ``sort`` before writing, so the same facts give the same
bytes. Column names carry unit and scheme.
"""

from __future__ import annotations

from metier.release.schema_official import OFFICIAL_TABLES
from metier.release.schema_postings import POSTING_TABLES
from metier.release.table_schema import TableSchema

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
    **POSTING_TABLES,
    **OFFICIAL_TABLES,
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
