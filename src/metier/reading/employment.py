"""The type of employment that a posting states: full-time, part-time, contract, temporary, internship."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metier.reading.sections import Document
from metier.reading.signals import Signal


@dataclass(frozen=True, slots=True)
class Employment:
    """full-time | part-time | contract | temporary | internship "
    "| unspecified, and the span that says so."""

    kind: str = "unspecified"
    span: tuple[int, int] | None = None


_I = re.IGNORECASE
_TITLE = re.compile(
    r"\b(?:(?P<internship>intern(?:ship)?s?|co-?op|working student|werkstudent|praktik\w*"
    r"|apprentice(?:ship)?)"
    r"|(?P<part_time>part[- ]time)|(?P<temporary>temporary|temp|seasonal)|(?P<contract>contract(?:or)?"
    r"|freelance|c2c|w2|fixed[- ]term)"
    r"|(?P<full_time>full[- ]time))\b(?! (?:manager|management|specialist|administrator|analyst|negotiat"
    r"|lifecycle|attorney|officer|lawyer|review))",
    _I,
)
_LABEL = (
    r"(?:job[ -]type|employment[ -]type|type of employment|position type|job status"
    r"|employment status|contract type|time type|type|status|employment|schedule|position"
    r"|job category)\s*[:\-–\n]\s*"
)
_NOUN = (
    r"(?:position|role|job|opportunity|employment|employee\b(?! (?:benefit|are|receive|get|who))"
    r"|basis|contract|hire|engagement|assignment|work schedule|permanent|schedule|opening|vacancy)"
)
_STATED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "internship",
        re.compile(
            _LABEL + r"intern(?:ship)?\b|\b(?:this|the|our|paid|summer"
            r"|an?) (?:\w+ )?internship\b|\binternship (?:position|program|role|opportunity)"
            r"|/\s?intern(?:ship)?\b",
            _I,
        ),
    ),
    (
        "contract",
        re.compile(
            _LABEL + r"(?:contract(?:or)?|freelance|consultant)\b|\bcontract (?:role|position|job"
            r"|opportunity"
            r"|data (?:scientist|analyst|engineer)|length|duration|assignment|to hire|basis|-? ?w2|with)"
            r"|\bcontract[- ]to[- ]hire\b"
            r"|\bcontract-hire\b"
            r"|\b\d{1,2}\+?(?:-| |–)?(?:months?|mos?|weeks?)(?: \w+){0,2} contract\b|\b(?:w2|c2c"
            r"|corp[- ]to[- ]corp|1099 (?:contract|basis|position|role)|ir35)\b|/\s?contract(?:or)?\b"
            r"|\bindependent contractor\b"
            r"|\bfixed[- ]term\b|\bfreelance\b"
            r"|\b(?:on a|hiring a|this is a) (?:\w+ )?contract\b|\bcontract\s*/|^contract\s*$",
            _I,
        ),
    ),
    (
        "temporary",
        re.compile(
            _LABEL + r"(?:temporary|temp|seasonal)\b|\b(?:temporary|seasonal"
            r"|temp) " + _NOUN + r"|/\s?(?:temporary|seasonal)\b|\btemp[- ]to[- ](?:hire|perm)",
            _I,
        ),
    ),
    (
        "part-time",
        re.compile(
            _LABEL + r"(?:\w+[, ]+){0,2}part[- ]time\b"
            r"|\bpart[- ]time,? (?:\w+ )?" + _NOUN + r"|/\s?part[- ]time\b|\bis part[- ]time\b"
            r"|^part[- ]time\b",
            _I,
        ),
    ),
    (
        "full-time",
        re.compile(
            _LABEL + r"(?:\w+[, ]+){0,2}full[- ]time\b"
            r"|\bfull[- ]time,? (?:\w+[ ,]+){0,2}" + _NOUN + r"|/\s?full[- ]time\b|\b(?:is|are"
            r"|be) (?:a )?full[- ]time\b|^full[- ]time\b|\bpermanent,? full[- ]time"
            r"|\bfull[- ]time,? (?:permanent|salaried|exempt|regular|direct)"
            r"|\(full[- ]time\)|,\s?full[- ]time\s?(?:,|$)|\bfull[- ]time (?:and|or|&|/) part[- ]time\b",
            _I,
        ),
    ),
)
# Each pattern holds one of these words.
_NEEDED = {
    "internship": ("intern",),
    "contract": ("contract", "freelance", "consultant", "w2", "c2c", "corp", "1099", "ir35", "fixed"),
    "temporary": ("temp", "seasonal"),
    "part-time": ("part",),
    "full-time": ("full",),
}
_ELSEWHERE = re.compile(
    r"(?:temporary|contract|part[- ]time|full[- ]time) \w+ (?:may|are|will|can|who) "
    r"|full[- ]time (?:employees?|equivalent|staff|associates?|team members|salaried employees|students?)"
    r"|no (?:c2c|w2|corp)|contract (?:negotiat|manage|review|research|law|administrat|renewal|terms)"
    r"|all full[- ]time|prior (?:\w+ )?internship|internship(?:s)? (?:experience|or)|(?:academic|previous"
    r"|relevant|including|through|prior) (?:\w+ )?internships?|government contract|federal contract"
    r"|contractors? (?:and|or)"
    r"|years?[^.]{0,30}full[- ]time|full[- ]time (?:work |professional |industry |relevant )?experience"
    r"|full[- ]time (?:undergraduate|graduate|student)",
    _I,
)


def read_employment(document: Document, title: str = "") -> Employment:
    """The type of employment, from the title first, then from plain statements of the text."""
    named = _TITLE.search(title)
    if named is not None and named.lastgroup:
        return Employment(named.lastgroup.replace("_", "-"))
    found: dict[str, tuple[int, int]] = {}
    text = document.text
    for clause in document.clauses:
        if clause.kind == "equal-opportunity" or not clause.may_hold(Signal.EMPLOYMENT):
            continue
        said = text[clause.start : clause.end]
        low = document.low[clause.start : clause.end]
        for kind, pattern in _STATED:
            if kind in found or not any(word in low for word in _NEEDED[kind]):
                continue
            match = pattern.search(said)
            if match is None or _ELSEWHERE.search(said, max(0, match.start() - 12), match.end() + 14):
                continue
            found[kind] = (clause.start + match.start(), clause.start + match.end())
    for kind, _ in _STATED:
        if kind in found and not (kind == "part-time" and "full-time" in found):
            return Employment(kind, found[kind])
    return Employment()
