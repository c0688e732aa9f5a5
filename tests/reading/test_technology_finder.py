"""The fast search for names misses nothing that a slow one finds, on any text."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.reading.clauses import folded
from metier.reading.technology import TechnologyMatcher, matcher, resolve_tag
from metier.reading.technology_bounds import starts_word, word_end
from metier.reading.technology_names import NameFinder, names_of
from metier.vocabulary import Technology

NAMES = ("R", "Go", "C++", ".NET", "C#", "SQL", "CI/CD", "Node.js", "scikit-learn", "Power BI", "Spark", "A/B testing")
ENTRIES = tuple(
    Technology(id=f"t{number}", label=name, kind="method" if "test" in name else "language")
    for number, name in enumerate(NAMES)
)
PIECES = st.sampled_from(
    (*NAMES, "r", "sqls", "sparkling", "PySpark", "é", "’s", "-", "_", "/", " & ", ".", "2", "+", "#", "Ünder", "İ")
)  # fmt: skip
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(("", " ", ", ", "\n", "(", ")", "\u00a0", "x"))), max_size=14).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)


@cache
def finder() -> NameFinder:
    return NameFinder(names_of(ENTRIES))


def slowly(text: str, glued: bool) -> set[tuple[int, int]]:
    """Every place where a name stands as a word, tried one by one."""
    loose = folded(text).replace("-", " ").replace("_", " ")
    found = set()
    for form, names in names_of(ENTRIES).items():
        start = loose.find(form)
        while start >= 0:
            end = start + len(form)
            plural = names[0].plural
            if starts_word(text, start, end, glued) and word_end(text, start, end, glued, plural) is not None:
                found.add((start, end))
            start = loose.find(form, start + 1)
    return found


@settings(max_examples=300)
@given(TEXTS, st.booleans())
def test_no_name_is_missed(text: str, glued: bool) -> None:
    found = finder().find(text, folded(text), glued)
    assert slowly(text, glued) <= {(start, end) for start, end, _, _ in found}


@settings(max_examples=300)
@given(TEXTS, st.booleans())
def test_what_is_called_clear_is_a_word(text: str, glued: bool) -> None:
    for start, end, _, clear in finder().find(text, folded(text), glued):
        if clear:
            assert starts_word(text, start, end, glued)
            assert word_end(text, start, end, glued, False) == end


@pytest.mark.parametrize(
    "piece",
    ["sql, ", "R&", "((((", "cutting-edge AI ", "C++/", "Experience with python preferred ", "İ", "\ud83d\ude00go "],
)
def test_long_texts_of_one_piece_are_read(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    assert all(text[mention.start : mention.end] == mention.surface for mention in matcher().find(text))


def test_phrases_that_mean_something_else_cover_only_what_stands_in_them() -> None:
    entry = Technology(id="canvas", label="Canvas", kind="office", not_in=("canvas bag", "blank canvas"))
    found = TechnologyMatcher((entry,)).find("A blank canvas, a canvas bag, then Canvas and canvas")
    assert [mention.start for mention in found] == [35, 46]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("Python 3.x", "python"),
        ("Java 8+", "java"),
        ("C/C++", "cpp"),
        ("NodeJS", "node-js"),
        ("MS-Excel", "excel"),
        ("K8s", "kubernetes"),
        ("Sci-kit Learn", "scikit-learn"),
        ("cloud", "cloud-computing"),
        ("Teams", "microsoft-teams"),
    ],
)
def test_tags_with_versions_makers_and_spellings_resolve(tag: str, expected: str) -> None:
    assert resolve_tag(tag) == expected
