"""What a posting says that the person will do, and what it says besides."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.errors import VocabularyError
from metier.reading.duties import DutyMatcher, duty_matcher, read_duties
from metier.reading.duty_anchors import anchors, leads
from metier.reading.sections import read_sections
from metier.vocabulary import Duty, duties


def found(text: str) -> dict[str, str]:
    """The duties of a text, each with how it was decided."""
    return {mention.id: mention.method for mention in read_duties(read_sections(text))}


@pytest.mark.parametrize(
    ("said", "duty"),
    [
        ("Mentor junior analysts", "mentoring"),
        ("Supervise a staff of six technicians", "team-leadership"),
        ("Build dashboards for the sales team", "reporting-dashboards"),
        ("Design and run A/B tests on the checkout", "experimentation"),
        ("Gather data from public registers", "data-collection"),
        ("Clean and merge survey data", "data-preparation"),
        ("Ensure the accuracy of monthly reports", "data-quality"),
        ("Maintain ETL pipelines", "data-pipelines"),
        ("Train and validate machine learning models", "model-development"),
        ("Deploy models to production", "model-deployment"),
        ("Present findings to executives", "stakeholder-communication"),
        ("Translate business questions into technical requirements", "requirements-gathering"),
        ("Manage vendor contracts", "budgeting-vendors"),
        ("Take part in the on-call rota", "monitoring-reliability"),
    ],
)
def test_a_duty_is_read_from_the_list_of_duties(said: str, duty: str) -> None:
    assert found(f"Responsibilities\n• {said}\n• Other tasks as they come")[duty] == "duties section"


@pytest.mark.parametrize(
    "said",
    [
        "Experience deploying models to production",
        "5+ years of mentoring junior analysts",
        "Strong knowledge of ETL pipelines",
        "Ability to present findings to executives",
        "Mentoring others is a plus",
    ],
)
def test_what_the_person_has_is_no_duty_even_in_the_list_of_duties(said: str) -> None:
    assert found(f"Responsibilities\n• Answer the telephone\n• {said}\n") == {}


def test_what_the_employer_does_is_no_duty() -> None:
    assert found("We build data pipelines. Our team trains machine learning models.") == {}


def test_a_sentence_elsewhere_counts_if_it_says_what_the_person_will_do() -> None:
    text = "About the role\nAs an engineer you will maintain ETL pipelines.\nResponsibilities\n• Answer the telephone\n"
    assert found(text) == {"data-pipelines": "sentence"}


def test_a_subject_named_in_passing_is_no_duty_until_it_is_named_again() -> None:
    first = "You will join a friendly group of colleagues in the north of the country, who care about roadmaps."
    second = "You will also own the roadmap."
    assert "roadmap-prioritisation" not in found(first)
    assert found(f"{first} {second}")["roadmap-prioritisation"] == "sentence"


def test_a_duty_is_shown_where_it_stands() -> None:
    text = "Responsibilities\n• Answer the telephone\n• Mentor junior analysts\n• Mentor interns\n"
    (mention,) = (mention for mention in read_duties(read_sections(text)) if mention.id == "mentoring")
    assert text[mention.start : mention.end] == "Mentor"
    assert mention.start == text.index("Mentor")


def test_a_phrase_begins_with_a_word() -> None:
    assert "software-development" not in found("Responsibilities\n• Decoding letters from customers abroad\n")


def test_there_are_forty_duties_and_each_phrase_has_anchors() -> None:
    assert len(duties()) == 40
    for duty in duties().values():
        assert all(anchors(phrase) for phrase in duty.phrases), duty.id


def test_a_phrase_that_repeats_without_bound_is_refused() -> None:
    endless = Duty(id="x", label="x", group="x", covers="x", phrases=("lead .* teams",))
    with pytest.raises(VocabularyError, match="without bound"):
        DutyMatcher((endless,))


WORDS = """
    you will lead a team of five analysts and present findings to executives build dashboards machine learning models
    into production gather requirements data pipelines warehouse ai ml improve processes train users strategy roadmap
    customers experiments statistical reports quality review code on-call security budget mentor clean
"""


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=25).map(" ".join))
def test_anchors_and_leads_never_hide_a_match(text: str) -> None:
    matcher = duty_matcher()
    quick = {duty for duty, _, _ in matcher.find(text, 0, len(text), matcher.every)[0]}
    slow = {
        duty.id
        for duty in duties().values()
        for phrase in duty.phrases
        if re.search(rf"\b(?:{phrase})", text) is not None
    }
    assert quick == slow


@given(st.text(max_size=300))
def test_any_text_is_read_and_places_lie_in_it(text: str) -> None:
    for mention in read_duties(read_sections(text)):
        assert 0 <= mention.start < mention.end <= len(text)


@pytest.mark.parametrize(
    ("phrase", "begin"),
    [
        (r"(?:build|design)\w* .{0,20}dashboards?", ("build", "design")),
        (r"(?<!under )audits?\b", ("audit",)),
        (r"\w+ing teams?", None),
        (r"(?:guide and )?educat(?:e|es)", None),
        (r"ci/cd|continuous delivery", ("ci/cd", "continuous delivery")),
    ],
)
def test_the_beginnings_of_a_phrase(phrase: str, begin: tuple[str, ...] | None) -> None:
    assert leads(phrase) == begin
