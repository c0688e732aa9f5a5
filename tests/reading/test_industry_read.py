"""Which industry a posting's employer is in, and how sure the reader may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.reading.industry import Industry, read_industry
from metier.reading.industry_employer import employer_in_text, known_employer
from metier.reading.normalise import employer_key
from metier.reading.sections import read_sections
from metier.vocabulary import industries
from metier.vocabulary.industry_words import glued, industry_words, judged_employers, sector_employers


def read(text: str, company: str = "") -> Industry:
    return read_industry(read_sections(text), company)


@pytest.mark.parametrize(
    ("text", "company", "industry"),
    [
        ("Acme is a leading provider of cloud-based software for dentists. You will write code.", "Acme", "technology"),
        ("Acme is a health system with nine hospitals. You will build reports.", "Acme", "healthcare"),
        ("Acme is a fashion brand with an online store. You will build reports.", "Acme", "ecommerce-retail"),
        ("Acme is an asset manager. You will build reports.", "Acme", "finance"),
        ("Acme is an advertising agency. You will build reports.", "Acme", "marketing-advertising"),
        ("You will build reports.", "Riverside Community Hospital", "healthcare"),
        ("You will build reports.", "University of the Lakes", "education"),
        ("You will build reports.", "Lakeside Insurance Group", "insurance"),
        ("You will teach. We are a charity and a nonprofit of volunteers.", "", "nonprofit"),
    ],
)
def test_the_industry_of_an_employer(text: str, company: str, industry: str) -> None:
    assert read(text, company).industry_id == industry


def test_what_is_asked_for_and_what_is_given_tell_nothing_of_the_employer() -> None:
    text = (
        "You will answer the telephone.\nRequirements\n• Experience in a hospital or clinic\n• University degree\n"
        "Benefits\n• Health insurance, dental insurance, life insurance\n"
    )
    assert read(text) == Industry("other", None, "unclear")


def test_an_agency_is_read_as_its_client_where_that_is_told() -> None:
    agency = "Staffing firm seeks an analyst. Contract to hire, W2 only."
    assert read(agency, "Brightpath Staffing").industry_id == "staffing"
    told = read(f"{agency} Our client is a hospital system and health care provider.", "Brightpath Staffing")
    assert (told.industry_id, told.method) == ("healthcare", "client")


def test_an_employer_is_what_it_says_it_is_and_not_what_it_deals_with() -> None:
    text = "Acme is a healthcare investment firm with offices in two cities. You will build reports."
    assert read(text, "Acme").industry_id == "finance"


def test_a_close_call_is_marked() -> None:
    close = read("Welcome to the bank and hotel of the Acme family. You will build reports.", "Acme")
    assert close.method.endswith(", narrowly")
    clear = read("Acme is a bank, an investment firm and a lending platform for mortgage loans.", "Acme")
    assert (clear.industry_id, clear.method) == ("finance", "company text")


def test_the_place_shows_the_word_that_told() -> None:
    text = "Welcome! Acme runs hospitals and clinics."
    reading = read(text, "Acme")
    assert reading.span is not None
    assert text[slice(*reading.span)] in ("hospitals", "clinics")


@pytest.mark.parametrize(
    ("company", "industry"),
    [
        ("Pfizer Inc.", "healthcare"),
        ("JPMorgan Chase & Co.", "finance"),
        ("Amazon Web Services (AWS)", "technology"),
        ("Amazon.com, Inc.", "ecommerce-retail"),
        ("Robert Half", "staffing"),
        ("stitchfix", "ecommerce-retail"),  # as job boards write names in addresses
        ("Netflix USA", "media-entertainment"),
        ("Goldman Sachs Bank Europe", "finance"),
    ],
)
def test_a_known_employer_needs_no_words(company: str, industry: str) -> None:
    assert read("You will build reports.", company).industry_id == industry


def test_a_text_about_something_else_does_not_move_a_known_employer() -> None:
    text = "Welcome to our hospital software. You will teach students in clinics and schools."
    assert read(text, "Goldman Sachs") == Industry("finance", None, "employer")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Build reports.\nAbout Pfizer\nWe like reports.", "Pfizer"),
        ("At Pfizer, reports matter.", "Pfizer"),
        ("Reports matter. Pfizer Inc. is an equal opportunity employer.", "Pfizer Inc."),
        ("Join Goldman Sachs and build reports.", "Goldman Sachs"),
    ],
)
def test_an_employer_that_speaks_of_itself_needs_no_company(text: str, name: str) -> None:
    reading = read(text)
    assert reading.method == "employer in the text"
    assert reading.span is not None
    assert text[slice(*reading.span)].strip() == name


@pytest.mark.parametrize(
    "text",
    [
        "Experience with Oracle and Salesforce.",
        "Our target is a better report. Join. Visa sponsorship is not available.",
        "Experience at a bank, a shop or an agency.",
    ],
)
def test_a_named_product_is_no_employer(text: str) -> None:
    assert employer_in_text(text) is None


def test_a_branch_and_a_group_are_known_by_the_name_before() -> None:
    assert known_employer(employer_key("Pfizer Canada")) == known_employer("pfizer")
    group = known_employer(employer_key("Goldman Sachs Asset Lending"))
    assert group is not None
    assert group.method == "employer's group"
    assert known_employer(employer_key("General Widgets of Nowhere")) is None


def test_words_and_employers_name_known_industries_and_no_word_is_empty() -> None:
    assert {entry.id for entry in industry_words()} <= set(industries())
    for employers in (judged_employers(), sector_employers()):
        assert set(employers.values()) <= set(industries()) - {"other"}
        assert [key for key in employers if employer_key(key) != key or not key] == []
    for entry in industry_words():
        for words in (entry.name, entry.says, entry.hints):
            assert all(word == word.strip().lower() and len(word.strip("_")) > 1 for word in words), entry.id
            assert len(words) == len(set(words)), entry.id
        assert not set(entry.says) & set(entry.hints), entry.id


def test_an_employer_has_one_industry_however_its_name_is_spaced() -> None:
    judged = judged_employers()
    industry_of = {glued(key): industry for key, industry in judged.items()}
    assert {key for key, industry in judged.items() if industry_of[glued(key)] != industry} == set()
    assert {glued(key) for key in sector_employers()} & set(industry_of) == set()


@given(st.text(max_size=300), st.text(max_size=30))
def test_any_text_and_any_name_give_a_known_industry(text: str, company: str) -> None:
    reading = read(text, company)
    assert reading.industry_id in industries()
    if reading.span is not None:
        start, end = reading.span
        assert 0 <= start < end <= len(text)
