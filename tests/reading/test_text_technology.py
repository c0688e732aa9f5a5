"""Names of technologies are found, and ordinary words that look like them are not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.reading.clauses import folded
from metier.reading.education import read_education
from metier.reading.mentions import read_technologies
from metier.reading.sections import read_sections
from metier.reading.technology import matcher, resolve_tag


def by_requirement(text: str) -> tuple[set[str], set[str]]:
    """Ids that the posting requires, and those that it only prefers."""
    document = read_sections(text)
    found = read_technologies(document, read_education(document).spans)
    required = {mention.id for mention in found if mention.requirement == "required"}
    return required, {mention.id for mention in found} - required


def ids(text: str) -> set[str]:
    return {mention.technology_id for mention in matcher().find(text)}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("You excel at building trust. People who excel in teams.", "excel"),
        ("Own our go to market plans and the Go-to-Market motion.", "go"),
        ("You manage the rest of the team. Get some rest.", "rest-api"),
        ("We invest in R&D and R & D centres.", "r"),
        ("Report to the C-level and the C-suite.", "c"),
        ("Ideas that spark joy for customers", "spark"),
        ("Write to us at jobs@python.org", "python"),
        ("Apply at https://example.com/java/index.html now", "http"),
        ("JavaScript only", "java"),
    ],
)
def test_words_that_only_look_like_a_technology(text: str, absent: str) -> None:
    assert absent not in ids(text)


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("Advanced Excel and PowerPoint", {"excel", "powerpoint"}),
        ("Experience with C++17 and Python3", {"cpp", "python"}),
        ("Proficiency in Python, R, and SQL.", {"python", "r", "sql"}),
        ("Services written in Go, Rust or Java", {"go", "rust", "java"}),
        ("Fluent in Python/R/SAS", {"python", "r", "sas"}),
        ("machine-learning models on AWS", {"machine-learning", "aws"}),
        ("PYTHON, sql & tableau", {"python", "sql", "tableau"}),
    ],
)
def test_names_are_found(text: str, present: set[str]) -> None:
    assert present <= ids(text)


@pytest.mark.parametrize(
    "text", ["Export reports to Excel in time", "Word, Excel as well as Access", "Fluent in Excel"]
)
def test_a_capital_inside_a_sentence_tells_the_program_from_the_verb(text: str) -> None:
    assert "excel" in ids(text)


@pytest.mark.parametrize("text", ["Excel in a team", "Work hard. Excel at selling", "• Excel as a leader"])
def test_a_verb_that_begins_a_sentence_is_no_program(text: str) -> None:
    assert "excel" not in ids(text)


def test_names_glued_to_their_neighbours_are_found() -> None:
    text = (
        "What you will doBuild modelsDeploy servicesLead projectsWrite codeShip productsUse dataWhat you"
        " bringPython skillsTableau skillsSQLExperience with teams"
    )
    assert {"python", "tableau", "sql"} <= ids(text)


def test_the_longest_name_wins() -> None:
    assert ids("Microsoft SQL Server administration") >= {"sql-server"}
    assert "sql" not in ids("Microsoft SQL Server administration")


def test_spans_index_the_original_text() -> None:
    text = "Wir – « İstanbul » … Python\u00a03, SQL; ＡWS – Power\u00a0BI and R."
    reading = matcher().find(text)
    assert {"python", "sql"} <= {mention.technology_id for mention in reading}
    assert all(text[mention.start : mention.end] == mention.surface for mention in reading)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("c#", "csharp"),
        ("go", "go"),
        ("r", "r"),
        ("excel", "excel"),
        ("scikit-learn", "scikit-learn"),
        ("power bi", "power-bi"),
    ],
)
def test_tags_of_producers_need_no_context(tag: str, expected: str) -> None:
    assert resolve_tag(tag) == expected


def test_an_unknown_tag_is_none() -> None:
    assert resolve_tag("no such technology 123") is None


def test_required_and_preferred_are_told_apart() -> None:
    text = (
        "Requirements\n• Strong Python and SQL\n• Tableau is a plus\n• Spark preferred\n\n"
        "Nice to have\n• Experience with Kafka\n• Airflow"
    )
    required, preferred = by_requirement(text)
    assert required == {"python", "sql"}
    assert preferred >= {"tableau", "spark", "kafka", "airflow"}


def test_a_subject_of_study_is_not_a_skill() -> None:
    text = "Requirements\n• Bachelor's degree in Statistics, Mathematics or Bioinformatics\n• Python"
    assert by_requirement(text)[0] == {"python"}


def test_what_the_employer_calls_itself_is_not_asked_for() -> None:
    text = "At Databricks, we build tools.\nRequirements\n• Python\n• Love for Databricks"
    assert by_requirement(text)[0] == {"python"}


@given(st.text(max_size=400))
def test_any_text_is_read_and_spans_hold(text: str) -> None:
    assert len(folded(text)) == len(text)
    mentions = matcher().find(text)
    assert all(text[m.start : m.end] == m.surface for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
