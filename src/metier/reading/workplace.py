"""Where the work is done: remote, hybrid or onsite; 'unspecified' where the posting does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metier.reading.sections import Clause, Document
from metier.reading.signals import Signal

CONTRADICTION = "contradicts itself"


@dataclass(frozen=True, slots=True)
class Workplace:
    """remote | hybrid | onsite | unspecified, and the span that says so.

    ``method``: "in the title", "in the location", "said", "said in several ways" (remote and onsite), "not said",
    "words of it" (trigger words that say nothing of this job), "contradicts itself" (remote, and not remote).
    """

    kind: str = "unspecified"
    span: tuple[int, int] | None = None
    method: str = "not said"


_I = re.IGNORECASE
# All expressions but that for titles look at the folded text: to ignore case in the search itself takes more than
# twice as long.
# Every pattern begins a word, or with one of these signs: so most places are passed over at once.
_START = r"(?:\b|(?=[/(]))(?:"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri)days?\b"
_IN_OFFICE = r"(?:in|at|from) (?:the |our )?office\b"
_AT_HOME = r"(?:(?:at|from) home|remote(?:ly)?)\b"
_HYBRID = re.compile(
    _START + r"\bhybrid(?:[- ](?:remote|work(?:ing|place)?|role|position|schedule|model|policy|environment"
    r"|arrangement|setup|basis|office|opportunit"
    r"|approach|format|job)|\s*(?:\(|/|,|\)|\||$|\n|apply))|\b(?:work(?:place)?(?: type| model"
    r"| arrangement)?|location|remote|office|onsite|policy)\s*[:/(-]\s*hybrid\b"
    r"|\bis (?:a )?hybrid\b|\bin[- ]office presence and|/\s?hybrid|\b(?:[1-4]|one|two|three|four|a few"
    r"|several)(?:\s?(?:-"
    r"|to)\s?\d)?(?:\s?\+)? days?(?: (?:a|per|each) week| /week|/week| weekly)?"
    r" (?:in|at|from|on)[ -](?:the |our |an? )?(?:\w+ )?(?:office|site|person|home)|\b(?:\d|one|two|three"
    r"|four) days?(?: (?:a|per) week)? (?:remote|onsite|on-site|in-office|wfh)"
    r"|\b(?:in|from|at) (?:the |our (?:\w+ )?|one of our )?offices? (?:at least |for )?(?:[1-4]|one|two|three|four"
    r"|\d\d ?%)(?: \w+)? ?(?:days|%|of)"
    r"|\bin one of our offices at least|\b(?:occasional|sometimes|partial(?:ly)?|some|part[- ]time"
    r"|flexib\w+ to|option(?:al)? (?:to )?)\s*(?:work(?:ing)? )?(?:from home|remote(?:ly)? work|remote"
    r"|telecommut\w*|telework)"
    r"|\bwork from home (?:sometimes|occasionally|\w+ days?|(?:one|two|three|\d) days?|on)"
    r"|\b(?:work(?:ing)? (?:from home|remotely)|remote work) (?:for )?(?:up to|a maximum of|at most)"
    r" (?:[1-4]|one|two|three|four) days?"
    rf"|\b{_WEEKDAY}[^.;]{{0,40}}\b{_IN_OFFICE}[^.;]{{0,40}}\b{_AT_HOME}"
    rf"|\b{_WEEKDAY}[^.;]{{0,40}}\b{_AT_HOME}[^.;]{{0,40}}\b{_IN_OFFICE}"
    r"|\bhybrid or (?:fully )?remote\b|\bremote or hybrid\b"
    r"|\bmix of (?:remote|in-office|office|onsite|home)"
    r"|\b(?:remote and (?:in-office|onsite|on-site|office)|(?:onsite|on-site|in-office"
    r"|office) and remote)\b)",
)
_REMOTE = re.compile(
    _START + r"\b(?:100 ?%|fully|fully-|completely|permanently|entirely|all|full[- ]time)[ -]?remote(?:ly)?\b"
    r"|\bremote[- ](?:first|friendly|only|based|position|role|job|opportunit\w+"
    r"|eligible|work(?:ing)?\b(?! (?:stipend|setup))|location|employees? (?:in|within)|\(|us\b|usa\b"
    r"|-? ?united states|within|in the|from anywhere|option|possible|ok\b)"
    r"|\bwork(?:ing)? (?:100% )?(?:remotely|from home|from anywhere|remote)\b|\b(?:location|workplace"
    r"|work type|where|office|environment|mode)\s*[:/|-]\s*(?:\w+\W+){0,3}remote\b|\blocation remote\b|/\s?remote\b"
    r"|\bor (?:fully )?remote(?:ly)?\b|\bis (?:a )?(?:fully )?remote\b|\bcan be (?:done |performed "
    r"|based )?(?:fully )?remote(?:ly)?\b|\(remote\)|\bremote\s*[,;|/)]\s*(?:us|usa|united|full|part"
    r"|europe|canada|uk|brazil|india|latam)"
    r"|\btelecommut(?:e|ing) (?:position|role|is|allowed|available|option|permitted|from)"
    r"|\bgeographically distributed team\b|\bremote,|\bremote -|\b[bl]i-remote\b"
    r"|\bremote (?:company|organi[sz]ation)\b|\b(?:performed|done) from anywhere\b"
    r"|\b(?:do|done) (?:it )?(?:all )?from (?:your )?home\b"
    r"|\bcomfort of (?:your|their) (?:own )?home)",
)
_ONSITE = re.compile(
    _START + r"\b(?:on-?site|on site)\s*(?:-|,|\)|\||/|:|$|\n|only|position|role|job|work\b|in\b|at our"
    r"|at the (?:office|\w+ office)|from|apply|[a-z]* ?sre\b|\d days|five days|(?:full|5)[- ])"
    r"|/\s?on-?site|\bonsite\b.{0,12}\brole\b"
    r"|\b(?:must|required|expected|able|need(?:ed)?) (?:to )?(?:be |work |come )(?:fully )?(?:on-?site"
    r"|in[- ]office|in[- ]person|in (?:the|our) office)"
    r"|\b(?:in[- ]office|in[- ]person),? (?:position|role|job|work|environment|\d|five|full|only)"
    r"|\bno (?:remote|telecommut\w*|work from home)\b|\b(?:is )?not (?:a )?remote\b"
    r"|\bnot eligible for (?:remote|telework)"
    r"|\b(?:this|the) (?:position|role|job) (?:is|will be) (?:based|located|performed|onsite|on-site"
    r"|in-office|in office|in our)(?: \w+){0,3} (?:in|at|out of|from)? ?(?:our"
    r"|the) (?:\w+ ){0,4}(?:offices?|headquarters|hq|store|site|campus|clinic|facility|plant|location|shop)"
    r"|\b(?:based|work(?:ing)?|located|sit|join us) (?:in|at|from|out of) our (?:\w+[ ,]+){0,5}(?:offices?"
    r"|headquarters|hq|store|studio|campus|clinic|facility|plant|lab|shop|warehouse|kitchen|restaurant"
    r"|bakery)\b"
    r"|\bat our (?:\w+[ ,]+){0,4}(?:store|clinic|restaurant|warehouse|facility|plant|shop|bakery|hospital"
    r"|school)\b|\b(?:fully|100 ?%) (?:on-?site|in[- ]office|in[- ]person)\b"
    r"|\b(?:work )?location\s*:\s*(?:on-?site|in office|in person)"
    r"|\b(?:5|five) days (?:a|per) week (?:in|at|from) (?:the |our )?office"
    r"|\b(?:in|at|from) (?:the |our (?:\w+ )?)?offices? (?:for )?(?:all )?(?:5|five) days\b"
    r"|\byou(?: will|'ll) (?:be|sit) (?:based )?(?:in|at|out of) our (?:\w+[ ,]+){0,5}(?:offices?|headquarters|hq|store"
    r"|studio|campus|clinic|facility|plant|lab|shop|warehouse)\b"
    r"|\boffice[- ]based (?:position|role|job)\b|\bjob operates in a professional office\b"
    r"|\bwork is (?:performed|done|carried out) (?:in|at) (?!an? )(?:\w+[ ,]+){0,6}(?:homes|schools|clinics?|stores?"
    r"|hospitals?|facilit(?:y|ies)|offices?|sites?)\b)",
)
_ELSEWHERE = re.compile(
    r"remote (?:team|sens|desktop|access|monitoring|server|control|support|patient|diagnos|stakeholder"
    r"|site|area|colleague|meeting|communit|sync|procedure|location and)"
    r"|hybrid (?:cloud|model(?:s|ing|ling)|multi|approach(?:es)?|search|retriev|infrastructure|it\b|apps?\b"
    r"|architecture|data|vehicle|electric|mobile|database|environments?\b(?! with))"
    r"|on-?site (?:visit|interview|gym|full-service|fitness|cafe|support|health|medical|park|lunch"
    r"|childcare|child"
    r"|meal|customer|client|training|workshop|installation|catering|massage|amenit|chef)"
    r"|(?:visit|interview|customer|client)s? on-?site|remote (?:stipend|equipment|allowance)",
)


def read_workplace(document: Document, title: str = "", location: str = "") -> Workplace:
    """Where the work is done: by the title, then the text (hybrid beats remote beats onsite), then the location.

    So "remote or hybrid" is hybrid, in whatever order the two are named.
    """
    named = named_in(title)
    if named is not None:
        return Workplace(named, method="in the title")
    said, words = _said(document)
    best = max(said, key=lambda one: one.strength, default=None)
    placed = named_in(location)
    if placed is not None and (best is None or _STRENGTH[placed] > best.strength):
        return Workplace(placed, method="in the location")
    if best is None:
        return Workplace(method="words of it" if words else "not said")
    if best.kind == "remote" and any(one.denies for one in said):
        return Workplace(span=best.span, method=CONTRADICTION)
    return Workplace(best.kind, best.span, "said" if len(said) == 1 else "said in several ways")


@dataclass(frozen=True, slots=True)
class _Said:
    """A workplace that the text names: the stronger one counts."""

    kind: str
    span: tuple[int, int]
    strength: float
    denies: bool  # "this is not a remote position"


def _said(document: Document) -> tuple[list[_Said], bool]:
    """The workplaces that the text names, each once by strength; and whether it has words of the kind at all."""
    found: dict[float, _Said] = {}
    words = False
    low = document.low
    for clause in document.holding(Signal.WORKPLACE):
        if clause.kind == "equal-opportunity":
            continue
        words = True
        said = low[clause.start : clause.end]
        if said.endswith("?") and _ASKS.match(said):
            continue
        alone = _ALONE.get(said.strip(" .:-"))
        if alone is not None:
            found.setdefault(_STRENGTH[alone], _Said(alone, (clause.start, clause.end), _STRENGTH[alone], False))
            continue
        for kind, pattern, needed in _PATTERNS:
            if _STRENGTH[kind] in found or not any(word in said for word in needed):
                continue
            for match in pattern.finditer(low, clause.start, clause.end):
                if clause.kind == "benefits" and "anywhere" in match.group():
                    continue  # some weeks a year, as a perk
                if _ELSEWHERE.search(low, max(clause.start, match.start() - 10), min(clause.end, match.end() + 14)):
                    continue
                if kind != "onsite" and _is_denied(low, clause, match):
                    continue  # "remote work is not available"
                of_all = kind == "remote" and _OF_THE_COMPANY.match(low, match.start(), clause.end)
                strength = _OF_ALL if of_all else _STRENGTH[kind]
                denies = kind == "onsite" and _DENIES.search(match.group()) is not None
                found.setdefault(strength, _Said(kind, match.span(), strength, denies))
                if not of_all:
                    break
    return list(found.values()), words


def _is_denied(low: str, clause: Clause, match: re.Match[str]) -> bool:
    """Whether the words before or after say that the work is not so."""
    if _NO.search(low, max(clause.start, match.start() - _NEAR), match.start()):
        return True
    return _DENIED.search(low, match.end(), min(clause.end, match.end() + _NEAR)) is not None


def workplace_named(title: str, location: str) -> Workplace | None:
    """The workplace that the title names, or else the location."""
    for said, method in ((title, "in the title"), (location, "in the location")):
        named = named_in(said)
        if named is not None:
            return Workplace(named, method=method)
    return None


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
        (
            "site",
            "office",
            "person",
            "performed",
            "done",
            "carried",
            "remote",
            "telecommut",
            "home",
            "our",
            "position is",
            "job is",
            "role is",
        ),
    ),
)
_STRENGTH = {"onsite": 1.0, "remote": 2.0, "hybrid": 3.0}
# "We are a remote-first company" says less of this job than "this is an onsite role".
_OF_ALL = 0.5
_OF_THE_COMPANY = re.compile(
    r"remote[- ](?:(?:first|friendly|based) (?:company|team|culture|organi[sz]ation|work)|company|organi[sz]ation)"
)
_NEAR = 16  # characters around a workplace in which it is denied
_NO = re.compile(r"\b(?:no|not|non)[ -](?:a |an |fully ){0,2}$")
_DENIED = re.compile(r"\bnot\b|n't\b|\bno\b|\bunavailable\b")
# A line of its own; and a question that a list of answers repeats.
_ALONE = {"remote": "remote", "fully remote": "remote", "hybrid": "hybrid", "onsite": "onsite", "on-site": "onsite"}
_ASKS = re.compile(r"(?:is|are|does|do|where|what|can|will)\b")
_DENIES = re.compile(r"\bno\b|\bnot\b")
_TITLE = re.compile(
    r"\b(?:(?P<hybrid>hybrid)|(?P<remote>remote(?!\s+sens)|remoto|work from home|telecommute|wfh|télétravail"
    r"|anywhere)|(?P<onsite>on-?site|in-office))\b",
    _I,
)


def named_in(said: str) -> str | None:
    """The workplace that a title or location names: hybrid before remote before onsite.

    >>> named_in("Analyst (remote)"), named_in("Bonn (hybrid) - Remote"), named_in("Remote Sensing Analyst")
    ('remote', 'hybrid', None)
    """
    found = {match.lastgroup for match in _TITLE.finditer(said)}
    return next((kind for kind in ("hybrid", "remote", "onsite") if kind in found), None)
