"""Which role a scanned title names: the head of its phrase and the subjects around it decide."""

from __future__ import annotations

from dataclasses import dataclass, replace

from metier.reading.title_labels import labels
from metier.reading.title_level import INDIVIDUAL, MANAGEMENT, Ladder, seniority
from metier.reading.title_lexicon import WEAK_HEADS
from metier.reading.title_rules import Choice, Managed, rule_book
from metier.reading.title_scan import Scan

_SURE = 0.8  # at or over this score a rule has found head and subject
_GUESS = 0.6  # at or under this score a reading is a guess that a role's own name beats

_LED = frozenset(("lead", "manager", "senior-manager", "director", "head", "vp", "chief"))
Head = tuple[int, int, str, bool, bool]


@dataclass(frozen=True, slots=True)
class Named:
    """A role with its score in [0, 1], what else it may be, and which rule said so; None abstains."""

    role: str | None
    score: float
    also: tuple[str, ...]
    method: str
    track: str = ""  # set where the subject decides the track (an "X Manager" of a thing)
    level: str = ""


def _cues(found: Scan, clause: int | None = None) -> int:
    bits = 0
    for cue in found.cues:
        if clause is None or cue[1] == clause:
            bits |= cue[2]
    return bits


def _near(found: Scan, head: Head, after: int) -> int:
    """Cues of the head's own phrase: before it, else behind it in the same clause."""
    place, clause = head[0], head[1]
    before = behind = 0
    for at, cue_clause, bits, _ in found.cues:
        if cue_clause != clause:
            continue
        if after < at <= place:
            before |= bits
        elif at > place:
            behind |= bits
    return before or behind


def _label(found: Scan, clause: int, *, management: bool) -> tuple[str, bool] | None:
    """The role whose name stands in the clause; True where no other subject stands beside the name."""
    leading = labels().management
    names = [n for n in found.labels if n[1] == clause and (n[3] in leading) == management]
    if not names:
        return None
    place, _, end, role, _ = max(names, key=lambda name: name[2] - name[0])
    beside = any(cue[1] == clause and not place <= cue[0] < end for cue in found.cues)
    jobs = any(
        head[1] == clause and not place <= head[0] < end for head in found.heads if head[2] not in WEAK_HEADS
    )
    return role, not (beside or jobs)


def _refined(choice: Choice, score: float, method: str, rest: int) -> Named:
    """The choice made more specific by the subjects in the rest of the title."""
    role, also = choice
    rules = rule_book().refine.get(role)
    better = rules.choose(rest) if rules is not None and rest else None
    if better is None:
        return Named(role, score, also, method)
    others = tuple(dict.fromkeys((*better[1], role, *also)))
    return Named(better[0], min(score, 0.8), tuple(o for o in others if o != better[0]), method + "+rest")


def _by_head(found: Scan, head: Head, after: int) -> Named | None:
    """The role that one head names with the cues of its own phrase, None where they do not decide."""
    name = head[2]
    if name.startswith("="):
        return _refined((name[1:], ()), 0.9, "job", _cues(found))
    near = _near(found, head, after)
    rules = rule_book().individual[name]
    choice = rules.choose(near) if near or name == "outside" else None
    if choice is None:
        return None
    score = 0.7 if name in WEAK_HEADS else 0.9
    return _refined(choice, score, f"{name}+subject", _cues(found) & ~near)


def _by_clause(found: Scan, head: Head, after: int, job: Head | None) -> Named | None:
    """The role that one clause names: a role's name alone, else its head with its subject."""
    label = _label(found, head[1], management=False)
    named = _by_head(found, head, after)
    if named is None and job is not None:
        named = _by_head(found, job, -1)
    if label is None:
        return named
    also = tuple(r for r in (named.role, *named.also) if r and r != label[0]) if named is not None else ()
    if label[1] and not _keeps(named, label[0]):
        return _refined((label[0], also), 0.95, "label", _cues(found) & ~_cues(found, head[1]))
    if named is not None and named.score > _GUESS:
        return (
            named if label[0] in (named.role, *named.also) else replace(named, also=(*named.also, label[0]))
        )
    return Named(label[0], 0.7, also, "label+words")


def _keeps(named: Named | None, label: str) -> bool:
    """True where a rule's reading stands against a name: the name's role is the broader one."""
    if named is None or named.score < _SURE or named.role == label:
        return False
    return label in rule_book().yielding or named.role in rule_book().firm


