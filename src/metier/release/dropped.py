"""What the build set aside, by collection and reason."""

from __future__ import annotations

from metier.release.reader import Release, remembered


@remembered
def set_aside(release: Release) -> dict[str, tuple[tuple[str, int], ...]]:
    """(reason, rows) by collection, most rows first."""
    found: dict[str, list[tuple[str, int]]] = {}
    for collection, reason, rows in release.rows(
        "SELECT collection, reason, rows FROM dropped ORDER BY collection, rows DESC, reason", tables=("dropped",)
    ):
        found.setdefault(collection, []).append((reason, rows))
    return {collection: tuple(reasons) for collection, reasons in found.items()}
