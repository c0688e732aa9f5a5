"""What the sections share while a report is made: the question, the evidence, the figures so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from metier.model import Block, Figure, Filters, Role, Sentence, TableCell
from metier.release.evidence import Evidence
from metier.release.official import Occupation, occupations_of
from metier.release.reader import Release, remembered
from metier.report.render.values import show
from metier.report.share_set import share_set
from metier.report.shares import ShareSet, control
from metier.report.shown import FigureStore
from metier.report.words import escaped, listed
from metier.vocabulary import rule

# Which collections can answer a measure, in order of preference. The first in which every role has
# enough readable postings is used; else the one whose smallest role has most.
CANDIDATES: dict[str, tuple[str, ...]] = {
    "technology": ("data-jobs", "fulltext", "ats-radar"),
    "duty": ("fulltext",),
    "education_min": ("fulltext",),
    "industry": ("fulltext",),
    "workplace": ("ats-radar", "fulltext"),
    "no_degree": ("data-jobs",),
}
_ORIGINS_OF = {
    "data-jobs": ("data-jobs-",),
    "fulltext": ("fulltext",),
    "ats-radar": ("ats-radar",),
    "network-jobs": ("network-jobs",),
    "asaniczka": ("asaniczka",),
    "aijobs": ("aijobs-",),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference that is real and large: what "In short" chooses from.

    ``kind`` and ``ahead`` keep the choice varied; ``weight`` orders it (1 is as large as a difference can be).
    """

    kind: str
    weight: float
    sentence: Sentence
    ahead: str  # id of the role that has more


@dataclass(frozen=True, slots=True)
class Part:
    """What one role alone puts into a section, the same beside whatever other role, with the figures that it names."""

    said: tuple[Sentence, ...] = ()
    blocks: tuple[Block, ...] = ()
    rows: tuple[tuple[TableCell, ...], ...] = ()
    figures: dict[str, Figure] = field(default_factory=dict)


