"""Which role a title of an individual names: the head of its phrase and the subjects around it decide."""

from __future__ import annotations

from typing import NamedTuple

from metier.reading.title_labels import labels
from metier.reading.title_lexicon import OUTSIDE, WEAK_HEADS
from metier.reading.title_rules import Choice, rule_book
from metier.reading.title_scan import Head, Scan

BARE = "bare"  # the method of a guess from a job noun alone
MEMBER = "member"  # the head of "member of technical staff"
SEVERAL = "+several"  # ends the method of a title that names several jobs


class Named(NamedTuple):
    """A role, how specific the rule was that said so (``score``), what else it may be; None: nothing named."""

    role: str | None
    score: float
    also: tuple[str, ...]
    method: str
    thing: bool = False  # the title's manager manages a thing: individual track


class Phrase(NamedTuple):
    """The deciding head of one clause; its phrase starts behind ``after``. ``job`` stands in for it."""

    head: Head
    after: int
    job: Head | None


def name_in(found: Scan, clause: int, *, management: bool) -> tuple[str, bool] | None:
    """The role whose name stands in the clause; True where no other subject stands beside the name."""
    leading = labels().management
    names = [name for name in found.names if name.clause == clause and (name.role in leading) == management]
    if not names:
        return None
    best = names[0] if len(names) == 1 else max(names, key=lambda name: name.end - name.place)
    start, end = best.place, best.end
    for cue in found.cues:
        if cue.clause == clause and not start <= cue.place < end:
            return best.role, False
    for head in found.heads:
        if head.clause == clause and head.name not in WEAK_HEADS and not start <= head.place < end:
            return best.role, False
    return best.role, True


def refined(choice: Choice, score: float, method: str, rest: int) -> Named:
    """The choice made more specific by the subjects in the rest of the title."""
    role, also = choice
    rules = rule_book().refine.get(role)
    better = rules.choose(rest) if rules is not None and rest else None
    if better is None:
        return Named(role, score, also, method)
    others = tuple(o for o in dict.fromkeys((*better[1], role, *also)) if o != better[0])
    return Named(better[0], min(score, rule_book().score.sure), others, method + "+rest")


def keeps(named: Named | None, name: str) -> bool:
    """True where a rule's reading stands against a role's name: the name's role is the broader one."""
    if named is None or named.score < rule_book().score.sure or named.role == name:
        return False
    firm = named.role in rule_book().firm and named.method.startswith("scientist")
    return firm or name in rule_book().yielding


def individual(found: Scan) -> Named:
    """The role of a title that names an individual's job or only a field."""
    heads = _heads(found)
    if not heads or _is_subject(found, heads):
        return _by_field(found)
    phrases = _phrases(heads)
    if len(phrases) == 1:
        return _by_clause(found, phrases[0]) or _by_rest(found, phrases[0].head)
    first = next((p.head for p in phrases if p.head.name not in WEAK_HEADS), phrases[0].head)
    readings = [(phrase, named) for phrase in phrases if (named := _by_clause(found, phrase)) is not None]
    if not readings:
        return _by_rest(found, first)
    if first.person and not any(phrase.head.person for phrase, _ in readings):
        named = _by_rest(found, first)  # "Analyst - Human Resources": the field is this job's subject
        if named.score == rule_book().score.loose:
            fields = [reading for phrase, reading in readings if _is_field(phrase.head)]
            return _of_domain(named, fields) if named.role == "data-analyst" else named
    return _best(readings)


def _is_subject(found: Scan, heads: list[Head]) -> bool:
    """True where jobs are only what a team works for: "Internal Audit Data Science Lead", "Engineering - Billing"."""
    book = rule_book()
    if not all(not head.person and head.name[1:] in book.served for head in heads):
        return False
    place = heads[0].place
    before = any(cue.bits & book.building and cue.place < place and cue.clause < heads[0].clause for cue in found.cues)
    return before or all(found.bits(head.clause) & book.core for head in heads)


