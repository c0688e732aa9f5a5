"""Seals tables into a release folder: sorted Parquet, a manifest of hashes, and one rename at the end."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from metier.errors import ReleaseError
from metier.release.manifest import FILE, FORMAT, damaged_tables, read_manifest, release_id
from metier.release.schema import TABLES
from metier.release.table_schema import TableSchema
from metier.vocabulary import rule

DIFFERENCES = "differences.json"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the manifest says besides the tables."""

    inputs: dict[str, str]  # relative path -> sha256
    vocabulary: str
    rules: str
    code: str
    evidence_date: str
    checks: dict[str, int]
    dropped: dict[str, dict[str, int]] = field(default_factory=dict)


def arrow_schema(schema: TableSchema) -> pa.Schema:
    """The Arrow schema of one release table."""

    def arrow_type(name: str) -> pa.DataType:
        item = name.removeprefix("list<").removesuffix(">")
        return pa.type_for_alias(name) if item == name else pa.list_(pa.type_for_alias(item))

    return pa.schema([(name, arrow_type(kind)) for name, kind in schema.columns.items()])


def conform(name: str, table: pa.Table) -> pa.Table:
    """The table with exactly the columns, types and row order of its schema."""
    schema = TABLES[name]
    missing = schema.columns.keys() - set(table.column_names)
    if missing:
        raise ReleaseError(f"table {name}: columns {sorted(missing)} are missing", hint="Mend the build step.")
    table = table.select(list(schema.columns)).cast(arrow_schema(schema)).combine_chunks()
    order = pc.sort_indices(table, sort_keys=[(key, "ascending") for key in schema.sort])
    return table.take(order).combine_chunks()


def write_table(table: pa.Table, path: Path, row_group: int = 32_768) -> None:
    """Writes a table as a release keeps it; the same table gives the same bytes."""
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=15,
        row_group_size=row_group,
        use_dictionary=True,
        write_statistics=True,
        data_page_version="2.0",
        store_schema=False,
    )


def _refuse_loss(new: Mapping[str, int], folder: Path, accept_loss: str) -> dict[str, Any] | None:
    """Row differences to the release already in ``folder``; refuses a loss that nobody accepted."""
    if not (folder / FILE).exists():
        return None
    old = read_manifest(folder, earlier=True)
    floor = rule("release.rows_kept_floor")
    before = {name: entry.rows for name, entry in old.tables.items()}
    shrunk = [f"{t}: {before[t]:,} -> {new.get(t, 0):,} rows" for t in before if new.get(t, 0) < floor * before[t]]
    if shrunk and not accept_loss:
        raise ReleaseError(
            "the new release lost rows against the one in " + f"{folder}: " + "; ".join(shrunk),
            hint='If the producer really cut them, say so: metier build --accept-loss "why". '
            "The earlier release is untouched.",
        )
    return {
        "previous_release_id": old.release_id,
        "accepted_loss": accept_loss,
        "rows": {
            t: [before.get(t, 0), new.get(t, 0)]
            for t in sorted(before.keys() | new.keys())
            if before.get(t, 0) != new.get(t, 0)
        },
    }


def seal(tables: Mapping[str, pa.Table], facts: Facts, folder: Path, *, accept_loss: str = "") -> str:
    """The id of the release written to ``folder``; the same tables and facts give the same bytes.

    The folder appears, or replaces the earlier release, only when everything is written.
    """
    absent = TABLES.keys() - tables.keys()
    if absent:
        raise ReleaseError(f"tables {sorted(absent)} were not built", hint="Mend the build step.")
    conformed = {name: conform(name, tables[name]) for name in TABLES}
    empty = [n for n, t in conformed.items() if t.num_rows == 0 and not TABLES[n].may_be_empty]
    if empty:
        raise ReleaseError(f"tables {empty} are empty", hint="Is a source folder missing? See the progress lines.")
    check_target(folder)
    differences = _refuse_loss({n: t.num_rows for n, t in conformed.items()}, folder, accept_loss)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.part-", dir=folder.parent))
    try:
        entries = {}
        for name, table in conformed.items():
            path = part / f"{name}.parquet"
            write_table(table, path, TABLES[name].row_group)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            entries[name] = {"rows": table.num_rows, "bytes": path.stat().st_size, "sha256": digest}
        body: dict[str, Any] = {
            "format": FORMAT,
            "code": facts.code,
            "evidence_date": facts.evidence_date,
            "inputs": dict(sorted(facts.inputs.items())),
            "vocabulary_sha256": facts.vocabulary,
            "rules_sha256": facts.rules,
            "tables": entries,
            "checks": facts.checks,
            "dropped": facts.dropped,
        }
        own_id = release_id(body)
        if differences is not None and differences["previous_release_id"] == own_id and _intact(folder):
            return own_id
        text = json.dumps({"release_id": own_id, **body}, indent=1, ensure_ascii=False) + "\n"
        (part / FILE).write_text(text, encoding="utf-8", newline="\n")
        if differences is not None and differences["previous_release_id"] != own_id:
            (part / DIFFERENCES).write_text(json.dumps(differences, indent=1) + "\n", encoding="utf-8", newline="\n")
        part.chmod(0o755)
        _swap(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return own_id


def check_target(folder: Path) -> None:
    """Nothing, if a release may be written to ``folder``: new, empty, or holding a release and no other file."""
    if folder.exists() and not folder.is_dir():
        raise ReleaseError(f"{folder} is a file", hint="Name an empty or new folder with --out.")
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / FILE).exists():
        raise ReleaseError(f"{folder} holds other files and no release", hint="Name an empty or new folder with --out.")
    own = {FILE, DIFFERENCES, *(f"{name}.parquet" for name in read_manifest(folder, earlier=True).tables)}
    if foreign := sorted(path.name for path in folder.iterdir() if path.name not in own):
        raise ReleaseError(
            f"{folder} holds files that are no part of its release, which a new release would remove: "
            + ", ".join(foreign[:5]),
            hint="Move them elsewhere, or name another folder with --out.",
        )


def _intact(folder: Path) -> bool:
    """Whether every table of the release in a folder has the bytes that were sealed."""
    return not damaged_tables(folder, read_manifest(folder, earlier=True), deep=True)


def _swap(part: Path, folder: Path) -> None:
    """Put ``part`` where ``folder`` was. The earlier release is moved aside first and comes back on failure."""
    if not folder.exists():
        part.rename(folder)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old-", dir=folder.parent))
    earlier = aside / "release"
    folder.rename(earlier)
    try:
        part.rename(folder)
    finally:
        if not folder.exists():  # failed or interrupted
            earlier.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)