def _clauses(heads: list[Head]) -> list[tuple[Head, int, Head | None]]:
    """The deciding head of each clause: the last strong one; with the place that its phrase follows."""
    decided: list[tuple[Head, int, Head | None]] = []
    for clause in dict.fromkeys(head[1] for head in heads):
        inside = [head for head in heads if head[1] == clause]
        strong = [head for head in inside if head[2] not in WEAK_HEADS]
        pool = strong or inside
        job = next((head for head in pool[:-1] if head[2].startswith("=")), None)
        after = max((h[0] for h in pool[:-1] if not h[2].startswith("=")), default=-1)
        decided.append((pool[-1], after, job))
    return decided


def _heads(found: Scan) -> list[Head]:
    """The heads outside the tail; a role's name counts as one where its clause has none."""
    heads = [head for head in found.heads if not head[3]]
    clauses = {head[1] for head in heads}
    leading = labels().management
    named = [
        (end - 1, clause, "specialist", tail, True)
        for _, clause, end, role, tail in found.labels
        if not tail and clause not in clauses and role not in leading
    ]
    return sorted(heads + named) or found.heads


def individual(found: Scan) -> Named:
    """The role of a title that names an individual's job or only a field."""
    heads = _heads(found)
    if not heads:
        return _by_field(found)
    readings: list[tuple[bool, Named]] = []
    decided = _clauses(heads)
    first = next((d[0] for d in decided if d[0][2] not in WEAK_HEADS), decided[0][0])
    for head, after, job in decided:
        named = _by_clause(found, head, after, job)
        if named is not None:
            readings.append((not head[4], named))
    if readings and first[4] and all(field for field, _ in readings):
        named = _by_rest(found, first)  # "Analyst - Human Resources": the field is this job's subject
        if named.method.endswith("+rest"):
            return named
    if readings:
        best = min(readings, key=lambda reading: reading[1].score < 0.75)[1]  # the first strong head
        others = [other.role for _, other in readings if other.role and other.role != best.role]
        also = tuple(dict.fromkeys((*best.also, *others)))
        return Named(best.role, best.score if not others else best.score - 0.15, also, best.method)
    return _by_rest(found, first)


def _by_rest(found: Scan, head: Head) -> Named:
    """A head without a subject of its own: the rest of the title, else nothing known, else bare."""
    book, name = rule_book(), head[2]
    everything = _cues(found)
    choice = book.individual[name].choose(everything) if everything else None
    if choice is not None:
        return Named(choice[0], 0.7, choice[1], f"{name}+rest")
    if any(clause == head[1] for _, clause in found.unknown) or (name in WEAK_HEADS and found.unknown):
        unknown = book.unknown.get(name, ())
        default = book.individual[name].choose(0)
        roles = unknown or ((default[0], *default[1]) if default else ("other",))
        return Named(roles[0], 0.4, roles[1:], f"{name}+unknown")
    if found.unknown and name in book.elsewhere:
        roles = book.elsewhere[name]
        return Named(roles[0], 0.35, roles[1:], f"{name}+elsewhere")
    default = book.individual[name].choose(0)
    if default is not None and name not in WEAK_HEADS:
        return Named(default[0], 0.6, default[1], f"{name}+default")
    return Named(None, 0.0, book.bare.get(name, ()), "bare")


def _by_field(found: Scan) -> Named:
    near = 0
    for cue in found.cues:
        near |= 0 if cue[3] else cue[2]
    choice = rule_book().field.choose(near or _cues(found))
    if choice is not None:
        return _refined(choice, 0.6, "field", 0)
    if found.unknown or found.cues:
        return Named("other", 0.4, (), "unknown")
    return Named(None, 0.0, (), "no-job")


def _managed_job(found: Scan, clause: int | None) -> str:
    for head in found.heads:
        if head[2].startswith("=") and (clause is None or head[1] == clause):
            return head[2][1:]
    return ""


_DIRECTED = {
    "product-manager": "product-director", "data-product-manager": "product-director",
    "data-manager": "head-of-data", "analytics-manager": "director-of-analytics",
    "data-science-manager": "director-of-data-science", "engineering-manager": "director-of-engineering",
    "data-engineering-manager": "director-of-engineering",
    "machine-learning-manager": "director-of-machine-learning",
}  # fmt: skip


def names_job(found: Scan, ranks: Ladder) -> bool:
    """True where the name of a role that is the whole title decides alone."""
    leads = found.whole in labels().management
    if leads and ranks.track == INDIVIDUAL and any(head[4] for head in found.heads):
        return False  # "Data Engineer, Manager" is a grade
    if leads or ranks.track != INDIVIDUAL or not found.heads:
        return True
    named = individual(found)
    return not _keeps(named, found.whole)


