"""No gated expression matches without a trigger word: every way in which it can match is tried at random."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from metier.reading import education, employment, experience, preference, sections, workplace
from metier.reading.clauses import folded
from metier.reading.posting import read_posting
from metier.reading.signals import Signal, mark

parser: Any = pytest.importorskip("re._parser")  # the standard library's own reading of an expression

LETTERS = "qz"  # for "any letter": they begin no trigger
EXAMPLES = 1200
GATED: dict[str, tuple[re.Pattern[str], int]] = {
    "degree": (education._MENTION, Signal.DEGREE),
    "experience instead": (education._INSTEAD_ALONE, Signal.DEGREE),
    "years": (experience._YEARS, Signal.YEARS),
    "years, labelled": (experience._LABELLED, Signal.YEARS),
    **{kind: (pattern, Signal.WORKPLACE) for kind, pattern, _ in workplace._PATTERNS},
    **{kind: (pattern, Signal.EMPLOYMENT) for kind, pattern in employment._STATED},
    "wish": (preference._WISH, Signal.WISH),
    "wish from here": (preference._FROM_HERE, Signal.WISH),
    **{f"heading {n}": (words, Signal.HEADING) for n, (_, words) in enumerate(sections._HEADING_WORDS)},
    "heading in a line": (sections._INLINE, Signal.HEADING),
    "leads to duties": (sections._LEAD_DUTIES, Signal.HEADING),
    "leads to wishes": (sections._LEAD_PREFERRED, Signal.HEADING),
    "leads to requirements": (sections._LEAD_REQUIRED, Signal.HEADING),
}
CLASSES = {"DIGIT": "3", "SPACE": " ", "WORD": LETTERS, "NOT_WORD": " ,-", "NOT_DIGIT": "z", "NOT_SPACE": "z"}


def example(tree: Iterable[Any], rng: random.Random) -> str:
    """A text made along an expression; what must not follow is left to chance, so not every one matches."""
    return "".join(part(str(kind), value, rng) for kind, value in tree)


def part(kind: str, value: Any, rng: random.Random) -> str:
    match kind:
        case "LITERAL":
            return chr(value)
        case "ANY" | "NOT_LITERAL":
            return rng.choice("q z")
        case "IN":
            chosen = rng.choice(value)
            return rng.choice(LETTERS) if str(value[0][0]) == "NEGATE" else part(str(chosen[0]), chosen[1], rng)
        case "RANGE":
            return chr(rng.randint(*value))
        case "CATEGORY":
            return rng.choice(CLASSES[str(value).removeprefix("CATEGORY_")])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, inner = value
            often = rng.choice((least, least, rng.randint(least, min(int(most), least + 3))))
            return "".join(example(inner, rng) for _ in range(often))
        case "BRANCH":
            return example(rng.choice(value[1]), rng)
        case "SUBPATTERN":
            return example(value[3], rng)
        case "ATOMIC_GROUP":
            return example(value, rng)
        case "ASSERT":  # what follows is added; what stands before was made already, or stands in for the neighbour
            return example(value[1], rng) if value[0] == 1 or rng.random() < 0.5 else ""
    return ""


def texts(pattern: re.Pattern[str]) -> Iterator[str]:
    """Texts along an expression, alone, at the end of a sentence and before other words, with single spaces."""
    rng = random.Random(1)
    tree = parser.parse(pattern.pattern, pattern.flags)
    for _ in range(EXAMPLES):
        said = example(tree, rng)
        for text in (said, f"Zqz zq {said}", f"Zqz {said} zqz.", f"zq ({said}), zq"):
            yield re.sub(r"(\s)\s+", r"\1", text)


def unmarked(pattern: re.Pattern[str], signal: int) -> set[str]:
    """What the expression matches in texts that do not carry the signal."""
    found = set()
    for text in texts(pattern):
        low = folded(text)
        if mark(low, [(0, len(low))])[0] & signal:
            continue
        for said in {text, low}:
            for match in pattern.finditer(said):
                # A short degree glued to a word ("skillsBS in") is not looked for by itself: "jobs in" is common.
                glued = said[match.start() - 1 : match.start()].isalpha() and match.group().isupper()
                if match.group().strip(" .,;-") and not glued:
                    found.add(match.group())
    return found


@pytest.mark.parametrize("name", GATED)
def test_no_expression_matches_without_a_trigger(name: str) -> None:
    pattern, signal = GATED[name]
    assert any(pattern.search(text) for text in texts(pattern))
    assert unmarked(pattern, signal) == set()


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("BSc in Physics", "education_min", "bachelor"),
        ("MS in statistics", "education_min", "master"),
        ("You have a graduate-level education.", "education_min", "master"),
        ("Job type: Intern", "employment_type", "internship"),
        ("Type: Temp", "employment_type", "temporary"),
        ("Employment type: Consultant", "employment_type", "contract"),
        ("You work from the comfort of your own home.", "workplace", "remote"),
        ("You will work in our studio.", "workplace", "onsite"),
        ("The role is located at our campus.", "workplace", "onsite"),
        ("Telework is an option, sometimes telework only.", "workplace", "hybrid"),
    ],
)
def test_a_word_at_the_edge_of_a_text_is_read(text: str, field: str, value: str) -> None:
    assert getattr(read_posting(text), field) == value
