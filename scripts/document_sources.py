"""Writes docs/sources.md from the origins of a release: who made what, under which licence, what was kept.

python scripts/document_sources.py [RELEASE] [--check]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from metier.model import Origin
from metier.release.reader import Release
from metier.vocabulary import rule

PAGE = Path(__file__).resolve().parents[1] / "docs" / "sources.md"
HASH_LENGTH = 12
FEW_FILES = 6  # longer lists are folded

INTRODUCTION = """\
# Sources

<!-- Written by scripts/document_sources.py from the release. Do not edit by hand. -->

Every figure names the producers whose data it comes from. This page lists them for release `{release}`, with
evidence up to {date}. *Rows read* are the rows of the producer's files. *Rows kept* are those that the release
uses after duplicates, unreadable rows and rows outside its subject were set aside;
`metier release info` prints how many were set aside, and why.

Exchange rates are annual means of the European Central Bank's daily reference rates, for years with at least
{days:.0f} published days, else the annual rates of the Federal Reserve.

The full hash of every file is in the release's manifest, `release.json`. Licences and credits are in
[LICENSE-DATA.md](../LICENSE-DATA.md).
"""


def page(release: Release) -> str:
    """The whole page as Markdown."""
    origins = release.origins.values()
    parts = [
        INTRODUCTION.format(release=release.id, date=release.evidence_date, days=rule("exchange_rate.minimum_days")),
        "| source | producer | version | licence | period | rows read | rows kept |",
        "| --- | --- | --- | --- | --- | ---: | ---: |",
        *(_line(origin) for origin in origins),
        "",
        *(_section(origin) for origin in origins),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|") or "–"


def _anchor(heading: str) -> str:
    """The anchor that Markdown pages give a heading: dots go."""
    return heading.casefold().replace(".", "")


def _line(origin: Origin) -> str:
    cells = [
        f"[{origin.origin_id}](#{_anchor(origin.origin_id)})",
        *(_cell(text) for text in (origin.producer, origin.version, origin.licence, origin.period)),
        f"{origin.rows_read:,}",
        f"{origin.rows_kept:,}",
    ]
    return f"| {' | '.join(cells)} |"


def _section(origin: Origin) -> str:
    facts = [
        ("Producer", origin.producer),
        ("Title", origin.title),
        ("Version", origin.version),
        ("Published", origin.date_published),
        ("Period", origin.period),
        ("Licence", origin.licence),
        ("Citation", origin.citation),
        ("Address", f"<{origin.url}>" if origin.url else ""),
        ("Rows", f"{origin.rows_read:,} read, {origin.rows_kept:,} kept"),
    ]
    lines = [f"- {name}: {text}" for name, text in facts if text]
    files = [f"- `{name}` `{digest[:HASH_LENGTH]}…`" for name, digest in origin.files]
    if len(files) > FEW_FILES:
        listed = [f"<details><summary>{len(files)} files</summary>", "", *files, "", "</details>"]
    else:
        listed = ["Files, with the beginning of their SHA-256:", "", *files]
    return "\n".join([f"## {origin.origin_id}", "", *lines, "", *listed, ""])


def main() -> int:
    """Writes the page; with --check, 1 when it is not what the release says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("release", nargs="?", type=Path, help="folder of a release; the starter if left out")
    parser.add_argument("--check", action="store_true", help="only say whether the page is current")
    arguments = parser.parse_args()
    text = page(Release(arguments.release))
    if not arguments.check:
        PAGE.write_text(text, encoding="utf-8")
        print(f"Wrote {PAGE}")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
        print("docs/sources.md is current")
        return 0
    print("docs/sources.md is stale; write it again with: python scripts/document_sources.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
