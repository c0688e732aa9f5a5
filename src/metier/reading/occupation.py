"""Official occupations of a read title: its O*NET-SOC code and its ESCO URI, each with how it was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from metier.reading.normalise import label_key
from metier.reading.occupation_keys import begins_with_level, generic_words, part_keys, title_clauses, whole_keys
from metier.reading.title import TitleReading
from metier.vocabulary import roles

ONET, ESCO = "onetsoc2019", "esco-1.2.1"
ID_PREFIX = {ONET: "onet-", ESCO: "esco-"}  # of an occupation's id in a release; its O*NET-SOC code or UUID follows
ESCO_OCCUPATION = "http://data.europa.eu/esco/occupation/"  # an ESCO URI is this and a UUID
_SURE = ("exact", "close")  # relations of a role to an occupation that is the same
_GENERAL = ".00"  # ends the O*NET-SOC code of an occupation that others are specialties of


class LabelRow(NamedTuple):
    """One name of an official occupation. ``code`` is the O*NET-SOC code or the ESCO URI."""

    scheme: str
    code: str
    label: str
    kind: str  # preferred | alternative | reported


class LinkRow(NamedTuple):
    """A link of a role of the vocabulary to an official occupation; rows stand best first."""

    role_id: str
    scheme: str
    code: str
    relation: str  # exact | close | broad | narrow | related


class CrosswalkRow(NamedTuple):
    """An ESCO occupation and the O*NET occupation that it is published to equal."""

    esco_uri: str
    onetsoc_code: str


class Occupations(NamedTuple):
    """The official occupations of a title. A method is '' where its code is None.

    Methods in the order in which they are tried: 'preferred' (the title is the official name), 'label'
    (it is an alternative title, and not our name of a role), 'role' (a close link of the title's role),
    'near role' (a looser link of it), 'part' (a name inside the title), 'crosswalk' (the published
    counterpart of the other scheme's occupation).
    """

    onetsoc_code: str | None
    onetsoc_method: str
    esco_uri: str | None
    esco_method: str


Found = tuple[str | None, str]  # a code and how it was found


class _Named(NamedTuple):
    codes: tuple[str, ...]  # occupations that have this name
    preferred: str  # the one whose official name it is, or ''


class _Links(NamedTuple):
    name: str = ""  # search key of the role's name
    codes: tuple[str, ...] = ()  # occupations linked to the role, best first
    sure: str = ""  # the best of those that are the role
    near: str = ""  # the best, unless the role is wider than any of them


_UNNAMED, _UNLINKED = _Named((), ""), _Links()
_NOTHING: Found = (None, "")


class _Scheme:
    """Names of one scheme's occupations, and the roles linked to them."""

    __slots__ = ("links", "names")

    def __init__(self, rows: Iterable[LabelRow], links: Iterable[LinkRow]) -> None:
        generic = generic_words()
        codes: dict[str, set[str]] = {}
        preferred: dict[str, set[str]] = {}
        for row in rows:
            key = label_key(row.label)
            if row.kind == "preferred":
                preferred.setdefault(key, set()).add(row.code)
            if row.kind == "preferred" or key not in generic:
                codes.setdefault(key, set()).add(row.code)
        codes.pop("", None)
        only = {key: min(found) for key, found in preferred.items() if len(found) == 1}
        self.names = {key: _Named(tuple(sorted(found)), only.get(key, "")) for key, found in codes.items()}
        by_role: dict[str, list[LinkRow]] = {}
        for link in links:
            by_role.setdefault(link.role_id, []).append(link)
        self.links = {role_id: _linked(role_id, found) for role_id, found in by_role.items()}

    def by_whole(self, keys: list[str], role_id: str | None) -> Found:
        """The occupation whose name the whole title is, or that the title's role is."""
        links = self.links.get(role_id, _UNLINKED) if role_id else _UNLINKED
        found = [named for key in keys if (named := self.names.get(key)) is not None]
        for named in found:
            if named.preferred:
                return named.preferred, "preferred"
        if found and links.name not in keys:
            for key in keys:
                if begins_with_level(key):
                    continue
                code = _only(self.names.get(key, _UNNAMED), links.codes)
                if code and not _is_of_another_trade(code, links.codes):
                    return code, "label"
        return (links.sure, "role") if links.sure else _NOTHING

    def by_part(self, keys: Iterable[str], role_id: str | None) -> Found:
        """The occupation nearest to the role, or whose name is the longest known one inside the title."""
        links = self.links.get(role_id, _UNLINKED) if role_id else _UNLINKED
        if links.near:
            return links.near, "near role"
        named = next((self.names[key] for key in keys if key in self.names), _UNNAMED)
        code = _only(named, links.codes)
        return (code, "part") if code else _NOTHING


def _linked(role_id: str, links: list[LinkRow]) -> _Links:
    name = label_key(roles()[role_id].label) if role_id in roles() else ""
    sure = [link.code for link in links if link.relation in _SURE]
    wide = any(link.relation == "narrow" for link in links)  # such a role is wider than any one occupation
    near = [] if wide else [link.code for link in links]
    return _Links(name, tuple(link.code for link in links), next(iter(sure), ""), next(iter(near), ""))


def _is_of_another_trade(code: str, linked: Sequence[str]) -> bool:
    """Whether an O*NET-SOC code is of a major group (11, 15 ...) in which the role has no occupation.

    Official lists of alternative titles hold surprises: "growth hacker" is one of a forest worker.

    >>> _is_of_another_trade("45-4011.00", ["13-1161.00"]), _is_of_another_trade("15-2051.00", [])
    (True, False)
    """
    groups = {other[:3] for other in linked if other[2:3] == "-"}
    return bool(groups) and code[:3] not in groups


def _only(named: _Named, linked: Sequence[str]) -> str:
    """The one occupation of a name: its own, or of several the best linked or the general one; '' if unclear."""
    if named.preferred or len(named.codes) == 1:
        return named.preferred or named.codes[0]
    for code in linked:
        if code in named.codes:
            return code
    general = named.codes[0] if named.codes else ""
    if general.endswith(_GENERAL) and all(code.startswith(general[: -len(_GENERAL)]) for code in named.codes):
        return general
    return ""


class OccupationIndex:
    """Finds the official occupations of titles by dictionary; made once from rows of a release."""

    __slots__ = ("_esco", "_esco_of", "_onet", "_onet_of")

    def __init__(
        self,
        labels: Iterable[LabelRow],
        links: Iterable[LinkRow] = (),
        crosswalk: Iterable[CrosswalkRow] = (),
    ) -> None:
        labels, links, pairs = list(labels), list(links), list(crosswalk)
        self._onet, self._esco = (
            _Scheme((row for row in labels if row.scheme == scheme), (link for link in links if link.scheme == scheme))
            for scheme in (ONET, ESCO)
        )
        self._onet_of = _functional((pair.esco_uri, pair.onetsoc_code) for pair in pairs)
        self._esco_of = _functional((pair.onetsoc_code, pair.esco_uri) for pair in pairs)

    def find(self, reading: TitleReading) -> Occupations:
        """The occupations of a read title, None where nothing names one clearly.

        >>> index = OccupationIndex([LabelRow(ONET, "29-1141.00", "Registered Nurses", "preferred")])
        >>> from metier.reading.title import read_title
        >>> index.find(read_title("Senior Registered Nurse - ICU")).onetsoc_code
        '29-1141.00'
        """
        clauses = title_clauses(reading.title)
        whole, role_id = whole_keys(clauses), reading.role_id
        onet, onet_method = self._onet.by_whole(whole, role_id)
        esco, esco_method = self._esco.by_whole(whole, role_id)
        if onet is None or esco is None:
            parts = part_keys(clauses)
            if onet is None:
                onet, onet_method = self._onet.by_part(parts, role_id)
            if esco is None:
                esco, esco_method = self._esco.by_part(parts, role_id)
        if onet is None and (onet := self._onet_of.get(esco or "")):
            onet_method = "crosswalk"
        elif esco is None and (esco := self._esco_of.get(onet or "")):
            esco_method = "crosswalk"
        return Occupations(onet, onet_method, esco, esco_method)


def _functional(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Left to right, where the left one has one right one only."""
    found: dict[str, set[str]] = {}
    for left, right in pairs:
        found.setdefault(left, set()).add(right)
    return {left: min(rights) for left, rights in found.items() if len(rights) == 1}
