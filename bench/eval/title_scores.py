"""Whether scores of titles mean what they say; fits them: ``python -m bench.eval.title_scores LABELS.csv ...``."""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from bench.eval.intervals import interval
from bench.eval.row import Row
from bench.eval.titles import Read, halves, labelled, right

from metier.reading.title import TitleReading, read_title
from metier.reading.title_scan import scan
from metier.reading.title_score import ANY, WHOLE, basis, logit, names
from metier.reading.title_support import suits

NAME = "titles"
BANDS = (0.0, 0.6, 0.8, 0.9, 0.95, 1.01)
FITTED = Path(__file__).parents[2] / "src" / "metier" / "vocabulary" / "data" / "title_scores.yaml"
PULL = 12.0  # a rule seen twelve times stands half-way between its own share and its kind's
RIDGE, STEPS = 3.0, 30
WEIGHTS = ("base", "rule", "role", "support", "rare")
HEAD = """\
# How often a role read from a title was right, by the rule that decided; written by bench/eval/title_scores.py.
# A rule's own share is drawn towards that of its kind ("*+subject": any job noun with its subject), and
# a kind's towards that of all rules ("*"), the more the rarer it was. Then the same by role, and the weights of the
# evidence (see title_score.py).
"""


def run(shared: Path) -> list[Row]:
    """Rows for what is read without abstaining, and for the share right in each band of scores."""
    rows = labelled(shared)
    _, held_out = halves(rows)
    parts = {"all": rows, "half held out": held_out}
    return [row for part, read in parts.items() for row in (*_covered(part, read), *_bands(part, read))]


def _covered(part: str, rows: Read) -> list[Row]:
    hits = [float(right(reading, row)) for reading, row in rows if not reading.abstained]
    return [
        Row(NAME, "role", "coverage", len(hits) / len(rows), len(rows), part),
        Row(NAME, "role of covered", "accuracy", sum(hits) / len(hits), len(hits), f"{interval(hits)}, {part}"),
    ]


def _bands(part: str, rows: Read) -> list[Row]:
    made = []
    for low, high in pairwise(BANDS):
        inside = [(reading.score, float(right(reading, row))) for reading, row in rows if low <= reading.score < high]
        if inside:
            said = sum(score for score, _ in inside) / len(inside)
            hits = [hit for _, hit in inside]
            field = f"role, score {low:.2f} to {min(high, 1.0):.2f}"
            note = f"said {said:.3f}, {interval(hits)}, {part}"
            made.append(Row(NAME, field, "right", sum(hits) / len(hits), len(hits), note))
    return made


def fit(hits: Iterable[tuple[str, bool]]) -> dict[str, float]:
    """Share right by rule, each drawn towards the wider share that it is part of.

    >>> fit([("bare", False), ("bare", True), ("whole", True)])
    {'*': 0.667, 'bare': 0.643, 'whole': 0.692}
    """
    counted: dict[str, list[bool]] = defaultdict(list)
    for method, hit in hits:
        for name in names(method):
            counted[name].append(hit)
    shares: dict[str, float] = {}
    for name in sorted(counted, key=lambda name: (name != ANY, not name.startswith(ANY), name)):
        wider = next((shares[parent] for parent in names(name)[1:] if parent in shares and parent != name), 1.0)
        pull = PULL if name != ANY else 0.0
        shares[name] = (sum(counted[name]) + pull * wider) / (len(counted[name]) + pull)
    return {name: round(share, 3) for name, share in shares.items()}


def fit_roles(hits: list[tuple[str, bool]]) -> dict[str, float]:
    """Share right by role read, drawn towards that of all roles.

    >>> fit_roles([("teacher", True), ("teacher", True), ("other", False)])
    {'other': 0.615, 'teacher': 0.714}
    """
    everything = sum(hit for _, hit in hits) / len(hits)
    counted: dict[str, list[bool]] = defaultdict(list)
    for role, hit in hits:
        counted[role].append(hit)
    return {role: round((sum(own) + PULL * everything) / (len(own) + PULL), 3) for role, own in sorted(counted.items())}


def weigh(rows: list[tuple[float, float, float, float]], hits: list[bool]) -> dict[str, float]:
    """The weights of the score's evidence, by logistic regression (Newton's method, a small ridge)."""
    import numpy as np

    evidence = np.column_stack([np.ones(len(rows)), np.array(rows)])
    right_ = np.array(hits, dtype=float)
    weights = np.zeros(evidence.shape[1])
    ridge = np.diag([0.0, *[RIDGE] * (evidence.shape[1] - 1)])
    for _ in range(STEPS):
        said = 1.0 / (1.0 + np.exp(-evidence @ weights))
        slope = evidence.T @ (said - right_) + ridge @ weights
        curve = (evidence * (said * (1.0 - said))[:, None]).T @ evidence + ridge
        weights -= np.linalg.solve(curve, slope)
    return {name: round(float(weight), 3) for name, weight in zip(WEIGHTS, weights, strict=True)}


def fitted(rows: Read) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """Shares by rule and by role, and the weights of a score, from labelled titles."""
    known = [(reading, _when_drawn(reading, row)) for reading, row in rows if reading.role_id]
    shares = fit((evidence(reading), hit) for reading, hit in known)
    roles = fit_roles([(str(reading.role_id), hit) for reading, hit in known])
    ruled = [(reading, hit) for reading, hit in known if reading.method != WHOLE]
    return shares, roles, weigh([_row(reading, shares, roles) for reading, _ in ruled], [hit for _, hit in ruled])


def _row(reading: TitleReading, shares: dict[str, float], roles: dict[str, float]) -> tuple[float, float, float, float]:
    role = str(reading.role_id)
    rule = next(shares[name] for name in names(evidence(reading)) if name in shares)
    words = suits(scan(reading.title).tokens, role)
    return logit(rule), logit(roles.get(role, shares[ANY])), words.mean, float(words.rare)


def read(files: Iterable[Path]) -> Read:
    """The labelled titles of files like titles.csv, with what the reader makes of them."""
    rows: Read = []
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            rows += [(read_title(row["title"]), row) for row in csv.DictReader(file)]
    return rows


def evidence(reading: TitleReading) -> str:
    """The key that the score of a reading was looked up by."""
    return basis(reading.method, len(scan(reading.title).unknown))


def _when_drawn(reading: TitleReading, row: dict[str, str]) -> bool:
    """Whether the role was right when the row was drawn (column ``right``): before its error was mended."""
    return row["right"] == "1" if row.get("right") else right(reading, row)


def main() -> None:
    """Fit shares and weights on the files named and write them."""
    parser = argparse.ArgumentParser(prog="python -m bench.eval.title_scores", description=__doc__)
    parser.add_argument("labels", nargs="+", type=Path, help="files like titles.csv, none of them held out")
    rows = read(parser.parse_args().labels)
    lines = [HEAD + f"titles: {len(rows)}"]
    for section, values in zip(("shares", "roles", "weights"), fitted(rows), strict=True):
        lines += [f"{section}:", *(f'  "{name}": {value}' for name, value in values.items())]
    FITTED.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
