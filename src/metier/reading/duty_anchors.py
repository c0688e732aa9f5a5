"""The strings of which at least one stands in any text that a phrase matches (the idea of RE2's FilteredRE2).

A phrase is a regular expression of literal text, groups of alternatives, character classes and
quantifiers. What it must hold is read off its parts, so that a phrase is only tried where it can match.
"""

from __future__ import annotations

from metier.errors import VocabularyError

# Strings that stand in nearly every clause: a group with one of them tells nothing.
_COMMON = "in and on to it the for us of with that our ing ation ion or at by as an is end ent form"
_EVERYWHERE = frozenset(_COMMON.split())
# Beginnings of so many words that to look at each of their places costs more than to search.
_OFTEN = "in on to it us of an is or at by as re and for the"
_TOO_COMMON = frozenset(_OFTEN.split())


def anchors(phrase: str) -> tuple[tuple[str, ...], ...]:
    r"""One or two groups of strings: any text that the phrase matches holds at least one of each group.

    >>> anchors(r"(?:build|design)\w* .{0,20}dashboards?")
    (('dashboard',), ('build', 'design'))
    """
    parts, end = _parts(phrase, 0)
    if end < len(phrase):  # alternatives: one group for all of them
        found, end = _any_of(phrase, 0)
        parts = [found] if found else []
    if not parts:
        raise VocabularyError(f"duties.yaml: {phrase!r} holds no fixed text of two letters to search for")
    telling = [part for part in parts if not any(anchor.strip() in _EVERYWHERE for anchor in part)] or parts
    return tuple(tuple(sorted(part)) for part in sorted(telling, key=_strength, reverse=True)[:2])


def _strength(part: frozenset[str]) -> tuple[int, int]:
    """A group is the better, the longer its shortest string and the fewer its strings."""
    return min(map(len, part)), -len(part)


def _any_of(phrase: str, at: int) -> tuple[frozenset[str], int]:
    """Anchors of an alternation that starts at ``at``, and where it ends. Empty: none is certain."""
    branches: list[frozenset[str]] = []
    while True:
        found, at = _all_of(phrase, at)
        branches.append(found)
        if at >= len(phrase) or phrase[at] == ")":
            break
        at += 1
    return (frozenset().union(*branches) if all(branches) else frozenset()), at


def _all_of(phrase: str, at: int) -> tuple[frozenset[str], int]:
    """The best group of anchors of one branch."""
    parts, at = _parts(phrase, at)
    return max(parts, key=_strength, default=frozenset()), at


def _parts(phrase: str, at: int) -> tuple[list[frozenset[str]], int]:
    """The groups of anchors of one branch, one for each part that any match must hold."""
    parts: list[frozenset[str]] = []
    run = ""
    while at < len(phrase) and phrase[at] not in "|)":
        part, literal, at = _atom(phrase, at)
        quantified, at = _quantifier(phrase, at)
        if literal and not quantified:
            run += literal
            continue
        parts.append(frozenset([run]))
        run = ""
        if literal is None and not quantified:
            parts.append(part)
    parts.append(frozenset([run]))
    return [part for part in parts if part and min(map(len, part)) >= 2], at


def _atom(phrase: str, at: int) -> tuple[frozenset[str], str | None, int]:
    """One element: (anchors of a group, literal character or '' or None for a group, next place)."""
    char = phrase[at]
    if char == "(":
        if phrase.startswith("(?:", at):
            found, end = _any_of(phrase, at + 3)
            return found, None, end + 1
        _, end = _any_of(phrase, at + 3)  # an assertion such as (?!...): matches no text
        return frozenset(), "", end + 1
    if char == "[":
        return frozenset(), None, phrase.index("]", at + 2) + 1
    if char == "\\":
        escaped = phrase[at + 1]
        if escaped == "b":
            return frozenset(), "", at + 2
        return (frozenset(), None, at + 2) if escaped in "wsdWS" else (frozenset(), escaped, at + 2)
    return (frozenset(), None, at + 1) if char in ".^$" else (frozenset(), char, at + 1)


def _quantifier(phrase: str, at: int) -> tuple[bool, int]:
    """Whether a quantifier follows (the element may then be absent or repeated), and what follows it."""
    if at < len(phrase) and phrase[at] in "?*+":
        return True, at + 1
    if at < len(phrase) and phrase[at] == "{":
        return True, phrase.index("}", at) + 1
    return False, at


def leads(phrase: str) -> tuple[str, ...] | None:
    r"""The strings of which one begins every match of the phrase; None where that is not certain.

    >>> leads(r"(?:build|design)\w* .{0,20}dashboards?"), leads(r"(?<!under )audits?\b"), leads(r"\w+ing teams?")
    (('build', 'design'), ('audit',), None)
    """
    found, end = _leads(phrase, 0)
    if not found or end < len(phrase) or any(len(lead) < 2 or lead in _TOO_COMMON for lead in found):
        return None
    return tuple(sorted(found))


def _leads(phrase: str, at: int) -> tuple[frozenset[str], int]:
    """What begins the branches of an alternation that starts at ``at``, and where it ends. Empty: not certain."""
    branches: list[frozenset[str]] = []
    while True:
        found, at = _lead_of_branch(phrase, at)
        branches.append(found)
        if at >= len(phrase) or phrase[at] == ")":
            break
        at += 1
    return (frozenset().union(*branches) if all(branches) else frozenset()), at


def _lead_of_branch(phrase: str, at: int) -> tuple[frozenset[str], int]:
    """What begins this branch, and where it ends."""
    lead = ""
    certain: frozenset[str] | None = None  # known once the beginning is over
    while at < len(phrase) and phrase[at] not in "|)":
        inner = at
        _, literal, at = _atom(phrase, at)
        quantified, at = _quantifier(phrase, at)
        if certain is not None or literal == "":
            continue
        if literal and not quantified:
            lead += literal
        elif lead or literal or quantified or not phrase.startswith("(?:", inner):
            certain = frozenset([lead] if lead else [])
        else:
            certain, _ = _leads(phrase, inner + 3)
    return (frozenset([lead] if lead else []) if certain is None else certain), at
