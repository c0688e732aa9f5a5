"""Which role a title with a manager's rank names, and whether it manages people or a thing."""

from __future__ import annotations

from metier.reading.title_labels import labels
from metier.reading.title_level import Ladder
from metier.reading.title_role import Named, bare, individual, keeps, name_in, refined
from metier.reading.title_rules import Managed, rule_book
from metier.reading.title_scan import Scan

_HIGH = frozenset(("director", "head", "vp"))


def managed(found: Scan, ranks: Ladder) -> Named:
    """The role of a title that has a manager's rank; the subject may show that a thing is managed."""
    if ranks.tier == "chief":
        return _chief(found, ranks)
    if any(h.person and h.clause == ranks.clause and h.place >= ranks.place - 1 for h in found.heads):
        return _of_job(found, ranks)  # "Data Analyst Manager", "Manager of Data Analysts"
    if _leads_persons(found, ranks):
        return _of_job(found, ranks)
    name = name_in(found, ranks.clause, management=True)
    if name is not None and name[1] and not _leads_elsewhere(found, ranks, name[0]):
        return refined((name[0], ()), rule_book().score.named, "label", found.everything & ~found.bits(ranks.clause))
    return _by_subject(found, ranks) or _by_name(found, ranks) or _unknown(found, ranks)


def whole(found: Scan, ranks: Ladder) -> Named | None:
    """The role that the whole title names word for word; None where the words around decide."""
    role = found.whole
    persons = any(head.person for head in found.heads)
    if role in labels().management:
        return None if persons and not ranks.tier else Named(role, 1.0, (), "whole")
    if not ranks.tier and found.heads and keeps(individual(found), role):
        return None
    thing = ranks.of_things and role != "other" and not _comes_first(found, ranks)
    return Named(role, 1.0, (), "whole", thing)


def _chief(found: Scan, ranks: Ladder) -> Named:
    near = found.bits(ranks.clause) or found.everything
    choice = rule_book().chiefs.choose(near)
    role, also = choice if choice is not None else ("other", ())
    return Named(role, rule_book().score.said if near else rule_book().score.faint, also, "chief")


def _of_job(found: Scan, ranks: Ladder) -> Named:
    """A rank right behind a job ("Data Analyst Manager"): the role that manages it, else the job's own."""
    job = individual(found)
    role = rule_book().managed_as.get(job.role or "")
    if role is None:
        return Named(job.role, min(job.score, rule_book().score.loose), job.also, "manager-of-job")
    also = (job.role, *job.also) if job.role else job.also
    if ranks.tier in _HIGH:
        role, also = rule_book().directed.get(role, role), (role, *also)
    return Named(role, rule_book().score.managed, also, "manager-of-job")


def _by_subject(found: Scan, ranks: Ladder) -> Named | None:
    """The role by the subject in the rank's clause, else anywhere."""
    book = rule_book()
    near, job = _subject(found, ranks)
    rule = _rule(near) or _rule(found.everything)
    if job and not (rule is not None and _core_first(found, job)):
        role = book.directed.get(job, job) if ranks.tier in _HIGH else job
        also: tuple[str, ...] = (job, rule.at(ranks.tier)[0]) if rule is not None else (job,)
        thing = job in book.things and _is_of_thing(found, ranks)
        others = tuple(dict.fromkeys(other for other in also if other != role))
        return Named(role, rule_book().score.managed, others, "manager+job", thing)
    if rule is None:
        return None
    thing = rule.thing and _is_of_thing(found, ranks)
    if rule.people is not None and not thing and ranks.tier not in _HIGH:
        return Named(rule.people[0], book.score.managed, rule.people[1], "manager")
    return Named(*_ruled(rule, ranks), "manager", thing)


def _subject(found: Scan, ranks: Ladder) -> tuple[int, str]:
    """Cues and role of the job phrase that say what is managed: beside the rank, else in the next clause."""
    book = rule_book()
    near, job = found.bits(ranks.clause), _job(found, ranks.clause)
    if near and not near & ~book.general:  # "Regional Manager, Sales"
        near, job = _elsewhere(found, ranks) or near, job or _job(found, None)
    if not near and not job:
        near, job = _following(found, ranks.clause), _job(found, None)
    if near and not near & ~book.technical:  # "Engineering Manager, Data Platform"
        near |= found.everything & book.engineered
    if near and not near & ~book.research:  # "Director, Research - Machine Learning"
        near |= found.everything & book.researched
    return near, job


