"""Where the work is done: remote, hybrid or onsite; 'unspecified' where the posting does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metier.reading.sections import Document
from metier.reading.signals import Signal


@dataclass(frozen=True, slots=True)
class Workplace:
    """remote | hybrid | onsite | unspecified, and the span that says so."""

    kind: str = "unspecified"
    span: tuple[int, int] | None = None


_I = re.IGNORECASE
_HYBRID = re.compile(
    r"\bhybrid(?:[- ](?:remote|work(?:ing|place)?|role|position|schedule|model|policy|environment"
    r"|arrangement|setup|basis|office|opportunit"
    r"|approach|format|job)|\s*(?:\(|/|,|\)|\||$|\n|apply))|\b(?:work(?:place)?(?: type| model"
    r"| arrangement)?|location|remote|office|onsite|policy)\s*[:/(-]\s*hybrid\b"
    r"|\bis (?:a )?hybrid\b|\bin[- ]office presence and|/\s?hybrid|\b(?:\d|one|two|three|four|a few"
    r"|several)(?:\s?(?:-|–"
    r"|to)\s?\d)?(?:\s?\+)? days?(?: (?:a|per|each) week| /week|/week| weekly)?"
    r" (?:in|at|from|on)[ -](?:the |our |an? )?(?:\w+ )?(?:office|site|person|home)|\b(?:\d|one|two|three"
    r"|four) days?(?: (?:a|per) week)? (?:remote|onsite|on-site|in-office|wfh)"
    r"|\bin (?:the |our |one of our )?offices? (?:at least |for )?(?:\d|one|two|three|four"
    r"|\d\d ?%)(?: \w+)? ?(?:days|%|of)"
    r"|\bin one of our offices at least|\b(?:occasional|sometimes|partial(?:ly)?|some|part[- ]time"
    r"|flexib\w+ to|option(?:al)? (?:to )?)\s*(?:work(?:ing)? )?(?:from home|remote(?:ly)? work|remote"
    r"|telecommut\w*|telework)"
    r"|\bwork from home (?:sometimes|occasionally|\w+ days?|(?:one|two|three|\d) days?|on)"
    r"|\bmix of (?:remote|in-office|office|onsite|home)"
    r"|\b(?:remote and (?:in-office|onsite|on-site|office)|(?:onsite|on-site|in-office"
    r"|office) and remote)\b",
    _I,
)
_REMOTE = re.compile(
    r"\b(?:100 ?%|fully|fully-|completely|permanently|entirely|all|full[- ]time)[ -]?remote(?:ly)?\b"
    r"|\bremote[- ](?:first|friendly|only|based|position|role|job|opportunit\w+"
    r"|eligible|work(?:ing)?\b(?! (?:stipend|setup))|location|employees? (?:in|within)|\(|us\b|usa\b"
    r"|-? ?united states|within|in the|from anywhere|option|possible|ok\b)"
    r"|\bwork(?:ing)? (?:100% )?(?:remotely|from home|from anywhere|remote)\b|\b(?:location|workplace"
    r"|work type|where|office)\s*[:/|-]\s*(?:\w+\W+){0,3}remote\b|/\s?remote\b"
    r"|\bor (?:fully )?remote(?:ly)?\b|\bis (?:a )?(?:fully )?remote\b|\bcan be (?:done |performed "
    r"|based )?(?:fully )?remote(?:ly)?\b|\(remote\)|\bremote\s*[,;|/)]\s*(?:us|usa|united|full|part"
    r"|europe|canada|uk|brazil|india|latam)"
    r"|\btelecommut(?:e|ing) (?:position|role|is|allowed|available|option|permitted|from)"
    r"|\bgeographically distributed team\b|\bremote,|\bremote -",
    _I,
)
_ONSITE = re.compile(
    r"\b(?:on-?site|on site)\s*(?:-|–|,|\)|\||/|:|$|\n|only|position|role|job|work\b|in\b|at our"
    r"|at the (?:office|\w+ office)|from|apply|[a-z]* ?sre\b|\d days|five days|(?:full|5)[- ])"
    r"|/\s?on-?site|\bonsite\b.{0,12}\brole\b"
    r"|\b(?:must|required|expected|able|need(?:ed)?) (?:to )?(?:be |work |come )(?:fully )?(?:on-?site"
    r"|in[- ]office|in[- ]person|in (?:the|our) office)"
    r"|\b(?:in[- ]office|in[- ]person) (?:position|role|job|work|environment|\d|five|full|only)"
    r"|\bno (?:remote|telecommut\w*|work from home)\b|\b(?:is )?not (?:a )?remote\b"
    r"|\bnot eligible for (?:remote|telework)"
    r"|\b(?:this|the) (?:position|role|job) (?:is|will be) (?:based|located|performed|onsite|on-site"
    r"|in-office|in office|in our)(?: \w+){0,3} (?:in|at|out of|from)? ?(?:our"
    r"|the) (?:\w+ ){0,4}(?:office|headquarters|hq|store|site|campus|clinic|facility|plant|location|shop)"
    r"|\b(?:based|work(?:ing)?|located|sit|join us) (?:in|at|from|out of) our (?:\w+[ ,]+){0,5}(?:office"
    r"|headquarters|hq|store|studio|campus|clinic|facility|plant|lab|shop|warehouse|kitchen|restaurant"
    r"|bakery)\b"
    r"|\bat our (?:\w+[ ,]+){0,4}(?:store|clinic|restaurant|warehouse|facility|plant|shop|bakery|hospital"
    r"|school)\b|\b(?:fully|100 ?%) (?:on-?site|in[- ]office|in[- ]person)\b"
    r"|\b(?:work )?location\s*:\s*(?:on-?site|in office|in person)"
    r"|\b(?:5|five) days (?:a|per) week in (?:the|our) office|\bjob operates in a professional office\b",
    _I,
)
_ELSEWHERE = re.compile(
    r"remote (?:team|sens|desktop|access|monitoring|server|control|support|patient|diagnos|stakeholder"
    r"|site|area|colleague|meeting|communit|sync|procedure|location and)"
    r"|hybrid (?:cloud|model(?:s|ing|ling)|multi|approach(?:es)?|search|retriev|infrastructure|it|app"
    r"|architecture|data|vehicle|electric|mobile|database|environments?\b(?! with))"
    r"|on-?site (?:visit|interview|gym|full-service|fitness|cafe|support|health|medical|park|lunch"
    r"|childcare|child"
    r"|meal|customer|client|training|workshop|installation|catering|massage|amenit|chef)"
    r"|(?:visit|interview|customer|client)s? on-?site|remote (?:stipend|equipment|allowance)",
    _I,
)


def read_workplace(document: Document, title: str = "") -> Workplace:
    """Where the work is done, from the title first, then from the text. Hybrid beats remote beats onsite."""
    named = _in_title(title)
    if named is not None:
        return Workplace(named)
    best = Workplace()
    text = document.text
    for clause in document.clauses:
        if clause.kind == "equal-opportunity" or not clause.may_hold(Signal.WORKPLACE):
            continue
        low = document.low[clause.start : clause.end]
        for kind, pattern, needed in _PATTERNS:
            if _STRENGTH[kind] <= _STRENGTH[best.kind] or not any(word in low for word in needed):
                continue
            for match in pattern.finditer(text, clause.start, clause.end):
                if clause.kind == "benefits" and "anywhere" in match.group().lower():
                    continue  # some weeks a year, as a perk
                if _ELSEWHERE.search(text, max(clause.start, match.start() - 10), min(clause.end, match.end() + 14)):
                    continue
                best = Workplace(kind, match.span())
                break
    return best


# Each pattern with words of which it holds at least one.
_PATTERNS = (
    (
        "hybrid",
        _HYBRID,
        (
            "hybrid",
            "day",
            "home",
            "remote",
            "telecommut",
            "telework",
            "our office",
            "the office",
            "one of our",
            "in office",
        ),
    ),
    ("remote", _REMOTE, ("remote", "home", "anywhere", "telecommut", "distributed")),
    (
        "onsite",
        _ONSITE,
        ("site", "office", "person", "remote", "telecommut", "home", "our", "position is", "job is", "role is"),
    ),
)
_STRENGTH = {"unspecified": 0, "onsite": 1, "remote": 2, "hybrid": 3}
_TITLE = re.compile(
    r"\b(?:(?P<hybrid>hybrid)|(?P<remote>remote(?!\s+sens)|work from home|telecommute"
    r"|wfh)|(?P<onsite>on-?site))\b",
    _I,
)


def _in_title(title: str) -> str | None:
    match = _TITLE.search(title)
    return match.lastgroup if match else None
