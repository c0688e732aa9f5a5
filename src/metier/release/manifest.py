"""The manifest of a release: what it was made from, what is in it, and whether it is intact."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from metier.errors import ReleaseError
from metier.release.schema import TABLES

FORMAT = 1
FILE = "release.json"
_FIELDS = {"code", "inputs", "vocabulary_sha256", "rules_sha256", "checks", "dropped"}


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One table's file: rows, size in bytes, SHA-256."""

    rows: int
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of ``release.json``. ``raw`` holds all of it."""

    release_id: str
    evidence_date: str
    tables: dict[str, TableEntry]
    raw: dict[str, Any]


def read_manifest(folder: Path, *, earlier: bool = False) -> Manifest:
    """The manifest of the release in ``folder``. Raises ReleaseError if there is none or it is broken.

    A release of an ``earlier`` metier may lack tables: it can be replaced, though not read.
    """
    path = folder / FILE
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw["format"] != FORMAT:
            raise ReleaseError(
                f"{path}: release format {raw['format']}, this metier reads format {FORMAT}",
                hint="Build the release again with: metier build, or use the metier that built it.",
            )
        tables = {
            name: TableEntry(rows=entry["rows"], size_bytes=entry["bytes"], sha256=entry["sha256"])
            for name, entry in raw["tables"].items()
        }
        if unsaid := _FIELDS - raw.keys():
            raise ValueError(f"it does not say {', '.join(sorted(unsaid))}")
        if not earlier and (absent := TABLES.keys() - tables.keys()):
            raise ValueError(f"it lists no table {', '.join(sorted(absent))}")
        return Manifest(raw["release_id"], raw["evidence_date"], tables, raw)
    except (FileNotFoundError, NotADirectoryError):
        raise ReleaseError(
            f"{folder}: there is no release here ({FILE} is missing)",
            hint="Make one with: metier build --sources FOLDER --out DIR, or leave --release out.",
        ) from None
    except OSError as error:
        raise ReleaseError(
            f"{path}: the manifest cannot be read ({error.strerror})",
            hint="Check the permissions of the folder.",
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _manifest_error(path, str(error)) from error


def _manifest_error(path: Path, problem: str) -> ReleaseError:
    return ReleaseError(
        f"{path}: the manifest is damaged ({problem})",
        hint="Build the release again, or install metier again for the starter release.",
    )


def release_id(body: dict[str, Any]) -> str:
    """The id of a release: the start of the SHA-256 of its manifest without the id."""
    rest = {key: value for key, value in body.items() if key != "release_id"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()[:12]


def check_manifest(folder: Path, manifest: Manifest) -> None:
    """Nothing, if the manifest is the one that was sealed; else raises ReleaseError."""
    if release_id(manifest.raw) != manifest.release_id:
        raise _manifest_error(folder / FILE, "its content does not give its release id")


def damaged_tables(folder: Path, manifest: Manifest, *, deep: bool, only: str | None = None) -> list[tuple[str, str]]:
    """(table, what is wrong) for each damaged table, or ``only`` one: by size, by SHA-256 when ``deep``."""
    wrong = []
    for name, entry in manifest.tables.items():
        if only not in (None, name):
            continue
        path = folder / f"{name}.parquet"
        if not path.is_file():
            wrong.append((name, "the file is missing"))
        elif path.stat().st_size != entry.size_bytes:
            wrong.append((name, f"{path.stat().st_size:,} bytes, not {entry.size_bytes:,}"))
        elif deep and hashlib.sha256(path.read_bytes()).hexdigest() != entry.sha256:
            wrong.append((name, "the content differs from what was sealed (SHA-256)"))
    return wrong


def damage_error(folder: Path, wrong: list[tuple[str, str]]) -> ReleaseError:
    """The error that names each damaged table."""
    lines = "; ".join(f"table {name}: {what}" for name, what in wrong)
    return ReleaseError(
        f"the release in {folder} is damaged: {lines}",
        hint="Copy it again from where it was built, or build it again with: metier build.",
    )
