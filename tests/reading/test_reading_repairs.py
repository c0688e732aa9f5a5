"""Facts that a first-time user checked by hand: what short texts say, and what they do not."""

from __future__ import annotations

import pytest

from metier.reading.posting import read_posting
from metier.reading.posting_facts import PostingReading
from metier.reading.source import plain


def read(text: str, title: str = "Data Engineer") -> PostingReading:
    return read_posting(text, title=title)


def asked(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    reading = read(text)
    return reading.technology_ids("required"), reading.technology_ids("preferred")


@pytest.mark.parametrize(
    "text",
    [
        "Our shop is in Leeds.",
        "Rest easy: you can rest assured of a safe place.",
        "We don't use Perl, Scala or Java here.",
        "You do not need to know Kafka.",
        "Knowledge of Hadoop is not necessary.",
        "No knowledge of Scala required",
        "- Azure not needed",
        "Find us on GitHub and LinkedIn.",
        "Apply directly through Workday.",
    ],
)
def test_what_is_only_named_is_not_asked_for(text: str) -> None:
    assert asked(text) == ((), ())


@pytest.mark.parametrize(
    ("text", "required", "preferred"),
    [
        ("Kafka is not required but a plus.", (), ("kafka",)),
        ("Python needed, degree not required.", ("python",), ()),
        ("We do not use Java, but you know Python.", ("python",), ()),
        ("You write SQL and R. Pay: $60,000 a year.", ("r", "sql"), ()),
        ("Bonus points: Airflow. You need: Python.", ("python",), ("airflow",)),
        ("You test APIs with Rest Assured.", ("rest-assured",), ()),
    ],
)
def test_what_is_asked_for_stays(text: str, required: tuple[str, ...], preferred: tuple[str, ...]) -> None:
    found_required, found_preferred = asked(text)
    assert set(required) <= set(found_required)
    assert found_preferred == preferred
    assert not set(found_required) & {"java"}


@pytest.mark.parametrize(
    ("text", "amount", "period"),
    [
        ("Full-time role. €64,000 per year.", 64000, "year"),
        ("We offer £52,000 per annum.", 52000, "year"),
        ("Leeds. £51,000 per annum.", 51000, "year"),
        ("3 month contract, £500/day.", 500, "day"),
        ("Summer internship. $7,000 per month.", 7000, "month"),
    ],
)
def test_a_lone_amount_with_its_period_is_pay(text: str, amount: int, period: str) -> None:
    pay = read(text).pay
    assert pay is not None
    assert (pay.minimum, pay.maximum, pay.period) == (amount, amount, period)


@pytest.mark.parametrize(
    "text",
    [
        "We spend $20,000 per year on each lab.",
        "Our users save $40,000 per year.",
        "You get $1,500 per year for books.",
        "Our tool replaces machines that burn $30,000 per month in power.",
    ],
)
def test_an_amount_for_something_else_is_no_pay(text: str) -> None:
    assert read(text).pay is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A part-time job. W2.", "part-time"),
        ("You get a W2 at year end.", "unspecified"),
        ("We send your W2 form in spring.", "unspecified"),
        ("W2 only.", "contract"),
    ],
)
def test_w2_is_no_type_of_its_own(text: str, kind: str) -> None:
    assert read(text).employment_type == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Work in the office 5 days a week.", "onsite"),
        ("You can work from home for up to two days a week.", "hybrid"),
        ("Monday and Tuesday in the office, the other days at home.", "hybrid"),
        ("Remote work is not possible. You will be in our Leeds office.", "onsite"),
        ("You will be in our Leeds office two days a week.", "hybrid"),
        ("Hybrid or remote.", "hybrid"),
        ("Remote or hybrid.", "hybrid"),
    ],
)
def test_workplace_by_days_and_places(text: str, kind: str) -> None:
    assert read(text).workplace == kind


@pytest.mark.parametrize("title", ["Great opportunity", "Join us!", "Vacancy"])
def test_a_title_that_names_no_job_leaves_it_to_the_text(title: str) -> None:
    assert read("We are hiring a Data Scientist.", title).role_id == "data-scientist"


def test_a_job_outside_the_list_stays_one_where_the_text_calls_it_so() -> None:
    text = "We are looking for a Zookeeper to feed seals. You will help our data scientist now and then."
    assert read(text, "Zookeeper").role_id == "other"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("5+ years preferred, 2 years required of sales experience", 2),
        ("Up to 4 years of experience", None),
        ("7+ YOE", 7),
        ("30 months of experience", 2),
        ("Over the last 18 months our experience grew.", None),
    ],
)
def test_years_asked_for(text: str, years: int | None) -> None:
    assert read(text).experience_years_min == years


@pytest.mark.parametrize(
    ("text", "lowest", "wished"),
    [
        ("Minimum: Bachelor's. Preferred: PhD.", "bachelor", "doctorate"),
        ("You will mentor Master's students.", "unspecified", None),
        ("We pay for your bachelor's degree.", "unspecified", None),
        ("Master's students with a bachelor's degree in physics.", "bachelor", None),
    ],
)
def test_degrees_of_the_person_wanted(text: str, lowest: str, wished: str | None) -> None:
    reading = read(text)
    assert (reading.education_min, reading.education_preferred) == (lowest, wished)


_AROUND = "<nav>Java jobs</nav><aside>Other: Scala</aside><footer>Kotlin</footer><button>Perl</button>"
_JOB = (
    "<main><header><h1>Analyst</h1></header><p>You write SQL, and tell people in plain words what it found.</p></main>"
)


def test_only_the_posting_of_a_whole_page_is_read() -> None:
    page = f"<html><body>{_AROUND}{_JOB}</body></html>"
    found = plain(page)
    assert found.text.split("\n")[0] == "Analyst"
    assert not any(name in found.text for name in ("Java", "Scala", "Kotlin", "Perl"))
    at = found.text.index("SQL")
    start, end = found.origin(at, at + 3)
    assert page[start:end] == "SQL"


def test_a_fragment_is_read_whole_and_so_is_a_page_that_is_one_form() -> None:
    assert "Java jobs" in plain(f"{_AROUND}<p>SQL</p>").text
    assert "SQL" in plain(f"<body><form>{_JOB}</form></body>").text


def test_parts_that_are_too_large_cost_no_more_time() -> None:
    assert plain("<body>" + "<form>" * 50_000 + "SQL</form>").text == "SQL"
