"""Names that the tests of the website in a browser share: every kind of page, and what opens one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

    OpenTab = Callable[..., Tab]

PAIR = "/compare/data-analyst-vs-data-engineer"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
KINDS = {
    "home": "/",
    "compare-chooser": "/compare",
    "compare-chooser-again": "/compare?a=data+analist&b=underwater+basket",
    "compare": PAIR,
    "compare-three-filtered": f"{PAIR}-vs-data-scientist?country=US",
    "compare-nothing": f"{PAIR}?level=chief&year=2018",
    "roles": "/roles",
    "roles-found": "/roles?q=nurse",
    "role": "/roles/data-analyst",
    "role-official": "/roles/onet~15-2051.00",
    "map": "/map",
    "pays": "/pay",
    "pay": "/pay/data-analyst",
    "pay-country": "/pay/data-analyst/us",
    "jobs": "/jobs",
    "jobs-of-role": "/jobs/data-engineer",
    "jobs-none": "/jobs?q=zzzz",
    "skills": "/skills",
    "skill": "/skills/python",
    "methods": "/methods",
    "sources": "/sources",
    "explain": "/explain?figure=technology_mix.share.data-jobs/all/python@country=GB",
    "not-found": "/nothing",
    "wrong-filter": f"{PAIR}?country=XX",
}
REFUSED = frozenset({"not-found", "wrong-filter", "compare-chooser-again"})  # answered with status 400 or 404