def _core_first(found: Scan, job: str) -> bool:
    """True where an analytic specialty stands in the clause of the job phrase or before it."""
    core = rule_book().core
    clause = min(head.clause for head in found.heads if head.name == f"={job}")
    building = rule_book().building  # "Manager, Software Engineering - Billing"
    return any(
        (cue.bits & core and cue.clause <= clause) or (cue.bits & building and cue.clause < clause)
        for cue in found.cues
    )


def _ruled(rule: Managed, ranks: Ladder) -> tuple[str, float, tuple[str, ...]]:
    role, also = rule.at(ranks.tier)
    return role, rule_book().score.managed, also


def _by_name(found: Scan, ranks: Ladder) -> Named | None:
    """The role of an individual whose name stands beside the rank."""
    name = name_in(found, ranks.clause, management=False)
    if name is None:
        return None
    thing = ranks.of_things and not _comes_first(found, ranks)
    return Named(name[0], rule_book().score.loose, (), "label+words", thing)


def _unknown(found: Scan, ranks: Ladder) -> Named:
    if not found.unknown:
        return bare("manager")
    named = Named("other", rule_book().score.guess, ("operations-manager",), "manager+unknown")
    return named._replace(thing=_is_of_thing(found, ranks))


def _leads_persons(found: Scan, ranks: Ladder) -> bool:
    """True for "Manager, Data Analyst": the rank stands alone and the next clause that says something names a job."""
    if found.bits(ranks.clause):
        return False
    persons = [head.clause for head in found.heads if head.person and not head.tail]
    return bool(persons) and persons[0] <= min((cue.clause for cue in found.cues), default=persons[0])


def _elsewhere(found: Scan, ranks: Ladder) -> int:
    """Cues of the clauses beside the rank's: what a "Regional Manager, Sales" leads."""
    bits = 0
    for cue in found.cues:
        if cue.clause != ranks.clause and not cue.tail:
            bits |= cue.bits
    return bits


def _following(found: Scan, clause: int) -> int:
    """Cues of the next clause that has any, of the whole title where an analytic specialty stands further on."""
    first = next((found.bits(cue.clause) for cue in found.cues if cue.clause > clause), 0)
    book = rule_book()
    said = first & (book.core | book.building)  # "Manager I, Engineering - Core Analytics" leads engineers
    return first if said or not found.everything & book.core else found.everything


def _leads_elsewhere(found: Scan, ranks: Ladder, role: str) -> bool:
    """True for "Regional Manager, Sales": the name says only that a place is led, the rest says what."""
    book = rule_book()
    if role not in book.yielding or found.bits(ranks.clause) & ~book.general:
        return False
    return _rule(_elsewhere(found, ranks)) is not None or bool(_job(found, None))


def _rule(cues: int) -> Managed | None:
    rows = rule_book().managers if cues else ()
    return next((rule for rule in rows if rule.condition.holds(cues)), None)


def _job(found: Scan, clause: int | None) -> str:
    """The role of the first job phrase ("customer success") in the clause, or ''."""
    jobs = (head for head in found.heads if head.name.startswith("="))
    return next((head.name[1:] for head in jobs if clause is None or head.clause == clause), "")


def _comes_first(found: Scan, ranks: Ladder) -> bool:
    return not any(place <= ranks.place for place, _ in _subjects(found))


def _is_of_thing(found: Scan, ranks: Ladder) -> bool:
    """True for "X Manager" with the subject before the rank, in its clause (ruling 2 of the guide)."""
    if not ranks.of_things:
        return False
    general = rule_book().general  # a "Branch Manager" leads the people of a place
    places = {cue.place for cue in found.cues if not cue.bits & ~general}
    return any(
        clause == ranks.clause and place <= ranks.place and place not in places for place, clause in _subjects(found)
    )


def _subjects(found: Scan) -> list[tuple[int, int]]:
    """Place and clause of every word that may be what a manager manages."""
    known = [(cue.place, cue.clause) for cue in found.cues]
    return [*known, *((head.place, head.clause) for head in found.heads), *found.unknown]
