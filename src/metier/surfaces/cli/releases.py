"""``metier release info``, ``verify`` and ``diff``."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table
from rich.text import Text

from metier.release.manifest import read_manifest
from metier.surfaces import python
from metier.surfaces.cli.lookup import console


def info(folder: Path | None = None, /) -> None:
    """What a release holds: its id, tables, inputs, checks, and what was dropped and why.

    Parameters
    ----------
    folder
        Folder of a release; the starter if left out.
    """
    release = python.open_release(folder)
    raw = release.manifest.raw
    out = console()
    out.print(Text(f"Release {release.id}", style="bold"))
    out.print(f"in {release.folder}")
    out.print(
        f"evidence up to {release.evidence_date}; made by {raw['code']} from {len(raw['inputs'])} files; "
        f"{len(raw['checks'])} data checks passed"
    )
    tables = Table(box=None, pad_edge=False, header_style="bold")
    tables.add_column("Table")
    tables.add_column("Rows", justify="right")
    tables.add_column("kB", justify="right")
    for name, entry in release.manifest.tables.items():
        tables.add_row(name, f"{entry.rows:,}", f"{entry.size_bytes / 1000:,.0f}")
    out.print(tables)
    dropped = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Set aside from", "Why"):
        dropped.add_column(name)
    dropped.add_column("Rows", justify="right")
    for collection, reasons in raw["dropped"].items():
        for reason, rows in reasons.items():
            dropped.add_row(collection, Text(reason), f"{rows:,}")
    out.print(dropped)


def verify(folder: Path | None = None, /) -> None:
    """Check every byte of a release against its manifest; exit status 1 if one differs.

    Parameters
    ----------
    folder
        Folder of a release; the starter if left out.
    """
    release = python.open_release(folder)
    release.verify()
    console().print(f"Release {release.id} is intact: {len(release.manifest.tables)} tables.")


def diff(old: Path, new: Path | None = None, /) -> None:
    """What differs between two releases: rows by table, inputs, vocabulary and rules.

    Parameters
    ----------
    old
        Folder of the earlier release.
    new
        Folder of the later one; the starter if left out.
    """
    before, after = read_manifest(old), python.open_release(new).manifest
    out = console()
    if before.release_id == after.release_id:
        out.print(f"The same release: {before.release_id}.")
        return
    out.print(f"{before.release_id} → {after.release_id}")
    for name in ("vocabulary_sha256", "rules_sha256", "code"):
        if before.raw[name] != after.raw[name]:
            out.print(f"{name.removesuffix('_sha256')} changed")
    inputs = before.raw["inputs"], after.raw["inputs"]
    for path in sorted(inputs[0].keys() | inputs[1].keys()):
        if inputs[0].get(path) != inputs[1].get(path):
            what = "new" if path not in inputs[0] else "gone" if path not in inputs[1] else "changed"
            out.print(Text(f"input {what}: {path}"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Table")
    for name in ("Rows before", "Rows after"):
        table.add_column(name, justify="right")
    for name in sorted(before.tables.keys() | after.tables.keys()):
        rows = [m.tables[name].rows if name in m.tables else 0 for m in (before, after)]
        same = name in before.tables and name in after.tables and before.tables[name] == after.tables[name]
        if not same:
            table.add_row(name, f"{rows[0]:,}", f"{rows[1]:,}")
    out.print(table)
