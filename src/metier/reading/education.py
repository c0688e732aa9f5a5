"""The lowest degree a posting accepts, the degree it prefers, and whether experience can stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from metier.reading.preference import is_wish
from metier.reading.sections import Clause, Document
from metier.reading.signals import Signal

DEGREES = ("none", "secondary", "associate", "bachelor", "master", "doctorate")
_RANK = {degree: rank for rank, degree in enumerate(DEGREES)}


@dataclass(frozen=True, slots=True)
class Education:
    """Lowest accepted and highest preferred degree; 'unspecified' and None where the text does not say.

    ``spans`` are the offsets of all mentions that decided it; those of each fact stand beside it.
    """

    minimum: str = "unspecified"
    preferred: str | None = None
    experience_substitutes: bool = False
    minimum_spans: tuple[tuple[int, int], ...] = ()
    preferred_spans: tuple[tuple[int, int], ...] = ()
    substitute_spans: tuple[tuple[int, int], ...] = ()
    method: str = "not named"

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The mentions of degrees that decided the lowest or the preferred one, in order."""
        return tuple(sorted((*self.minimum_spans, *self.preferred_spans)))


# A neighbour that shows that a short form (BS, MS, BA, MA) is a degree. "MS Excel" and "BA team" are not.
_BEFORE = (
    r"(?:(?<=/)|(?<=\()|(?<=, )|(?<=or )|(?<=and )|(?<=an )|(?<=a )|(?<=: )|(?<=with )|(?<=- )"
    r"|(?<=• )|(?<=minimum )|(?<=^))"
)
_AFTER = (
    r"(?=\s*/\s*(?:[BM]\.?[AS]\b|Ph|PHD|MBA|Master)|(?:\s*,)?\s+(?:or"
    r"|and)\s+(?:an? )?(?:[BM]\.?[AS](?:\b|(?=[A-Z][a-z]))|Ph|MBA|Master|PHD|higher"
    r"|advanced|equivalent|above)|,\s*(?:M\.?S|M\.?A|Ph|MBA|Master|PHD)|\s+(?:in|degree|from"
    r"|required|preferred|with)\b"
    r"|\s*\(|\+|\s+(?:Computer|Engineering|Statistics|Math))"
)
_ALONE = r"(?=\s*[.,;)]|\s+(?:or|and|plus)\b|\s*$)"
# Every mention begins a word, or follows one to which it was glued, with one of few combinations of letters: so most
# places are passed over at once.
_START = (
    r"(?=[A-HMNPRSTUa-hmnpqrstu24])(?:(?<!\w)|(?<=[a-z)])(?=[BMHP][A-Za-z]|Degree|Advanced [Dd]))"
    r"(?=[Pp][Hho]|D[PpEe.oO]|d[eo]|[Mm][aA]|M[.SBETe]|SM|[Aa][ds]|A[.AB]|[Gg]r|GE|[Bb]a|B[.SATEB]|[Uu]n|[Hh][oi]"
    r"|H[S.I]|[Cc]o|[24]|[Ff]o|[Tt]w|[Ss]e|[Nn]o|NO|edu|rel|tec|qua|STE|sci|eng|num)"
)
_MENTION = re.compile(
    _START + r"(?:(?P<doctorate>(?:Ph\.? ?D\.?(?:'s|’s|s)?|PHD|PhDs?|phd|[Dd]octora(?:te|l)(?:'s|’s|s)?|DPhil"
    r"|D\.Phil|Doctorate|DOCTORATE)(?!\w))"
    r"|(?P<master>[Mm]aster(?:'s|’s|s’|s'|s|€™s)?(?= (?:of|[Dd]egree|[Ll]evel|in|or|and"
    r"|with|preferred|required|from|program|student|is|a plus)\b"
    r"|\s*[,/).;:+(]|\s*$)(?! data)|MASTER'?S|Master[’']s|M\. ?Sc\.?|MSc\.?|M\.S\.?(?:c\.?)?|M\.A\.|MBA"
    r"|M\.B\.A\.?|M\.?Eng\b\.?|M\.?Tech\b"
    r"|[Aa]dvanced [Dd]egrees?|[Gg]raduate degree|[Pp]ost-?graduate degree|[Gg]raduate[- ]level|[Pp]ostgraduate"
    r"|(?:MS|MA|SM)" + _AFTER + r"|" + _BEFORE + r"(?:MS|MA)(?=\s+in\b)|(?:(?<=\ban )|(?<=\ba ))(?:MS"
    r"|MA)" + _ALONE + r"|(?<=[/(])(?:MS|MA)(?=[),/]))"
    r"|(?P<bachelor>[Bb]achelor(?:s|'s|’s|s'|s’|€™s)?(?!\w)|BACHELOR'?S?|[Bb]accalaureate"
    r"|B\. ?Sc\.?|BSc\.?|B\.S\.?(?:c\.?)?|B\.A\.?(?=\W)|B\.?Eng\b\.?"
    r"|B\.?Tech\b\.?|B\.E\.|BSEE|BSCS|BBA|[Uu]ndergraduate degree|[Hh]onou?rs degree|[Uu]niversity degree"
    r"|[Cc]ollege degree|(?:4|[Ff]our)[- ][Yy]ear (?:college |university )?degree"
    r"|[Cc]ollege/[Uu]niversity degree|[Uu]niversity education|[Cc]ollege graduate"
    r"|(?:BS|BA|AB)" + _AFTER + r"|(?:(?<=\ban )|(?<=\ba ))(?:BS|BA)" + _ALONE + r"|(?<=\()(?:BS|BA)(?=\)))"
    r"|(?P<associate>[Aa]ssociate(?:'s|’s|s|s')?(?:’)? [Dd]egree|(?:2|[Tt]wo)[- ][Yy]ear degree"
    r"|A\.A\.(?=\s|/)|AA degree|Associates or"
    r"|Associates? in (?=(?:an? )?(?:[Cc]omput|[Ss]cien|[Aa]rts|[Aa]pplied|[Ee]ngin|[Bb]usin|[Ii]nform|[Tt]ech|[Nn]urs"
    r"|[Aa]ccount|relat)))"
    r"|(?P<secondary>[Hh]igh [Ss]chool(?= (?:[Dd]iploma|[Gg]raduate|degree|education|or|equivalent)| ?/|,| ?\()"
    r"|High School\b|high school\b|HS [Dd]iploma|H\.S\.|GED\b"
    r"|(?<!post-)(?<!Post-)(?<!post )[Ss]econdary (?:school|education)|HIGH SCHOOL)"
    r"|(?P<none>(?:[Nn]o|NO) (?:formal |college |university |specific )?(?:degree|education"
    r"|qualifications?)(?: is| are)? (?:required|needed|necessary)"
    r"|[Dd]egree (?:is )?not (?:required|needed|necessary|a must))"
    r"|(?P<degree>[Dd]egrees?(?= in\b|,? (?:or (?:equivalent|related|relevant|higher|comparable"
    r"|similar)|required|preferred|with|from|holder|qualified|level))"
    r"|Degree(?=\s*[:,(]|\s+[A-Z])|(?:educated to|relevant|related|technical|quantitative|STEM"
    r"|science|engineering|numerate) degree(?: level)?))"
)
# What follows looks at the folded text: to ignore case in the search itself takes more than twice as long.
_NOT_A_DEGREE = re.compile(
    r"scrum master|master (?:data|the|of (?:ceremon|the))|masters? of (?:their|your|our)|web master"
    r"|to master|degree of|some degree|high degree|no b\.s\."
    r"|360[- ]degree|master craft",
)
_INSTEAD = re.compile(
    r"\bor\b(?:(?!master|bachelor|degree|ph\.?d)[^.;]){0,40}?\bequivalent\b"
    r"(?:(?!,? with |,? and (?:an? )?(?:at |\d|minimum)|,? plus |\d)[^.;]){0,60}?\b(?:experience"
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
    r"|\bor (?:specialized|[\w-]+-related) experience"
    r"|\bor (?:equivalent|comparable)\s*(?:in )?experience|\bor experience\b|\bor similar experience",
)

