"""The type of employment that a posting states: full-time, part-time, contract, temporary, internship."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metier.reading.sections import Document
from metier.reading.signals import Signal


@dataclass(frozen=True, slots=True)
class Employment:
    """full-time | part-time | contract | temporary | internship | unspecified, and the span that says so.

    ``method``: "in the title", "said", "several said" (the rarer type decides), "not said", "words of it" (trigger
    words that say nothing of this job).
    """

    kind: str = "unspecified"
    span: tuple[int, int] | None = None
    method: str = "not said"


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
    r"|job category)(?:\s*[:\-–\n]\s*|(?<=type)\s+(?-i:(?=[A-Z])))"
)
_NOUN = (
    r"(?:position|role|job|opportunity|employment|employee\b(?! (?:benefit|are|receive|get|who))"
    r"|basis|contract|hire|engagement|assignment|work schedule|permanent|schedule|opening|vacancy)"
)
_WANTS = r"\b(?:searching for|looking for|seeking|in search of|hiring|recruiting|need) an? (?:[\w-]+,? ){0,2}"
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
            _LABEL + r"(?:contract(?:or)?|freelance|consultant)\b|\bcontract (?:(?:role|position|job"
            r"|assignment)\b|opportunity\b"
            r"|data (?:scientist|analyst|engineer)|length|duration|to hire|basis|-? ?w2"
            r"|with (?:the |an? )?(?:possib|potential|option|likel|exten|view))"
            r"|\bcontract[- ]to[- ]hire\b"
            r"|\bcontract-hire\b"
            r"|\b\d{1,2}\+?(?:-| |–)?(?:months?|mos?|weeks?)(?: \w+){0,2} contract\b|\b(?:c2c"
            r"|corp[- ]to[- ]corp|1099 (?:contract|basis|position|role)|ir35)\b|/\s?contract(?:or)?\b"
            r"|\bindependent contractor\b|\b(?:maternity|zero[- ]hours?)(?: cover| leave)? contract\b|\(contract\)"
            r"|\bfixed[- ]term\b|\bfreelance\b"
            r"|\b(?:on a|hiring a|this is a) (?:\w+ )?contract\b|\bcontract\s*/|^contract\s*$",
            _I,
        ),
    ),
    (
        "temporary",
        re.compile(
            _LABEL + r"(?:temporary|temp|seasonal)\b|\b(?:temporary|seasonal"
            r"|temp) " + _NOUN + r"|/\s?(?:temporary|seasonal)\b(?! (?:employee|worker|staff|associate))"
            r"|\btemp[- ]to[- ](?:hire|perm)",
            _I,
        ),
    ),
    (
        "part-time",
        re.compile(
            _LABEL + r"(?:\w+[, ]+){0,2}part[- ]time\b"
            r"|\bpart[- ]time,? (?:[\w-]+ )?"
            + _NOUN
            + r"|/\s?part[- ]time\b|\bis part[- ]time\b|"
            + _WANTS
            + r"part[- ]time\b"
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
            r"|\(full[- ]time\)|,\s?full[- ]time\s?(?:,|$)|\bfull[- ]time (?:and|or|&|/) part[- ]time\b"
            r"|(?<!authorized to )\bwork(?:ing)? full[- ]time\b|\bhiring (?:for )?full[- ]time\b"
            r"|\bfull[- ]time (?:office |working )?hours\b|" + _WANTS + r"full[- ]time\b",
            _I,
        ),
    ),
)
# W-2 is how a US employer pays taxes: in a line that says no more it means a contract through an agency, but no other
# type that is said.
_ON_W2 = re.compile(
    r"(?<!\ba )(?<!\bform )(?<!\byour )(?<!\ban )\bw-?2\b(?! (?:forms?|at|employee|wages?|statement|tax|income|worker))"
)
_NO = re.compile(r"\b(?:no|not)\s(?:c2c (?:or|and) )?$")
# Each pattern holds one of these words.
_NEEDED = {
    "internship": ("intern",),
    "contract": ("contract", "freelance", "consultant", "c2c", "corp", "1099", "ir35", "fixed"),
    "temporary": ("temp", "seasonal"),
    "part-time": ("part",),
    "full-time": ("full",),
}
_AUTHORISED = re.compile(r"\bauthori[sz]ed to work\b", _I)
_ELSEWHERE = re.compile(
    r"(?:temporary|contract|part[- ]time|full[- ]time) \w+ (?:may|are|will|can|who|medical|benefits?|health) "
    r"|full[- ]time (?:hourly |salaried |regular )?(?:employees?|equivalent|staff"
    r"|associates?|team members|students?)"
    r"|no (?:c2c|w2|corp)|contract (?:negotiat|manage|review|research|law|administrat|renewal|terms)"
    r"|all full[- ]time|prior (?:\w+ )?internship|internship(?:s)? (?:experience|or)|(?:academic|previous"
    r"|relevant|including|through|prior) (?:\w+ )?internships?|government contract|federal contract"
    r"|contractors? (?:and|or)"
    r"|years?[^.]{0,30}full[- ]time|full[- ]time (?:work |professional |industry |relevant )?experience"
    r"|full[- ]time (?:undergraduate|graduate|student)|for (?:all |our )?full[- ]time (?:positions|roles)"
    r"|experience (?:in|as|with|working) (?:an? )?full[- ]time|seasonal or temporary|temporary or seasonal",
    _I,
)


_LINE = {
    "full time": "full-time",
    "part time": "part-time",
    "contract": "contract",
    "temporary": "temporary",
    "internship": "internship",
    "intern": "internship",
    "temp": "temporary",
}
_LONGEST_LINE = 60  # characters
# Characters around a statement that may turn it into one about something else.
_BEFORE = 20
_FAR = 80
_AFTER = 14


def employment_in_title(title: str) -> Employment | None:
    """The type of employment that a title names."""
    named = _TITLE.search(title)
    if named is None or not named.lastgroup:
        return None
    return Employment(named.lastgroup.replace("_", "-"), method="in the title")


def _stated(pattern: re.Pattern[str], said: str) -> re.Match[str] | None:
    """The first statement of a type that is about this job; what stands after a label always is."""
    for match in pattern.finditer(said):
        labelled = ":" in match.group()
        if _AUTHORISED.search(said, max(0, match.start() - _FAR), match.start()):
            continue
        if labelled or not _ELSEWHERE.search(said, max(0, match.start() - _BEFORE), match.end() + _AFTER):
            return match
    return None


def _of_line(low: str) -> tuple[str, ...]:
    """The types that a line names if it names nothing else, as boards write them: "temporary, contract"."""
    if len(low) > _LONGEST_LINE:
        return ()
    words = tuple(word.strip() for word in low.replace("-", " ").split(","))
    return tuple(_LINE[word] for word in words) if all(word in _LINE for word in words) else ()


def read_employment(document: Document, title: str = "") -> Employment:
    """The type of employment, from the title first, then from plain statements of the text."""
    named = employment_in_title(title)
    if named is not None:
        return named
    found: dict[str, tuple[int, int]] = {}
    words = False
    on_w2: tuple[int, int] | None = None
    text = document.text
    for clause in document.holding(Signal.EMPLOYMENT):
        if clause.kind == "equal-opportunity":
            continue
        words = True
        for kind in _of_line(document.low[clause.start : clause.end]):
            found.setdefault(kind, (clause.start, clause.end))
        said = text[clause.start : clause.end]
        low = document.low[clause.start : clause.end]
        for kind, pattern in _STATED:
            if kind in found or not any(word in low for word in _NEEDED[kind]):
                continue
            match = _stated(pattern, said)
            if match is not None:
                found[kind] = (clause.start + match.start(), clause.start + match.end())
        if on_w2 is None and "w" in low and (match := _ON_W2.search(low)) and not _NO.search(low, 0, match.start()):
            on_w2 = (clause.start + match.start(), clause.start + match.end())
    if not found and on_w2 is not None:
        found["contract"] = on_w2
    for kind, _ in _STATED:
        if kind in found and not (kind == "part-time" and "full-time" in found):
            return Employment(kind, found[kind], "said" if len(found) == 1 else "several said")
    return Employment(method="words of it" if words else "not said")