def _best(readings: list[tuple[Phrase, Named]]) -> Named:
    """The first reading by a person's job, the others' roles as alternatives."""
    loose = rule_book().score.loose
    best = min(readings, key=lambda reading: (reading[1].score <= loose, *_vagueness(reading[0].head)))[1]
    if best.role in rule_book().give_way:
        others = [named for phrase, named in readings if phrase.head.person and named.role in rule_book().prevail]
        best = others[0] if others and others[0].score > loose else best
    if best.role == "data-analyst":
        best = _of_domain(best, [named for phrase, named in readings if _is_field(phrase.head)])
    roles = [named.role for phrase, named in readings if phrase.head.person and named.role not in (None, best.role)]
    if not roles or not best.role:
        return best
    also = tuple(dict.fromkeys((*best.also, *roles)))
    return best._replace(score=best.score - rule_book().several_jobs_discount, also=also, method=best.method + SEVERAL)


def _vagueness(head: Head) -> tuple[bool, bool]:
    """Sorts last what says little: a field of work, a "member of staff" who is also called something else."""
    return head.name == MEMBER, not head.person


def _is_field(head: Head) -> bool:
    """True for a head that is a field of work ("People Analytics"), not a person's or anyone's job."""
    return not head.person and head.name not in WEAK_HEADS


def _of_domain(analyst: Named, fields: list[Named]) -> Named:
    """A data analyst of a field that has its own analysts: "Data Analyst, People Analytics"."""
    for named in fields:
        if named.role in rule_book().domains:
            return analyst._replace(role=named.role, also=("data-analyst", *analyst.also), method="label+rest")
    return analyst


def _heads(found: Scan) -> list[Head]:
    """The heads outside the tail; a role's name counts as one where its clause has none."""
    heads = [head for head in found.heads if not head.tail]
    clauses = {head.clause for head in heads}
    leading = labels().management
    named = [
        Head(name.end - 1, name.clause, "specialist", person=True)
        for name in found.names
        if not name.tail and name.clause not in clauses and name.role not in leading
    ]
    return sorted(heads + named) if named else heads or found.heads


def _phrases(heads: list[Head]) -> list[Phrase]:
    """The deciding head of each clause: the last strong one, as English compounds end in their head."""
    if len(heads) == 1:
        return [Phrase(heads[0], -1, None)]
    phrases = []
    for clause in dict.fromkeys(head.clause for head in heads):
        inside = [head for head in heads if head.clause == clause]
        strong = [head for head in inside if head.name not in WEAK_HEADS] or inside
        last, before = strong[-1], strong[:-1]
        job = next((head for head in before if head.name.startswith("=")), None)
        after = max((head.place for head in before if not head.name.startswith("=")), default=-1)
        phrases.append(Phrase(last, after, job))
    return phrases


def _by_clause(found: Scan, phrase: Phrase) -> Named | None:
    """The role that one clause names: a role's name alone, else its head with its subject."""
    named = _by_head(found, phrase.head, phrase.after)
    if named is None and phrase.job is not None:
        named = _by_head(found, phrase.job, -1)
    clause = phrase.head.clause
    name = name_in(found, clause, management=False)
    if name is None:
        return named
    role, alone = name
    read = (named.role, *named.also) if named is not None else ()
    also = tuple(other for other in read if other and other != role)
    if alone and not keeps(named, role):
        return refined((role, also), rule_book().score.named, "label", _rest(found, role, clause, found.bits(clause)))
    if named is not None and named.score > rule_book().score.field:
        return named if role in read else named._replace(also=(*named.also, role))
    return Named(role, rule_book().score.loose, also, "label+words")


