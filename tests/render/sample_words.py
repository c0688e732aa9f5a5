"""Invented words, hostile words and invented sources."""

from __future__ import annotations

from metier.model import Origin

HOSTILE = '<script>alert("x")</script> & <b>bold</b> [link](javascript:alert(1)) | `tick` *star*'
RTL = "مهندس بيانات \u202eأول"
LONG = "Coordinating-unbroken-cross-departmental-stakeholder-expectation-management-and-reporting/" * 2
TOOLS = [
    "Python",
    "SQL",
    "R",
    "Java",
    "Scala",
    "Spark",
    "Airflow",
    "dbt",
    "Docker",
    "Kubernetes",
    "Terraform",
    "Git",
    "Jira",
    "Confluence",
    "Excel",
    "Tableau",
    "Looker",
    "Snowflake",
    "BigQuery",
    "Redshift",
    "Kafka",
    "Flink",
    "Ray",
    "MLflow",
]
DUTIES = (
    "Build and test models",
    "Lead and grow a team",
    "Set priorities with stakeholders",
    "Run services in production",
    "Design data pipelines",
    "Explain results to people who decide",
    "Hire and review performance",
    "Plan experiments and read their results",
    "Review code",
    "Choose what to measure",
    "Keep documentation current",
    "Manage budgets and suppliers",
)
SKILLS = (
    "Machine learning",
    "Statistics",
    "Communication",
    "People management",
    "Software design",
    "Testing",
    "Cloud computing",
    "Problem solving",
    "Experiment design",
    "Project planning",
    "Writing",
    "Negotiation",
)
POSTINGS = Origin(
    origin_id="synthetic_postings",
    producer="Synthetic Example Office",
    title="Invented postings",
    version="1.0",
    licence="CC0-1.0",
    citation="Synthetic Example Office (2026), Invented postings, version 1.0.",
    url="https://example.org/postings?a=1&b=2",
    period="2024 to 2025",
    date_published="2026-01-15",
    files=(("postings.csv", "ab" * 32),),
    rows_read=12_345,
    rows_kept=9_876,
)
WAGES = Origin(
    origin_id="synthetic_wages",
    producer="Synthetic Example Bureau",
    title="Invented wage survey",
    version="2025",
    licence="Public domain",
    citation="Synthetic Example Bureau (2025), Invented wage survey, May 2025.",
    url="https://example.org/wages",
    period="May 2025",
    date_published="2026-03-31",
    rows_read=900,
    rows_kept=880,
)
RATINGS = Origin(
    origin_id="synthetic_ratings",
    producer="Synthetic <Rating> Centre",
    title="Invented ratings & scores",
    version="31.0",
    licence="CC BY 4.0",
    citation="Synthetic <Rating> Centre (2026), Invented ratings & scores 31.0.",
    url="javascript:alert(1)",
)
SECTIONS = (
    ("short", "In short"),
    ("definitions", "Definitions"),
    ("responsibilities", "Responsibilities"),
    ("skills", "Skills"),
    ("education", "Education and experience"),
    ("tools", "Tools and software"),
    ("industries", "Industries"),
    ("pay", "Pay"),
    ("outlook", "Outlook"),
    ("start", "How to get started"),
    ("jobs", "Open jobs"),
    ("related", "Related"),
)
