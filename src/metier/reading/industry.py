"""Reads the industry of a posting's employer, from its name and from what it says about itself.

An employer that we judged ourselves (``employers.yaml``) needs no text. For others, words tell industries
(``industry_words.yaml``). A word counts once, and more where the employer speaks of itself: in its section, after
its name, at the beginning. What sector columns say of an employer, and words in a company's name, count like a few
such words, because they can mislead. The industry with the most points is read if it has enough of them; else it is
"other". A staffing agency's client counts instead of the agency where the text says what the client does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from metier.reading.industry_employer import Known, employer_in_text, known_employer
from metier.reading.normalise import employer_key
from metier.reading.sections import Document
from metier.vocabulary import rule
from metier.vocabulary.industry_words import industry_words

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Points = dict[str, float]  # by industry id


class Industry(NamedTuple):
    """The industry of an employer; a place in the document's text that told it, and how it was decided."""

    industry_id: str | None  # "other": the text is too unclear
    span: tuple[int, int] | None
    # How the employer is known (``Known.method``), "name" (a word of it), "company text", "text", "client", "only a
    # company" (hardly any word tells) or "unclear"; ", narrowly" follows where another has nearly as many points.
    method: str


# Sections in which an employer says nothing of its business: what is asked for and what is given.
_ELSEWHERE = frozenset(("required", "preferred", "benefits", "equal-opportunity"))
# Where an employer begins to speak of itself (in ``_spaced`` text), and an agency of its client.
_SELF = ("we are ", "we re ", "our mission", "our company", "is a leading", "is the leading", "about us", "provider of")
_WEAK = "employer's sector"  # tells little; see employers.yaml
_CLIENT = (
    *("our client", "my client", "client is ", "client, a", "the client ", "partnered with", "partnering with"),
    *("working with a", "the growth", "on behalf of", "the company", "this company", "company is"),
)
_WE_ARE = (" we are ", " we re ")
_ARTICLES = ("a ", "an ", "the ", "one of ")
_PHRASE_ENDS = re.compile(r"  | (?:that|which|with|who|whose|where|for|in|of|to|serving|providing|focused|based|on) ")
_WINDOW = 400  # characters that follow such a beginning or the employer's name
_CLIENT_BEGINS, _CLIENT_WINDOW = 260, 100  # characters of a text's beginning, and after what announces a client
_MOST = 6  # places of one beginning that are looked at
_SEPARATORS = ("\n", "\t", "(", "/", ",", ".", ";", ":", '"', "'", "-")
_SPACE_FOR = str.maketrans(dict.fromkeys(_SEPARATORS, " "))


