"""Search keys of role names and employers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.reading.normalise import employer_key, label_key


@pytest.mark.parametrize(
    "same",
    [
        ("ML software engineer", "Machine-Learning Software Engineers", "machine learning software engineer"),
        ("Sr. Data Scientist", "senior data scientists", "SENIOR DATA-SCIENTIST"),
        ("R&D Engineer", "R and D engineer"),
        ("Ingénieur de données", "ingenieur de donnees"),
        ("QA Eng", "Quality Assurance Engineer"),
        ("Full-Stack Developer", "fullstack dev", "Full Stack Developers"),
        ("Database Administrator", "DBA"),
    ],
)
def test_spellings_of_one_name_share_a_key(same: tuple[str, ...]) -> None:
    assert len({label_key(name) for name in same}) == 1


def test_languages_that_differ_by_a_sign_stay_apart() -> None:
    assert len({label_key(f"{name} developer") for name in ("C", "C++", "C#", ".NET")}) == 4


def test_words_that_only_look_plural_are_kept() -> None:
    assert label_key("Business Analytics, AWS & GIS") == "business analytics aws and gis"


@given(st.text())
def test_the_key_of_a_key_is_the_key(text: str) -> None:
    assert label_key(label_key(text)) == label_key(text)


@given(st.text())
def test_keys_are_words_with_single_spaces(text: str) -> None:
    for key in (label_key(text), employer_key(text)):
        assert key == " ".join(key.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Inc.", "ACME, LLC"),
        ("Müller & Söhne GmbH", "muller and sohne"),
        ("The Acme Company", "Acme"),
        ("Acme S.p.A.", "Acme"),
        ("Acme L.L.C.", "ACME"),
        ("Acme Data Pty Ltd", "Acme Data"),
    ],
)
def test_one_employer_has_one_key(one: str, other: str) -> None:
    assert employer_key(one) == employer_key(other)


def test_no_employer_has_an_empty_key_and_a_legal_form_alone_is_kept() -> None:
    assert employer_key(None) == ""
    assert employer_key("   ") == ""
    assert employer_key("The Company") == "the company"