def whole(found: Scan, ranks: Ladder) -> tuple[Named, Ladder]:
    """The role that the title names word for word, with the track that goes with it."""
    named = Named(found.whole, 1.0, (), "label")
    leads = found.whole in labels().management
    if leads and ranks.track == INDIVIDUAL and not any(head[4] for head in found.heads):
        level = ranks.level if ranks.level in _LED else "manager"
        return named, replace(ranks, track=MANAGEMENT, level=level)
    if not leads and ranks.of_things and found.whole != "other" and not _rank_first(found, ranks):
        return named, replace(ranks, track=INDIVIDUAL, level=_thing_level(found, ranks, seniority(found)))
    return named, ranks


def managed(found: Scan, ranks: Ladder) -> Named:
    """The role of a title that has a manager's rank; the subject may show that a thing is managed."""
    near = _cues(found, ranks.clause)
    if near == rule_book().engineering:  # "Engineering Manager, Data Platform"
        near |= _cues(found) & rule_book().engineered
    job = _managed_job(found, ranks.clause)
    if not near and not job:
        near, job = _cues(found), _managed_job(found, None)
    if ranks.tier == "chief":
        choice = rule_book().chiefs.choose(near)
        return Named(*(choice[0], 0.9, choice[1]) if choice else ("other", 0.5, ()), "chief")
    person = next((h for h in found.heads if h[4] and h[1] == ranks.clause and h[0] == ranks.place - 1), None)
    if person is not None:
        return _managed_person(found, ranks)
    label = _label(found, ranks.clause, management=True)
    if label is not None and label[1]:
        return _refined((label[0], ()), 0.95, "label", _cues(found) & ~_cues(found, ranks.clause))
    rule = _manager_rule(near) or _manager_rule(_cues(found))
    if job and not (rule is not None and near & rule_book().core):
        named = _managed_by_job(job, rule, ranks)
        if job in rule_book().things and _manages_thing(found, ranks):
            return replace(named, track=INDIVIDUAL, level=_thing_level(found, ranks, seniority(found)))
        return named
    if rule is not None:
        role, also = rule.at(ranks.tier)
        if rule.thing and _manages_thing(found, ranks):
            level = seniority(found)
            return Named(role, 0.8, also, "thing-manager", INDIVIDUAL, _thing_level(found, ranks, level))
        return Named(role, 0.85, also, "manager")
    thing = _label(found, ranks.clause, management=False)
    if thing is not None:
        named = Named(thing[0], 0.7, (), "label+words")
        if ranks.of_things and not _rank_first(found, ranks):
            level = _thing_level(found, ranks, seniority(found))
            return replace(named, track=INDIVIDUAL, level=level)
        return named
    if found.unknown:
        named = Named("other", 0.4, ("operations-manager",), "manager+unknown")
        if _manages_thing(found, ranks):
            return replace(named, track=INDIVIDUAL, level=_thing_level(found, ranks, seniority(found)))
        return named
    return Named(None, 0.0, rule_book().bare["manager"], "bare")


def _manager_rule(cues: int) -> Managed | None:
    rows = rule_book().managers if cues else ()
    return next((rule for rule in rows if rule.condition.holds(cues)), None)


def _managed_person(found: Scan, ranks: Ladder) -> Named:
    """A rank right behind a job: the role that manages that job, else the job's own role."""
    job = individual(found)
    manager = rule_book().managed_as.get(job.role or "")
    if manager is None:
        return Named(job.role, min(job.score, 0.7), job.also, "manager-of-job")
    also = (job.role, *job.also) if job.role else job.also
    if ranks.tier in ("director", "head", "vp"):
        manager, also = _DIRECTED[manager], (manager, *also)
    return Named(manager, 0.8, also, "manager-of-job")


def _managed_by_job(job: str, rule: Managed | None, ranks: Ladder) -> Named:
    role = _DIRECTED.get(job, job) if ranks.tier in ("director", "head", "vp") else job
    also = (rule.at(ranks.tier)[0],) if rule is not None else ()
    return Named(role, 0.8, tuple(o for o in (*also, job) if o != role), "manager+job")


def _rank_first(found: Scan, ranks: Ladder) -> bool:
    return not any(said[0] < ranks.place for said in (*found.cues, *found.heads, *found.unknown))


def _manages_thing(found: Scan, ranks: Ladder) -> bool:
    """True for "X Manager" with the subject before the rank, in its clause."""
    if not ranks.of_things:
        return False
    subjects = [*found.cues, *found.heads, *found.unknown]
    return any(said[1] == ranks.clause and said[0] < ranks.place for said in subjects)


def _thing_level(found: Scan, ranks: Ladder, level: str) -> str:
    if ranks.tier == "senior-manager" and level == "unspecified":
        return "senior"
    return "lead" if ranks.tier == "leader" else level
