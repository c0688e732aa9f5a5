"""Data checks: each is SQL that selects failing rows; a release is sealed only when none does."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from metier.errors import ReleaseError

_PAY = """
    SELECT kind, low_usd_year, high_usd_year, statements, employer_group, group_statements, group_log_pay, amounts
    FROM pay
    UNION ALL
    SELECT kind, low_usd_year, high_usd_year, statements, employer_group, group_statements, group_log_pay, amounts
    FROM pay_titles
"""

CHECKS: dict[str, str] = {
    "every counted role is a role": "SELECT role_id FROM counts ANTI JOIN roles USING (role_id)",
    "every counted item has a name": (
        "SELECT measure, item_id FROM counts ANTI JOIN items USING (measure, item_id) WHERE item_id <> ''"
    ),
    "no item is counted more often than its postings were readable": """
        SELECT * FROM (
            SELECT collection, measure, role_id, country, level, year, workplace, employer_group,
                   max(postings) FILTER (item_id <> '') AS most,
                   coalesce(sum(postings) FILTER (item_id = ''), 0) AS readable
            FROM counts WHERE measure <> 'posting' GROUP BY ALL
        ) WHERE most > readable
    """,
    "counts are positive": "SELECT * FROM counts WHERE postings <= 0",
    "a slice stands once": """
        SELECT collection, measure, item_id, role_id, country, level, year, workplace, employer_group
        FROM counts GROUP BY ALL HAVING count(*) > 1
    """,
    "pay is ordered and within a person's reach": f"""
        SELECT * FROM (SELECT unnest(low_usd_year) AS low, unnest(high_usd_year) AS high FROM ({_PAY}))
        WHERE low > high OR low < 1000 OR high > 3000000 OR low IS NULL OR high IS NULL
    """,
    "a cell of pay states something, each amount once": f"""
        SELECT * FROM ({_PAY}) WHERE len(statements) = 0 OR list_min(statements) <= 0
            OR len(low_usd_year) <> len(statements) OR len(high_usd_year) <> len(statements)
            OR len(list_distinct(list_zip(low_usd_year, high_usd_year))) <> len(statements)
            OR amounts < len(statements) OR amounts > list_sum(statements)
    """,
    "employers state what their cell holds": f"""
        SELECT * FROM ({_PAY}) WHERE len(employer_group) > 0 AND (
            list_sum(group_statements) <> list_sum(statements) OR list_min(group_statements) <= 0
            OR len(list_distinct(employer_group)) <> len(group_statements)
            OR len(group_log_pay) <> len(group_statements)
            OR exp(list_min(group_log_pay)) < 990 OR exp(list_max(group_log_pay)) > 3030000)
    """,
    "a cell of pay stands once": """
        SELECT role_id, '' AS title_key, collection, kind, country, level, year, workplace, employment_type
        FROM pay GROUP BY ALL HAVING count(*) > 1
        UNION ALL
        SELECT '', title_key, collection, kind, country, level, year, workplace, employment_type
        FROM pay_titles GROUP BY ALL HAVING count(*) > 1
    """,
    "a title has one spelling and is read as one role or none": """
        SELECT title_key FROM pay_titles GROUP BY title_key
        HAVING count(DISTINCT (title, role_id)) > 1 OR title_key = ''
        UNION ALL SELECT role_id FROM pay_titles ANTI JOIN roles USING (role_id) WHERE role_id <> ''
    """,
    "pay never pools kinds": f"SELECT * FROM ({_PAY}) WHERE kind NOT IN ('advertised', 'survey')",
    "wage percentiles ascend": """
        SELECT * FROM wages WHERE p10_usd_year > p25_usd_year OR p25_usd_year > p50_usd_year
            OR p50_usd_year > p75_usd_year OR p75_usd_year > p90_usd_year
    """,
    "shares of a level of education are shares": ("SELECT * FROM occupation_education WHERE NOT share BETWEEN 0 AND 1"),
    "ratings lie on their scale": """
        SELECT * FROM occupation_ratings
        WHERE importance < 0 OR importance > 7 OR (scale = 'IM' AND importance > 5)
    """,
    "every link leads to an occupation": (
        "SELECT occupation_id FROM role_links ANTI JOIN occupations USING (occupation_id)"
    ),
    "every role has a preferred label": """
        SELECT role_id FROM roles ANTI JOIN (
            SELECT role_id FROM role_labels WHERE kind = 'preferred') USING (role_id)
    """,
    "every origin is described": """
        SELECT DISTINCT origin_id FROM (
            SELECT origin_id FROM wages UNION ALL SELECT origin_id FROM projections
            UNION ALL SELECT origin_id FROM occupation_ratings UNION ALL SELECT origin_id FROM occupations
        ) ANTI JOIN origins USING (origin_id)
    """,
    "priors are shares": "SELECT * FROM priors WHERE NOT mean_share BETWEEN 0 AND 1 OR strength_postings <= 0",
    "technologies named together are two, and have names": """
        SELECT technology_id FROM technology_pairs WHERE technology_id = companion_id UNION ALL
        SELECT item_id FROM (
            SELECT technology_id AS item_id FROM technology_pairs UNION ALL SELECT companion_id FROM technology_pairs
        ) ANTI JOIN (SELECT item_id FROM items WHERE measure = 'technology') USING (item_id)
    """,
    "a pair of technologies is counted within its parts": """
        SELECT * FROM technology_pairs WHERE both_postings > postings OR both_employers > both_postings
            OR NOT share BETWEEN share_low AND share_high OR NOT ratio_log BETWEEN low_log AND high_log
            OR (common_rank = 0 AND lifted_rank = 0)
    """,
    "open jobs have a link": "SELECT * FROM jobs WHERE url NOT LIKE 'https://%' AND url NOT LIKE 'http://%'",
}


def run_checks(tables: Mapping[str, pa.Table]) -> dict[str, int]:
    """Failing rows by check, all zero; else a ReleaseError that names each check with an example."""
    con = duckdb.connect(":memory:")
    for name, table in tables.items():
        con.register(name, table)
    failed = []
    for check, sql in CHECKS.items():
        rows = con.execute(f"SELECT * FROM ({sql}) LIMIT 1000").fetchall()
        if rows:
            failed.append(f"{check}: {len(rows)} rows fail, such as {rows[0]}")
    if failed:
        raise ReleaseError(
            "the release is refused by its data checks:\n  " + "\n  ".join(failed),
            hint="Mend the source or the step; an earlier release in the folder is untouched.",
        )
    return dict.fromkeys(CHECKS, 0)
