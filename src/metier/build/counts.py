"""Counts of postings by slice and employer group: the mergeable heart of a release."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pyarrow as pa

from metier.reading.technology import resolve_tag
from metier.vocabulary import rule

_SLICE = "collection, role_id, country, level, year, workplace"


def _tags(postings: pa.Table) -> pa.Table:
    """A table (tag, technology_id) of the producers' tags that the vocabulary knows."""
    tags = sorted({tag for tags in postings["tags"].to_pylist() if tags for tag in tags if tag})
    known = [(tag, technology) for tag in tags if (technology := resolve_tag(tag))]
    return pa.table(
        {
            "tag": pa.array([k[0] for k in known], pa.string()),
            "technology_id": pa.array([k[1] for k in known], pa.string()),
        }
    )


def named_technologies(postings: pa.Table, readings: pa.Table) -> pa.Table:
    """A table (posting_id, technology_id) of what each posting names, by its producer's tags or its text."""
    con = duckdb.connect(":memory:")
    con.register("postings", postings.select(["posting_id", "tags"]))
    con.register("readings", readings)
    con.register("tags", _tags(postings))
    return con.sql(f"SELECT * FROM ({_FACTS['technology'][0]}) AS f(posting_id, technology_id)").to_arrow_table()


def _slices(con: duckdb.DuckDBPyConnection) -> None:
    """The view ``slice``: one row a counted posting, with its slice spelt out."""
    con.execute("""
        CREATE TABLE slice AS
        SELECT posting_id, collection, role_id, coalesce(country, '') AS country, level, year,
               coalesce(workplace, 'unspecified') AS workplace, employer_group, employer_hash,
               employer_named,
               date, first_seen, last_seen, title_score
        FROM postings WHERE role_id <> ''
    """)


_FACTS = {
    # measure: (rows of (posting_id, item_id)), (postings in which the measure could be read)
    "technology": (
        """SELECT DISTINCT p.posting_id, t.technology_id FROM
             (SELECT posting_id, unnest(tags) AS tag FROM postings WHERE tags IS NOT NULL) p
             JOIN tags t USING (tag)
           UNION SELECT posting_id, unnest(technologies_required) FROM readings
           UNION SELECT posting_id, unnest(technologies_preferred) FROM readings""",
        """SELECT posting_id FROM postings WHERE tags IS NOT NULL
           UNION SELECT posting_id FROM readings WHERE language = 'en'""",
    ),
    "technology_required": (
        "SELECT posting_id, unnest(technologies_required) FROM readings",
        "SELECT posting_id FROM readings WHERE language = 'en'",
    ),
    "technology_preferred": (
        "SELECT posting_id, unnest(technologies_preferred) FROM readings",
        "SELECT posting_id FROM readings WHERE language = 'en'",
    ),
    "duty": (
        "SELECT posting_id, unnest(duties) FROM readings",
        "SELECT posting_id FROM readings WHERE language = 'en' AND len(duties) > 0",
    ),
    "education_min": (
        "SELECT posting_id, education_min FROM readings WHERE education_min <> 'unspecified'",
        "SELECT posting_id FROM readings WHERE education_min <> 'unspecified'",
    ),
    "education_preferred": (
        "SELECT posting_id, education_preferred FROM readings WHERE education_preferred IS NOT NULL",
        "SELECT posting_id FROM readings WHERE language = 'en'",
    ),
    "experience_years": (
        """SELECT posting_id, CAST(CAST(least(experience_years_min, 20) AS INTEGER) AS VARCHAR)
           FROM readings WHERE experience_years_min IS NOT NULL""",
        "SELECT posting_id FROM readings WHERE experience_years_min IS NOT NULL",
    ),
    "employment_type": (
        "SELECT posting_id, employment_type FROM postings WHERE employment_type IS NOT NULL",
        "SELECT posting_id FROM postings WHERE employment_type IS NOT NULL",
    ),
    "workplace": (
        "SELECT posting_id, workplace FROM postings WHERE workplace IS NOT NULL",
        """SELECT posting_id FROM postings
           WHERE workplace IS NOT NULL OR collection IN ('data-jobs', 'ats-radar')""",
    ),
    "no_degree": (
        "SELECT posting_id, 'no-degree' FROM postings WHERE no_degree",
        "SELECT posting_id FROM postings WHERE no_degree IS NOT NULL",
    ),
    "industry": (
        "SELECT posting_id, industry_id FROM industry_of",
        "SELECT posting_id FROM industry_of",
    ),
    # What the texts let be read: an item is a measure, the denominator all postings with a text.
    "read": (
        """SELECT posting_id, 'technology' FROM readings WHERE language = 'en'
           UNION ALL SELECT posting_id, 'duty' FROM readings WHERE language = 'en' AND len(duties) > 0
           UNION ALL SELECT posting_id, 'education_min' FROM readings WHERE education_min <> 'unspecified'
           UNION ALL SELECT posting_id, 'experience_years' FROM readings WHERE experience_years_min IS NOT NULL
           UNION ALL SELECT posting_id, 'employment_type' FROM readings WHERE employment_type <> 'unspecified'
           UNION ALL SELECT posting_id, 'workplace' FROM readings WHERE workplace <> 'unspecified'
           UNION ALL SELECT posting_id, 'industry' FROM readings WHERE industry_id <> 'other'""",
        "SELECT posting_id FROM readings WHERE language IS NOT NULL",
    ),
}


