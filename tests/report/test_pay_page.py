"""The page about pay: one answer with its papers, kinds apart, the same numbers in any money."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from walk import sentences

from metier.errors import AmbiguousRole, EmptySelection, UnknownRole, UserInputError
from metier.model import Figure, LadderChart, Nature, PayChart, RankedBars, Report, nature
from metier.release.reader import Release
from metier.report.ids import parse_id
from metier.report.pay_page.page import pay_report
from metier.report.pay_question import find_pay_role, pay_question
from metier.surfaces.python import explain

QUESTIONS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "the example": (("data science manager", "ML software engineer"), {}),
    "thin": (("data science manager", "ML software engineer"), {"country": "Germany", "level": "senior"}),
    "thick": (("data engineer", "data analyst"), {"country": "US", "level": "senior"}),
    "titles": (("manager", "engineer"), {}),
    "euros": (("data engineer", "data analyst"), {"country": "DE", "currency": "EUR"}),
    "US prices": (("software engineer",), {"country": "GB", "ppp": True}),
    "survey": (("data scientist",), {"kind": "survey"}),
    "official": (("software engineer", "15-2051"), {"kind": "official", "currency": "pounds"}),
    "four roles": (("data engineer", "data analyst", "data scientist", "ML engineer"), {"remote": True}),
    "contracts": (("data engineer",), {"employment_type": "contract"}),
    "nothing but a code": (("esco:statistician",), {}),
    "hardly anything": (("prompt engineer",), {"country": "Fiji"}),
}


@pytest.fixture(scope="module")
def release() -> Release:
    """The starter release."""
    return _release()


@cache
def _release() -> Release:
    return Release()


@cache
def asked(name: str) -> Report:
    """The page that answers one of the questions."""
    names, options = QUESTIONS[name]
    return pay_report(_release(), pay_question(_release(), names, **options))


@pytest.fixture(params=QUESTIONS)
def report(request: pytest.FixtureRequest) -> Report:
    """The page on each question in turn."""
    return asked(request.param)


def amounts(report: Report) -> list[Figure]:
    """Its figures that are amounts of pay."""
    return [figure for figure in report.figures.values() if nature(figure)]


def test_every_figure_has_papers_and_an_id_that_can_be_read(report: Report) -> None:
    for key, figure in report.figures.items():
        assert figure.id == key
        assert str(parse_id(key)) == key
        assert set(figure.origins) <= report.origins.keys(), key
        if figure.interval is not None and figure.value is not None:
            assert figure.interval.low - 1e-6 <= figure.value <= figure.interval.high + 1e-6, key


def test_no_section_is_empty_and_sentences_are_finished_english(report: Report) -> None:
    assert report.sections[0].id == "pay-short"
    for section in report.sections:
        assert any(section.paragraphs) or section.blocks or section.missing, section.id
    for section, sentence in sentences(report):
        text = sentence.plain()
        assert not re.search(r"[{}]|\bNone\b|\bnan\b|  | [,.;]|\(\)|“”|\.\.$", text), (section, text)
        assert text[0].isupper() or text[0].isdigit() or text[0] in "“<", (section, text)
        assert text[-1] in ".?!", (section, text)


def test_kinds_and_collections_are_never_pooled(report: Report) -> None:
    for figure in amounts(report):
        wanted = parse_id(figure.id)
        if wanted.collection:
            assert all(
                origin.startswith((wanted.collection, "fulltext", "ecb-", "fed-", "worldbank-"))
                for origin in figure.origins
            ), figure.id


def test_what_is_estimated_is_never_shown_as_posted(report: Report) -> None:
    for figure in amounts(report):
        pooled = "weight of similar jobs in the median" in dict(figure.inputs)
        pooled = pooled or figure.measure == "pay_expected.p50"
        assert pooled == (nature(figure) is Nature.MODELLED), figure.id


def test_quantiles_ascend(report: Report) -> None:
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, PayChart):
                for row in block.rows:
                    values = [report.figures[figure].value for _, figure in sorted(row.quantiles)]
                    known = [value for value in values if value is not None]
                    assert known == sorted(known)


@pytest.mark.parametrize("name", ["euros", "US prices", "official"])
def test_amounts_are_in_the_money_asked_for(name: str) -> None:
    unit = {"euros": "eur_year", "US prices": "usd_ppp_year", "official": "gbp_year"}[name]
    charts = [block for section in asked(name).sections for block in section.blocks if isinstance(block, PayChart)]
    assert charts
    for chart in charts:
        assert chart.unit == unit
        for row in chart.rows:
            assert {asked(name).figures[figure].unit for _, figure in row.quantiles} == {unit}


def test_an_amount_in_euros_names_rates_of_its_own_years(report: Report) -> None:
    for figure in amounts(report):
        if figure.unit == "eur_year" and not figure.id.startswith("wage"):
            years = range(int(figure.period[:4]), int(figure.period[-4:]) + 1)
            named = [name for name, _ in figure.inputs if name.startswith("EUR per USD")]
            assert named
            assert all(int(re.findall(r"\d{4}", name)[0]) in years for name in named)


def test_pay_stated_in_one_year_is_the_same_number_in_other_money(release: Release) -> None:
    def median(**options: Any) -> Figure:
        page = pay_report(release, pay_question(release, ["data engineer"], country="DE", year=2025, **options))
        return next(f for f in page.figures.values() if f.measure == "pay_advertised.p50")

    dollars, euros = median(), median(currency="EUR")
    rate = next(float(value) for name, value in euros.inputs if name.startswith("EUR per USD"))
    assert dollars.value is not None
    assert euros.value == pytest.approx(dollars.value * rate, rel=1e-3)


def test_united_states_prices_are_dollars_at_home(release: Release) -> None:
    page = pay_report(release, pay_question(release, ["data engineer"], country="US", ppp=True))
    market = pay_report(release, pay_question(release, ["data engineer"], country="US"))
    for figure in page.figures.values():
        if figure.measure == "pay_advertised.p50" and figure.unit == "usd_ppp_year":
            beside = market.figures.get(figure.id.removesuffix(",in=PPP"))
            if beside is not None:
                assert figure.value == pytest.approx(beside.value)


def test_a_slice_with_too_little_says_so_and_answers_with_the_nearest() -> None:
    said = " ".join(sentence.plain() for _, sentence in sentences(asked("thin")))
    assert "Too few statements of pay, senior, in Germany" in said
    assert "The nearest that answers for all of them" in said
    assert any(figure.measure == "pay_advertised.p50" for figure in asked("thin").figures.values())


def test_two_roles_with_much_evidence_get_a_verdict_on_their_gap() -> None:
    short = " ".join(s.plain() for p in asked("thick").sections[0].paragraphs for s in p)
    assert "Is the gap real?" in short
    gaps = {f.measure: f for f in asked("thick").figures.values() if f.measure.startswith("pay_gap.")}
    raw, mix, remaining = (1 + (gaps[f"pay_gap.{n}"].value or 0) / 100 for n in ("raw", "mix", "remaining"))
    assert raw == pytest.approx(mix * remaining)


def test_levels_and_countries_are_drawn() -> None:
    blocks = [block for section in asked("the example").sections for block in section.blocks]
    assert any(isinstance(block, LadderChart) for block in blocks)
    countries = [block for section in asked("US prices").sections for block in section.blocks]
    assert not any(isinstance(block, RankedBars) for block in countries)  # a country is asked for


def test_without_full_the_page_is_the_answer_alone(release: Release) -> None:
    question = pay_question(release, ["data engineer", "data analyst"])
    brief = {section.id for section in pay_report(release, question, full=False).sections}
    assert brief == {"pay-short", "pay-kinds", "pay-ladder", "pay-alike"}
    assert brief < {section.id for section in pay_report(release, question).sections}


@pytest.mark.parametrize("name", ["thick", "euros", "titles", "official"])
def test_amounts_are_explained_as_they_are_shown(name: str) -> None:
    figures = amounts(asked(name))
    for figure in figures[:: max(1, len(figures) // 12)]:
        assert explain(figure.id).figure.value == pytest.approx(figure.value), figure.id


def test_a_role_comes_before_a_title_and_a_title_before_an_official_occupation(release: Release) -> None:
    assert find_pay_role(release, "Data Engineers").role_id == "data-engineer"
    title = find_pay_role(release, "MANAGER")
    assert (title.scheme, title.label, title.is_official) == ("title", "Manager", False)
    assert find_pay_role(release, "onet:data scientists").is_official


def test_a_name_that_is_nothing_offers_roles_and_titles(release: Release) -> None:
    with pytest.raises(UnknownRole) as refused:
        find_pay_role(release, "enginer")
    assert "Engineer" in refused.value.nearest
    with pytest.raises(AmbiguousRole):
        find_pay_role(release, "nurse")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"ppp": True, "currency": "EUR"}, "cannot also be in EUR"),
        ({"kind": "official", "level": "senior"}, "--level"),
        ({"kind": "official", "country": "Germany"}, "United States only"),
        ({"country": "Taiwan", "ppp": True}, "Taiwan"),
        ({"kind": "rumour"}, "rumour"),
        ({"currency": "RUB"}, "since 2021"),
        ({"employment_type": "gig"}, "gig"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_way_on(release: Release, options: dict[str, Any], says: str) -> None:
    with pytest.raises(UserInputError, match=re.escape(says)) as refused:
        pay_question(release, ["data engineer"], **options)
    assert refused.value.hint


@pytest.mark.parametrize("kind", [None, "survey", "advertised"])
def test_a_year_without_pay_names_those_that_have_some(release: Release, kind: str | None) -> None:
    with pytest.raises(EmptySelection) as refused:
        pay_question(release, ["data engineer"], year=1999, kind=kind)
    assert "202" in refused.value.hint


def test_a_slice_without_statements_says_what_similar_jobs_let_one_expect_of_it() -> None:
    figures = [f for f in asked("thin").figures.values() if f.measure == "pay_expected.p50"]
    assert [f.place for f in figures] == ["DE", "DE"]
    assert len({f.id.split("/")[0] for f in figures}) == 1  # one collection for both roles
    for figure in figures:
        assert nature(figure) is Nature.MODELLED
        assert figure.interval is not None
        assert figure.value is not None
        assert figure.interval.low < figure.value < figure.interval.high <= 2.5 * figure.interval.low
        assert explain(figure.id).figure == figure


def test_what_to_expect_is_not_said_where_it_is_known_too_badly() -> None:
    assert not [f for f in asked("hardly anything").figures.values() if f.measure == "pay_expected.p50"]


def test_the_leading_answer_rests_on_the_most_statements(release: Release) -> None:
    """Not on the narrowest interval: a few statements that happen to agree have a narrow one by luck."""
    page = pay_report(release, pay_question(release, ["data scientist"], country="US"), full=False)
    first = next(page.figures[f] for sentence in page.sections[0].paragraphs[1] for f in sentence.figures)
    others = [f for f in page.figures.values() if f.measure == "pay_advertised.p50" and f.place == "US"]
    assert len(others) > 1
    assert first.n == max(f.n or 0 for f in others)
