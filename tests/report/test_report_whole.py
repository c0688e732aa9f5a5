"""A report as a whole: every number has papers, every section something to say, nothing called real by chance."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from walk import SECTIONS, differences, sentences, shown_ids

from metier.model import Dumbbell, Report
from metier.report.ids import parse_id
from metier.surfaces.python import Comparison, compare, role

PAIR = ("data science manager", "ML software engineer")
QUESTIONS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "the example": (PAIR, {}),
    "country": (PAIR, {"country": "United States"}),
    "country and level": (PAIR, {"country": "US", "level": "senior"}),
    "three roles in a year": (("data analyst", "data engineer", "data scientist"), {"year": 2023}),
    "remote": (("data analyst", "data engineer"), {"remote": True}),
    "not remote in Germany": (("data analyst", "data engineer"), {"remote": False, "country": "DE"}),
    "five roles": (("data analyst", "data engineer", "data scientist", "ML engineer", "analytics engineer"), {}),
    "O*NET alone": (("onet:data scientists", "15-1252"), {}),
    "ESCO and O*NET": (("esco:data scientist", "onet:software developers"), {}),
    "official and own": (("onet:nuclear engineers", "technical writer"), {}),
    "a role and its official namesake": (("data scientist", "onet:data scientists"), {}),
    "thin": (("chief data officer", "technical writer"), {}),
    "ESCO alone": (("esco:database designer", "esco:data scientist"), {}),
    "thinner": (("prompt engineer", "chief data officer"), {"country": "US"}),
}


@cache
def asked(name: str) -> Comparison:
    """The comparison that answers one of the questions."""
    names, filters = QUESTIONS[name]
    return compare(*names, **filters)


@pytest.fixture(params=QUESTIONS)
def report(request: pytest.FixtureRequest) -> Report:
    """The report on each question in turn."""
    return asked(request.param).report


def test_there_are_twelve_sections_in_order(report: Report) -> None:
    assert tuple(section.id for section in report.sections) == SECTIONS
    assert all(section.title for section in report.sections)


def test_every_figure_that_is_shown_has_papers(report: Report) -> None:
    assert shown_ids(report) <= report.figures.keys()
    for key, figure in report.figures.items():
        assert figure.id == key
        assert figure.label
        assert figure.unit
        assert figure.period
        assert figure.place
        assert figure.method
        assert set(figure.origins) <= report.origins.keys(), key
        assert str(parse_id(key)) == key
        if figure.value is None:
            assert figure.status.value in ("too_few", "not_published", "not_covered")


def test_an_interval_holds_its_value(report: Report) -> None:
    for figure in report.figures.values():
        if figure.interval is not None and figure.value is not None:
            assert figure.interval.low - 1e-9 <= figure.value <= figure.interval.high + 1e-9, figure.id


def test_a_share_is_a_share(report: Report) -> None:
    for figure in report.figures.values():
        if figure.unit == "share" and figure.value is not None:
            assert 0 <= figure.value <= 1, figure.id


def test_no_section_is_empty_without_saying_why(report: Report) -> None:
    for section in report.sections:
        assert any(section.paragraphs) or section.blocks or section.missing, section.id


def test_sentences_are_finished_english(report: Report) -> None:
    for section, sentence in sentences(report):
        text = sentence.plain()
        assert len(sentence.figures) == len(sentence.shown), text
        assert not re.search(r"[{}]|\bNone\b|\bnan\b|  | [,.;]|\(\)|“”|\.\.$", text), (section, text)
        assert text[0].isupper() or text[0].isdigit() or text[0] in "“<", (section, text)
        assert text[-1] in ".?!", (section, text)


def test_no_sentence_is_said_twice_in_a_section(report: Report) -> None:
    for section in report.sections:
        said = [sentence.plain() for paragraph in section.paragraphs for sentence in paragraph]
        assert len(said) == len(set(said)), section.id


def test_a_real_difference_survives_the_control_and_excludes_zero(report: Report) -> None:
    for key, real in differences(report).items():
        figure = report.figures[key]
        q = dict(figure.inputs)["q over the whole comparison"]
        if real:
            assert figure.interval is not None
            assert isinstance(q, float)
            assert q <= 0.05, key
            assert figure.interval.low > 0 or figure.interval.high < 0, key


def test_parts_of_a_figure_are_in_the_report_or_can_be_made(report: Report) -> None:
    for key in differences(report):
        left, right = report.figures[key].parts
        a, b = parse_id(left).role_ids[0], parse_id(right).role_ids[0]
        assert parse_id(key).role_ids == (a, b)


def test_json_is_deterministic(report: Report) -> None:
    names = [r.role_id for r in report.roles]
    again = compare(*names, **{n: getattr(report.filters, n) for n in ("country", "level", "year", "remote")})
    first = Comparison(report).to_json()
    assert again.to_json() == first
    assert set(json.loads(first)["figures"]) == set(report.figures)


@pytest.mark.parametrize("name", ["the example", "three roles in a year", "country and level", "five roles"])
def test_what_the_roles_are_paid_is_said_at_the_start(name: str) -> None:
    report = asked(name).report
    said = [sentence for paragraph in report.sections[0].paragraphs for sentence in paragraph]
    paid = [s for s in said if s.text.startswith(("Posted pay a year, ", "Advertised pay is higher"))]
    assert len(paid) == 1
    pay = next(section for section in report.sections if section.id == "pay")
    assert set(paid[0].figures) <= {f for paragraph in pay.paragraphs for s in paragraph for f in (*s.figures, *s.also)}


def test_medians_beside_each_other_come_with_what_is_not_known_of_their_gap() -> None:
    short = " ".join(s.plain() for paragraph in asked("the example").report.sections[0].paragraphs for s in paragraph)
    pay = next(section for section in asked("the example").report.sections if section.id == "pay")
    told = " ".join(s.plain() for paragraph in pay.paragraphs for s in paragraph)
    assert ("It cannot be told" in told) == ("Whether that gap is real cannot be told." in short)
    assert "95 % intervals" in short


def test_what_is_named_most_often_is_said_even_where_the_role_is_called_after_it() -> None:
    skills = next(section for section in asked("the example").report.sections if section.id == "skills")
    said = next(
        s.plain() for p in skills.paragraphs for s in p if "for Machine Learning Software Engineer" in s.plain()
    )
    figures = asked("the example").report.figures
    rows = [row for block in skills.blocks if isinstance(block, Dumbbell) for row in block.rows]
    most = max(rows, key=lambda row: figures[row.figures[1] or ""].value or 0.0).label
    assert most.casefold() in said.casefold()


def test_filters_stand_in_every_figure_of_postings(report: Report) -> None:
    for key, figure in report.figures.items():
        if figure.measure.endswith((".share", ".difference")) and parse_id(key).collection and report.filters:
            assert set(report.filters.items()) <= set(figure.filters), key


# -- turned round ----------------------------------------------------------------------------------


@pytest.mark.parametrize("filters", [{}, {"country": "US"}], ids=["all", "US"])
@pytest.mark.parametrize("pair", [PAIR, ("data analyst", "data engineer")], ids=["example", "analyst"])
def test_turned_round_a_comparison_says_the_same(pair: tuple[str, str], filters: dict[str, Any]) -> None:
    there, back = compare(*pair, **filters).report, compare(*pair[::-1], **filters).report
    a, b = (r.role_id for r in there.roles)
    turned = {key.replace(f"/{a}~{b}/", f"/{b}~{a}/"): real for key, real in differences(there).items()}
    mirrored = differences(back)
    common = turned.keys() & mirrored.keys()
    assert len(common) > 20 or filters
    assert {key for key, real in turned.items() if real} == {key for key, real in mirrored.items() if real}
    for key in common:
        left = there.figures[key.replace(f"/{b}~{a}/", f"/{a}~{b}/")]
        right = back.figures[key]
        assert left.value == pytest.approx(-(right.value or 0), abs=1e-9)
        assert left.interval is not None
        assert right.interval is not None
        assert left.interval.low == pytest.approx(-right.interval.high, abs=2e-3)
        assert left.interval.high == pytest.approx(-right.interval.low, abs=2e-3)
    for key, figure in there.figures.items():
        if figure.measure.endswith(".share") and key in back.figures:
            assert back.figures[key].value == figure.value, key


# -- roles with little evidence --------------------------------------------------------------------


def missing(report: Report, section: str) -> str:
    """What a section says is missing."""
    return " ".join(s.plain() for found in report.sections if found.id == section for s in found.missing)


def test_official_occupations_say_that_they_have_no_postings() -> None:
    report = asked("O*NET alone").report
    for section in ("responsibilities", "tools", "industries"):
        assert "official occupation" in missing(report, section), section
    assert "Open jobs are found by title" in missing(report, "jobs")
    assert not [f for f in report.figures.values() if f.n_of == "postings"]
    assert any(f.measure.startswith("wage.") for f in report.figures.values())


def test_an_official_occupation_beside_a_role_keeps_the_role_s_own_shares() -> None:
    report = asked("a role and its official namesake").report
    alone = role("data scientist").report
    both = {k: f.value for k, f in report.figures.items() if f.measure == "technology.share" and k in alone.figures}
    assert both
    assert both == {key: alone.figures[key].value for key in both}
    assert "official occupation" in missing(report, "tools")


def test_a_thin_role_shows_no_share_and_says_with_how_many_postings() -> None:
    report = asked("thin").report
    said = " ".join(missing(report, section) for section in SECTIONS)
    assert re.search(r"Too few Chief Data Officer postings let .* be read \(\d+\)", said)
    for figure in report.figures.values():
        if figure.measure == "duty.share" and figure.value is not None:
            assert (figure.n or 0) >= 8, figure.id


def test_small_samples_are_flagged() -> None:
    for figure in asked("the example").report.figures.values():
        if figure.measure.endswith(".share") and figure.n_of == "postings" and figure.value is not None:
            assert ("small_sample" in {flag.value for flag in figure.flags}) == ((figure.n or 0) < 30), figure.id


def test_a_profile_has_the_same_sections() -> None:
    report = role("data engineer", country="Germany").report
    assert tuple(section.id for section in report.sections) == SECTIONS
    assert shown_ids(report) <= report.figures.keys()
    assert not differences(report)