@dataclass
class Context:
    """One comparison in the making. Sections add figures and findings, and read evidence."""

    release: Release
    roles: tuple[Role, ...]
    filters: Filters
    figures: dict[str, Figure] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    hints: list[Sentence] = field(default_factory=list)  # large differences that chance cannot be ruled out for
    pay: tuple[Sentence, ...] = ()  # what the roles are paid, in a line

    # -- evidence ---------------------------------------------------------------------------------
    @cached_property
    def posted(self) -> tuple[Role, ...]:
        """The roles that postings are linked to: those of the vocabulary."""
        return tuple(role for role in self.roles if not role.is_official)

    @cached_property
    def evidence(self) -> Evidence:
        """Counts of the roles in the slice."""
        return Evidence(self.release, [role.role_id for role in self.posted], self.filters)

    @cached_property
    def _whole(self) -> Evidence | None:
        """Counts of the roles without filters, which a slice is shrunk to."""
        if not self.filters:
            return None
        return Evidence(self.release, [role.role_id for role in self.posted], Filters())

    @cached_property
    def occupations(self) -> dict[str, list[Occupation]]:
        """The official occupations of each role, best first."""
        return {role.role_id: occupations_of(self.release, role.role_id) for role in self.roles}

    def closest(self, role: Role, scheme: str) -> Occupation | None:
        """The official occupation of a scheme that stands closest to a role, by the reviewed links."""
        return next((o for o in self.occupations[role.role_id] if o.scheme == scheme), None)

    def counterparts(self, role: Role) -> list[Occupation]:
        """The O*NET occupations whose statistics are shown for a role: the closest, and one more close match."""
        linked = [o for o in self.occupations[role.role_id] if o.scheme == "onetsoc2019"]
        close = [o for o in linked[1:] if o.relation in ("exact", "close")]
        return linked[:1] + [o for o in close if o.soc2018_code != linked[0].soc2018_code][:1]

    def origins_of(self, collection: str) -> tuple[str, ...]:
        """The origin ids of a collection of postings."""
        return _origins_of(self.release, collection)

    @cached_property
    def share_sets(self) -> dict[tuple[str, str], ShareSet]:
        """Shares by (measure, collection), with false-discovery control over all of them together.

        Technologies are counted twice, as tagged by a producer and as read from texts, because named
        methods stand in texts only.
        """
        found: dict[tuple[str, str], ShareSet] = {}
        if not self.posted:
            return found
        wanted = [(measure, self.collection(measure)) for measure in CANDIDATES]
        wanted.append(("technology", "fulltext"))
        for key in dict.fromkeys(wanted):
            made = self._make(*key) if key[1] else None
            if made is not None:
                found[key[0], made.counts.collection] = made
        control(list(found.values()))
        return found

    def collection(self, measure: str) -> str:
        """The collection that answers a measure best; '' where none does."""
        if measure not in self._collections:
            self._collections[measure] = self._best_collection(measure)
        return self._collections[measure]

    @cached_property
    def _collections(self) -> dict[str, str]:
        return {}

    def _best_collection(self, measure: str) -> str:
        least = rule("minimum.postings_shown")
        n = {c: self.evidence.readable(c, measure) for c in CANDIDATES[measure]}
        complete = next((c for c, counts in n.items() if min(counts) >= least), "")
        fullest = max(n, key=lambda c: (min(n[c]), max(n[c])))
        return complete or (fullest if max(n[fullest]) >= least else "")

    def _make(self, measure: str, collection: str) -> ShareSet | None:
        made = self.shares_with(measure, collection, "")
        return made if made is not None and any(role.n for role in made.counts.roles) else None

    def shares_with(self, measure: str, collection: str, item: str) -> ShareSet | None:
        """The shares of one measure, with one item ('' for none) in any case, even if no posting shows it."""
        counts = self.evidence.counts(collection, measure, also=item)
        if counts is None:
            return None
        base = self._whole.counts(collection, measure, also=item) if self._whole is not None else None
        return share_set(
            counts,
            base,
            self.posted,
            self.filters,
            self.origins_of(collection),
            evidence_year=int(self.release.evidence_date[:4]),
            known=self._share_figures,
        )

    @cached_property
    def _share_figures(self) -> tuple[FigureStore, ...]:
        """Shares shown before. Of a slice nothing is known: one role's lean on the items that the others show."""
        return () if self.filters else tuple(_share_figures(self.release, role) for role in self.posted)

    def shares(self, measure: str, collection: str = "") -> ShareSet | None:
        """The shares of one measure, in the collection that answers it best unless one is named."""
        if not self.posted:
            return None
        key = (measure, collection or self.collection(measure))
        if key not in self.share_sets and key[1]:
            made = self._make(*key)
            if made is not None:
                self.share_sets[key] = made
        return self.share_sets.get(key)

    @property
    def proviso(self) -> str:
        """Reminds that official figures stand for occupations close to the roles, unless they were asked for."""
        if not self.posted:
            stand_ins = ""
        elif len(self.posted) == len(self.roles):
            stand_ins = " (the closest official occupations, not the roles themselves)"
        else:
            names = listed([escaped(role.label) for role in self.posted])
            stand_ins = f" (the closest official occupation stands for {names})"
        return f" in the United States{stand_ins}"

    # -- figures and sentences --------------------------------------------------------------------
    def add(self, figure: Figure) -> str:
        """Keep a figure; its id."""
        self.figures[figure.id] = figure
        return figure.id

    def take(self, part: Part) -> Part:
        """Keep the figures of a part; the part."""
        self.figures.update(part.figures)
        return part

    def say(self, text: str, *figures: Figure, also: Iterable[Figure] = ()) -> Sentence:
        """A sentence whose ``{0}``, ``{1}`` ... are the shown values of ``figures``."""
        ids = tuple(self.add(figure) for figure in figures)
        return Sentence(
            text, ids, tuple(show(figure) for figure in figures), tuple(self.add(figure) for figure in also)
        )

    def find(self, kind: str, weight: float, sentence: Sentence, *, ahead: str) -> None:
        """Offer a real and large difference to "In short"."""
        self.findings.append(Finding(kind, weight, sentence, ahead))


@remembered
def _origins_of(release: Release, collection: str) -> tuple[str, ...]:
    return tuple(o for o in release.origins if o.startswith(_ORIGINS_OF[collection])) or (collection,)


@remembered
def _share_figures(release: Release, role: Role) -> FigureStore:
    """The share figures of one role that any report made so far; a report adds what it makes."""
    return {}


def large(points: float) -> bool:
    """Whether a difference of shares (fraction) is large enough for "In short"."""
    return abs(points) * 100 >= rule("difference.large_points")