def _by_head(found: Scan, head: Head, after: int) -> Named | None:
    """The role that one head names with the cues of its own phrase, None where they do not decide."""
    if head.name.startswith("="):
        role = head.name[1:]
        return refined((role, ()), rule_book().score.said, "job", _rest(found, role, head.clause, 0))
    near = _near(found, head, after)
    if head.name in WEAK_HEADS and near and not near & ~rule_book().technical and found.everything & rule_book().core:
        near = found.everything & ~rule_book().technical  # "Technology Associate - Data Engineering"
    choice = rule_book().individual[head.name].choose(near) if near or head.name == OUTSIDE else None
    if choice is None:
        return None
    score = rule_book().score.loose if head.name in WEAK_HEADS else rule_book().score.said
    return refined(choice, score, head.name + "+subject", _rest(found, choice[0], head.clause, near))


def _rest(found: Scan, role: str, clause: int, used: int) -> int:
    """Cues of the title that no other job claims: those of the clause and of clauses without a job.

    0 where nothing makes the role more specific, or all cues are used.
    """
    if role not in rule_book().refine or not found.everything & ~used:
        return 0
    claimed = {
        head.clause for head in found.heads if head.clause != clause and (head.person or head.name in WEAK_HEADS)
    }
    bits = 0
    for cue in found.cues:
        if not cue.tail and cue.clause not in claimed:
            bits |= cue.bits
    return bits & ~used


def _near(found: Scan, head: Head, after: int) -> int:
    """Cues of the head's own phrase: before it, else behind it in the same clause."""
    before = behind = 0
    for cue in found.cues:
        if cue.clause != head.clause:
            continue
        if after < cue.place <= head.place:
            before |= cue.bits
        elif cue.place > head.place:
            behind |= cue.bits
    return before or behind


def _by_rest(found: Scan, head: Head) -> Named:
    """A head without a subject of its own: the rest of the title, else a guess, else nothing."""
    book, name = rule_book(), head.name
    aside = book.aside.get(name, 0)
    rules, everything = book.individual[name], found.everything & ~aside
    first = _first(found) & ~aside
    choice = (rules.choose(first) or rules.choose(everything)) if everything else None
    if choice is not None:
        return refined(choice, book.score.loose, "", everything & ~first)._replace(method=f"{name}+rest")
    default = rules.choose(0)
    beside = any(clause == head.clause for _, clause in found.unknown)
    if beside or (name in WEAK_HEADS and found.unknown):
        roles = book.unknown.get(name) or ((default[0], *default[1]) if default else ("other",))
        return Named(roles[0], rule_book().score.guess, roles[1:], f"{name}+unknown")
    if found.unknown and name in book.elsewhere:
        roles = book.elsewhere[name]
        return Named(roles[0], rule_book().score.faint, roles[1:], f"{name}+elsewhere")
    if default is not None and name not in WEAK_HEADS:
        return Named(default[0], rule_book().score.field, default[1], f"{name}+default")
    return bare(name)


def bare(name: str) -> Named:
    """A job noun of which nothing else is known: the likeliest role, as a guess."""
    role, *also = rule_book().bare.get(name, ("other",))
    return Named(role, 0.0, tuple(also), BARE)


def _first(found: Scan) -> int:
    """Cues of the first clause that has any; 0 where an analytic specialty stands only in later ones."""
    first = next((found.bits(cue.clause) for cue in found.cues), 0)
    core = rule_book().core
    return first if first & core or not found.everything & core else 0


def _by_field(found: Scan) -> Named:
    """A title without a job noun: "Data Governance", "Analytics Lead"."""
    book, everything = rule_book(), found.untailed or found.everything
    first = _first(found)
    if first and not first & ~book.engineering:  # "Engineering Lead - Investments" builds software
        everything &= ~book.aside["engineer"]
    choice = (book.field.choose(first) if first & ~book.engineering else None) or book.field.choose(everything)
    if choice is not None:
        return refined(choice, book.score.field, "field", everything & ~first)
    if found.unknown or found.cues:
        return Named("other", rule_book().score.guess, (), "unknown")
    return Named(None, 0.0, (), "no-job")
