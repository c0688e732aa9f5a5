"""Which technologies a posting asks for, and whether it requires or only prefers them."""

from __future__ import annotations

from typing import NamedTuple

from metier.reading.preference import Wishes, wishes
from metier.reading.sections import Document, Kind
from metier.reading.signals import Signal
from metier.reading.technology import matcher
from metier.reading.technology_denied import is_denied
from metier.reading.technology_scope import UNREAD, counts, employers, turns_to_you
from metier.reading.technology_study import fields_of_study, is_subject
from metier.vocabulary import technologies

# How a mention was told from a word, and the part of the posting it stands in.
_BASES = {
    "name": "name",
    "cue": "word-like name near a cue",
    "list": "word-like name in a list",
    "general": "general term",
}
_PARTS = {
    "required": "asked for",
    "preferred": "asked for",
    "duties": "in the duties",
    "other": "elsewhere",
    "company": "elsewhere",
    "benefits": "elsewhere",
    "equal-opportunity": "elsewhere",
}
_METHODS = {(basis, kind): f"{said}, {part}" for basis, said in _BASES.items() for kind, part in _PARTS.items()}


class TechnologyMention(NamedTuple):
    """A technology named at start..end of the text, and whether it is 'required' or 'preferred' there.

    ``method``: how it was told from a word, and in what part of the posting; confidence goes by it.
    """

    id: str
    surface: str
    start: int
    end: int
    requirement: str
    method: str = "name, elsewhere"


def read_technologies(
    document: Document, degree_spans: tuple[tuple[int, int], ...], company: str = ""
) -> tuple[TechnologyMention, ...]:
    """The first place where each technology is required, or else preferred; in order of place.

    What a degree is in is no skill, nor is what the employer (``company``) calls itself.
    """
    text, clauses = document.text, document.clauses
    mentions = matcher().find_in(text, document.low, document.glued)
    if not mentions:
        return ()
    fields = fields_of_study(text, clauses, degree_spans) if degree_spans else {}
    owners = employers(text, document.low, mentions, company)
    known = technologies()
    required: set[str] = set()
    preferred: set[str] = set()
    found: list[TechnologyMention] = []
    at = 0
    last = len(clauses)
    turned = False
    here = -1  # the clause that ``judged`` and ``wished`` hold for
    judged: set[str] = set()
    wished: Wishes | None = None
    section: Kind = "other"
    for mention in mentions:
        while at < last and clauses[at].end <= mention.start:
            passed = clauses[at]
            turned = passed.kind == "company" and (turned or turns_to_you(document, passed))
            if passed.heading:
                section = passed.kind
            at += 1
        if at == last:
            break
        clause = clauses[at]
        identifier = mention.technology_id
        if identifier in required or clause.start > mention.start or identifier in owners:
            continue
        if at != here:
            here, judged, wished = at, set(), None
        if identifier in judged:
            continue
        judged.add(identifier)
        if not counts(document, clause, mention, known[identifier], turned):
            continue
        if clause.signals & Signal.DENIED and is_denied(document.low, clause, mention.start, mention.end):
            continue
        subject = fields.get(at)
        if subject is not None and subject[0] <= mention.start < subject[1]:
            continue
        if (
            clause.signals & Signal.DEGREE
            and known[identifier].kind == "method"
            and is_subject(document.low, mention.start, mention.end)
        ):
            continue
        if wished is None:
            wished = wishes(document, clause)
        wish = wished.hold(mention.start, mention.end) or (clause.kind in UNREAD and section == "preferred")
        if wish and identifier in preferred:
            continue
        (preferred if wish else required).add(identifier)
        found.append(
            TechnologyMention(
                identifier,
                mention.surface,
                mention.start,
                mention.end,
                "preferred" if wish else "required",
                _METHODS[mention.basis, clause.kind],
            )
        )
    return tuple(found)
