"""The lowest degree a posting accepts, the degree it prefers, and whether experience can stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from metier.reading.preference import is_wish
from metier.reading.sections import Clause, Document
from metier.reading.signals import Signal

DEGREES = ("none", "secondary", "associate", "bachelor", "master", "doctorate")
_RANK = {degree: rank for rank, degree in enumerate(DEGREES)}


@dataclass(frozen=True, slots=True)
class Education:
    """Lowest accepted and highest preferred degree; 'unspecified' and None where the text does not say.

    ``spans`` are the offsets of the mentions that decided it.
    """

    minimum: str = "unspecified"
    preferred: str | None = None
    experience_substitutes: bool = False
    spans: tuple[tuple[int, int], ...] = ()


# A neighbour that shows that a short form (BS, MS, BA, MA) is a degree. "MS Excel" and "BA team" are not.
_BEFORE = (
    r"(?:(?<=/)|(?<=\()|(?<=, )|(?<=or )|(?<=and )|(?<=an )|(?<=a )|(?<=: )|(?<=with )|(?<=- )"
    r"|(?<=• )|(?<=minimum )|(?<=^))"
)
_AFTER = (
    r"(?=\s*/\s*(?:[BM]\.?[AS]\b|Ph|PHD|MBA|Master)|(?:\s*,)?\s+(?:or"
    r"|and)\s+(?:an? )?(?:[BM]\.?[AS]\b|Ph|MBA|Master|PHD|higher"
    r"|advanced|equivalent|above)|,\s*(?:M\.?S|M\.?A|Ph|MBA|Master|PHD)|\s+(?:in|degree|from"
    r"|required|preferred|with)\b"
    r"|\s*\(|\+|\s+(?:Computer|Engineering|Statistics|Math))"
)
_ALONE = r"(?=\s*[.,;)]|\s+(?:or|and|plus)\b|\s*$)"
_MENTION = re.compile(
    r"(?P<doctorate>\b(?:Ph\.? ?D\.?(?:'s|’s|s)?|PHD|PhDs?|phd|[Dd]octora(?:te|l)(?:'s|’s|s)?|DPhil"
    r"|D\.Phil|Doctorate|DOCTORATE)(?!\w))"
    r"|(?P<master>\b(?:[Mm]aster(?:'s|’s|s’|s'|s|€™s)?(?= (?:of|degree|level|in|or|and|with|preferred"
    r"|required|from|program|student|is|a plus)\b"
    r"|\s*[,/).;:+(]|\s*$)(?! data)|MASTER'?S|Master[’']s|M\. ?Sc\.?|MSc\.?|M\.S\.?(?:c\.?)?|M\.A\.|MBA"
    r"|M\.B\.A\.?|M\.?Eng\b\.?|M\.?Tech\b"
    r"|[Aa]dvanced degrees?|[Gg]raduate degree|[Pp]ost-?graduate degree|[Gg]raduate-level|[Pp]ostgraduate)"
    r"|\b(?:MS|MA|SM)" + _AFTER + r"|" + _BEFORE + r"(?:MS|MA)(?=\s+in\b)|(?:(?<=\ban )|(?<=\ba ))(?:MS"
    r"|MA)" + _ALONE + r")"
    r"|(?P<bachelor>\b(?:[Bb]achelor(?:s|'s|’s|s'|s’|€™s)?(?!\w)|BACHELOR'?S?|[Bb]accalaureate|B\. ?Sc\.?"
    r"|BSc\.?|B\.S\.?(?:c\.?)?|B\.A\.?(?=\W)|B\.?Eng\b\.?"
    r"|B\.?Tech\b\.?|B\.E\.|BSEE|BSCS|BBA|[Uu]ndergraduate degree|[Uu]niversity degree|[Cc]ollege degree"
    r"|(?:4|[Ff]our)[- ][Yy]ear (?:college |university )?degree"
    r"|[Cc]ollege/[Uu]niversity degree|[Uu]niversity education|[Cc]ollege graduate)"
    r"|\b(?:BS|BA|AB)" + _AFTER + r"|(?:(?<=\ban )|(?<=\ba ))(?:BS|BA)" + _ALONE + r")"
    r"|(?P<associate>\b[Aa]ssociate(?:'s|’s|s|s')?(?:’)? [Dd]egree|\b(?:2|[Tt]wo)[- ][Yy]ear degree"
    r"|\bA\.A\.(?=\s|/)|\bAA degree|\bAssociates or)"
    r"|(?P<secondary>\b[Hh]igh [Ss]chool(?= (?:diploma|graduate|degree|education|or|equivalent)| ?/|,"
    r"| ?\()|\bHigh School\b|\bhigh school\b|\bHS [Dd]iploma|\bH\.S\.|\bGED\b|\b[Ss]econdary (?:school"
    r"|education)"
    r"|\bHIGH SCHOOL)"
    r"|(?P<none>\b(?:[Nn]o|NO) (?:formal |college |university |specific )?(?:degree|education"
    r"|qualifications?)(?: is| are)? (?:required|needed|necessary)"
    r"|\b[Dd]egree (?:is )?not (?:required|needed|necessary|a must))"
    r"|(?P<degree>\b[Dd]egrees?(?= in\b|,? (?:or (?:equivalent|related|relevant|higher|comparable"
    r"|similar)|required|preferred|with|from|holder|qualified|level))"
    r"|\bDegree(?=\s*[:,(]|\s+[A-Z])|\b(?:educated to|relevant|related|technical|quantitative|STEM"
    r"|science|engineering|numerate) degree(?: level)?)"
)
_NOT_A_DEGREE = re.compile(
    r"scrum master|master (?:data|the|of (?:ceremon|the))|masters? of (?:their|your|our)|web master"
    r"|to master|degree of|some degree|high degree"
    r"|360[- ]degree|master craft",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:team of|with|our|other|by|alongside|from|among|including|of|mentor"
    r"|supervis\w+)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\bor\b(?:(?!master|bachelor|degree|ph\.?d)[^.;]){0,40}?\bequivalent\b[^.;]{0,60}?\b(?:experience"
    r"|work|training|practice)\b"
    r"|\bequivalent (?:combination|practical|work|professional|industry|job|military|relevant|amount"
    r"|hands|related|experience)"
    r"|\bcommensurate (?:work )?experience|\bin lieu of\b|\bin place of (?:a )?degree"
    r"|\bexperience may (?:be )?substitut"
    r"|\bexperience (?:can|will|could) (?:be )?substitut|\bcombination of (?:relevant )?(?:education"
    r"|training|experience)"
    r"|\bor (?:a )?(?:minimum (?:of )?|at least )?\d+\+?\s*(?:or more )?years?\b"
    r"(?![^.;]{0,60}(?:degree|master|ph\.?d|bachelor|\b[bm]\.?s\b))"
    r"|\bor (?:\w+ ){0,3}(?:comparable|relevant|related|demonstrated|practical"
    r"|proven) (?:\w+ ){0,2}experience"
    r"|\bor (?:equivalent|comparable)\s*(?:in )?experience|\bor experience\b|\bor similar experience",
    re.IGNORECASE,
)

# Joins two degrees of which the same is said.
_ALIKE = re.compile(r"^(?!.*[,;].*$)|\bor\b|/|\band/or\b", re.IGNORECASE)


def read_education(document: Document) -> Education:
    """Degrees of a posting from the clauses that state what is asked for."""
    needed: list[tuple[str, int, int]] = []
    wished: list[tuple[str, int, int]] = []
    substitutes = False
    text = document.text
    for clause in document.clauses:
        if clause.kind in ("benefits", "company", "equal-opportunity"):
            continue
        if not clause.may_hold(Signal.DEGREE):
            continue
        found = _degrees(text, clause)
        required = False
        for number, (degree, start, end) in enumerate(found):
            wish = degree != "none" and is_wish(text, clause, start, end)
            if wish and clause.kind != "preferred" and number + 1 < len(found):
                # "BA in Economics, MBA preferred" wishes for the second only.
                wish = _ALIKE.search(text, end, found[number + 1][1]) is not None
            (wished if wish else needed).append((degree, start, end))
            required = required or not wish
        if required and _INSTEAD.search(text, found[0][1], clause.end):
            substitutes = True
    if not needed and not wished:
        return Education()
    minimum = min((d for d, _, _ in needed), key=_RANK.__getitem__, default="unspecified")
    preferred = max((d for d, _, _ in wished), key=_RANK.__getitem__, default=None)
    spans = tuple(sorted((start, end) for _, start, end in (*needed, *wished)))
    return Education(minimum, preferred, substitutes, spans)


def _degrees(text: str, clause: Clause) -> list[tuple[str, int, int]]:
    """(degree, start, end) of each degree named in one clause."""
    named: list[tuple[str, int, int]] = []
    plain: list[tuple[str, int, int]] = []
    for match in _MENTION.finditer(text, clause.start, clause.end):
        kind = match.lastgroup or ""
        if _NOT_A_DEGREE.search(text, max(clause.start, match.start() - 12), min(clause.end, match.end() + 12)):
            continue
        if clause.kind != "required" and kind == "doctorate" and match.group().rstrip("s’'") != match.group():
            continue  # "work with PhDs" is about colleagues
        item = ("bachelor" if kind == "degree" else kind, match.start(), match.end())
        (plain if kind == "degree" else named).append(item)
    return named or plain[:1]
