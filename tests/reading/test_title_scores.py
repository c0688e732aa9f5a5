"""Scores of titles: fitted on how often rules and roles were right, and what counts."""

from __future__ import annotations

import pytest

from metier.reading.title import read_title
from metier.reading.title_score import basis, fitted, known, least, names, score
from metier.reading.title_support import Suits, suits, table

ORDINARY = Suits(1.0, 0)


def test_shares_are_shares_and_every_rule_falls_back_on_one() -> None:
    assert all(0.0 < share <= 1.0 for share in (*fitted().shares.values(), *fitted().roles.values()))
    assert known("juggler+unknown") == "*+unknown"
    assert known("conjured") == "*"


def test_a_name_is_surer_than_a_rule_and_a_rule_surer_than_unknown_words() -> None:
    by_name, by_rule, by_guess = (
        score(method, "data-analyst", ORDINARY) for method in ("label", "analyst+rest+more", "analyst+unknown")
    )
    assert by_name > by_rule > by_guess


def test_words_that_belong_to_other_roles_make_a_reading_less_sure() -> None:
    words = ["mechanical", "hardware", "manufacturing"]
    at_home, abroad = suits(words, "mechanical-engineer"), suits(words, "data-analyst")
    assert at_home.mean > abroad.mean
    assert score("label", "data-analyst", at_home) > score("label", "data-analyst", abroad)


def test_rare_words_make_a_reading_less_sure() -> None:
    assert suits(["zorblax", "quux"], "data-analyst").rare == 2
    assert score("label", "data-analyst", Suits(1.0, 4)) < score("label", "data-analyst", Suits(1.0, 0))


def test_marks_and_single_letters_are_no_words() -> None:
    assert suits([",", "/", "x", "2"], "data-analyst") == Suits(0.0, 0)


def test_the_table_of_words_names_known_roles_only() -> None:
    from metier.vocabulary.load import roles

    named = {role for _, supports in table().values() for role in supports}
    assert named <= set(roles())
    assert len(table()) > 1000


def test_unknown_words_do_not_weaken_a_name() -> None:
    assert basis("label", 9) == "label"
    assert names(basis("manager", 9))[0] == "manager+more"


def test_what_is_less_sure_than_the_threshold_does_not_count() -> None:
    for title in ("Data Engineer", "Zorblax Manager", "Flimflam Analyst", "Analytics Lead (Zorblax Quux)"):
        reading = read_title(title)
        assert reading.abstained == (reading.score < least())


@pytest.mark.parametrize("title", ["Data Scientist / Machine Learning Engineer", "Sr Analyst", "BI Lead"])
def test_role_and_alternatives_together_are_no_more_than_certain(title: str) -> None:
    reading = read_title(title)
    assert reading.score + sum(share for _, share in reading.alternatives) <= 1.0


@pytest.mark.parametrize("title", ["Manager", "Analyst", "Engineer", "Senior Consultant", "Graduate Analyst"])
def test_a_job_noun_alone_is_a_guess(title: str) -> None:
    reading = read_title(title)
    assert reading.abstained
    assert reading.score <= 0.5
