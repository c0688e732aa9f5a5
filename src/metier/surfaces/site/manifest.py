"""What a folder holds of a generated site: each file with its content's hash and what it was made from.

The manifest is written last. A run that is interrupted leaves the older site, and its manifest, as they were.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from metier import __version__
from metier.errors import UserInputError
from metier.surfaces.pages.page import Site

NAME = "metier-site.json"
NEW = ".metier-new"  # the folder, below the site's, in which a new site is made
FORMAT = 1
_MADE_BY = (".py", ".j2", ".css", ".js", ".svg", ".typ", ".yaml")
_NOT_ASKED = frozenset({"build", "starter", "stream", "cli", "web", "__pycache__"})  # no page is made by these


@dataclass(frozen=True, slots=True)
class Written:
    """One file: what it was made from (a hash), the hash of its content, and its size in bytes."""

    made_from: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class SiteManifest:
    """The files of a generated site, by name below its folder."""

    release_id: str = ""
    version: str = ""
    whole: str = ""  # what the site as a whole was made from: a hash
    files: Mapping[str, Written] = field(default_factory=dict)

    def text(self) -> str:
        """The manifest as it is written: the same text for the same site."""
        listed = {name: [w.made_from, w.sha256, w.size] for name, w in sorted(self.files.items())}
        head = {"format": FORMAT, "release_id": self.release_id, "metier": self.version, "made_from": self.whole}
        return json.dumps(head | {"files": listed}, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def read(folder: Path) -> SiteManifest | None:
    """The manifest in a folder; None for a folder that does not exist or is empty.

    Raises UserInputError for a folder that holds other files and for a manifest that cannot be read.
    """
    path = folder / NAME
    if not path.is_file():
        if folder.exists() and (not folder.is_dir() or any(entry.name != NEW for entry in folder.iterdir())):
            raise UserInputError(
                f"{folder} is no generated site: it holds other files, and no {NAME}.",
                hint="Name an empty or a new folder.",
            )
        return None
    try:
        raw = json.loads(path.read_text("utf-8"))
        if raw["format"] != FORMAT:
            raise ValueError(f"format {raw['format']}")
        found = {str(name): Written(str(a), str(b), int(n)) for name, (a, b, n) in raw["files"].items()}
        return SiteManifest(str(raw["release_id"]), str(raw["metier"]), str(raw["made_from"]), found)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserInputError(
            f"{path} is damaged ({error}).", hint="Name a new folder; or empty this one, if it holds nothing of yours."
        ) from error


def is_there(folder: Path, name: str, written: Written | None) -> bool:
    """Whether a file of the manifest is in its place, as large as it was written."""
    if written is None:
        return False
    try:
        return (folder / name).stat().st_size == written.size
    except OSError:
        return False


def whole_of(site: Site, compared: Sequence[str]) -> str:
    """A hash of everything that a whole site depends on: release, code, its place, and the roles that it compares."""
    digest = sha256()
    options = (site.release.id, __version__, version("typst"), site.base, site.root, str(site.downloads), *compared)
    for part in options:
        digest.update(part.encode() + b"\0")
    for name, entry in site.release.manifest.tables.items():
        digest.update(f"{name}={entry.sha256}\0".encode())
    for source in _sources(files("metier")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _sources(folder: Traversable) -> list[Traversable]:
    """The code, templates, style and vocabulary that make pages."""
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            found += _sources(entry) if entry.name not in _NOT_ASKED else []
        elif entry.name.endswith(_MADE_BY):
            found.append(entry)
    return found


def made_from(whole: str, pages: str, kind: str, path: str) -> str:
    """What one unit of work is made from, as a hash; ``pages`` tells one choice of pages from another."""
    return sha256(f"{whole}\0{pages}\0{kind}\0{path}".encode()).hexdigest()[:32]
