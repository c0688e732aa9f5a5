"""What is looked at first, to be quick, never hides what the expression behind it would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.reading import education, preference, sections, technology_scope
from metier.reading.clauses import folded, split
from metier.reading.sections import Document, read_sections
from metier.reading.signals import Signal
from metier.reading.source import plain

GAPS = st.sampled_from((" ", "", ", ", ". ", "\n", ": ", " - ", "/", "(", ") "))


def texts(*pieces: str) -> st.SearchStrategy[str]:
    """Texts put together from these pieces in any order."""
    part = st.tuples(st.sampled_from(pieces), GAPS)
    return st.lists(part, max_size=10).map(lambda parts: "".join(piece + gap for piece, gap in parts))


DEGREES = texts(
    "PhD", "Ph.D.", "doctorate", "Doctoral", "MS", "M.S.", "MSc", "MBA", "Master's", "masters", "MASTERS", "M.Eng",
    "Advanced degree", "Graduate degree", "graduate-level", "BS", "B.A.", "BSc", "B.E.", "BBA", "Bachelor", "bachelors",
    "BACHELOR'S", "Undergraduate degree", "honours degree", "college graduate", "4-year degree", "Four year degree",
    "Associate's degree", "Associates in Science", "AA degree", "high school diploma", "High School", "HS diploma",
    "GED", "secondary school", "No degree required", "degree in", "Degree: BS", "educated to degree level",
    "STEM degree", "quantitative degree", "in Statistics", "or", "and", "a", "team", "skills", "ux",
)  # fmt: skip


@settings(max_examples=300)
@given(DEGREES)
def test_the_first_letters_of_degrees_hide_none(text: str) -> None:
    quick = education._START.rpartition("(?=")[0]
    slowly = re.compile(quick + education._MENTION.pattern.removeprefix(education._START))
    assert [m.span() for m in education._MENTION.finditer(text)] == [m.span() for m in slowly.finditer(text)]


HEADINGS = texts(
    "Key", "Primary", "Job", "Your", "The", "Responsibilities", "Responsibility", "Qualifications", "Requirements",
    "Skills", "Experience", "Benefits", "Perks", "Education", "Functions", "Tasks", "Preferred", "Bonus", "Logistics",
    "What you'll do", "what you will be doing", "Who you are", "About you", "Nice to have", "nice-to-haves", "Ideally,",
    "you have", "You may be a good fit if you", "Strong candidates may also have", "What we offer", "why join us",
    "minimum education", "In this role, you will", "about us", "Python", "and", "with",
)  # fmt: skip


@settings(max_examples=300)
@given(HEADINGS)
def test_the_first_letters_of_headings_hide_none(text: str) -> None:
    if sections._INLINE.match(text):
        assert folded(text)[:3] in sections._INLINE_BEGINS


WISHES = texts(
    "Required", "must have", "is a must", "mandatory", "essential", "ideally", "Preferably", "bonus points if",
    "plus if", "extra credit", "is a plus", "nice to have", "SQL", "clients like", "partners such as", "backed by",
    "services including", "companies, e.g.", "brands think", "used by", ": like", "the", "team",
)  # fmt: skip


@settings(max_examples=300)
@given(WISHES)
def test_words_that_are_looked_for_first_stand_in_every_match(text: str) -> None:
    low = folded(text)
    for pattern, words in (
        (preference._NEED, preference._NEED_WORDS),
        (preference._FROM_HERE, preference._FROM_HERE_WORDS),
        (technology_scope._OF_OTHERS, technology_scope._OTHERS_WORDS),
    ):
        assert pattern.search(low) is None or any(word in low for word in words)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("You write reports. Build models.", ["You write reports.", "Build models."]),
        ("It takes approx. Ten days.", ["It takes approx. Ten days."]),
        ("Know SQL, etc. Build models.", ["Know SQL, etc. Build models."]),
        ("Ready to start? Apply now! Thanks.", ["Ready to start?", "Apply now!", "Thanks."]),
        ("find new insights Build models", ["find new insights", "Build models"]),
    ],
)
def test_sentences_end_where_they_did(text: str, clauses: list[str]) -> None:
    assert [text[start:end].strip() for start, end in split(text)[0]] == clauses


def test_a_document_gives_the_clauses_that_hold_a_trigger() -> None:
    document = read_sections("You need a degree in statistics.\nWe work from home.\nA degree helps.")
    assert isinstance(document, Document)
    held = [document.text[clause.start : clause.end] for clause in document.holding(Signal.DEGREE)]
    assert held == ["You need a degree in statistics.", "A degree helps."]


@pytest.mark.parametrize("raw", ["Research & development; R&D", "Sales &c; more", "A & B;\n\nC & D;", "tom&jerry"])
def test_a_bare_ampersand_changes_nothing(raw: str) -> None:
    assert plain(raw).text == raw
    assert plain(raw).origin(2, 9) == (2, 9)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Know\tSQL &amp; R", "Know SQL & R"),
        ("one\n\n\n\ntwo\u00a0 three", "one\n\ntwo three"),
        ("at\u200bonce  now", "at once now"),
        ("end \n next", "end\nnext"),
    ],
)
def test_odd_white_space_is_made_plain_in_prose(raw: str, text: str) -> None:
    assert plain(raw).text == text