# Says by itself, away from the degree, that experience can stand in for it.
_INSTEAD_ALONE = re.compile(
    r"equivalent combination of\b|\bcombination of (?:relevant )?(?:education|experience)\b.{0,60}"
    r"\b(?:considered|accepted|acceptable)|experience in lieu of\b",
)
# Degrees of others ("supervise Master's students") and those that the employer pays for.
_OF_STUDENTS = re.compile(r"\W{0,2}(?:(?:and|or|/|&) [\w.']{1,12} )?(?:students?|theses|thesis|interns?|candidates?)\b")
_GUIDES = re.compile(
    r"\b(?:supervis|mentor|teach|advis|coach|guid|instruct|lectur|tutor)\w{0,5} (?:[\w',/&-]{1,20} ){0,5}$"
)
_PAID_FOR = re.compile(
    r"\b(?:pay|pays|paying|sponsor|fund|funding|finance|reimburse|cover|subsidi[sz]e|contribute|help|support)\w{0,3}"
    r" (?:[\w'/-]{1,15} ){0,3}?(?:for |towards? |to |of |with )?(?:your|their|employees') (?:[\w'-]{1,15} ){0,2}$"
)
_DIPLOMA = re.compile(r"\W{0,2}(?:diploma|graduat|degree|education|or equivalent|or ged|level)")
# Sections about pay, benefits or the employer hold requirements only where the heading of these was missed.
_UNREAD = frozenset(("equal-opportunity",))
_UNLIKELY = frozenset(("benefits", "company"))
_DEMANDED = re.compile(
    r"\b(?:is|are) required\b|\bmust (?:have|hold|possess)\b|\brequired:|\bdegree in\b.{0,200}\d\+ years",
)
_FIELD_WISHED = re.compile(r"\bmajors? (?:is |are )?preferred\b")
# Stand right before a degree that is only preferred.
_PREFERENCE = re.compile(r"\bpreference (?:for|of|is|given to|towards?)(?: an?)? $")
_PREFERRED_LIST = re.compile(
    r"\b(?:preferred|desired|desirable|bonus) (?:qualifications?|skills|education|experience)\W{0,4}$"
)
_WISHED_FIRST = re.compile(r"\b(?:preferred|a plus|desired|desirable)\s?[,;)]")
_WISH_WORD = re.compile(r"prefer|desir|bonus|ideal")
_LABEL = 40  # characters of such words
_BEFORE_THEM = 90  # characters before a degree that tell whose it is
_WISHED = re.compile(r"\b(?:preferred|a plus|desired|desirable|ideal)\b")
# Joins two degrees of which the same is said.
_ALIKE = re.compile(r"[^,;]*$|\W{0,9}(?:degrees?)?\W{0,9}$|.*\b(?:or|and/or)\s+(?:an? )?$")


