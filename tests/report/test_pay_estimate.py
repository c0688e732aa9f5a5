"""The estimate of a described job: what it says, what it admits, and what it refuses."""

from __future__ import annotations

import re
from typing import Any

import pytest

import metier
from metier.errors import MetierError, UnknownFilter, UnknownRole, UserInputError
from metier.model import Figure, Status, Table
from metier.model.nature import Nature, nature
from metier.report.pay_job import describe
from metier.report.us_states import find_state
from metier.surfaces.python import Comparison, open_release


def figure(found: Comparison, name: str) -> Figure:
    """A figure of the collection that leads."""
    return next(f for f in found.figures.values() if f.measure == f"pay_estimate.{name}")


def amount(found: Comparison, name: str = "p50") -> float:
    value = figure(found, name).value
    assert value is not None
    return value


def text(found: Comparison) -> str:
    section = found.report.sections[0]
    said = [sentence.plain() for paragraph in section.paragraphs for sentence in paragraph]
    return " ".join(said + [sentence.plain() for sentence in section.missing])


@pytest.fixture(scope="module")
def engineer() -> Comparison:
    return metier.estimate_pay("ML engineer", level="senior", country="US", skills="python, kubernetes, pyhton")


def test_the_amounts_lie_in_order_and_the_middle_carries_the_wide_interval(engineer: Comparison) -> None:
    values = [amount(engineer, name) for name in ("p5", "p25", "p50", "p75", "p95")]
    assert values == sorted(values)
    middle = figure(engineer, "p50")
    assert middle.interval is not None
    assert (middle.interval.low, middle.interval.high, middle.interval.level) == (values[0], values[-1], 0.9)
    assert middle.status is Status.ESTIMATED
    assert nature(middle) is Nature.MODELLED
    assert middle.place == "US"


def test_an_estimate_names_what_it_rests_on_and_what_it_does_not_say(engineer: Comparison) -> None:
    said = text(engineer)
    assert "This speaks of job boards in 2024" in said
    assert "postings of the role with pay there" in said
    assert "not what one person earns" in said
    assert "association" in engineer.to_terminal().casefold()
    assert "effect of learning" not in engineer.to_terminal()


def test_a_misspelt_skill_is_told_with_the_nearest_name(engineer: Comparison) -> None:
    assert "No technology is called “pyhton”: it is left out. Did you mean Python" in text(engineer)


def test_what_was_not_said_is_told_with_what_was_taken() -> None:
    said = text(metier.estimate_pay("data scientist", city="Boston"))
    assert "No country was named: the United States is taken" in said
    assert "No level was named" in said
    assert "No state was named: Massachusetts is taken" in said
    assert "Not named, and averaged over the role's postings: industry, technologies and further words" in said


def test_a_state_says_which_country_is_meant() -> None:
    assert "No country was named" not in text(metier.estimate_pay("data scientist", state="Texas"))


def test_a_city_that_no_posting_names_is_left_out_and_told_with_the_nearest() -> None:
    found = metier.estimate_pay("data engineer", city="Autsin", state="TX")
    assert found.report.title.endswith(", TX, United States")
    assert "name “Autsin”: it is left out. Did you mean Austin" in text(found)
    assert amount(found) == amount(metier.estimate_pay("data engineer", state="TX"))


def test_a_city_of_another_state_is_left_out_and_its_state_named() -> None:
    found = metier.estimate_pay("data engineer", city="Austin", state="CA")
    assert "Austin" not in found.report.title
    assert "name Austin, California: Austin is left out, and the state alone is taken" in text(found)
    assert "name Austin, Texas" in text(found)


def test_a_city_abroad_is_left_out_and_a_known_place_is_told_with_its_postings() -> None:
    assert "“Manchester”: it is left out" in text(metier.estimate_pay("data engineer", city="Manchester"))
    known = metier.estimate_pay("data engineer", city="austin, tx")
    assert "Austin, TX, United States" in known.report.title
    assert re.search(r"\d{3} postings with stated pay and a named employer name Austin, Texas", text(known))


def test_an_estimate_of_role_and_level_lies_near_what_postings_of_them_state() -> None:
    for role in ("machine learning engineer", "data engineer", "data analyst", "data scientist"):
        found = metier.estimate_pay(role, country="US", level="unspecified")
        stated = re.search(
            r"level there, anywhere in the United States, state \$(\d+)k in the middle \((\d[\d,]*), 2023", text(found)
        )
        assert stated is not None
        assert amount(found) == pytest.approx(1000 * int(stated[1]), rel=0.12)


