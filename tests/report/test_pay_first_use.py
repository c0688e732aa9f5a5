"""What a person meets who asks about pay for the first time: no verdict, source or name that misleads."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from walk import sentences

from metier.errors import UnknownFilter, UnknownRole
from metier.model import LadderChart, PayChart, Report
from metier.release.reader import Release
from metier.report.ids import parse_id
from metier.report.pay_page.page import pay_report
from metier.report.pay_question import find_pay_role, pay_question
from metier.report.render.as_csv import to_csv
from metier.report.render.as_json import to_json
from metier.report.render.citing import figures_of_section
from metier.surfaces.python import explain

PAIR = ("data analyst", "data engineer")


@cache
def release() -> Release:
    """The starter release."""
    return Release()


@cache
def page(*names: str, full: bool = False, **options: Any) -> Report:
    """The page on some roles; the answer alone unless ``full``."""
    return pay_report(release(), pay_question(release(), names, **options), full=full)


def said(report: Report, section: str = "pay-short") -> str:
    """The sentences of a section as plain text."""
    return " ".join(s.plain() for name, s in sentences(report) if name == section)


def charts(report: Report) -> list[PayChart]:
    """The charts of pay by kind."""
    return [block for section in report.sections for block in section.blocks if isinstance(block, PayChart)]


def gap_sentence(report: Report) -> str:
    """What is said of the gap."""
    return next(s.plain() for _, s in sentences(report) if s.plain().startswith("Is the gap real?"))


# -- the gap --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options", [{"country": "Ireland"}, {"country": "Germany"}, {"country": "IE", "level": "entry"}]
)
def test_a_borrowed_gap_is_no_verdict_about_the_slice(options: dict[str, Any]) -> None:
    report = page(*PAIR, **options)
    figure = next(f for name, f in report.figures.items() if name.startswith("pay_gap.remaining"))
    assert dict(figure.filters) != dict(report.filters.items()), "the example has a gap of its own"
    words = gap_sentence(report)
    assert words.startswith("Is the gap real? Too little is known")
    assert "; over all countries" in words
    assert "over all countries" in said(report, "pay-alike")


def test_a_borrowed_gap_keeps_what_it_can_of_the_slice() -> None:
    report = page(*PAIR, country="Ireland", level="senior")
    figure = next(f for name, f in report.figures.items() if name.startswith("pay_gap.remaining"))
    kept = dict(figure.filters)
    assert kept in ({"country": "IE"}, {"level": "senior"})


def test_a_gap_that_the_ladder_tells_is_told_where_its_level_is_asked_for() -> None:
    ladder = page(*PAIR, country="GB")
    level = next(f for name, f in ladder.figures.items() if name.startswith("pay_gap.level") and "level=entry" in name)
    asked = page(*PAIR, country="GB", level="entry")
    own = next(f for name, f in asked.figures.items() if name.startswith("pay_gap.remaining"))
    assert own.value == pytest.approx(level.value)


def test_a_borrowed_gap_can_be_explained() -> None:
    report = page(*PAIR, country="Ireland")
    name = next(name for name in report.figures if name.startswith("pay_gap.remaining"))
    assert explain(name, release=release()).figure == report.figures[name]


def test_medians_that_differ_the_other_way_are_pointed_out() -> None:
    told = 0
    for country in ("DE", "FR", "ES", "IE", "NL", "PT", "IN", "CA"):
        for names in (PAIR, ("data scientist", "data engineer"), ("data analyst", "business analyst")):
            report = page(*names, country=country)
            gap = next((f for n, f in report.figures.items() if n.startswith("pay_gap.remaining")), None)
            medians = [f for n, f in report.figures.items() if n.startswith("pay_advertised.p50")]
            if gap is None or len(medians) < 2 or "no comparison of the roles" in said(report):
                continue
            by_role = {parse_id(f.id).role_ids[0]: f.value or 0.0 for f in reversed(medians)}
            a, b = (by_role[role.role_id] for role in report.roles)
            other_way = (a - b) * (gap.value or 0.0) < 0
            if "differ the other way" in gap_sentence(report):
                told += 1
                assert other_way
            elif abs(a / b - 1) > 0.03:
                assert not other_way
    assert told


def test_no_yes_stands_beside_medians_that_say_the_opposite() -> None:
    words = gap_sentence(page("software engineer", "analytics manager"))
    assert "differ the other way" in words, "the example has medians that say the opposite"
    assert words.startswith("Is the gap real? The sources disagree: on job boards ")


def test_roles_on_two_ladders_are_told_so_whatever_is_made_alike() -> None:
    words = gap_sentence(page("machine learning engineer", "data science manager"))
    assert "different ladders" in words or "It cannot be told" in words


def test_a_gap_from_another_source_than_the_medians_says_why() -> None:
    for names in (("data scientist", "data science manager"), ("machine learning engineer", "analytics manager")):
        report = page(*names)
        gap = next((f for n, f in report.figures.items() if n.startswith("pay_gap.remaining")), None)
        lead = parse_id(next(n for n in report.figures if n.startswith("pay_advertised.p50"))).collection
        if gap is None or parse_id(gap.id).collection == lead:
            continue
        assert re.search(r"the two share too few kinds of jobs; on |is known too roughly; on ", gap_sentence(report))


# -- which source ---------------------------------------------------------------------------------


def test_a_role_whose_answer_changes_with_its_company_says_so() -> None:
    alone = page("machine learning engineer")
    pair = page("machine learning engineer", "data science manager")
    of = [next(f for n, f in r.figures.items() if n.startswith("pay_advertised.p50")) for r in (alone, pair)]
    assert of[0].origins != of[1].origins, "the example leads with one source in both"
    words = said(pair)
    assert "Elsewhere, on aijobs.net" in words
    assert f"({of[0].n:,} statements)" in words
    assert "Elsewhere" not in said(alone)


@pytest.mark.parametrize(
    "names", [PAIR, ("machine learning engineer", "data science manager"), ("data scientist", "ML engineer")]
)
def test_levels_are_told_from_one_source(names: tuple[str, ...]) -> None:
    report = page(*names)
    section = next(s for s in report.sections if s.id == "pay-ladder")
    if any(isinstance(block, LadderChart) for block in section.blocks) and len(section.blocks) > 1:
        assert len({parse_id(name).collection for name in figures_of_section(section)}) == 1


def test_no_advertised_gap_stands_among_survey_answers() -> None:
    report = page(*PAIR, kind="survey")
    assert not any(name.startswith("pay_gap.level") for name in report.figures)


@pytest.mark.parametrize("options", [{"level": "senior"}, {"remote": True}])
def test_a_modelled_row_says_what_its_own_statements_are(options: dict[str, Any]) -> None:
    report = page("machine learning engineer", kind="survey", country="US", **options)
    row = charts(report)[0].rows[0]
    median = report.figures[dict(row.quantiles)["p50"]]
    own = round(float(dict(median.inputs)["stated by these statements alone"]) / 1000)
    assert f"estimated from {median.n} answers (their own middle ${own}k) and similar jobs" in row.label


@pytest.mark.parametrize("names", [("data analyst",), PAIR])
def test_sources_are_those_of_what_is_shown(names: tuple[str, ...]) -> None:
    report = page(*names)
    shown = {name for section in report.sections for name in figures_of_section(section)}
    assert set(report.figures) == shown | {part for name in shown for part in report.figures[name].parts}
    assert set(report.origins) == {o for f in report.figures.values() for o in f.origins} & set(release().origins)


# -- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ({"currency": "bitcoin"}, "three-letter code"),
        ({"currency": "galleon"}, "three-letter code"),
        ({"currency": "ponud"}, "GBP"),
        ({"country": "Engalnd"}, "United Kingdom (GB)"),
        ({"country": "Manchester"}, "Use a name or a two-letter code."),
        ({"country": "Grmany"}, "Germany (DE)"),
        ({"level": "principle"}, "principal (staff)"),
        ({"level": "xyzzy"}, "Levels:"),
    ],
)
def test_what_is_offered_is_spelled_like_what_was_typed(options: dict[str, str], hint: str) -> None:
    with pytest.raises(UnknownFilter) as caught:
        pay_question(release(), ["data analyst"], **options)
    assert hint in str(caught.value.hint)


def test_no_job_is_offered_that_shares_one_word_of_three() -> None:
    with pytest.raises(UnknownRole) as caught:
        find_pay_role(release(), "underwater basket weaver")
    assert not any("Fishing" in name for name in caught.value.nearest)


@pytest.mark.parametrize(
    ("county", "note"),
    [
        ("Austin, TX", "This is Austin County, not the city of Austin"),
        ("houston, texas", "This is Houston County, not the city of Houston"),
        ("Austin County, TX", ""),
        ("Travis, TX", ""),
        ("TX", ""),
    ],
)
def test_a_county_named_as_a_city_is_pointed_out(county: str, note: str) -> None:
    words = said(page("data analyst", county=county, kind="official"))
    assert (note in words) if note else ("not the city" not in words)


def test_mid_level_says_what_is_taken() -> None:
    assert "Mid-level: titles that state no level are taken." in said(page("data analyst", level="mid"))
    assert "Mid-level:" not in said(page("data analyst", level="senior"))


def test_contract_pay_says_how_a_year_is_made_of_hours() -> None:
    assert "hourly pay times 2,080 hours" in said(page("data engineer", employment_type="contract"))
    assert "hourly pay" not in said(page("data engineer", employment_type="full-time"))


def test_another_currency_is_offered_where_the_country_has_one() -> None:
    assert "--currency GBP" in charts(page("data analyst", country="GB"))[0].note
    for options in ({"country": "US"}, {"country": "GB", "currency": "GBP"}, {}):
        assert "--currency" not in charts(page("data analyst", **options))[0].note


def test_exported_values_have_no_noise_of_binary_fractions() -> None:
    report = page(*PAIR, country="GB", currency="GBP", full=True)
    for text in (to_csv(report), to_json(report)):
        assert not re.search(r"\d\.\d*(?:999999|000000)\d", text)
