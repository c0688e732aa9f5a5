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


# Short forms of degrees are triggers only between these signs: "ms" also stands in "systems".
_SHORT_DEGREES = ("ms", "bs", "ba", "ma", "ab", "sm", "hs")
_SHORT_TRIGGERS = "|".join(f"{a}{short}{b}" for short in _SHORT_DEGREES for a in " /(-•.:)" for b in " /,)-.;:+'")
_TRIGGERS: dict[int, str] = {
    Signal.EEO: (
        "equal opportunit|equal employment|without regard|regardless of|affirmative action|accommodation"
        "|veteran|sexual orientation"
        "|criminal histor|e-verify|eeo|hiring|recruit|application|interview|privacy|personal data"
        "|personal information|background check"
        "|background screening|unsolicited|drug|screen applicants|legally authorized|work authorization"
        "|visa sponsor"
    ),
    Signal.BENEFIT: (
        "401|health insurance|dental|medical,|parental leave|paid time off|pto|tuition|life insurance"
        "|base salary|salary range|pay range"
        "|compensation|stock options|competitive"
    ),
    Signal.COMPANY: "founded|headquartered|is a leading|is the leading|is a global|is one of the|world's"
    "|our mission|our customers|have raised|backed by",
    Signal.DEGREE: (
        "degree|bachelor|master|phd|ph.d|ph. d|ph d|doctora|m.s|m. s|b.s|b. s|b.a|mba|m.b|diploma"
        "|high school|ged|b.eng|beng|m.eng|meng|b.tech"
        "|btech|m.tech|mtech|msc|m.a|baccal|secondary|no formal|no college|no university|university ed"
        "|college grad|no education|no specific|b.e.|dphil|d.phil"
        "|no qualification|h.s.|hs |a.a.|postgrad|post-grad"
        "|associates or|bsee|bscs|bba|" + _SHORT_TRIGGERS
    ),
    Signal.YEARS: "year|yr|+ experience",
    Signal.WORKPLACE: (
        "remote|hybrid|on-site|onsite|on site|from home| office|-office|in-person|in person|telecommut"
        "| store| clinic|our facility"
        "| shop| plant|headquarters|our warehouse|our restaurant|distributed team|our hospital|our bakery"
        "|our school|wfh|from anywhere"
        "|days a week|days per week|days/week|based in our|based at our|located at our|located in our"
    ),
    Signal.EMPLOYMENT: "full-time|full time|part-time|part time|contract|internship| intern |temporar"
    "|temp |temp-|seasonal|freelance|w2|c2c|1099|ir35|fixed-term|fixed term|corp-to|corp to",
    Signal.WISH: (
        "plus|bonus|advantage|asset|nice|prefer|good to have|desir|would be|not essential|not required"
        "|not necessary|not mandatory|not a must|optional"
        "|helpful|beneficial|valued|ideally|extra credit|pluses"
    ),
    Signal.HEADING: (
        "opportunit|eeo|diversity|inclusion|accommodation|privacy|e-verify|background|disclaimer|legal"
        "|benefit|perks|compensation|pay range|salary|offer|in it"
        "|what you|why|rewards|you'll|youll|you will|physical|conditions|environment|travel|location"
        "|hours|schedule|logistics|additional|apply|application|interview"
        "|job type|job id|posting|clearance|prefer|nice|good to have|bonus|desir|plus|ideal|extra|brownie"
        "|strong candidates|optional|asset|stand out|set you apart|would be"
        "|great if|even better|qualif|require|skill|experience|must|education|competenc|who you|about you"
        "|your |what we|looking for|we need|you have|you might|you may|you are"
        "|you bring|you should|credential|candidate|knowledge|abilities|eligib|prerequisite|criteria"
        "|profile|expertise|fit|know|familiar|you've|youve|proficienc|responsib|dut|accountab"
        "|what will|what would|what do|what i|day in|week in|day-to-day|day to day|the work|tasks|key "
        "|function|scope|how you|the impact|in this role|what is the job|purpose"
        "|specifically|about |who we|our |company|overview|corporate|the team|in the news|summary"
        "|description|the role|role|position|minimum|include|to do|be doing|expected to|:|…|..."
    ),
}


@cache
def _automaton() -> tuple[AhoCorasick, tuple[int, ...]]:
    from ahocorasick_rs import AhoCorasick

    signals: dict[str, int] = {}
    for signal, words in _TRIGGERS.items():
        for word in words.split("|"):
            signals[word] = signals.get(word, 0) | signal
    return AhoCorasick(list(signals)), tuple(signals.values())


def mark(low: str, spans: list[tuple[int, int]]) -> list[int]:
    """For each span of the folded text, the signals of the trigger words that begin in it, as bits."""
    automaton, signals = _automaton()
    found = [0] * len(spans)
    # The middle counts: a trigger may begin with the space before a clause or end with the one after.
    starts = [
        ((start + end) // 2, signals[index])
        for index, start, end in automaton.find_matches_as_indexes(low, overlapping=True)
    ]
    starts.sort()
    at = 0
    last = len(spans)
    for start, signal in starts:
        while at < last and spans[at][1] <= start:
            at += 1
        if at == last:
            break
        if spans[at][0] <= start:
            found[at] |= signal
    return found