def count_tables(
    postings: pa.Table, readings: pa.Table, industries: pa.Table, progress: Callable[[str], None]
) -> dict[str, pa.Table]:
    """Tables ``counts``, ``employers`` and ``open_by_day`` of a release.

    ``industries`` holds (posting_id, industry_id) of postings whose employer's industry is known.
    """
    con = duckdb.connect(":memory:")
    con.register("postings", postings.drop_columns(["text"]))
    con.register("readings", readings)
    con.register("tags", _tags(postings))
    con.register("industry_of", industries)
    _slices(con)
    con.execute(f"""
        CREATE TABLE counts AS
        SELECT {_SLICE}, employer_group, 'posting' AS measure, '' AS item_id, count(*) AS postings
        FROM slice WHERE employer_group >= 0 GROUP BY ALL
    """)
    for measure, (facts, readable) in _FACTS.items():
        progress(f"counting {measure.replace('_', ' ')}")
        con.execute(f"""
            INSERT INTO counts BY NAME
            SELECT {_SLICE}, employer_group, '{measure}' AS measure, f.item_id, count(*) AS postings
            FROM slice JOIN ({facts}) AS f(posting_id, item_id) USING (posting_id)
            WHERE employer_group >= 0 GROUP BY ALL
            UNION ALL BY NAME
            SELECT {_SLICE}, employer_group, '{measure}' AS measure, '' AS item_id, count(*) AS postings
            FROM slice JOIN ({readable}) AS r(posting_id) USING (posting_id)
            WHERE employer_group >= 0 GROUP BY ALL
        """)
    return {
        "counts": con.sql("SELECT * FROM counts").to_arrow_table(),
        "employers": con.sql(
            f"SELECT DISTINCT {_SLICE}, employer_hash FROM slice WHERE employer_group >= 0 AND employer_named"
        ).to_arrow_table(),
        "open_by_day": _open_by_day(con),
    }


def _open_by_day(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """Open postings by role and day between the first and the last snapshot of a daily panel."""
    least = rule("jobs.title_score")  # as for the cards, so that the two counts agree
    return con.sql(f"""
        WITH days AS (
            SELECT DISTINCT collection, last_seen AS day FROM slice
            WHERE collection = 'ats-radar' AND last_seen IS NOT NULL
        )
        SELECT s.role_id, s.collection, d.day, count(*)::INT AS open_postings,
               count(DISTINCT s.employer_hash)::INT AS employers
        FROM slice s JOIN days d USING (collection)
        WHERE s.first_seen <= d.day AND d.day <= s.last_seen AND s.title_score >= {least}
        GROUP BY ALL
    """).to_arrow_table()


def job_table(postings: pa.Table) -> pa.Table:
    """Table ``jobs``: postings with a link that were still open on their collection's last day."""
    from metier.vocabulary import technologies

    con = duckdb.connect(":memory:")
    con.register("postings", postings.drop_columns(["text"]))
    con.register("tags", _tags(postings))
    labels = technologies()
    con.register(
        "technology",
        pa.table(
            {
                "technology_id": pa.array(list(labels), pa.string()),
                "name": pa.array([entry.label for entry in labels.values()], pa.string()),
            }
        ),
    )
    least = rule("jobs.title_score")
    return con.sql(f"""
        WITH last AS (SELECT max(last_seen) AS day FROM postings WHERE collection = 'ats-radar'),
        named AS (
            SELECT posting_id, list_sort(list(DISTINCT name)) AS skills
            FROM (SELECT posting_id, unnest(tags) AS tag FROM postings WHERE collection = 'ats-radar')
            JOIN tags USING (tag) JOIN technology USING (technology_id) GROUP BY 1
        )
        SELECT posting_id AS job_id, role_id, title, employer, coalesce(place, '') AS place,
               coalesce(country, '') AS country, level, coalesce(workplace, 'unspecified') AS workplace,
               coalesce(employment_type, 'unspecified') AS employment_type, pay_low, pay_high,
               coalesce(pay_currency, '') AS pay_currency, coalesce(pay_period, '') AS pay_period,
               coalesce(date, '') AS posted, first_seen, last_seen, url,
               coalesce(skills, []) AS skills, collection
        FROM postings JOIN last ON last_seen = last.day LEFT JOIN named USING (posting_id)
        WHERE collection = 'ats-radar' AND role_id NOT IN ('', 'other') AND url IS NOT NULL
          AND title_score >= {least}
    """).to_arrow_table()