def test_what_each_named_part_moves_is_what_the_estimate_itself_says_without_it() -> None:
    asked: dict[str, Any] = {
        "city": "Austin",
        "state": "TX",
        "industry": "healthcare",
        "level": "senior",
        "remote": False,
    }
    found = metier.estimate_pay("data engineer", skills=["python", "spark"], **asked)
    (table,) = (b for b in found.report.sections[0].blocks if isinstance(b, Table) and "moves" in b.caption)
    assert [row[0].text.partition(",")[0] for row in table.rows] == [
        "Senior", "Austin", "Not marked as remote", "Healthcare", "Python", "Apache Spark",
    ]  # fmt: skip
    without = metier.estimate_pay("data engineer", skills=["python", "spark"], **{**asked, "industry": None})
    row = next(row for row in table.rows if row[0].text.startswith("Healthcare"))
    assert found.figures[row[1].figure or ""].value == amount(without)
    assert found.figures[row[2].figure or ""].value == amount(found)
    assert "marked as remote" in text(found)


def test_the_collection_without_employers_is_said_to_take_no_part() -> None:
    said = text(metier.estimate_pay("data engineer", level="senior"))
    assert re.search(r"aijobs\.net takes no part in estimates.*it states ≈?\$\d+k in the middle \([\d,]+, 20", said)


def test_a_rare_level_has_fewer_than_ten_postings_and_not_none() -> None:
    found = metier.estimate_pay("ai engineer", level="entry")
    assert "(fewer than 10 at this level, all collections together)" in text(found)
    assert ("postings of the role at this level, all collections", "fewer than 10") in figure(found, "p50").inputs


def test_a_title_is_told_with_what_it_was_read_as() -> None:
    assert "Read “data wizard” as Data Analyst (also possible: " in text(metier.estimate_pay("data wizard"))
    assert "Read “data scientst” as Data Scientist (also possible: Data Analyst" in text(
        metier.estimate_pay("data scientst")
    )
    assert "Read “" not in text(metier.estimate_pay("data engineer"))


def test_a_title_that_says_no_more_than_role_and_level_is_the_role_at_that_level() -> None:
    named = metier.estimate_pay("data engineer", level="senior")
    assert amount(metier.estimate_pay("Senior Data Engineer")) == amount(named)


def test_a_typed_title_fills_role_and_level() -> None:
    typed = metier.estimate_pay("Senior Data Engineer (Remote)", country="US")
    assert typed.report.roles[0].role_id == "data-engineer"
    assert dict(figure(typed, "p50").filters)["level"] == "senior"
    told = metier.estimate_pay("Senior Data Engineer", level="entry", country="US")
    assert dict(figure(told, "p50").filters)["level"] == "entry"
    assert amount(told) < amount(typed)


def test_an_official_code_is_the_role_that_its_name_tells() -> None:
    coded, named = metier.estimate_pay("15-2051"), metier.estimate_pay("data scientist")
    assert amount(coded) == amount(named)


def test_collections_stand_side_by_side_and_a_year_chooses_among_them() -> None:
    found = metier.estimate_pay("ML engineer", country="US")
    captions = [block.caption for block in found.report.sections[0].blocks if isinstance(block, Table)]
    assert "The same job in each collection, never pooled" in captions
    assert {f.period for f in found.figures.values() if f.measure == "pay_estimate.p50"} == {"2024", "2026"}
    newest = metier.estimate_pay("ML engineer", country="US", year=2026)
    assert "employers' boards in 2026" in text(newest)


def test_place_and_level_move_the_estimate_as_anyone_expects() -> None:
    def of(level: str | None = None, city: str | None = None, state: str | None = None) -> float:
        return amount(metier.estimate_pay("data engineer", country="US", level=level, city=city, state=state))

    assert of("entry") < of("unspecified") < of("senior") < of("staff")
    assert of(city="San Francisco", state="California") > 1.1 * of(city="Tulsa", state="OK")


def test_pay_by_the_hour_is_shown_by_the_hour() -> None:
    hourly = metier.estimate_pay("data engineer", period="hour", employment_type="contract")
    assert figure(hourly, "p50").unit == "usd_hour"
    assert 30 < amount(hourly) < 120