@dataclass(frozen=True, slots=True)
class _Named:
    """A degree at start..end of the text, and how it is named: "in requirements", "elsewhere", "any degree"."""

    degree: str
    start: int
    end: int
    method: str


class _RequiredList:
    """Whether a heading opens a list of what is required: then another list can be of what is only preferred.

    Looked up once a document, and only if a degree depends on it.
    """

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def stands(self) -> bool:
        low = self._document.low
        headings = (low[c.start : c.end] for c in self._document.clauses if c.heading and c.kind == "required")
        return any(not _WISH_WORD.search(heading) for heading in headings)


def read_education(document: Document) -> Education:
    """Degrees of a posting from the clauses that state what is asked for."""
    needed: list[_Named] = []
    wished: list[_Named] = []
    instead: list[tuple[int, int]] = []
    apart: list[tuple[int, int]] = []
    low = document.low
    listed = _RequiredList(document)
    for clause in document.holding(Signal.DEGREE):
        if clause.kind in _UNREAD:
            continue
        if clause.kind in _UNLIKELY and not _DEMANDED.search(low, clause.start, clause.end):
            continue
        found = _degrees(document, clause)
        if not found and (match := _INSTEAD_ALONE.search(low, clause.start, clause.end)):
            apart.append(match.span())
        required = False
        for number, named in enumerate(found):
            wish = _is_wished(document, listed, clause, found, number)
            (wished if wish else needed).append(named)
            required = required or not wish
        if required and (match := _INSTEAD.search(low, found[0].end, clause.end)):
            instead.append(match.span())
    if needed:
        instead += apart
    lowest = min((n.degree for n in needed), key=_RANK.__getitem__, default="unspecified")
    highest = max((n.degree for n in wished), key=_RANK.__getitem__, default=None)
    deciding = [n for n in needed if n.degree == lowest]
    return Education(
        minimum=lowest,
        preferred=highest,
        experience_substitutes=bool(instead),
        minimum_spans=tuple((n.start, n.end) for n in needed),
        preferred_spans=tuple((n.start, n.end) for n in wished),
        substitute_spans=tuple(instead),
        method=deciding[0].method if deciding else "only wished for" if wished else "not named",
    )


