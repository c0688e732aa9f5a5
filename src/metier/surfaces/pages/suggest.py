"""What the role boxes offer while a person types: answered by the server, or one file for sites without one."""

from __future__ import annotations

import json
from collections.abc import Collection

from metier.release.roles import SCHEME_NAMES
from metier.release.suggest import Suggestion, known_roles, suggest
from metier.surfaces.pages.address import slug_of
from metier.surfaces.pages.page import Site

PATH = "/suggest"
FILE = "/roles.json"


def suggestions_json(site: Site, text: str) -> str:
    """The options for what was typed so far: [{"id", "label", "note"}], best first.

    An official occupation has "asks" too: its id, which is sent for its name, as a role may have the same name.
    """
    found = [
        {"id": slug_of(one.role_id), "label": one.label, "note": _note(one)}
        | ({} if one.scheme == "metier" else {"asks": one.role_id})
        for one in suggest(site.release, text)
    ]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def roles_json(site: Site, role_ids: Collection[str]) -> str:
    """The roles of a generated site: [{"id", "label", "note", "alt"}], most postings first.

    Every pair of them must have a page, in this order: the boxes lead to it. ``alt`` are further names.
    """
    found = [
        {
            "id": slug_of(role.role_id),
            "label": role.label,
            "note": _postings(role.postings),
            "alt": [label for _, label in role.names[1:]],
        }
        for role in known_roles(site.release)
        if role.role_id in role_ids
    ]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _note(one: Suggestion) -> str:
    if one.scheme != "metier":
        return f"{SCHEME_NAMES[one.scheme]} occupation"
    return f"also called {one.matched}" if one.matched else _postings(one.postings)


def _postings(n: int) -> str:
    return f"{n:,} {'posting' if n == 1 else 'postings'}"
