"""Which role a title of an individual names: the head of its phrase and the subjects around it decide."""

from __future__ import annotations

from dataclasses import dataclass, replace

from metier.reading.title_labels import labels
from metier.reading.title_lexicon import OUTSIDE, WEAK_HEADS
from metier.reading.title_rules import Choice, rule_book
from metier.reading.title_scan import Head, Scan


@dataclass(frozen=True, slots=True)
class Named:
    """A role with its score in [0, 1], what else it may be, and which rule said so; None abstains."""

    role: str | None
    score: float
    also: tuple[str, ...]
    method: str
    thing: bool = False  # the title's manager manages a thing: individual track


@dataclass(frozen=True, slots=True)
class Phrase:
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
    best = max(names, key=lambda name: name.end - name.place)
    beside = [cue.place for cue in found.cues if cue.clause == clause]
    beside += [head.place for head in found.heads if head.clause == clause and head.name not in WEAK_HEADS]
    return best.role, all(best.place <= place < best.end for place in beside)


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
    if not heads:
        return _by_field(found)
    phrases = _phrases(heads)
    first = next((p.head for p in phrases if p.head.name not in WEAK_HEADS), phrases[0].head)
    readings = [(phrase, named) for phrase in phrases if (named := _by_clause(found, phrase)) is not None]
    if not readings:
        return _by_rest(found, first)
    if first.person and not any(phrase.head.person for phrase, _ in readings):
        named = _by_rest(found, first)  # "Analyst - Human Resources": the field is this job's subject
        if named.score == rule_book().score.loose:
            return named
    return _best(readings)


def _best(readings: list[tuple[Phrase, Named]]) -> Named:
    """The first reading by a person's job, the others' roles as alternatives."""
    loose = rule_book().score.loose
    best = min(readings, key=lambda reading: (reading[1].score <= loose, not reading[0].head.person))[1]
    others = [named.role for _, named in readings if named.role and named.role != best.role]
    if not others:
        return best
    also = tuple(dict.fromkeys((*best.also, *others)))
    return replace(best, score=best.score - rule_book().several_jobs_discount, also=also)


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
    return sorted(heads + named) or found.heads


def _phrases(heads: list[Head]) -> list[Phrase]:
    """The deciding head of each clause: the last strong one, as English compounds end in their head."""
    if len(heads) == 1:
        return [Phrase(heads[0], -1, None)]
    phrases = []
    for clause in dict.fromkeys(head.clause for head in heads):
        inside = [head for head in heads if head.clause == clause]
        pool = [head for head in inside if head.name not in WEAK_HEADS] or inside
        before = pool[:-1]
        job = next((head for head in before if head.name.startswith("=")), None)
        after = max((head.place for head in before if not head.name.startswith("=")), default=-1)
        phrases.append(Phrase(pool[-1], after, job))
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
        return refined((role, also), rule_book().score.named, "label", found.bits(tail=False) & ~found.bits(clause))
    if named is not None and named.score > rule_book().score.field:
        return named if role in read else replace(named, also=(*named.also, role))
    return Named(role, rule_book().score.loose, also, "label+words")


def _by_head(found: Scan, head: Head, after: int) -> Named | None:
    """The role that one head names with the cues of its own phrase, None where they do not decide."""
    if head.name.startswith("="):
        return refined((head.name[1:], ()), rule_book().score.said, "job", found.bits(tail=False))
    near = _near(found, head, after)
    choice = rule_book().individual[head.name].choose(near) if near or head.name == OUTSIDE else None
    if choice is None:
        return None
    score = rule_book().score.loose if head.name in WEAK_HEADS else rule_book().score.said
    return refined(choice, score, f"{head.name}+subject", found.bits(tail=False) & ~near)


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
    rules, everything = book.individual[name], found.bits()
    choice = rules.choose(everything) if everything else None
    if choice is not None:
        return Named(choice[0], rule_book().score.loose, choice[1], f"{name}+rest")
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
    return Named(None, 0.0, book.bare.get(name, ()), "bare")


def _by_field(found: Scan) -> Named:
    """A title without a job noun: "Data Governance", "Analytics Lead"."""
    choice = rule_book().field.choose(found.bits(tail=False) or found.bits())
    if choice is not None:
        return Named(choice[0], rule_book().score.field, choice[1], "field")
    if found.unknown or found.cues:
        return Named("other", rule_book().score.guess, (), "unknown")
    return Named(None, 0.0, (), "no-job")
