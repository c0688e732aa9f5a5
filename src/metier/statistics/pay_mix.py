"""What postings of a role say besides role and level: what a description that leaves it out is averaged over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from metier.statistics.pay_terms import PayJob, besides, field_words, place_of

SIZE = 32  # backgrounds of a role: 64 move nine estimates in ten of bare roles by less than 1.4 per cent, half by 0.2
FEWEST = 5  # backgrounds that agree with a description, from which on the others are left aside
_FIELD, _ITEM = "|", "+"

Key = tuple[str, str, str]  # collection, role ('' any) and country ('' any)


@dataclass(frozen=True, slots=True)
class Background:
    """What one posting says besides role, level, country and how it is paid, in words that the model knows."""

    city: str
    state: str
    workplace: str
    industry_id: str
    technologies: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def placed(self) -> bool:
        """Whether it names a city or state."""
        return bool(self.city or self.state)


def filled(job: PayJob, mix: Sequence[Background]) -> list[PayJob]:
    """The described job as each posting of a mix would have it: what is named is kept, the rest is the posting's.

    Postings that disagree about workplace, or name no place where the description does, are left aside. Of named
    technologies a person seldom lists all: those of the posting make up the number. The industry is always the
    posting's, because most are unknown, and that says nothing of a job that is described.
    """
    placed = any(place_of(job))
    agree = [b for b in mix if job.workplace in ("", b.workplace) and (b.placed or not placed)]
    return [_filled(job, b, placed) for b in (agree if len(agree) >= FEWEST else mix)]


def _filled(job: PayJob, b: Background, placed: bool) -> PayJob:
    named = job.technologies or ()
    others = [t for t in b.technologies if t not in named][: max(len(b.technologies) - len(named), 0)]
    return replace(
        job,
        place=job.place if placed else b.city,
        state=job.state if placed else b.state,
        workplace=job.workplace or b.workplace,
        industry_id=b.industry_id,
        technologies=(*named, *others),
        title=job.title or " ".join(b.words),
        described=False,
    )


def mix_for(mixes: Mapping[Key, tuple[Background, ...]], job: PayJob) -> tuple[Background, ...]:
    """The mix of the job's role where it is, else that of its collection there, else of its collection."""
    source, country = job.collection, job.country
    keys = ((source, job.role_id, country), (source, "", country), (source, "", ""))
    return next((mixes[key] for key in keys if key in mixes), ())


def mixes_of(jobs: Sequence[PayJob], pay: Mapping[str, float], least: int) -> dict[Key, tuple[Background, ...]]:
    """Up to SIZE backgrounds of each role, collection and country with at least ``least`` jobs.

    They are spaced evenly in what they add to log pay, so that their mean is that of all jobs.
    """
    worth = np.array([sum(pay.get(term, 0.0) for term in besides(job)) for job in jobs])
    members: defaultdict[Key, list[int]] = defaultdict(list)
    for i, job in enumerate(jobs):
        for role_id, country in ((job.role_id, job.country), ("", job.country), ("", "")):
            members[job.collection, role_id, country].append(i)
    random = np.random.default_rng(0)
    found = {}
    for key, at in members.items():
        if len(at) < least and any(key[1:]):
            continue
        order = np.array(at)[np.argsort(worth[at], kind="stable")]
        size = min(SIZE, len(order))
        chosen = order[((np.arange(size) + 0.5) * len(order) / size).astype(np.int64)]
        read = [names for i in at if (names := jobs[i].technologies) is not None] or [()]
        found[key] = tuple(_background(jobs[i], pay, read, random) for i in chosen)
    return found


def _background(
    job: PayJob, pay: Mapping[str, float], read: Sequence[tuple[str, ...]], random: np.random.Generator
) -> Background:
    """A posting's background; where no technologies were read, those of another posting of the role."""
    city, state = place_of(job)
    named = job.technologies if job.technologies is not None else read[int(random.integers(len(read)))]
    return Background(
        city=city if f"city={city}" in pay else "",
        state=state if f"state={state}" in pay else "",
        workplace=job.workplace,
        industry_id=job.industry_id,
        technologies=tuple(random.permutation(list(named)).tolist()),
        words=tuple(word for word in field_words(job) if f"word={word}" in pay),
    )


def mix_term(key: Key, number: int, b: Background) -> str:
    """A background as one text; ``mix_entry`` reads it again."""
    parts = (*key, str(number), b.city, b.state, b.workplace, b.industry_id, _ITEM.join(b.technologies))
    return _FIELD.join((*parts, _ITEM.join(b.words)))


def mix_entry(term: str) -> tuple[Key, int, Background]:
    """Key, number and background of a text.

    >>> b = Background("boston", "MA", "remote", "", ("python", "sql"), ())
    >>> mix_entry(mix_term(("data-jobs", "data-analyst", "US"), 3, b)) == (("data-jobs", "data-analyst", "US"), 3, b)
    True
    """
    source, role, country, number, city, state, workplace, industry, technologies, words = term.split(_FIELD)
    background = Background(
        city, state, workplace, industry, tuple(filter(None, technologies.split(_ITEM))), tuple(words.split(_ITEM))
    )
    if not words:
        background = replace(background, words=())
    return (source, role, country), int(number), background
