"""Links between schemes: a name that one scheme lacks is found through another's, and titles compare by meaning."""

from __future__ import annotations

import string

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.reading.linked import LinkedIndex

LABELS = [
    ("esco-baker", "baker"),
    ("esco-nurse", "nurse responsible for general care"),
    ("esco-sales", "shop assistant"),
    ("onet-baker", "bread maker"),
    ("onet-nurse", "staff nurse"),
    ("onet-sales", "retail salesperson"),
]
LINKS = [("esco-baker", "onet-baker", 1.0), ("onet-sales", "esco-sales", 0.8), ("esco-gone", "onet-baker", 1.0)]
ESCO = frozenset(concept for concept, _ in LABELS if concept.startswith("esco-"))
WORDS = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)


@pytest.fixture(scope="module")
def index() -> LinkedIndex:
    return LinkedIndex.of_labels(LABELS, LINKS)


@pytest.mark.parametrize(("text", "concept"), [("Retail Salesperson", "esco-sales"), ("bread maker", "esco-baker")])
def test_a_name_that_the_scheme_lacks_is_found_through_a_link(index: LinkedIndex, text: str, concept: str) -> None:
    ((first, *_),) = index.towards(ESCO).rank([text], 2)
    assert first[0] == concept


def test_only_the_target_scheme_is_ranked(index: LinkedIndex) -> None:
    target = index.towards(ESCO)
    assert set(target.concept_ids) == ESCO
    (found,) = target.rank(["staff nurse"], 10)
    assert {concept for concept, _ in found} <= ESCO
    assert found[0][0] == "esco-nurse"


def test_without_links_only_labels_speak() -> None:
    target = LinkedIndex.of_labels([("a", "pilot"), ("x", "nurse")]).towards({"a"})
    assert target.rank(["nurse"], 1) == [[]]


def test_titles_without_a_word_in_common_are_alike_when_they_resemble_the_same_job(index: LinkedIndex) -> None:
    left, right = index.profiles(["bread maker"]), index.profiles(["baker", "staff nurse"])
    same, other = (left @ right.T)[0]
    unlinked = LinkedIndex.of_labels(LABELS)
    assert same > (unlinked.profiles(["bread maker"]) @ unlinked.profiles(["baker"]).T)[0, 0]
    assert same > other


@settings(max_examples=40)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_profiles_have_length_one_or_are_empty(texts: list[str]) -> None:
    lengths = np.linalg.norm(LinkedIndex.of_labels(LABELS, LINKS).profiles(texts), axis=1)
    assert all(abs(length - 1) < 1e-5 or length == 0 for length in lengths)


@settings(max_examples=20)
@given(st.permutations(LINKS), st.permutations(LABELS), st.lists(WORDS, min_size=1, max_size=3))
def test_the_order_of_labels_and_links_changes_nothing(
    links: list[tuple[str, str, float]], labels: list[tuple[str, str]], texts: list[str]
) -> None:
    texts = [*texts, "bread maker nurse"]
    again = LinkedIndex.of_labels(labels, links).towards(ESCO).rank(texts, 3)
    assert again == LinkedIndex.of_labels(LABELS, LINKS).towards(ESCO).rank(texts, 3)