def _is_wished(document: Document, listed: _RequiredList, clause: Clause, found: list[_Named], number: int) -> bool:
    """Whether the degree of this number among those of a clause is only preferred."""
    low = document.low
    named = found[number]
    if named.degree == "none":
        return False
    begin = max(0, named.start - _LABEL)
    if _PREFERENCE.search(low, begin, named.start):
        return True
    if _PREFERRED_LIST.search(low, begin, named.start) and listed.stands:
        return True  # its heading was glued to it, or taken for a line
    if not is_wish(document, clause, named.start, named.end):
        return False
    if clause.kind == "preferred":
        return True
    if clause.kind == "required" and _FIELD_WISHED.search(low, named.end, clause.end):
        return False
    if number and _WISHED_FIRST.search(low, found[number - 1].end, named.start):
        return _WISHED.search(low, named.end, clause.end) is not None  # "Master's preferred, Bachelor's minimum"
    if number + 1 == len(found):
        return True
    # "BA in Economics, MBA preferred" wishes for the second only.
    gap = low[named.end : found[number + 1].start]
    return _ALIKE.match(gap) is not None or _WISHED.search(gap) is not None


def _degrees(document: Document, clause: Clause) -> list[_Named]:
    """Each degree named in one clause; a plain "degree" counts only where no other is named."""
    text, low = document.text, document.low
    named: list[_Named] = []
    plain: list[_Named] = []
    method = "in requirements" if clause.kind in ("required", "preferred") else "elsewhere"
    for match in _MENTION.finditer(text, clause.start, clause.end):
        kind = match.lastgroup or ""
        if _NOT_A_DEGREE.search(low, max(clause.start, match.start() - 12), min(clause.end, match.end() + 12)):
            continue
        before = max(0, match.start() - _BEFORE_THEM)  # a capital may have begun a new clause: only lines part
        before = max(before, text.rfind("\n", before, match.start()) + 1)
        if _PAID_FOR.search(low, before, match.start()):
            continue
        if _OF_STUDENTS.match(low, match.end(), clause.end) and _GUIDES.search(low, before, match.start()):
            continue
        if clause.kind != "required" and kind == "doctorate" and match.group().rstrip("s’'") != match.group():
            continue  # "work with PhDs" is about colleagues
        if match.group() == "high school" and method == "elsewhere" and not _DIPLOMA.match(low, match.end()):
            continue  # "students succeed in high school and beyond"
        if kind == "degree":
            plain.append(_Named("bachelor", match.start(), match.end(), "any degree"))
        else:
            named.append(_Named(kind, match.start(), match.end(), method))
    return named or plain[:1]
