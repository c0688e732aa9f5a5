"""What must hold for every title, and for the rules themselves."""

from __future__ import annotations

import csv
import doctest
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.reading import (
    normalise,
    title,
    title_compound,
    title_lexicon,
    title_rules,
    title_score,
    title_support,
    title_words,
)
from metier.reading.title import read_title
from metier.reading.title_labels import labels
from metier.reading.title_words import MAX_CHARACTERS
from metier.vocabulary.load import levels, roles

SAID = (
    "senior data machine learning AI engineer scientist analyst manager , - / ( ) of & II lead director head "
    "of vp chief associate product intern C++ .NET for at nurse 3 staff science"
)
WORDS = st.sampled_from(SAID.split())


def _holds(text: str) -> None:
    reading = read_title(text)
    assert reading.title == text
    assert reading.abstained or reading.role_id is not None
    assert 0 <= reading.score <= 1
    assert reading.track in ("individual", "management")
    assert reading.level in levels()
    assert reading.role_id is None or reading.role_id in roles()
    assert all(role in roles() for role, _ in reading.alternatives)


@given(st.text())
def test_any_text_has_a_reading(text: str) -> None:
    _holds(text)


@given(st.lists(WORDS, max_size=12))
def test_any_mix_of_title_words_has_a_reading(words: list[str]) -> None:
    _holds(" ".join(words))


@given(st.sampled_from(["Data Engineer", "Director, Data Science", "Nurse"]), st.text(alphabet="xyz qj", max_size=40))
def test_letter_case_and_outer_space_do_not_matter(name: str, noise: str) -> None:
    text = f"{name} ({noise})"
    one, other = read_title(text), read_title(f"  {text.upper()} ")
    assert (one.role_id, one.track, one.level) == (other.role_id, other.track, other.level)


def test_what_follows_a_title_is_not_read() -> None:
    """Reading is linear in the title: only its first characters count, however long the text is."""
    head = "Data Engineer " + "x" * MAX_CHARACTERS
    assert read_title(head + " nurse" * 10_000).role_id == read_title(head).role_id


def test_every_role_of_the_rules_is_in_the_vocabulary() -> None:
    book = title_rules.rule_book()
    rules = [*book.individual.values(), *book.refine.values(), book.field, book.chiefs]
    named = {role for rule in rules for _, (first, also) in rule.rows for role in (first, *also)}
    named |= {role for rule in book.managers for first, also in rule.tiers for role in (first, *also)}
    named |= set(book.refine) | set(book.managed_as) | set(book.managed_as.values())
    named |= set(book.directed) | set(book.directed.values()) | book.things | book.yielding | book.firm
    named |= book.served | book.give_way | book.prevail | {rule.people[0] for rule in book.managers if rule.people}
    for lists in (book.bare, book.unknown, book.elsewhere):
        named |= {role for guesses in lists.values() for role in guesses}
    assert named <= set(roles())


def test_every_role_is_read_from_its_own_label() -> None:
    wrong = {role.label: read_title(role.label).role_id for role in roles().values()}
    assert {label: got for label, got in wrong.items() if roles()[str(got)].label != label} == {}


def test_names_of_roles_are_read_as_those_roles() -> None:
    """A name that the vocabulary lists for one role is rarely read as another."""
    whole = labels().whole
    wrong = [name for name, role in whole.items() if read_title(name.replace(" , ", ", ")).role_id != role]
    assert len(wrong) <= 0.03 * len(whole)


@pytest.mark.parametrize(
    "module", [normalise, title, title_compound, title_lexicon, title_rules, title_score, title_support, title_words]
)
def test_examples_in_the_documentation(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.shared
def test_accuracy_on_labelled_titles(shared: Path) -> None:
    """Agreement with the labels of two annotators."""
    with (shared / "eval" / "titles" / "titles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read = [(read_title(row["title"]), row) for row in rows]
    role = sum(r.role_id in (row["role_id"], row["alt_role_id"]) for r, row in read) / len(read)
    track = sum(r.track == row["track"] for r, row in read) / len(read)
    level = sum(r.level == row["level"] for r, row in read) / len(read)
    counted = [r.role_id in (row["role_id"], row["alt_role_id"]) for r, row in read if not r.abstained]
    assert role >= 0.93
    assert track >= 0.98
    assert level >= 0.97
    assert len(counted) >= 0.92 * len(read)
    assert sum(counted) >= 0.94 * len(counted)
