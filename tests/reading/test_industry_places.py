"""The words that told an industry are found again in the text."""

from __future__ import annotations

import pytest

from metier.reading.industry import read_industry
from metier.reading.industry_employer import employer_in_text
from metier.reading.sections import read_sections


@pytest.mark.parametrize("text", ["We are a health-care provider for families.", "We run a non-profit for families."])
def test_a_hyphenated_word_has_its_place(text: str) -> None:
    industry = read_industry(read_sections(text), "Northern Lights")
    assert industry.span is not None
    start, end = industry.span
    assert text[start:end].strip()


@pytest.mark.parametrize("before", ["", "a\n", "about us\n", "see our page\n"])
def test_an_employer_at_the_beginning_of_a_line_is_known(before: str) -> None:
    known = employer_in_text(f"{before}GitLab is a company.")
    assert known is not None
    assert known.span == (len(before), len(before) + len("GitLab"))
