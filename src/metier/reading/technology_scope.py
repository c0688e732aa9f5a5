"""Whether a mention of a technology speaks of the work, or of the employer, its clients and its teams."""

from __future__ import annotations

import re

from metier.reading.sections import Clause, Document
from metier.reading.technology import Mention, matcher
from metier.reading.technology_bounds import begins_sentence
from metier.vocabulary import Technology, technologies

# What these parts name is what the employer offers or does, not what the work uses.
UNREAD = frozenset(("benefits", "equal-opportunity"))
_ASKED = frozenset(("required", "preferred"))

# Where a clause says that skills are asked for, whatever its section.
_CALLS_FOR = re.compile(
    r"\b(?:experience|experienced|knowledge|proficien\w*|familiar\w*|fluen\w*|expertise|expert|skills?|skilled"
    r"|understanding of|background|hands-on|exposure to|using|trained in|certifi\w*|such as|e\.g|techniques|methods)\b"
)
# Where a part that began with the employer has gone on to the work and the person wanted.
_TURNS_TO_YOU = re.compile(
    r"\b(?:you(?:'ll| will| should| must| have| are| need)|we are looking for|we're looking for"
    r"|proficien\w* (?:in|with)|experienced? (?:with|in)|knowledge of|will you|responsib\w+)\b"
)
# Where the part about the employer tells what is worked with.
_OWN_TOOLS = re.compile(r"\b(?:stack|we use|built (?:on|with|in)|written in|using|runs on|experience (?:with|in))\b")
# "At Databricks, we ..." and "Databricks is looking for" are how an employer names itself.
_BEFORE_EMPLOYER = tuple(f"{sign}{word} " for word in ("At", "About", "ABOUT", "Join", "Joining") for sign in " \n.")
_BEFORE_EMPLOYER_ENDS = frozenset(words[-2:] for words in _BEFORE_EMPLOYER)
_OPENINGS = frozenset(("At ", "About ", "ABOUT ", "Join ", "Joining "))
# "Okta is the foundation for ...", but not "Looker is a plus".
_IS_SOMETHING = (" is the ", " is a ", " is an ", " is your ")
_IS_THE = re.compile(
    r" is (?:the|an?|your) (?!.{0,30}\b(?:plus|must|bonus|asset|advantage|requirement|nice|need|skill)\b)"
)
_EMPLOYER_ACTS_SO = (
    " is ",
    ", is ",
    " are ",
    "'s ",
    " inc",
    ", inc",
    " was f",
    " has b",
    " bel",
    " val",
    " acc",
    " hel",
    " bri",
    " see",
    " dev",
    " off",
    " pow",
)
_EMPLOYER_ACTS = re.compile(
    r"(?:,? inc\.?)?(?:'s (?:mission|vision|team|guild|culture|customers|values|products?|engineering)\b"
    r"|,? (?:is|are) (?:seeking|looking|hiring|one of|on a|committed|proud|not just|building|changing|an equal"
    r"|(?:an?|the) (?:[\w-]+ ){0,4}(?:company|leader|provider|startup|firm|bank|agency|organi[sz]ation"
    r"|pioneer|unit|team)\b)"
    r"|,? (?:was founded|has been|believes|values|accelerates|helps|brings|seeks|develops|offers|powers)\b)"
)
# What the employer's clients or partners are called, or what it sells.
_OF_OTHERS = re.compile(
    r"\b(?:(?:clients?|customers?|investors?|partners|(?:household )?names|companies|brands|startups|firms)"
    r"(?: and \w+)?[\s,-]{1,3}(?:like|such as|including|include|think|e\.g\.)"
    r"|services (?:including|include|such as|like)"
    r"|(?:backed|trusted|used|acquired) by|(?<=: )like)\b[^.;]*$"
)
_OTHERS_WORDS = ("like", "such as", "includ", "think", "e.g.", " by")  # one of them stands in every match
_PARTNER_AFTER = re.compile(r"\s+(?:[\w&]+ ){0,2}partners?(?:hip)?\b")
# "Partner with product, ML and legal teams" names teams, not skills.
_BESIDE_TEAM = re.compile(
    r"\b(?:partner\w*|collaborat\w+|work\w*|liais\w+|interfac\w+|coordinat\w+|teams such as|between)\b[^.;]{0,60}$"
)
_TEAM_AFTER = re.compile(
    r"(?:[\w\s,/&'-]|\)){0,50}?\b(?:teams?|stakeholders?|partners|engineers?|scientists?|researchers?|functions|groups?"
    r"|departments?|experts|colleagues|developers?)\b"
)
_REACH = 200  # characters before a mention in which a clause may call for skills


