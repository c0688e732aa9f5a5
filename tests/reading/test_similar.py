"""Ranking concepts for a short text: what is found, how sure, and that nothing depends on order or batches."""

from __future__ import annotations

import string

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.reading import similar
from metier.reading.linked import LinkedIndex
from metier.reading.similar import LabelIndex, phrases
from metier.release.reader import Release
from metier.release.roles import nearest_labels

LABELS = [
    ("baker", "baker"),
    ("baker", "bread maker"),
    ("nurse", "registered nurse"),
    ("nurse", "staff nurse"),
    ("ml", "machine learning engineer"),
    ("welder", "welder"),
]
WORDS = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)
PAIRS = st.lists(st.tuples(st.sampled_from("abcde"), WORDS), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def index() -> LabelIndex:
    return LabelIndex.build(LABELS)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Registered Nurse (night shift)", "nurse"),
        ("ML Engineers", "ml"),  # abbreviation and plural
        ("maschine lerning enginer", "ml"),  # spelling
        ("maker of bread", "baker"),
        ("WELDER - Leeds", "welder"),
    ],
)
def test_the_meant_concept_comes_first(index: LabelIndex, text: str, concept: str) -> None:
    ((first, *_),) = index.rank([text], 3)
    assert first[0] == concept


def test_the_only_label_of_a_concept_scores_one(index: LabelIndex) -> None:
    assert index.rank(["Welders"], 1) == [[("welder", pytest.approx(1, abs=1e-5))]]


def test_a_text_that_resembles_nothing_has_no_rank(index: LabelIndex) -> None:
    assert index.rank(["", "???", "qq 77"], 5) == [[], [], []]


def test_no_labels_and_no_texts() -> None:
    nothing = LabelIndex.build([])
    assert nothing.rank(["baker"], 5) == [[]]
    assert LinkedIndex.of_labels([]).profiles(["baker"]).shape == (1, 0)
    assert LabelIndex.build(LABELS).rank([], 5) == []
    assert LabelIndex.build([("a", "?!"), ("b", "baker")]).concept_ids == ("b",)


def test_a_skill_inside_a_sentence_is_found() -> None:
    skills = LabelIndex.build(
        [("sql", "SQL"), ("mining", "data mining"), ("manage", "manage staff"), ("fish", "prepare fish")],
        character_share=0,
        whole_weight=0,
    )
    found = skills.rank_in_sentences(["You know SQL, data mining, and how to lead."], 4)
    assert {concept for concept, _ in found[0]} == {"sql", "mining"}


def test_phrases_do_not_cross_marks() -> None:
    assert "mining lead" not in phrases("SQL, data mining; lead teams", 3)
    assert "data mining" in phrases("SQL, data mining; lead teams", 3)
    assert "c++" in phrases("Python, C++.", 2)


@settings(max_examples=60)
@given(PAIRS, st.lists(WORDS, min_size=1, max_size=6))
def test_scores_lie_between_0_and_1_and_do_not_depend_on_order(pairs: list[tuple[str, str]], texts: list[str]) -> None:
    index = LabelIndex.build(pairs)
    (table,) = index.scores(texts)
    assert table.min() >= 0
    assert table.max() <= 1 + 1e-5
    again = LabelIndex.build(reversed(pairs))
    assert again.rank(texts, 3) == index.rank(texts, 3)


@settings(max_examples=30)
@given(PAIRS, st.lists(WORDS, min_size=2, max_size=7))
def test_batches_change_nothing(pairs: list[tuple[str, str]], texts: list[str]) -> None:
    index = LabelIndex.build(pairs)
    together = np.vstack(list(index.scores(texts)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(similar, "_CELLS", 1)  # one text a batch
        tables = list(index.scores(texts))
    assert len(tables) == len(texts)
    assert np.array_equal(np.vstack(tables), together)


# -- names offered for an unknown role --------------------------------------------------------------


@pytest.fixture(scope="module")
def release() -> Release:
    return Release()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("machine lerning enginer", "Machine Learning Engineer"),
        ("data sciense manger", "Data Science Manager"),
        ("enginer software", "Software Engineer"),
        ("dentist assistant", "Dental Assistants"),
        ("statistican", "Statistician"),
        ("cyber security ninja", "Security Engineer"),
        ("full-stack wizard", "Full-Stack Engineer"),
    ],
)
def test_a_misspelt_or_fanciful_title_is_offered_what_was_meant(release: Release, typed: str, meant: str) -> None:
    assert nearest_labels(release, typed)[0] == meant


@pytest.mark.parametrize("typed", ["ninja", "xyzzy", "", "???"])
def test_nothing_is_offered_for_what_resembles_no_name(release: Release, typed: str) -> None:
    assert nearest_labels(release, typed) == ()


def test_the_same_name_is_offered_once(release: Release) -> None:
    offered = nearest_labels(release, "electrican", limit=5)
    assert len(offered) == len({label.lower().rstrip("s") for label in offered}) <= 5
