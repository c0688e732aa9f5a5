"""The routes as patterns, for logs and counts: what a visitor wrote never stands in one."""

from __future__ import annotations

from metier.surfaces.pages.address import read_path

PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
API = frozenset({"/api/openapi.json", "/api/compare", "/api/role", "/api/roles", "/api/pay", "/api/explain"})
_FIXED = PROBES | API | {"/suggest", "/explain", "/robots.txt", "/sitemap.xml"}
_OF_KIND = {
    "home": "/",
    "roles": "/roles",
    "map": "/map",
    "jobs": "/jobs",
    "skills": "/skills",
    "pays": "/pay",
    "methods": "/methods",
    "sources": "/sources",
    "compares": "/compare",
    "compare": "/compare/{roles}",
    "role": "/roles/{role}",
    "pay": "/pay/{role}",
    "skill": "/skills/{skill}",
    "role_jobs": "/jobs/{role}",
}
ENDINGS = ("html", "md", "json", "csv", "pdf")


def without_ending(path: str) -> tuple[str, str]:
    """A path and the ending of the file that it asks for, '' where it is a page.

    >>> without_ending("/compare/a-vs-b/report.csv"), without_ending("/compare/a-vs-b.csv")
    (('/compare/a-vs-b', 'csv'), ('/compare/a-vs-b', 'csv'))
    >>> without_ending("/skills/node.js"), without_ending("/roles/onet~15-2051.00")
    (('/skills/node.js', ''), ('/roles/onet~15-2051.00', ''))
    """
    page, dot, ending = path.rpartition(".")
    if dot and ending in ENDINGS and path.startswith(("/compare/", "/roles/", "/pay/")):
        return page.removesuffix("/report"), ending
    return path, ""


def pattern_of(path: str) -> str:
    """The route that a path belongs to.

    >>> pattern_of("/compare/a-vs-b"), pattern_of("/compare/a-vs-b.csv"), pattern_of("/.env")
    ('/compare/{roles}', '/compare/{roles}/report.csv', 'other')
    """
    if path in _FIXED:
        return path
    if path.startswith("/static/"):
        return "/static/{file}"
    page, ending = without_ending(path)
    address = read_path(page)
    if address is None or address.kind not in _OF_KIND:
        return "other"
    return _OF_KIND[address.kind] + (f"/report.{ending}" if ending else "")
