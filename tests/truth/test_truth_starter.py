"""Well-known published numbers, as the example comparison shows them. They need nothing but the package."""

from __future__ import annotations

from functools import cache

import pytest

from metier.model import Cards, Figure, Report
from metier.surfaces.python import compare, open_release, role


@cache
def example() -> Report:
    """The example comparison, from the release inside the package."""
    return compare("data science manager", "ML software engineer").report


def figure(key: str) -> Figure:
    """One of its figures."""
    return example().figures[key]


@pytest.mark.parametrize(
    ("key", "usd"),
    [
        ("wage.p50/data-science-manager/11-3021:May-2025", 175_140),
        ("wage.p50/machine-learning-software-engineer/15-1252:May-2025", 135_980),
        ("wage.p50/machine-learning-software-engineer/15-2051:May-2025", 120_230),
    ],
)
def test_official_medians_of_may_2025(key: str, usd: int) -> None:
    found = figure(key)
    assert found.value == usd
    assert found.unit == "usd_year"
    assert found.period == "May 2025"
    assert found.status.value == "published"
    assert "mapped_close" in {flag.value for flag in found.flags}


@pytest.mark.parametrize(("soc", "percent"), [("11-3021", 15.2), ("15-1252", 15.8), ("15-2051", 33.5)])
def test_official_projections_to_2034(soc: str, percent: float) -> None:
    found = [f for f in example().figures.values() if f.measure == "projection.change" and f"/{soc}" in f.id]
    assert found
    assert {f.value for f in found} == {percent}
    assert {f.unit for f in found} == {"percent"}
    assert all("2024" in f.period and "34" in f.period for f in found)


@pytest.mark.parametrize(("percentile", "usd"), [("p25", 160_000), ("p50", 198_200), ("p75", 245_100)])
def test_data_science_manager_pay_of_may_2024_as_the_file_has_it(percentile: str, usd: int) -> None:
    found = figure(f"pay_as_published.{percentile}.aijobs/data-science-manager/@country=US")
    assert found.value == pytest.approx(usd, rel=0.005)
    assert found.value is not None
    assert round(found.value / 1000) == round(usd / 1000)
    assert (found.n, found.n_of) == (125, "amounts (two for a range)")


def test_the_report_prints_them() -> None:
    text = " ".join(compare("data science manager", "ML software engineer").to_terminal(width=120).split())
    for number in ("$175,140", "$135,980", "15.2", "15.8", "33.5"):
        assert number in text, number


def test_what_everyone_knows_of_the_two_roles_is_found() -> None:
    key = "technology.difference.data-jobs/data-science-manager~machine-learning-software-engineer/{}"
    for item, sign in (("sql", 1), ("r", 1), ("java", -1), ("cpp", -1)):
        found = figure(key.format(item))
        assert (found.value or 0) * sign > 0.1, item
        assert dict(found.inputs)["real"] == "yes", item
    both = [figure(f"technology.share.data-jobs/{r.role_id}/python").value or 0 for r in example().roles]
    assert min(both) > 0.7


def test_every_share_rests_on_no_more_than_it_could_read() -> None:
    for found in example().figures.values():
        inputs = dict(found.inputs)
        if found.measure.endswith(".share") and "postings that show it" in inputs:
            shown, read = inputs["postings that show it"], inputs["postings in which it could be read"]
            assert isinstance(shown, int)
            assert isinstance(read, int)
            assert 0 <= shown <= read == found.n


def test_sources_that_know_no_such_role_are_not_named_as_if_they_did() -> None:
    for found in example().figures.values():
        if found.origins[0].startswith(("bls", "onet")):
            assert {"mapped_close"} <= {flag.value for flag in found.flags}, found.id


def test_scientists_are_counted_in_their_thousands() -> None:
    found = role("data scientist").figures["posting.count.data-jobs/data-scientist/"]
    assert 5_000 < (found.value or 0) < 126_069


def test_open_jobs_are_of_the_last_day() -> None:
    cards = [c for s in example().sections for b in s.blocks if isinstance(b, Cards) for c in b.cards]
    assert len(cards) >= 6
    assert {card.seen for card in cards} == {"2026-08-08"} == {example().evidence_date}
    assert all(card.url.startswith("https://") for card in cards)


def test_official_schemes_are_whole() -> None:
    rows = open_release().rows(
        "SELECT scheme, count(*)::INT FROM occupations GROUP BY 1 ORDER BY 1", tables=("occupations",)
    )
    assert dict(rows) == {"esco-1.2.1": 3_039, "onetsoc2019": 1_016}


def test_pay_of_a_part_of_an_occupation_is_said_to_be_the_wider_groups() -> None:
    # 15-2051.01 has no wage of its own: the survey publishes Data Scientists, 15-2051.
    pay = next(s for s in compare("15-2051.01", "15-1252").report.sections if s.id == "pay")
    said = " ".join(sentence.plain() for paragraph in pay.paragraphs for sentence in paragraph)
    assert "wider group of Business Intelligence Analysts only" in said
    assert "paid Business Intelligence Analysts" not in said
