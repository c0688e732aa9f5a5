"""The years of work experience that a posting asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metier.reading.preference import is_wish
from metier.reading.sections import Clause, Document
from metier.reading.signals import Signal


@dataclass(frozen=True, slots=True)
class Experience:
    """Lowest number of years of the main requirement, or None; the span that states it."""

    years_min: int | None = None
    span: tuple[int, int] | None = None


_I = re.IGNORECASE
_WORDS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
}
_NUMBER = r"(?:\d{1,2}|zero|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen)"
_YEARS = re.compile(
    r"(?<![\d.,$£€/-])(?P<low>" + _NUMBER + r")\s?(?:\(\d{1,2}\)\s?)?"
    r"(?:(?P<plus>\+|plus\b|or more)|(?:-|–|—|to|/|or|and"
    r"|~)\s?(?:" + _NUMBER + r"|\s)\s?(?:\(\d{1,2}\)\s?)?\+?)?[ -]?\s?\+?\s?(?:or more |plus |full "
    r"|solid |total )?"
    r"(?:years?|yrs?\.?)(?![a-z])(?P<plus2>\s?\+)?"
    r"|(?<![\d.,$£€])(?P<bare>\d{1,2})\+ (?=experience\b)",
    _I,
)
_ABOUT_WORK = re.compile(
    r"experience|\bexp\b|\bin (?:a|an|the|this|software|data|machine|product|analytics?|building"
    r"|developing|working|similar|consult|industry|design"
    r"|management|sales|marketing|research|field)\b|\bworking\b|\bas an? \b|\bprofessional|\bpost[- ]"
    r"|\bbackground|\bwork\b|\btrack record"
    r"|\bof [a-z]+ing\b|\bin [a-z]+ing\b|\busing\b|\bmanaging\b|\bleading\b|\bbuilding\b|\bdeveloping\b",
    _I,
)
_HISTORY = re.compile(
    r"(?:\b(?:past|last|next|first|previous|within|every|during|nearly|almost)\s+(?:the\s+)?|(?:^|\.\s"
    r"|,\s)(?:for|in|with) (?:over|more than|nearly) |"
    r"\bwe(?:'|’)?(?:ve| have)\b.{0,60}|\bour\b.{0,40}|\bcompany\b.{0,60}|\bhas been\b.{0,60}"
    r"|\bfast forward\s|\bfor (?:over|more than|nearly|almost) )$",
    _I,
)
_AFTER_NOT = re.compile(
    r"\s?(?:ago|old\b|of age|in a row|running|in business|of (?:history|growth|service|continuous)"
    r"|contract|program|degree|college|term\b|from now"
    r"|of (?:college|undergraduate|graduate|university|education|schooling|study|studies|formal"
    r"|full-time study))",
    _I,
)
# Ends in "or", so that the years that follow stand in for what was named before.
_OR = re.compile(
    r"\b(?:or|and/or)\s+(?:(?:an?|the|at least|minimum|of|with|have|equivalent"
    r"|combination) ){0,4}$",
    _I,
)
_DEGREE = re.compile(
    r"\b(?:bachelor|master|ph\.?\s?d|doctora|b\.?s\b|m\.?s\b|msc|bsc|mba|degree"
    r"|associate|high school|diploma)",
    _I,
)


def read_experience(document: Document) -> Experience:
    """Years asked for: the lowest alternative of the requirement that asks for most."""
    best = Experience()
    text = document.text
    for clause in document.clauses:
        if clause.kind in ("benefits", "company", "equal-opportunity") or not clause.may_hold(Signal.YEARS):
            continue
        asked = _asked(text, clause)
        if asked is None:
            continue
        if best.years_min is None or (asked.years_min or 0) > best.years_min:
            best = asked
    return best


def _asked(text: str, clause: Clause) -> Experience | None:
    """What one clause requires; alternatives ("5 years, or 3 with a master's") give the lowest."""
    found: list[tuple[int, int, int]] = []
    for match in _YEARS.finditer(text, clause.start, clause.end):
        years = _number(match.group("low") or match.group("bare"))
        if years is None or years > 25 or not _is_requirement(text, clause, match, bool(found)):
            continue
        if is_wish(text, clause, match.start(), match.end()):
            continue
        found.append((years, match.start(), match.end()))
    if not found:
        return None
    if len(found) > 1 and _alternatives(text, clause, found):
        years, start, end = min(found)
    else:
        years, start, end = max(found, key=lambda f: (f[0], -f[1]))
    return Experience(years, (start, end))


def _is_requirement(text: str, clause: Clause, match: re.Match[str], follows: bool) -> bool:
    """Whether the years are asked for; ``follows``: after other years of the same clause."""
    start, end = match.span()
    before = text[max(clause.start, start - 80) : start]
    if _AFTER_NOT.match(text, end, clause.end) or _HISTORY.search(before):
        return False
    if not follows and _OR.search(before) and _DEGREE.search(text, clause.start, start):
        return False  # "bachelor's degree or two years"
    if match.group("bare"):
        return True
    if clause.kind in ("required", "preferred") and (match.group("plus") or match.group("plus2")):
        return True
    reach = clause.end if clause.kind in ("required", "preferred") else min(clause.end, end + 90)
    return _ABOUT_WORK.search(text, end, reach) is not None or "experience" in before.lower()


def _alternatives(text: str, clause: Clause, found: list[tuple[int, int, int]]) -> bool:
    """Whether the numbers are ways to meet one requirement, by degree or joined with "or"."""
    first, last = found[0], found[-1]
    between = text[first[2] : last[1]]
    if re.search(r"\bor\b", between, _I):
        return True
    return len(_DEGREE.findall(text[clause.start : clause.end])) >= 2


def _number(written: str) -> int | None:
    return int(written) if written.isdigit() else _WORDS.get(written.lower())
