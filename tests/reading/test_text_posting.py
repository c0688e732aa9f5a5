"""What a reader of a posting would say about degree, years, workplace, type and duties."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.reading.posting import read_batch, read_posting
from metier.reading.source import plain


def required(*lines: str) -> str:
    return "Requirements\n" + "\n".join(f"• {line}" for line in lines)


@pytest.mark.parametrize(
    ("line", "minimum", "preferred", "substitutes"),
    [
        ("Bachelor's or Master's degree in Statistics", "bachelor", None, False),
        ("Bachelor’s degree or equivalent practical experience", "bachelor", None, True),
        ("Master's preferred", "unspecified", "master", False),
        ("Master’s degree (PhD preferred) in a quantitative field", "master", "doctorate", False),
        ("BA in Economics, MBA preferred", "bachelor", "master", False),
        ("Bachelor's or Master's preferred", "unspecified", "master", False),
        ("BS/MS in Computer Science", "bachelor", None, False),
        ("M.Sc. or Ph.D. in computer science", "master", None, False),
        ("High school diploma or GED", "secondary", None, False),
        ("No degree required", "none", None, False),
        ("Degree in Mathematics or related field", "bachelor", None, False),
        ("Advanced MS Excel skills and MS Office", "unspecified", None, False),
        ("Certified Scrum Master who knows master data management", "unspecified", None, False),
        ("You will join a team of PhDs", "unspecified", None, False),
        ("Associate in Computer Science, or 2 years of experience", "associate", None, True),
        ("An undergraduate (BS) or postgraduate (MS) degree", "bachelor", None, False),
        ("Master's degree in a related field, PhD preferred", "master", "doctorate", False),
        ("Bachelor's degree in a related field preferred", "unspecified", "bachelor", False),
        ("Graduate level degree is a plus", "unspecified", "master", False),
        ("BS or equivalent, with at least 5 years of experience", "bachelor", None, False),
        (
            "Bachelor's degree\n• Equivalent combination of experience and education may be considered",
            "bachelor",
            None,
            True,
        ),
    ],
)
def test_degrees(line: str, minimum: str, preferred: str | None, substitutes: bool) -> None:
    reading = read_posting("About the role\nYou will join a team of PhDs.\n" if "PhDs" in line else required(line))
    found = (reading.education_min, reading.education_preferred, reading.experience_substitutes)
    assert found == (minimum, preferred, substitutes)


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("5+ years of experience in data science", 5),
        ("3-5 years of relevant work experience", 3),
        ("Minimum of two (2) years’ experience", 2),
        ("0–2 years of relevant work experience", 0),
        ("5+ years of experience with a BS or 3+ years with an MS", 3),
        ("Bachelor's degree or 2 years of experience in analytics", None),
        ("At least one year experience with Excel", 1),
        ("2 plus years of experience", 2),
        ("Must be 18 years of age", None),
        ("At least three (3+) years of experience", 3),
        ("Minimum of 5 years of experience, 10+ years preferred", 5),
        ("5-7 years in data or software engineering, with at least 2 years in the cloud", 5),
        ("Master's degree with 2 years of experience\nOR\nBachelor's degree with 6 years of experience", 2),
        ("PhD with 4 years of experience\n• MS with 7 years of experience", 4),
        ("Bachelor's degree from a good university and 6+ years of experience, 3+ years with SQL", 6),
        ("SQL: 5 years (Required)\n• Tableau: 7 years (Preferred)", 5),
        ("Bachelor's or Master's degree with 5+/3+ years of experience", 3),
    ],
)
def test_years(line: str, years: int | None) -> None:
    assert read_posting(required(line)).experience_years_min == years


def test_the_age_of_the_company_is_not_experience() -> None:
    text = "About us\nWe were founded 20 years ago and have led the market for over 15 years.\n" + required("SQL")
    assert read_posting(text).experience_years_min is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("This is a fully remote position.", "remote"),
        ("Hybrid role: three days a week in the office.", "hybrid"),
        ("You will work onsite in our Boston office.\nWork location: On-site", "onsite"),
        ("You will support remote teams and hybrid cloud systems from Boston.", "unspecified"),
        ("We are a remote-first company, but this is an onsite role.\nLocation: On-site", "onsite"),
        ("Is the team remote, or in one place?\nThis is an onsite role.", "onsite"),
        ("Leeds / Full-time / Hybrid apply here", "hybrid"),
        ("Remote\nYou will write SQL.", "remote"),
        ("You can do it all from home.", "remote"),
        ("Work is performed in client homes and schools.", "onsite"),
    ],
)
def test_workplace(text: str, kind: str) -> None:
    assert read_posting(text).workplace == kind


def test_the_title_names_the_workplace_first() -> None:
    assert read_posting("Come to our office.", title="Data Scientist (Remote)").workplace == "remote"


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("Data Science Intern", "", "internship"),
        ("", "Job type: Full-time", "full-time"),
        ("", "This is a 6-month contract with possible extension.", "contract"),
        ("", "Full-time employees receive dental cover.", "unspecified"),
        ("Contracts Manager", "You negotiate contracts.", "unspecified"),
        ("", "The interface is your contract with the users.", "unspecified"),
        ("", "This is a contract with possible extension.", "contract"),
        ("", "Employment Type Contract", "contract"),
        ("", "Employee status: Full time employee", "full-time"),
        ("", "2 years of experience in a full-time engineering role", "unspecified"),
        ("", "Our benefits for full-time positions include dental cover.", "unspecified"),
        ("", "We are hiring full time sales people.", "full-time"),
    ],
)
def test_employment_type(title: str, text: str, kind: str) -> None:
    assert read_posting(text, title=title).employment_type == kind


def test_duties_come_from_the_duties_and_not_from_the_qualifications() -> None:
    text = (
        "Responsibilities\n• Mentor junior analysts\n• Build dashboards for executives\n• Design A/B tests\n"
        "Qualifications\n• Experience deploying models to production\n• On-call experience\n"
    )
    found = read_posting(text).responsibilities
    assert {"mentoring", "reporting-dashboards", "experimentation"} <= set(found)
    assert "model-deployment" not in found
    assert "monitoring-reliability" not in found


def test_other_languages_are_named_and_left_unread() -> None:
    reading = read_posting("Wir suchen dich für unser Team. Du arbeitest mit Python und SQL an den Daten der Bank.")
    assert (reading.language, reading.readable, reading.technologies) == ("de", False, ())


def test_html_in_all_forms_reads_alike() -> None:
    read = "Responsibilities\n• Build dashboards\n• Write SQL"
    markup = "<h3>Responsibilities</h3><ul><li>Build dashboards</li><li>Write&nbsp;SQL</li></ul>"
    escaped = markup.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain(read).text == plain(markup).text == plain(escaped).text == read
    assert plain("Earn <$100k or more> & grow").text == "Earn <$100k or more> & grow"


def test_a_batch_keeps_its_rows() -> None:
    import pyarrow as pa

    batch = pa.RecordBatch.from_pydict(
        {
            "posting_id": ["a", "b", "c"],
            "title": ["Data Analyst", None, "Analyst"],
            "text": [
                required("Python", "2 years of experience"),
                None,
                "<p>Nous cherchons une personne pour les données et vous</p>",
            ],
        }
    )
    read = read_batch(batch).to_pylist()
    assert [row["id"] for row in read] == ["a", "b", "c"]
    assert [item["name"] for item in read[0]["required"]] == ["Python"]
    assert read[0]["experience_years_min"] == 2
    assert read[1]["required"] is None
    assert (read[2]["language"], read[2]["responsibilities"]) == ("fr", None)


@settings(max_examples=60)
@given(st.text(max_size=600), st.text(max_size=40))
def test_any_text_is_read(text: str, title: str) -> None:
    reading = read_posting(text, title=title)
    degrees = {"none", "secondary", "associate", "bachelor", "master", "doctorate", "unspecified"}
    assert reading.education_min in degrees if reading.readable else reading.education_min is None


_JUMBLE = """
Responsibilities: Requirements • - years 5+ 3-5 or Bachelor's MS degree preferred a plus ( ) team build models
lead design experience with Python remote hybrid office contract you'll . ; the and of in 1-2
"""
_WORDS = st.sampled_from([*_JUMBLE.split(), "\n"])


@settings(max_examples=60)
@given(st.lists(_WORDS, max_size=120))
def test_jumbled_postings_are_read(words: list[str]) -> None:
    text = " ".join(words)
    reading = read_posting(text)
    assert all(text[m.start : m.end] == m.surface for m in reading.technologies)


@pytest.mark.shared
def test_labelled_postings_are_read_as_people_read_them(shared: Path) -> None:
    lines = (shared / "eval" / "postings" / "postings.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    readings = [(read_posting(row["text"], title=row["title"]), row["labels"]) for row in rows]
    for field, least in (
        ("education_min", 0.85),
        ("experience_years_min", 0.85),
        ("workplace", 0.90),
        ("employment_type", 0.90),
    ):
        right = sum(getattr(reading, field) == labels[field] for reading, labels in readings)
        assert right / len(readings) >= least, field
    hits = sum(len(set(reading.responsibilities) & set(labels["responsibilities"])) for reading, labels in readings)
    sizes = sum(len(reading.responsibilities) + len(labels["responsibilities"]) for reading, labels in readings)
    assert 2 * hits / sizes >= 0.60
