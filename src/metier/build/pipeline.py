"""The whole build: producers' files in, one sealed release out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from metier.build.checks import run_checks
from metier.build.counts import count_tables, job_table
from metier.build.coverage import without_leftovers
from metier.build.exchange import restated
from metier.build.industry import industry_of
from metier.build.learning import learning_table
from metier.build.link import fill_from_texts, link_titles, read_texts
from metier.build.names import item_table, label_table, link_table, role_table
from metier.build.official import official_tables
from metier.build.pay_cells import pay_tables
from metier.build.pay_estimator import pay_estimator_tables
from metier.build.pay_parents import parents_table
from metier.build.pay_stated import pay_from_texts, without_far_off
from metier.build.pay_trend import trend_table
from metier.build.places import country_names
from metier.build.postings import posting_tables
from metier.build.relate import prior_table, related_table
from metier.build.seal import Facts, check_target, seal
from metier.build.sources.base import sha256_of
from metier.build.technology_pairs import technology_pairs_table
from metier.errors import SourceError
from metier.model import Origin
from metier.vocabulary import vocabulary_hash
from metier.vocabulary.load import rules_hash

CODE = "metier 0.1.0"
Progress = Callable[[str], None]


def build(shared: Path, out: Path, progress: Progress, *, accept_loss: str = "") -> str:
    """The id of the release made from ``shared`` (folders sources/ and postings/) and sealed in ``out``."""
    for part in ("sources", "postings"):
        if not (shared / part).is_dir():
            raise SourceError(
                str(shared / part),
                "this folder is missing",
                hint="Point --sources at the folder that holds sources/ and postings/.",
            )
    check_target(out)
    official = official_tables(shared / "sources", progress)
    posted = posting_tables(shared / "postings", shared / "sources", progress)
    postings = link_titles(posted.tables["postings"], progress)
    postings, leftovers = without_leftovers(postings)
    readings = read_texts(postings, progress)
    postings = fill_from_texts(postings, readings)
    postings, unread = pay_from_texts(postings, readings)
    postings, unconverted = restated(postings, official.tables["exchange_rates"])
    postings, far_off = without_far_off(postings)
    unpriced = unread + unconverted + far_off
    tables: dict[str, pa.Table] = {name: table for name, table in official.tables.items() if name != "role_labels"}
    tables["roles"] = role_table(tables["occupations"])
    tables["role_labels"] = label_table(official.tables["role_labels"])
    tables["role_links"] = link_table(tables["occupations"])
    tables["items"] = item_table(country_names())
    industries = industry_of(postings, readings)
    tables |= count_tables(postings, readings, industries, progress)
    tables |= pay_tables(postings)
    tables["pay_parents"] = parents_table(tables, progress)
    tables |= pay_estimator_tables(postings, readings, industries, progress)
    tables["pay_trend"] = trend_table(postings, progress)
    tables["jobs"] = job_table(postings)
    tables["learning_order"] = learning_table(postings)
    tables["technology_pairs"] = technology_pairs_table(postings, readings, progress)
    tables["priors"] = prior_table(tables["counts"], progress)
    tables["related_roles"] = related_table(tables["counts"])
    tables["origins"] = _origin_table((*official.origins, *posted.origins))
    tables["dropped"] = _dropped_table(posted.tables["dropped"], official.set_aside, postings, leftovers, unpriced)
    progress("checking")
    checks = run_checks(tables)
    facts = Facts(
        inputs=_inputs(shared, (*official.origins, *posted.origins)),
        vocabulary=vocabulary_hash(),
        rules=rules_hash(),
        code=CODE,
        evidence_date=_evidence_date(postings),
        checks=checks,
        dropped=_dropped_summary(tables["dropped"]),
    )
    progress("sealing")
    return seal(tables, facts, out, accept_loss=accept_loss)


def _inputs(shared: Path, origins: tuple[Origin, ...]) -> dict[str, str]:
    """SHA-256 of each file below ``shared`` that an origin names, by path."""
    used = {digest for origin in origins for _, digest in origin.files}
    files = sorted(p for part in ("sources", "postings") for p in (shared / part).rglob("*") if p.is_file())
    found = {path.relative_to(shared).as_posix(): sha256_of(path) for path in files}
    return {path: digest for path, digest in found.items() if digest in used}


def _evidence_date(postings: pa.Table) -> str:
    """The last day that any posting was seen or dated."""
    days = [d for name in ("date", "last_seen") for d in postings[name].to_pylist() if d]
    latest: str = max(days)[:10]
    return latest


def _merged(origins: tuple[Origin, ...]) -> tuple[Origin, ...]:
    """The origins with the full-text files as one: they are read alike and cited together."""
    texts = [o for o in origins if o.origin_id.startswith("fulltext-")]
    rest = tuple(o for o in origins if o not in texts)
    if not texts:
        return rest
    one = replace(
        texts[0],
        origin_id="fulltext",
        producer="several collectors",
        title=f"{len(texts)} collections of full-text postings",
        version="2018 to 2026",
        period="2018 to 2026",
        citation=f"Postings of employers, from {len(texts)} public collections, 2018 to 2026, counted by metier.",
        url="",
        date_published="",
        files=tuple(f for o in texts for f in o.files),
        rows_read=sum(o.rows_read for o in texts),
        rows_kept=sum(o.rows_kept for o in texts),
    )
    return (*rest, one)


def _origin_table(origins: tuple[Origin, ...]) -> pa.Table:
    """Table ``origins``."""
    origins = _merged(origins)
    return pa.Table.from_pylist(
        [
            {
                "origin_id": o.origin_id,
                "producer": o.producer,
                "title": o.title,
                "version": o.version,
                "licence": o.licence,
                "citation": o.citation,
                "url": o.url,
                "period": o.period,
                "date_published": o.date_published,
                "files": [f"{n} {h}" for n, h in o.files],
                "rows_read": o.rows_read,
                "rows_kept": o.rows_kept,
            }
            for o in origins
        ]
    )


def _dropped_table(
    dropped: pa.Table,
    set_aside: Mapping[str, int],
    postings: pa.Table,
    leftovers: Mapping[str, int],
    unconverted: Mapping[tuple[str, str], int],
) -> pa.Table:
    """Table ``dropped``: duplicates, rows set aside by readers, and titles that name no role."""
    rows = dropped.select(["collection", "reason", "rows"]).to_pylist()
    rows += [{"collection": "official", "reason": reason, "rows": n} for reason, n in set_aside.items()]
    rows += [{"collection": c, "reason": reason, "rows": n} for (c, reason), n in unconverted.items()]
    why = "the collection leaves the role out (no title there holds its plain name)"
    rows += [{"collection": collection, "reason": why, "rows": n} for collection, n in leftovers.items()]
    unread: dict[str, int] = {}
    for collection, role in zip(postings["collection"].to_pylist(), postings["role_id"].to_pylist(), strict=True):
        if not role:
            unread[collection] = unread.get(collection, 0) + 1
    rows += [
        {"collection": c, "reason": "the title names no role (kept out of every count)", "rows": n}
        for c, n in sorted(unread.items())
    ]
    schema = pa.schema([("collection", pa.string()), ("reason", pa.string()), ("rows", pa.int64())])
    return pa.Table.from_pylist(rows, schema=schema)


def _dropped_summary(dropped: pa.Table) -> dict[str, dict[str, int]]:
    summary: dict[str, dict[str, int]] = {}
    for row in dropped.sort_by([("collection", "ascending"), ("reason", "ascending")]).to_pylist():
        summary.setdefault(row["collection"], {})[row["reason"]] = row["rows"]
    return summary