def counts(document: Document, clause: Clause, mention: Mention, technology: Technology, turned: bool) -> bool:
    """Whether a mention says that the work needs the technology, seen from where it stands.

    ``turned``: the part began with the employer, but speaks of the work by now.
    """
    kind = clause.kind
    if technology.activity:
        return False
    if kind in _ASKED:
        return True
    if _speaks_of_others(document.low, clause, mention, technology):
        return False
    if kind in UNREAD:
        return mention.listed and not technology.asked and _calls_for_it(document, clause, mention)
    if kind == "company" and not turned:
        if technology.kind == "method" or mention.basis == "general":
            return False
        return _OWN_TOOLS.search(document.low, clause.start, clause.end) is not None
    if mention.listed or not (technology.asked or mention.basis == "general"):
        return True
    if kind == "duties" and technology.kind != "method" and mention.basis != "general":
        return True
    return _calls_for_it(document, clause, mention)


def _speaks_of_others(low: str, clause: Clause, mention: Mention, technology: Technology) -> bool:
    """Whether a mention is a client, a partner, a thing sold or what a team is called."""
    if technology.kind == "method" and _names_team(low, clause, mention):
        return True
    if clause.kind == "duties":
        return False
    if low.startswith("like ", clause.start):
        return True
    if _PARTNER_AFTER.match(low, mention.end) is not None:
        return True
    begin = max(clause.start, mention.start - _REACH)
    said = low[begin : mention.start]
    named = any(word in said for word in _OTHERS_WORDS)
    return named and _OF_OTHERS.search(low, begin, mention.start) is not None


def _names_team(low: str, clause: Clause, mention: Mention) -> bool:
    """Whether the mention is what a team is called that the person will work with."""
    return (
        _TEAM_AFTER.match(low, mention.end, min(clause.end, mention.end + 70)) is not None
        and _BESIDE_TEAM.search(low, max(clause.start, mention.start - 90), mention.start) is not None
    )


def _calls_for_it(document: Document, clause: Clause, mention: Mention) -> bool:
    """Whether the clause calls for skills before it comes to the mention."""
    return _CALLS_FOR.search(document.low, max(clause.start, mention.start - _REACH), mention.start) is not None


def turns_to_you(document: Document, clause: Clause) -> bool:
    """Whether a clause among those about the employer speaks of the work or the person wanted."""
    return not clause.heading and _TURNS_TO_YOU.search(document.low, clause.start, clause.end) is not None


def employers(text: str, low: str, mentions: list[Mention], company: str) -> set[str]:
    """The technologies that are the employer's own name; ``company``: what the producer says it is."""
    sure: set[str] = set()
    likely: set[str] = set()
    for mention in mentions:
        if mention.listed:
            continue
        start, end = mention.start, mention.end
        if text[max(0, start - 2) : start] in _BEFORE_EMPLOYER_ENDS and (
            text.endswith(_BEFORE_EMPLOYER, max(0, start - 9), start) or (start < 8 and text[:start] in _OPENINGS)
        ):
            sure.add(mention.technology_id)
        elif (low.startswith(_EMPLOYER_ACTS_SO, end) and _EMPLOYER_ACTS.match(low, end)) or (
            low.startswith(_IS_SOMETHING, end) and _IS_THE.match(low, end) and begins_sentence(text, start)
        ):
            likely.add(mention.technology_id)
    likely |= _own_names(company)
    if likely:  # who also lists it beside other technologies may well ask for it
        likely -= {mention.technology_id for mention in mentions if mention.listed}
    known = technologies()
    return {identifier for identifier in sure | likely if known[identifier].kind != "method"}


def _own_names(company: str) -> set[str]:
    """The technologies that a company is called like: "Splunk Inc." and the first word alone."""
    words = company.split()
    if not words:
        return set()
    return {found for name in (company, words[0]) if (found := matcher().resolve(name)) is not None}
