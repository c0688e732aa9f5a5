"""The years of work experience that a posting asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from metier.reading.preference import is_wish
from metier.reading.sections import Clause, Document
from metier.reading.signals import Signal


@dataclass(frozen=True, slots=True)
class Experience:
    """Lowest number of years of the main requirement, or None; the span that states it.

    ``method``: "one number", "largest of several", "lowest alternative", "no years", "years of something else".
    """

    years_min: int | None = None
    span: tuple[int, int] | None = None
    method: str = "no years"


# All expressions look at the folded text: to ignore case in the search itself takes more than twice as long.
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
# What follows the first character of a number.
_REST = (
    r"(?:(?<=\d)\d?|(?<=z)ero|(?<=o)ne|(?<=t)(?:wo|hree|en|welve)|(?<=f)(?:our|ive|ifteen)|(?<=s)(?:ix|even)"
    r"|(?<=e)ight|(?<=n)ine)"
)
# The first character comes as a set of its own: it lets the search skip.
_YEARS = re.compile(
    r"[\dzotfsen](?:(?<![\d,$£€/].)(?<!\w-.)(?<!\d\..)(?P<low>" + _REST + r")\s?(?:\(\d{1,2}\+?\)\s?)?"
    r"(?:(?P<plus>\+|plus\b|or more)(?:\s?/\s?(?P<other>\d{1,2})\+)?|(?:-|to|/|or|and"
    r"|~)\s?(?:" + _NUMBER + r"|\s)\s?(?:\(\d{1,2}\)\s?)?\+?)?[ -]?\s?\+?\s?(?:or more |plus |full "
    r"|solid |total )?"
    r"(?:years?|yrs?\.?|(?P<yoe>yoe))(?![a-z])(?P<plus2>\s?\+)?"
    r"|(?<![\d.,$£€].)(?<=\d)(?P<bare>\d?)\+ (?=experience\b))"
)
# "Years of experience: 5"; the number may stand in the next clause.
_LABELLED = re.compile(r"\byears?(?: of)? (?:\w+ ){0,3}experience(?: \w+){0,2}\s?[:-]\s{0,3}(?P<low>\d{1,2})(?![\d,.])")
# "18+ months of experience": months count as whole years, as they do in what a page states as data.
_MONTHS = re.compile(
    r"(?<![\d.,$£€-])(?P<low>\d{1,2})\s?(?:\+|plus\b|or more)?(?:\s?(?:-|to)\s?\d{1,2})?\s?\+?\s?(?:or more )?"
    r"(?:months? of|months'|months(?= (?:exp|rel|pro|work)))(?: [a-z-]+){0,4} (?:experience|exp)\b"
)
_IN_YEAR = 12
# "Up to 3 years" names no lowest number.
_UP_TO = re.compile(r"\b(?:up to|maximum(?: of)?|max\.?|no more than|at most|less than|under|fewer than)\s(?:an?\s)?$")
_WISHED_HERE = re.compile(r"[^,;.]{0,40}\b(?:preferred|desired|desirable|ideal|a plus)\b")
_ABOUT_WORK = re.compile(
    r"experience|\bexp\b|\bin (?:a|an|the|this|software|data|machine|product|analytics?|building"
    r"|developing|working|similar|consult|industry|design"
    r"|management|sales|marketing|research|field)\b|\bworking\b|\bas an? \b|\bprofessional|\bpost[- ]"
    r"|\bbackground|\bwork\b|\btrack record"
    r"|\bin [a-z]+(?: and [a-z]+)?\s*[,.;(]|\bin [a-z]+$|\bof [a-z]+ing\b"
    r"|\bin [a-z]+ing\b|\busing\b|\bmanaging\b|\bleading\b|\bbuilding\b|\bdeveloping\b",
)
_EXPERIENCE = re.compile(r"'?(?: of)?(?: [a-z-]+){0,4} experience\b")
_HISTORY = re.compile(
    r"(?:\b(?:past|last|next|first|previous|within|every|during|nearly|almost)\s+(?:the\s+)?|(?:^|\.\s"
    r"|,\s)(?:for|in|with) (?:over|more than|nearly) |"
    r"\bwe'?(?:ve| have)\b.{0,60}|\bour\b.{0,40}|\bcompany\b.{0,60}|\bhas been\b.{0,60}"
    r"|\bfast forward\s|\bfor (?:over|more than|nearly|almost) )$",
)
_AFTER_NOT = re.compile(
    r"\s?(?:ago|old\b|of age|in a row|running|in business|of (?:history|growth|service|continuous)"
    r"|contract|program|plans?\b|degree|college|term\b|from now"
    r"|of (?:college|undergraduate|graduate|university|education|schooling|study|studies|formal"
    r"|full-time study))",
)
# Ends in "or", so that the years that follow stand in for what was named before.
_OR = re.compile(
    r"\b(?:or|and/or)\s+(?:(?:an?|the|at least|minimum|of|with|have|equivalent"
    r"|combination) ){0,4}$",
)
_DEGREE = re.compile(
    r"\b(?:bachelor|master|ph\.?\s?d|doctora|b\.?s\b|m\.?s\b|msc|bsc|mba|degree"
    r"|associate|high school|diploma)",
)


_UNREAD = frozenset(("equal-opportunity",))
_UNLIKELY = frozenset(("benefits", "company"))
_BOASTS = re.compile(r"\b(?:with|over|has|have|combined|nearly|than|for|through)\W{1,3}$")
_BESIDE = 160  # characters: how far apart two ways to meet a requirement stand at most
_OR_ALONE = re.compile(r"(?:^|\s)(?:or|OR|-or-)\s*\W*$")
_OPTION = re.compile(r"(?:or\b|option \d)")
# Boards that ask for experience item by item write so.
_MARKED = re.compile(r"\s?\((?:(?P<need>required)|preferred)\)")
_REACH = 160  # characters around the years in which they may be called preferred
_EXP = re.compile(r"experience|\bexp\b")
_NEAR_START = 12  # characters of a clause before its years
_LABEL = 24  # characters before a clause that may hold its label
_TWO = 2  # degrees named beside the years: each has years of its own
_WAYS_IN = re.compile(
    r"\b(?:bachelor|master|ph\.?\s?d|doctora|b\.?s\b|m\.?s\b|msc|bsc|mba|advanced degree|associate|high school)"
)
_MOST = 25  # years: more is the age of something
# "Or" right before the second number; anywhere before it, where a degree is named too.
_OR_NUMBER = re.compile(r"\bor\s+(?:\(?(?:at least|minimum(?: of)?|with|only|just|over|a|an)\s+){0,3}\(?$")
_OR_WORD = re.compile(r"\bor\b")
_OF_ONES_OWN = re.compile(r"\b(?:we|our|us)\b")


def read_experience(document: Document) -> Experience:
    """Years asked for: the lowest alternative of the requirement that asks for most."""
    stated: list[Experience] = []
    unasked = False
    text = document.text
    last: Clause | None = None  # the clause of the last stated years
    for clause in document.holding(Signal.YEARS):
        if clause.kind in _UNREAD:
            continue
        asked = _asked(document, clause) or _labelled(document.low, clause) or _in_months(document, clause)
        if asked is None:
            unasked = True
            continue
        if last is not None and _another_way(text, document.low, clause, last):
            stated[-1] = replace(min(stated[-1], asked, key=_years), method="lowest alternative")
        else:
            stated.append(asked)
        last = clause
    if not stated:
        return Experience(method="years of something else" if unasked else "no years")
    best = max(stated, key=_years)
    return replace(best, method="largest of several") if len(stated) > 1 else best


def _years(asked: Experience) -> int:
    return asked.years_min or 0


def _another_way(text: str, low: str, clause: Clause, last: Clause) -> bool:
    """Whether this clause is another way to meet the last one.

    It stands after a line "OR", begins with "or" or "Option 2", or each of the two names the degree it goes with.
    """
    if clause.start - last.end > _BESIDE:
        return False
    if _OR_ALONE.search(text[last.end : clause.start]) or _OPTION.match(low, clause.start, clause.end):
        return True
    named = _DEGREE.search(low, last.start, last.end)
    return named is not None and _DEGREE.search(low, clause.start, clause.end) is not None


def _asked(document: Document, clause: Clause) -> Experience | None:
    """What one clause requires; alternatives ("5 years, or 3 with a master's") give the lowest."""
    low = document.low
    found: list[tuple[int, int, int]] = []
    named = list(_YEARS.finditer(low, clause.start, clause.end))
    for number, match in enumerate(named):
        years = _number(low[match.start() : match.end("bare" if match.group("low") is None else "low")])
        if match.group("other") and years is not None:
            years = min(years, int(match.group("other")))
        if years is None or years > _MOST or not _is_requirement(low, clause, match, bool(found)):
            continue
        following = named[number + 1].start() if number + 1 < len(named) else None
        if not _is_wished(document, clause, match, following):
            found.append((years, match.start(), match.end()))
    if not found:
        return None
    if len(found) > 1 and _alternatives(low, clause, found):
        years, start, end = min(found)
        return Experience(years, (start, end), "lowest alternative")
    years, start, end = max(found, key=lambda f: (f[0], -f[1]))
    return Experience(years, (start, end), "one number" if len(found) == 1 else "largest of several")


def _labelled(low: str, clause: Clause) -> Experience | None:
    """The number that follows a label such as "Years of experience:"."""
    match = _LABELLED.search(low, clause.start, min(len(low), clause.end + _LABEL))
    return None if match is None else Experience(int(match.group("low")), match.span("low"), "one number")


def _in_months(document: Document, clause: Clause) -> Experience | None:
    """The whole years of a number of months that the clause requires."""
    match = _MONTHS.search(document.low, clause.start, clause.end)
    if match is None or clause.kind in _UNLIKELY or is_wish(document, clause, *match.span()):
        return None
    before = document.low[max(clause.start, match.start() - _REACH) : match.start()]
    if _HISTORY.search(before) or _UP_TO.search(before):
        return None
    return Experience(int(match.group("low")) // _IN_YEAR, match.span(), "one number")


def _is_requirement(low: str, clause: Clause, match: re.Match[str], follows: bool) -> bool:
    """Whether the years are asked for; ``follows``: after other years of the same clause."""
    start, end = match.span()
    before = low[max(clause.start, start - 80) : start]
    if _AFTER_NOT.match(low, end, clause.end) or _HISTORY.search(before) or _UP_TO.search(before):
        return False
    if clause.kind in _UNLIKELY:
        # A list that stands under the wrong heading; employers count years of their own there too.
        asked = _EXPERIENCE.match(low, end, clause.end) is not None and not _BOASTS.search(before)
        return asked and _OF_ONES_OWN.search(low, clause.start, end) is None
    if _MARKED.match(low, end):
        return True
    if not follows and _OR.search(before) and _DEGREE.search(low, clause.start, start):
        return False  # "bachelor's degree or two years"
    if match.group("bare") is not None or match.group("yoe") is not None:
        return True
    if clause.kind in ("required", "preferred") and (match.group("plus") or match.group("plus2")):
        return True
    if clause.kind in ("required", "preferred") and _WAYS_IN.search(before):
        return True  # "Master's + 6 years"
    reach = clause.end if clause.kind in ("required", "preferred") else min(clause.end, end + 90)
    if _ABOUT_WORK.search(low, end, reach) or _EXP.search(before):
        return True
    # A line of its own under "Experience:".
    return start - clause.start < _NEAR_START and "experience" in low[max(0, clause.start - _LABEL) : start]


def _is_wished(document: Document, clause: Clause, match: re.Match[str], following: int | None) -> bool:
    """Whether the years are only preferred; ``following``: where the clause names other years."""
    low = document.low
    marked = _MARKED.match(low, match.end())
    if marked is not None:
        return marked.group("need") is None
    near = Clause(
        max(clause.start, match.start() - _REACH), min(clause.end, match.end() + _REACH), clause.kind, clause.signals
    )
    if not is_wish(document, near, *match.span()):
        return False
    if following is not None and _WISHED_HERE.match(low, match.end(), following):
        return True  # "3 years preferred, 1 year required"
    # "5 years, 10+ years preferred" wishes for the second only.
    return clause.kind == "preferred" or following is None or "," not in low[match.end() : following]


def _alternatives(low: str, clause: Clause, found: list[tuple[int, int, int]]) -> bool:
    """Whether the numbers are ways to meet one requirement, by degree or joined with "or"."""
    for one, other in pairwise(found):
        between = low[one[2] : other[1]]
        if _OR_NUMBER.search(between) or (_DEGREE.search(between) and _OR_WORD.search(between)):
            return True
    return len(_WAYS_IN.findall(low, clause.start, clause.end)) >= _TWO


def _number(written: str) -> int | None:
    return int(written) if written.isdigit() else _WORDS.get(written)