class _Words:
    """Words of the industries in one automaton, with what each adds to which industry."""

    def __init__(self, words: Iterable[tuple[str, str, float]]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation

        self.points: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for word, industry, points in words:
            self.points[" " + _parted(word).replace("_", " ")].append((industry, points))
        self._automaton: AhoCorasick = AhoCorasick(
            list(self.points), store_patterns=True, implementation=Implementation.DFA
        )

    def found(self, text: str) -> set[str]:
        """The words that stand in this text (``_spaced``)."""
        return set(self._automaton.find_matches_as_strings(text, overlapping=True))


@cache
def _of_names() -> _Words:
    return _Words((word, entry.id, 1.0) for entry in industry_words() for word in entry.name)


@cache
def _of_texts() -> _Words:
    says, hints = rule("reading.industry_says"), rule("reading.industry_hints")
    return _Words(
        (word, entry.id, points)
        for entry in industry_words()
        for words, points in ((entry.says, says), (entry.hints, hints))
        for word in words
    )


def read_industry(document: Document, company: str = "") -> Industry:
    """The industry of the employer of this posting."""
    key = employer_key(company)
    known = known_employer(key) if key else employer_in_text(document.text)
    if known is not None and known.method != _WEAK:
        told = Industry(known.industry_id, known.span, known.method)
        return (_client(document) or told) if known.industry_id == "staffing" else told
    by_name, method = _name_points(key, known)
    own, every = _texts(document, key)
    own_words = _of_texts().found(own)
    all_words = own_words | _of_texts().found(every)
    points = defaultdict(float, by_name)
    weight = rule("reading.industry_own_text")
    for word in all_words:
        factor = weight if word in own_words else 1.0
        for industry, one in _of_texts().points[word]:
            points[industry] += one * factor
    for industry in _defined(own, key):
        points[industry] += rule("reading.industry_defined")
    if key and points:  # a company whose text tells little is most often one of technology
        points["technology"] += rule("reading.industry_prior")
    best = max(points, key=lambda one: (points[one], one), default="other")  # the same in every run
    if points[best] < rule("reading.industry_least" if key else "reading.industry_least_unnamed"):
        return Industry("other", None, "unclear")
    if best == "staffing" and (client := _client(document)) is not None:
        return client
    span, where = _place(document.low, best, own_words, all_words)
    method = method if best in by_name else where
    second = max((points[one] for one in points if one != best), default=0.0)
    return Industry(
        best, span, method if points[best] - second >= rule("reading.industry_narrow") else f"{method}, narrowly"
    )


def _defined(own: str, key: str) -> list[str]:
    """What the employer says it is: of "Acme is a healthcare investment firm", the industry of the last words."""
    words = _of_texts()
    for mark in (f" {key} is ", *_WE_ARE) if key else _WE_ARE:
        at = own.find(mark)
        start = at + len(mark)
        if at < 0 or not own.startswith(_ARTICLES, start):
            continue
        phrase = f" {_PHRASE_ENDS.split(own[start : start + _WINDOW], maxsplit=1)[0]} "
        least = rule("reading.industry_says")
        told = {word for word in words.found(phrase) if any(points >= least for _, points in words.points[word])}
        if told:
            last = max(told, key=lambda word: (phrase.rfind(word) + len(word.rstrip()), len(word), word))
            return [industry for industry, points in words.points[last] if points >= least]
    return []


def _name_points(key: str, known: Known | None) -> tuple[Points, str]:
    """What the employer's name adds to which industry, and how."""
    if known is not None:
        name = "reading.industry_technology" if known.industry_id == "technology" else "reading.industry_employer"
        return {known.industry_id: rule(name)}, known.method
    if not key:
        return {}, ""
    words = _of_names()
    named = {industry for word in words.found(f" {key} ") for industry, _ in words.points[word]}
    weak, strong = rule("reading.industry_technology"), rule("reading.industry_name")
    return {one: (weak if one == "technology" else strong) / len(named) for one in named}, "name"


def _client(document: Document) -> Industry | None:
    """The industry of an agency's client: of the employer that the text speaks of, or as its first lines tell."""
    named = employer_in_text(document.text)
    if named is not None and named.industry_id != "staffing":
        return Industry(named.industry_id, named.span, "client")
    low = document.low
    words = _of_texts()
    told = words.found(_spaced(" ".join((low[:_CLIENT_BEGINS], *_after(low, _CLIENT, _CLIENT_WINDOW)))))
    said: defaultdict[str, float] = defaultdict(float)
    for word in told:
        for industry, one in words.points[word]:
            said[industry] += one
    best = max(said.keys() - {"staffing"}, key=lambda one: (said[one], one), default=None)
    if best is None or said[best] < rule("reading.industry_client"):
        return None
    return Industry(best, _place(low, best, told, told)[0], "client")


def _place(low: str, industry: str, own: set[str], every: set[str]) -> tuple[tuple[int, int] | None, str]:
    """Where the longest word that told this industry stands, and in which part of the text."""
    words = _of_texts()
    spaced = _spaced(low)  # one space longer at its beginning, as every word is
    for found, told in ((own, "company text"), (every, "text")):
        telling = [word for word in found if any(one == industry for one, _ in words.points[word])]
        for word in sorted(telling, key=lambda word: (-len(word), word)):
            at = spaced.find(word)
            if at >= 0:
                return (at, at + len(word.strip())), told
    return None, "only a company"


def _texts(document: Document, key: str) -> tuple[str, str]:
    """What the employer says of itself, and all that may tell its business, in words parted by spaces."""
    low = document.low
    clauses = [(clause.kind, low[clause.start : clause.end]) for clause in document.clauses]
    every = _spaced(" ".join(said for kind, said in clauses if kind not in _ELSEWHERE))
    company = _spaced(" ".join(said for kind, said in clauses if kind == "company"))
    own = (every[:_WINDOW], company, *_after(every, (key, *_SELF) if key else _SELF))
    return " ".join(own) + " ", every


def _after(low: str, marks: tuple[str, ...], window: int = _WINDOW) -> list[str]:
    """The text that follows the first places of these marks."""
    parts: list[str] = []
    for mark in marks:
        at = low.find(mark)
        places = 0
        while at >= 0 and places < _MOST:
            parts.append(low[at : at + window])
            places += 1
            at = low.find(mark, at + window)
    return parts


def _spaced(text: str) -> str:
    return f" {_parted(text)} "


def _parted(text: str) -> str:
    """The text with the signs between words as spaces."""
    if text.isascii():  # the quicker way, but only here
        return text.translate(_SPACE_FOR)
    for sign in _SEPARATORS:
        text = text.replace(sign, " ")
    return text
