"""One pass over a text that marks which clauses are worth a closer look, and for what.

A regular expression is only tried on a clause that holds one of its trigger words: the words below
are chosen so that no expression can match without one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Signal:
    """What a clause may be about, as bits. Plain integers: they are tested for every clause."""

    EEO: Final = 1
    BENEFIT: Final = 2
    COMPANY: Final = 4
    DEGREE: Final = 8
    YEARS: Final = 16
    WORKPLACE: Final = 32
    EMPLOYMENT: Final = 64
    WISH: Final = 128
    HEADING: Final = 256
    PAY: Final = 512
    DENIED: Final = 1024


# Short forms of degrees are triggers only between these signs: "ms" also stands in "systems".
_SHORT_DEGREES = ("ms", "bs", "ba", "ma", "ab", "sm", "hs")
_SHORT_TRIGGERS = "|".join(f"{a}{short}{b}" for short in _SHORT_DEGREES for a in " /(-•.:)" for b in " /,()-.;:+'")
# A type of employment that is one word: with the end of the label before it, since "intern" also begins "internal".
_LABEL_ENDS = (":", "-", "/", "type", "status", "employment", "schedule", "position", "category")
_LABELLED = "|".join(
    f"{end}{gap}{word}"
    for word in ("intern", "temp", "consultant")
    for end in _LABEL_ENDS
    for gap in ("", " ")
    if gap or not end.isalpha()
)
_AT_OURS = "|".join(
    f"{word} {where} our"
    for word in ("based", "work", "working", "located", "sit", "join us")
    for where in ("in", "from", "out of")
)
_THERE = "|".join(
    f"{verb} {what}"
    for verb in ("is", "be")
    for what in ("based", "located", "performed", "in our", "from our", "out of our")
)
_DAYS_AT = "|".join(f"{days} {at}" for days in ("day", "days", "week", "weekly") for at in ("in", "at", "from", "on"))
_HIRING = ("hiring", "recruitment", "recruiting", "application", "interview")
_OF_HIRING = "|".join(
    f"{whose} {what} {part}"
    for whose in ("the", "our", "your")
    for what in _HIRING
    for part in ("process", "team", "decision", "manager")
)
_TRIGGERS: dict[int, str] = {
    # These three decide by themselves: no expression looks again.
    Signal.EEO: (
        "equal opportunit|equal employment|without regard to|affirmative action|reasonable accommodation"
        "|protected veteran|sexual orientation|criminal histor|e-verify|eeo |eeoc|(eeo|eeo/|eeo.|eeo,"
        "|regardless of race|regardless of color|regardless of gender|regardless of age"
        "|privacy policy|privacy notice|privacy statement|personal data |personal information "
        "|background check|background screening|drug screen|drug test|screen applicants|legally authorized"
        "|work authorization|visa sponsor|unsolicited resume|unsolicited cv|unsolicited headhunter"
        "|hiring decisions|" + _OF_HIRING
    ),
    Signal.BENEFIT: (
        "401k|401(k|401 (k|401 k|health insurance| dental|,dental|/dental| medical,|parental leave"
        "|paid time off| pto |(pto)| pto,"
        "| tuition|life insurance|base salary|salary range|pay range|compensation range|compensation will"
        "|stock options|competitive salary|competitive pay|competitive compensation"
    ),
    Signal.COMPANY: (
        "founded in|founded by|was founded|headquartered|is a leading|is the leading|is a global|is one of the"
        "|world's largest|world's leading|world's most|our mission is|our customers include|we have raised|backed by"
    ),
    Signal.DEGREE: (
        "degree|bachelor|master|phd|ph.d|ph. d|ph d|doctora|m.s|m. s|b.s|b. s|b.a|mba|m.b|diploma"
        "|high school|ged|graduate level|graduate-level|bsc|b.eng|beng|m.eng|meng|b.tech"
        "|btech|m.tech|mtech|msc|m.a|baccal|secondary|no formal|no college|no university|university ed"
        "|college grad|no education|no specific|b.e.|dphil|d.phil"
        "|no qualification|h.s.|hs |a.a.|postgrad|post-grad"
        "|associates or|associates in|associate in|bsee|bscs|bba|ba or bs|bs or ba|bs or ms"
        "|ba or ma|ba/bs|bs/ba|bs/ms|combination of|in lieu of|" + _SHORT_TRIGGERS
    ),
    Signal.YEARS: "year|yr|yoe|+ experience|months of |month of |months' |months exp|months rel|months pro|months work",
    Signal.WORKPLACE: (
        "remote|hybrid|on-site|onsite|on site|from home| office|-office|in-person|in person|telecommut"
        "| store| clinic|our facility"
        "| shop| plant|headquarters|our warehouse|our restaurant|distributed team|our hospital|our bakery"
        "|our school|wfh|from anywhere"
        "|work is performed|work is done|work is carried|days a week|days per week|days/week"
        "|telework|comfort of|from your home|mix of|at our |in our office|(office|/office|"
        + "|".join((_AT_OURS, _THERE, _DAYS_AT))
    ),
    Signal.EMPLOYMENT: "full-time|full time|part-time|part time|contract|internship| intern |temporar"
    "|temp |temp-|seasonal|freelance|w2|c2c|1099|ir35|fixed-term|fixed term|corp-to|corp to|" + _LABELLED,
    Signal.WISH: (
        "plus|bonus|advantage|asset|nice|prefer|good to have|desir|would be|not essential|not required"
        "|not necessary|not mandatory|not a must|optional"
        "|helpful|beneficial|valued|ideally|extra credit|pluses"
    ),
    # "We do not use", "is not required", "no experience in", "follow us on", "apply through".
    Signal.DENIED: (
        "n't | not | no |apply |follow us|follow our|find us|find our|connect with|visit us|visit our|check us"
        "|check our|see us|see our|like us|like our|join us|join our|application|resume|cv |profile|cvs |link to your"
        "|url to your|links to your|urls to your|(not "
    ),
    Signal.HEADING: (
        "opportunit|eeo|diversity|inclusion|accommodation|privacy|e-verify|background|disclaimer|legal"
        "|benefit|perks|compensation|pay range|salary|offer|in it"
        "|what you|why|rewards|you'll|youll|you will|physical|conditions|environment|travel|location"
        "|hours|schedule|logistics|additional|apply|application|interview"
        "|job type|job id|posting|clearance|prefer|nice|good to have|bonus|desir|plus|ideal|extra|brownie"
        "|strong candidates|optional|asset|stand out|set you apart|would be"
        "|great if|even better|impress|above and beyond|advantageous"
        "|if you|should have|qualif|require|skill|experience|must|education|competenc|who you|about you"
        "|your |what we|looking for|we need|you have|you need|you might|you may|you are"
        "|you bring|you should|credential|candidate|knowledge|abilities|eligib|prerequisite|criteria"
        "|profile|expertise|fit|know|familiar|you've|youve|proficienc|responsib|dut|accountab"
        "|you' will|objective|o que voce"
        "|what will|what would|what do|what i|day in|week in|day-to-day|day to day|day to-day|day-to day"
        "|the work|tasks|key "
        "|function|scope|how you|the impact|in this role|what is the job|purpose"
        "|specifically|about |who we|our |company|overview|corporate|the team|in the news|summary"
        "|description|the role|role|position|minimum|include|to do|be doing|expected to|:|…|..."
    ),
}


@cache
def _automaton() -> tuple[AhoCorasick, tuple[int, ...]]:
    from ahocorasick_rs import AhoCorasick, Implementation

    from metier.reading.pay_currency import triggers

    signals: dict[str, int] = {}
    for signal, words in (*_TRIGGERS.items(), (Signal.PAY, triggers())):
        for word in words.split("|"):
            signals[word] = signals.get(word, 0) | signal
    return AhoCorasick(list(signals), implementation=Implementation.DFA), tuple(signals.values())


def mark(low: str, spans: list[tuple[int, int]]) -> list[int]:
    """For each span of the folded text, the signals of the trigger words that begin in it, as bits."""
    automaton, signals = _automaton()
    found = [0] * len(spans)
    if not spans:
        return found
    at, last = 0, len(spans) - 1
    begin, stop = spans[0]
    # A space on both sides: triggers that begin or end with one are found at the text's ends too.
    for index, start, end in automaton.find_matches_as_indexes(f" {low} ", overlapping=True):
        # The middle counts: a trigger may begin with the space before a clause or end with the one after.
        middle = (start + end) // 2 - 1
        while stop <= middle and at < last:
            at += 1
            begin, stop = spans[at]
        while begin > middle and at:  # triggers come by their ends: a long one may begin before the last
            at -= 1
            begin, stop = spans[at]
        if begin <= middle < stop:
            found[at] |= signals[index]
    return found
