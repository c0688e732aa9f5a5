"""Official wages of a county on the page about pay."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from walk import sentences, shown_ids

import metier
from metier.errors import UnknownFigure, UserInputError
from metier.model import Figure, Nature, Report, Status, Table, nature
from metier.release.prevailing import UsPlace, counties_of, states_with_counties
from metier.report.ids import parse_id
from metier.report.pay_page.local_papers import county_slug
from metier.report.pay_question import pay_question
from metier.surfaces.python import explain, open_release

LEVELS = ("I", "II", "III", "IV")


@cache
def page(county: str, *roles: str, **options: Any) -> Report:
    """The page about roles in a county."""
    return metier.pay(*(roles or ("data scientist",)), county=county, **options).report


def level(report: Report, number: str, place: str) -> Figure:
    """One prevailing level of a place in a report."""
    return report.figures[f"prevailing_wage.level-{number}/data-scientist/15-2051:{place}"]


def table(report: Report, title: str) -> Table:
    return next(
        block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Table) and block.caption.startswith(title)
    )


def test_a_county_stands_beside_its_state_and_the_nation() -> None:
    report = page("Travis County, TX")
    rows = table(report, "Prevailing wages a year by level: Data Scientists").rows
    assert [row[0].text for row in rows] == [
        "Travis County, TX",
        "Texas, middle of 254 counties",
        "United States, middle of 3,269 counties",
    ]
    assert [cell.text for cell in rows[0][1:]] == ["$76,128", "$100,339", "$124,530", "$148,741"]
    assert [report.figures[cell.figure or ""].value for cell in rows[2][1:]] == [
        pytest.approx(hour * 2080) for hour in (29.83, 38.48, 47.38, 55.96)
    ]


def test_a_state_stands_beside_the_nation() -> None:
    rows = table(page("TX"), "Prevailing wages a year").rows
    assert [row[0].text for row in rows] == ["Texas, middle of 254 counties", "United States, middle of 3,269 counties"]


def test_a_state_of_one_county_stands_once() -> None:
    rows = table(page("DC"), "Prevailing wages a year").rows
    assert [row[0].text for row in rows] == ["District of Columbia", "United States, middle of 3,269 counties"]


def test_wages_that_employers_report_are_of_the_state_of_the_county() -> None:
    report = page("Travis, TX")
    row = table(report, "Official wages in Texas").rows[0]
    assert [cell.text for cell in row] == ["Data Scientists", "$83,880", "$122,090", "$146,030"]
    assert report.figures[row[2].figure or ""].place == "Texas"


def test_the_papers_of_a_county_say_the_hour_and_the_hours_of_a_year() -> None:
    figure = level(page("Travis, TX"), "II", "TX:travis")
    assert dict(figure.inputs) == {"USD an hour, as published": 48.24, "hours a year": 2080}
    assert (figure.place, figure.unit, figure.status) == ("Travis County, TX", "usd_year", Status.PUBLISHED)
    assert (figure.origins, figure.period) == (("oflc-wage-levels",), "about 2025-26")
    assert nature(figure) is Nature.OBSERVED
    state = level(page("TX"), "II", "TX")
    assert (state.n, state.n_of, state.status) == (254, "counties", Status.MEASURED)


@pytest.mark.parametrize("county", ["Travis, TX", "TX", "Prince George's, MD", "Richmond, VA", "DC", "San Juan, PR"])
@pytest.mark.parametrize("money", [None, "EUR", "PPP"])
def test_every_figure_of_a_place_is_explained_as_it_is_shown(county: str, money: str | None) -> None:
    options: dict[str, Any] = {"ppp": True} if money == "PPP" else {"currency": money}
    report = page(county, "data scientist", "data engineer", kind="official", **options)
    figures = [f for f in report.figures.values() if f.measure.startswith("prevailing_wage")]
    assert len(figures) >= 16
    for figure in (*figures, *(report.figures[cell.figure] for cell in _state_cells(report) if cell.figure)):
        assert str(parse_id(figure.id)) == figure.id
        assert explain(figure.id).figure == figure


def _state_cells(report: Report) -> list[Any]:
    blocks = [b for section in report.sections for b in section.blocks if isinstance(b, Table)]
    return [
        cell
        for b in blocks
        if b.caption.startswith("Official wages in")
        for row in b.rows
        for cell in row
        if cell.figure
    ]


def test_every_county_has_an_id_of_its_own() -> None:
    release = open_release()
    for state in states_with_counties(release):
        slugs = [county_slug(name) for name in counties_of(release, state)]
        assert len(set(slugs)) == len(slugs)
        assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)


@pytest.mark.parametrize("place", ["TX:narnia", "TX:Travis", "XX", "XX:travis", "US:travis", "TX:", ":", "tx"])
def test_a_place_that_is_none_has_no_figure(place: str) -> None:
    with pytest.raises(UnknownFigure):
        explain(f"prevailing_wage.level-I/data-scientist/15-2051:{place}")


def test_the_answer_says_the_four_levels_in_one_sentence() -> None:
    said = [s for s in _short(page("Travis, TX", "data scientist", "ML engineer")) if "Prevailing" in s]
    assert len(said) == 1
    assert "in Travis County, TX, about 2025-26, levels I to IV: Data Scientists $76,128, $100,339" in said[0]
    assert said[0].count("Data Scientists") == 1  # the occupation closest to both


def test_a_role_without_levels_is_named() -> None:
    said = " ".join(_short(page("Travis, TX", "35-1011", "manager")))
    assert "Prevailing wages in Travis County, TX: none are known there for Chefs and Head Cooks or Manager." in said


def test_a_name_of_a_county_and_a_city_says_that_it_may_be_either() -> None:
    assert "may be either" in " ".join(_short(page("Richmond, VA")))
    assert "may be either" in level(page("Richmond, VA"), "I", "VA:richmond").note


def _short(report: Report) -> list[str]:
    return [sentence.plain() for section, sentence in sentences(report) if section == "pay-short"]


def test_every_figure_of_a_place_is_shown() -> None:
    report = page("Travis, TX", "data scientist", "data engineer", "ML engineer")
    found = {key for key in report.figures if key.startswith("prevailing_wage")}
    assert found <= shown_ids(report)


def test_amounts_of_the_answer_are_in_the_money_asked_for() -> None:
    report = page("Travis, TX", currency="EUR")
    dollars = level(report, "I", "TX:travis")
    euros = report.figures[f"{dollars.id}@in=EUR"]
    rate = next(float(value) for name, value in euros.inputs if name.startswith("EUR per USD, 2026"))
    assert euros.value == pytest.approx((dollars.value or 0) * rate, rel=1e-3)


def test_a_county_is_in_the_united_states_and_stated_pay_then_is_too() -> None:
    question = pay_question(open_release(), ["data engineer"], county="Travis, TX")
    assert question.filters.country == "US"
    assert question.place == UsPlace("TX", "travis")
    assert pay_question(open_release(), ["data engineer"], county="TX", country="US", kind="official").place


def test_without_a_county_the_page_says_how_to_ask() -> None:
    report = metier.pay("data scientist", country="US").report
    assert table(report, "Prevailing wages by level").note.endswith('Where you live: --county "Travis, TX".')
    assert not any(":TX" in key for key in report.figures)


def test_levels_of_the_nation_an_hour_keep_their_id() -> None:
    assert explain("prevailing_wage.level-I/data-scientist/15-2051").figure.value == 29.83


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"county": "Travis, TX", "country": "Germany"}, "with Germany"),
        ({"county": "Travis, TX", "kind": "advertised"}, "postings are not told by county"),
        ({"county": "Travis, TX", "kind": "survey"}, "survey answers are not told by county"),
        ({"county": "Travs, TX"}, "Texas has no county called 'Travs'"),
        ({"county": "Jefferson"}, "26 states"),
        ({"county": "Kent, England"}, "the United Kingdom"),
        ({"county": "TX", "kind": "official", "level": "senior"}, "--level"),
    ],
)
def test_what_cannot_go_with_a_county_is_refused_with_a_way_on(options: dict[str, Any], says: str) -> None:
    with pytest.raises(UserInputError, match=re.escape(says)) as refused:
        metier.pay("data engineer", **options)
    assert refused.value.hint
