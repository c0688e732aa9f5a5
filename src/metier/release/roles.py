"""Finding a role by what a person types: title, alternative title or code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from metier.errors import AmbiguousRole, UnknownRole
from metier.model import Link, Relation, Role
from metier.reading.normalise import label_key
from metier.release.of_each import OfEach
from metier.release.pay import TITLE, title_key, title_named
from metier.release.reader import Release, remembered
from metier.vocabulary import rule

_SCHEME_ORDER = ("metier", "onetsoc2019", "esco-1.2.1")
_KIND_ORDER = ("preferred", "code", "alternative", "reported")
SCHEME_NAMES = {"metier": "role", "onetsoc2019": "O*NET", "esco-1.2.1": "ESCO"}
_PREFIXES = {"onet": "onetsoc2019", "esco": "esco-1.2.1", "role": "metier"}


@remembered
def get_role(release: Release, role_id: str) -> Role:
    """The role with this id, also one of a title as it is typed (``title:...``). Raises UnknownRole."""
    if role_id.startswith(TITLE):
        return _typed_title(release, role_id)
    found = known_role(release, role_id)
    if found is None:
        raise UnknownRole(role_id)
    return found


def _typed_title(release: Release, role_id: str) -> Role:
    """The role that stands for a title of table ``pay_titles``, with family and track of what it is read as."""
    named = title_named(release, title_key(role_id))
    if named is None:
        raise UnknownRole(role_id)
    title, read_as = named
    role = get_role(release, read_as) if read_as else None
    meaning = f"read as {role.label}" if role else "which names no role by itself"
    return Role(
        role_id=role_id,
        scheme="title",
        label=title,
        family=role.family if role else "",
        track=role.track if role else "",
        specialty=role.specialty if role else "",
        function=role.function if role else "",
        definition=f"The title “{title}” as it stands in statements of pay, {meaning}.",
    )


def _roles(release: Release, *role_ids: str) -> list[Role]:
    """The roles with these ids, in id order; an id that no role has is left out."""
    rows = release.rows(
        "SELECT role_id, scheme, label, family, track, specialty, function, definition, sets_apart"
        f" FROM roles WHERE role_id IN ({', '.join('?' * len(role_ids))}) ORDER BY role_id",
        role_ids,
        tables=("roles",),
    )
    return [
        Role(
            role_id=row[0],
            scheme=row[1],
            label=row[2],
            family=row[3],
            track=row[4],
            specialty=row[5],
            function=row[6],
            definition=row[7],
            sets_apart=row[8],
            links=tuple(_links(release).get(row[0], ())),
        )
        for row in rows
    ]


def _known_roles(release: Release, role_ids: Sequence[str]) -> dict[str, Role | None]:
    """The role with each id, or None where no role has it."""
    found = {role.role_id: role for role in _roles(release, *role_ids)}
    return {role_id: found.get(role_id) for role_id in role_ids}


known_role = OfEach(_known_roles)


@remembered
def _links(release: Release) -> dict[str, list[Link]]:
    """The links of each role to official occupations, best first."""
    found: dict[str, list[Link]] = {}
    for role_id, scheme, code, label, relation, why in release.rows(
        "SELECT role_id, scheme, code, label, relation, why FROM role_links ORDER BY role_id, rank",
        tables=("role_links",),
    ):
        link = Link(scheme=scheme, code=code, label=label, relation=Relation(relation), why=why)
        found.setdefault(role_id, []).append(link)
    return found


@remembered
def find_role(release: Release, name: str) -> Role:
    """The role that ``name`` means.

    The vocabulary's own roles come before official occupations, and a preferred label before an
    alternative one; ``onet:`` or ``esco:`` in front asks for an official occupation. Raises
    AmbiguousRole when several roles of the best rank share the name, UnknownRole when none has it.
    """
    scheme = None
    wanted = name.strip()
    prefix, colon, rest = wanted.partition(":")
    if colon and prefix.casefold() in _PREFIXES:
        scheme, wanted = _PREFIXES[prefix.casefold()], rest.strip()
    keys = [label_key(wanted), wanted.casefold()]
    named = release.rows(
        "SELECT role_id, scheme, kind FROM role_labels WHERE label_key IN (?, ?)", keys, tables=("role_labels",)
    )
    roles = {role.role_id: role for role in _roles(release, wanted.casefold(), *{row[0] for row in named})}
    named += [(role.role_id, role.scheme, "code") for role in roles.values() if role.role_id == wanted.casefold()]
    ranks: dict[str, tuple[int, int]] = {}
    for role_id, found_in, kind in named:
        if scheme in (None, found_in):
            rank = (_SCHEME_ORDER.index(found_in), _KIND_ORDER.index(kind))
            ranks[role_id] = min(ranks.get(role_id, rank), rank)
    if not ranks:
        raise UnknownRole(name, nearest_labels(release, wanted))
    best = min(ranks.values())
    meant = sorted((roles[role_id].label, role_id) for role_id, rank in ranks.items() if rank == best)
    if len(meant) > 1:
        raise AmbiguousRole(name, tuple(meant))
    return roles[meant[0][1]]


def nearest_labels(release: Release, name: str, *, limit: int = 5) -> tuple[str, ...]:
    """Up to ``limit`` labels of roles spelled most like ``name``, best first; none if nothing comes near.

    Where no spelling is clearly meant, roles whose names share its rarer words follow.
    """
    asked = label_key(name)
    names = _names(release)
    spelled = _spelled_alike(names, asked)
    found = [key for key, _ in spelled]
    if not spelled or spelled[0][1] < rule("roles.clear_spelling"):
        found += _sharing_words(names, asked, limit)
    offered: dict[str, str] = {}
    for key in found:
        for label in names[key][1]:
            offered.setdefault(label_key(label), label)
    return tuple(offered.values())[:limit]


# search key -> place of its best scheme and kind, labels of the roles that have it there
Names = dict[str, tuple[tuple[int, int], list[str]]]


@remembered
def _names(release: Release) -> Names:
    """Every name of the release, with the roles that ``find_role`` would take it for."""
    rows = release.rows(
        "SELECT l.label_key, list_position(?, l.scheme) AS s, list_position(?, l.kind) AS k, r.label"
        " FROM role_labels l JOIN roles r USING (role_id) WHERE l.kind <> 'code'"
        " QUALIFY rank() OVER (PARTITION BY l.label_key ORDER BY s, k) = 1 ORDER BY ALL",
        (list(_SCHEME_ORDER), list(_KIND_ORDER)),
        tables=("role_labels", "roles"),
    )
    names: Names = {}
    for key, scheme, kind, label in rows:
        names.setdefault(key, ((scheme, kind), []))[1].append(label)
    return names


def _spelled_alike(names: Names, asked: str) -> list[tuple[str, float]]:
    """(search key, likeness 0-100) of the names spelled most like ``asked``, our own roles first among equals."""
    from rapidfuzz import fuzz, process

    keys = list(names)
    least = rule("roles.similar_spelling")
    likeness: dict[str, float] = {}
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        for key, score, _ in process.extract(asked, keys, scorer=scorer, limit=30, score_cutoff=least):
            likeness[key] = max(score, likeness.get(key, 0))
    close = max(likeness.values(), default=0) - rule("roles.spelling_margin")
    kept = [(key, score) for key, score in likeness.items() if score >= close]
    return sorted(kept, key=lambda found: (-round(found[1]), names[found[0]][0], found[0]))


def _sharing_words(names: Names, asked: str, limit: int) -> list[str]:
    """Keys that share words with ``asked``, our own first; then those that share rare words and hold few others.

    One that lacks most of the words asked for is another job.
    """
    keys = list(names)
    holding = {word: [key for key in keys if word in key and word in key.split()] for word in set(asked.split())}
    common = len(keys) * rule("roles.common_word_share")
    least = len(holding) * rule("roles.shared_words")
    shared = Counter(key for found in holding.values() for key in found)
    weight: dict[str, float] = {}  # of each key that shares a word which is not common
    for word in sorted(holding):
        if len(holding[word]) < common:
            for key in (key for key in holding[word] if shared[key] >= least):
                weight[key] = weight.get(key, 0) + log(len(keys) / len(holding[word])) ** 2

    def order(key: str) -> tuple[int, float, str]:
        (scheme, _), _ = names[key]
        return scheme, -round(weight[key] / sqrt(len(key.split())), 6), key

    return sorted(weight, key=order)[:limit]


@remembered
def tracks(release: Release) -> dict[str, str]:
    """The track (individual or management) of each role of the vocabulary by id."""
    return dict(release.rows("SELECT role_id, track FROM roles WHERE scheme = 'metier'", tables=("roles",)))


def list_roles(release: Release, query: str = "", *, limit: int = 200) -> list[tuple[str, str, str, str, int]]:
    """(role id, label, scheme, family, postings) of roles whose names hold every word of ``query``."""
    words = [f"%{word}%" for word in label_key(query).split()]
    conditions = " AND ".join(["l.label_key LIKE ?"] * len(words)) or "r.scheme = 'metier'"
    return release.rows(
        f"""
        WITH hit AS (
            SELECT DISTINCT r.role_id FROM roles r JOIN role_labels l USING (role_id) WHERE {conditions}
        ), evidence AS (
            SELECT role_id, sum(postings)::BIGINT AS postings FROM counts WHERE measure = 'posting' GROUP BY 1
        )
        SELECT role_id, label, scheme, family, coalesce(postings, 0)
        FROM hit JOIN roles USING (role_id) LEFT JOIN evidence USING (role_id)
        ORDER BY scheme <> 'metier', scheme DESC, coalesce(postings, 0) DESC, label LIMIT {limit:d}
        """,
        words,
        tables=("roles", "role_labels", "counts"),
    )
