"""Names that a person may be typing: roles and official occupations whose names hold the words so far."""

from __future__ import annotations

from dataclasses import dataclass

from metier.errors import AmbiguousRole, UnknownRole
from metier.reading.normalise import label_key
from metier.release.reader import Release, remembered
from metier.release.roles import find_role, nearest_labels

LONGEST = 80  # letters of a question that are read
_OWN = "metier"
_LEFT_OVER = "other"  # the family of titles that name no role
_KINDS = ("preferred", "alternative", "reported")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A role that fits, with the name by which it fits where that is not its own."""

    role_id: str
    label: str
    scheme: str
    postings: int
    matched: str = ""


@dataclass(frozen=True, slots=True)
class KnownRole:
    """A role of the vocabulary with its names: search key and label, its own name first."""

    role_id: str
    label: str
    family: str
    postings: int
    names: tuple[tuple[str, str], ...]


@remembered
def known_roles(release: Release) -> tuple[KnownRole, ...]:
    """The roles of the vocabulary, those with most postings first."""
    rows = release.rows(
        """
        WITH evidence AS (
            SELECT role_id, sum(postings)::BIGINT AS postings FROM counts WHERE measure = 'posting' GROUP BY 1
        )
        SELECT r.role_id, r.label, r.family, coalesce(postings, 0),
               list(l.label_key ORDER BY list_position(?, l.kind), l.label),
               list(l.label ORDER BY list_position(?, l.kind), l.label)
        FROM roles r JOIN role_labels l ON l.role_id = r.role_id AND l.scheme = r.scheme AND l.kind <> 'code'
        LEFT JOIN evidence e ON e.role_id = r.role_id
        WHERE r.scheme = ? GROUP BY ALL ORDER BY 4 DESC, 2
        """,
        (list(_KINDS), list(_KINDS), _OWN),
        tables=("roles", "role_labels", "counts"),
    )
    return tuple(
        KnownRole(role_id, label, family, postings, tuple(zip(keys, labels, strict=True)))
        for role_id, label, family, postings, keys, labels in rows
    )


@remembered
def suggest(release: Release, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
    """Up to ``limit`` roles whose names hold words that start like those of ``text``, best first.

    A name that is, or starts with, the text comes before one that holds it; a role of the vocabulary before an
    official occupation. Without text: the roles with most postings. Where nothing fits: what is spelled most like it.
    """
    asked = label_key(text[:LONGEST])
    own = known_roles(release)
    if not asked:
        named = [role for role in own if role.family != _LEFT_OVER]
        return tuple(Suggestion(r.role_id, r.label, _OWN, r.postings) for r in named[:limit])
    parts = asked.split()
    found = []
    for role in own:
        ranks = [_rank(key, n, asked, parts) for n, (key, _) in enumerate(role.names)]
        best = min((rank for rank in ranks if rank), default=None)
        if best:
            matched = role.names[best[-1]][1] if best[1] else ""
            found.append((best[:3], Suggestion(role.role_id, role.label, _OWN, role.postings, matched)))
    found.sort(key=lambda one: one[0])  # stable: most postings first among equals
    fitting = [suggestion for _, suggestion in found[:limit]]
    fitting += _official(release, asked, limit - len(fitting))
    return tuple(fitting or _nearest(release, text[:LONGEST], limit))


def _rank(key: str, n: int, asked: str, parts: list[str]) -> tuple[bool, bool, int, int] | None:
    """Where a role's ``n``-th name stands: the text itself first, then its own name, then how well it fits."""
    if not all(part in key for part in parts):
        return None
    if key.startswith(asked):
        return key != asked, n > 0, 0, n
    words = key.split()
    fits = all(any(word.startswith(part) for word in words) for part in parts)
    return (True, n > 0, 1, n) if fits else None


def _nearest(release: Release, text: str, limit: int) -> list[Suggestion]:
    """The roles that a misspelt name may mean: those that a page offers which does not know it."""
    postings = {role.role_id: role.postings for role in known_roles(release)}
    found = []
    for label in nearest_labels(release, text, limit=limit):
        try:
            role = find_role(release, label)
        except (UnknownRole, AmbiguousRole):  # an official label that several occupations share
            continue
        found.append(Suggestion(role.role_id, role.label, role.scheme, postings.get(role.role_id, 0)))
    return found


def _official(release: Release, asked: str, limit: int) -> list[Suggestion]:
    """Official occupations whose own name or alternative names fit, own names first."""
    if limit <= 0:
        return []
    words = [word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in asked.split()]
    fits = " AND ".join([r"(label_key LIKE ? ESCAPE '\' OR label_key LIKE ? ESCAPE '\')"] * len(words))
    rows = release.rows(
        f"""
        SELECT r.role_id, r.label, r.scheme, h.matched FROM (
            SELECT role_id, min(list_position(?, kind)) AS kind, min(length(label_key)) AS letters,
                   arg_min(label, list_position(?, kind) * 1000 + length(label_key)) AS matched
            FROM role_labels WHERE scheme <> ? AND kind <> 'code' AND {fits} GROUP BY 1
        ) h JOIN roles r ON r.role_id = h.role_id
        ORDER BY h.kind, h.letters, r.scheme DESC, r.label, r.role_id LIMIT {limit:d}
        """,
        (list(_KINDS), list(_KINDS), _OWN, *(like for word in words for like in (f"{word}%", f"% {word}%"))),
        tables=("role_labels", "roles"),
    )
    return [
        Suggestion(role_id, label, scheme, 0, "" if matched == label else matched)
        for role_id, label, scheme, matched in rows
    ]