def test_another_currency_is_shown_at_the_mean_rate_of_the_year_with_its_source() -> None:
    dollars, euros = (metier.estimate_pay("data engineer", currency=name) for name in ("USD", "euro"))
    shown = figure(euros, "p50")
    rate = next(float(v) for name, v in shown.inputs if name.startswith("EUR per USD, mean of 2024"))
    assert shown.unit == "eur_year"
    assert amount(euros) == pytest.approx(amount(dollars) * rate, rel=1e-3)
    assert any("ecb" in origin for origin in shown.origins)


def test_every_figure_can_be_explained_by_its_id() -> None:
    found = metier.estimate_pay(
        "Senior Clinical / Data Scientist",
        city="Boston",
        state="MA",
        industry="health care",
        skills=["C++", "python"],
        remote=True,
        currency="EUR",
    )
    assert found.figures
    for figure_id, shown in found.figures.items():
        assert metier.explain(figure_id).figure == shown


@pytest.mark.parametrize("form", ["to_html", "to_markdown", "to_json", "to_csv", "to_terminal"])
def test_every_form_shows_the_middle(engineer: Comparison, form: str) -> None:
    assert "pay_estimate" in getattr(engineer, form)() or "estimated at" in getattr(engineer, form)()


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        ({"role": "data scientist", "country": "Germany"}, "No estimate for Germany", "the United States"),
        ({"role": "data scientist", "country": "Gremany"}, "No country is called", "Germany"),
        ({"role": "data scientist", "level": "boss"}, "No level is called", "senior"),
        ({"role": "data scientist", "year": 2019}, "for 2019", "2024"),
        ({"role": "data scientist", "state": "Kalifornia"}, "No state", "California (CA)"),
        ({"role": "data scientist", "country": "Canada", "state": "CA"}, "not of Canada", "--city"),
        ({"role": "data scientist", "industry": "bankin"}, "No industry", "Finance and banking"),
        ({"role": "data scientist", "employment_type": "sometimes"}, "No type of employment", "contract"),
        ({"role": "data scientist", "currency": "XQX"}, "No currency is called", "USD"),
        ({"role": "data scientist", "period": "decade"}, "decade", "year or hour"),
        ({"role": "prompt engineer"}, "No estimate for Prompt Engineer", "metier pay"),
        ({"role": "plumber"}, "is an official occupation", "metier pay"),
        ({"role": "Astronaut"}, "Astronaut is an official occupation", 'metier pay "Astronaut"'),
        ({"role": "Engineer"}, "does not say which role is meant", "Software Engineer or Data Engineer"),
        ({"role": " "}, "No role is named", "metier pay estimate"),
    ],
)
def test_bad_input_is_told_with_the_nearest_valid_answer(asked: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(UserInputError) as refused:
        metier.estimate_pay(**asked)
    assert message in refused.value.message
    assert hint in refused.value.hint
    assert refused.value.exit_status == 2


def test_the_hint_for_a_country_names_the_command_that_has_data() -> None:
    with pytest.raises(MetierError) as refused:
        metier.estimate_pay("data engineer", country="Germany")
    assert 'metier pay "Data Engineer" --country DE' in refused.value.hint


def test_words_that_name_no_role_are_refused_as_such() -> None:
    with pytest.raises(UnknownRole):
        metier.estimate_pay("xyzzy")


@pytest.mark.parametrize("code", ["CA", "DC", "NY", "wy", "Hawaii", "north carolina", "N.Y."])
def test_states_are_known_by_code_and_name(code: str) -> None:
    assert len(find_state(code)) == 2


def test_states_and_codes_stand_in_one_order() -> None:
    pairs = {"California": "CA", "Iowa": "IA", "Missouri": "MO", "Texas": "TX", "Wyoming": "WY", "Alaska": "AK"}
    assert {name: find_state(name) for name in pairs} == pairs
    assert find_state("District of Columbia") == "DC"
    with pytest.raises(UnknownFilter):
        find_state("Bavaria")


def test_skills_are_read_once_each_whatever_they_are_called() -> None:
    found = describe(open_release(), role="data engineer", skills=["K8s, kubernetes; Python", "sklearn"])
    assert found.job.technologies == ("kubernetes", "python", "scikit-learn")
    assert found.unread == ()
