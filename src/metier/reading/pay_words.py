"""The words by which an amount is told to be base pay, other pay, or no pay: regular expressions on folded text."""

from __future__ import annotations

import re

from metier.reading.pay_periods import PERIOD


def _any(words: str) -> str:
    """The alternatives of a list, one or more a line."""
    return "|".join(line.strip() for line in words.strip().splitlines())


# Before an amount; each begins at the beginning of a word. The last that is found decides.
_BASE = _any(
    r"""
    (?:base|basic)[ -](?:annual |hourly |yearly )?(?:salar(?:y|ies)|pay|compensation|wages?|rate|range|earnings)
    base\b(?! of| in| that| and)|pay[ -]?(?:range|rate|scale|band|grade|bands|per|is|will|starts)
    (?<!pre-)pay\b(?! (?:for|off|out|back|equity|transparency|period|day|check|type|frequency|stub|your|their|down))
    rate of pay|wages?\b|(?:hourly|daily|day|contract|hour)[ -]rates?\b|rates?\b(?: of| is)?\W{0,4}$|hiring range
    (?:posting|budgeted|salaried|hourly|annual|market|starting|target|full|national|zone|us|u\.s\.|location) range\b
    range (?:for|in|of) (?:this|the|a|our|new)\b|annual(?:ly)?:|hourly(?: rate)?\W{0,4}$|ctc\b|remuneration
    gehalt|salaire|salario|salário|vergütung|rémunération|retribuzione|wynagrodzeni|salaris|lön\b|lohn|sueldo|soldij
    tagessatz|stundenlohn|ral\b
    """
)
_EARNED = _any(
    r"""
    compensation\b|comp\b|earn(?:s|ings?)?\b|pays\b|paying\b|package\b|income\b|we(?: are|'re) offering\b|the range\b
    paid\b(?! (?:time|vacation|holiday|leave|sick|parental|by|out|to\b))|range (?:is|of|will)|remunerated\b
    this (?:role|position) (?:is|pays)|renumeration\b|starting (?:at|from)\b
    """
)
_NOT_BASE = _any(
    r"""
    o\.?t\.?e\b|on[ -]target\b|target earnings|expected earnings|earnings? potential|potential (?:earnings|income)
    total (?:(?:annual|target|expected|cash|potential|on-target|yearly|direct) ){0,3}(?:comp|earn|pay|reward|income|rem)
    total package
    (?:average|first[- ]year|realistic|uncapped|unlimited) (?:\w{1,20} ){0,2}(?:income|earnings|pay)|potential to earn
    earn (?:well |even )?over\b|could earn|variable|including (?:bonus|commission|tips)
    (?:tips|overtime|commission|bonus) (?:included|earnings|income)
    """
)
_NOT_PAY = _any(
    r"""
    bonus(?:es)?\b|sign[- ]?on\b|signing\b|equity\b|stocks?\b|rsus?\b|commissions?\b|allowances?\b|stipends?\b|reimburs
    tuition|referr|funding|funded|funds?\b|raised?\b|raising\b|revenues?\b|turnover\b|arr\b|valu(?:ed|ation|e)\b|worth\b
    assets?\b|aum\b|invest|insur|coverage\b|401|match(?:es|ing|ed)?\b|contribut|hsa\b|fsa\b|wellness\b|gym\b|goals?\b
    fees?\b|discount|savings?\b|sav(?:e|ed|ing)\b|loans?\b|grants?\b|prizes?\b|award|spen[dt]|transact|industry\b
    quotas?\b|deals?\b|pipelines?\b|donat|bill(?:ed|ing|s)\b|costs?\b|price[ds]?\b|premiums?\b|differential|relocation\b
    profits?\b|backed by|portfolio|credits?\b|deposit|clients?\b|customers\b|communities\b|generat|retirement\b|pension
    process(?:ed|ing|es)\b|paying out|market (?:cap|opportunity|size)|benefits? (?:worth|of|up to)|learning\b
    vouchers?\b
    development budget|purchas|meals?\b|budgets? (?:of|up|from|over|in|between|ranging)|budget\W{0,3}$|debt|exceed
    manag(?:e|es|ing) (?:over|more|a|an|up|client|media|about|approx)|sold\b|sales (?:of|volume|over|target|goal)
    in excess|rent\b|penalt|deductible|per diem\b(?!\W{0,4}$)|overtime\b|shift\b|extra\b|household|benefits? cost
    (?:projects?|jobs?|contracts?) (?:of|worth|over|valued)|parity\b|taxes\b|threshold|minimum wage (?:of|in|is)
    (?:\d(?:\.\d)?x|\d times|twice|double|\d{1,3}% of)(?: \w{1,20}){0,3} (?:salary|pay|earnings|comp)|special pay\b
    (?:you(?:'ll| will)?|members|customers|users|they|people) pay\b|training (?:pay|wage|rate)|series [a-f]\b
    """
)
BEFORE = re.compile(
    rf"\b(?:(?P<not_pay>{_NOT_PAY})|(?P<not_base>{_NOT_BASE})|(?P<base>{_BASE})|(?P<earned>{_EARNED}))"
    r"|(?P<glued>salar(?:y|ies)(?:\b|(?=up to|between|from|range)))"
)
"""One group for each standing; "glued" is base too: boards drop the space before "Salary"."""

# A bonus that only stands beside the base is no reason against it: "base plus bonus", "(plus commission)".
BESIDE = re.compile(
    r"\([^()]{0,200}\)"
    r"|(?:\b(?:plus|and|with|excluding|exclusive of|not including|before|aside from|in addition to|as well as"
    r"|eligible for)|\+|&)"
    r"(?: (?:an?|the|our|any|annual|other|generous|performance|discretionary|quarterly|monthly|competitive|full|great"
    r"|potential)){0,3}"
    r" (?:bonus(?:es)?|commissions?|benefits|equity|stock options?|stock|tips|allowances?|incentives?)\b(?! of)"
)
STIPEND = re.compile(r"(?:^|\b(?:intern(?:ship)?|fellow(?:ship)?|trainee) )\W{0,3}stipend(?: (?:of|is))?\W{0,3}$")
"""The pay of an intern, not an allowance."""

ANY_STIPEND = re.compile(r"\bstipend(?: (?:of|is|will be))?\W{0,3}$")
"""The pay of an intern where the title says that the job is one."""

LABEL = re.compile(r"(?:\b(?:rate|comp|package|range)|compensation|pay|salary|ctc)\s{0,2}[:=-]{1,2}\s{0,2}$")
"""A label right before an amount: "Pay:"."""

BARE_LABEL = re.compile(
    r"(?:salary|salaries|pay|wages?|rates?|ctc|compensation|package|remuneration|range)"
    r"(?: ?(?:ranges?|scale|band|rates?|is|are|of|from|between|for|this|the|role|position|job|in|u\.s\.|us|starts|at"
    r"|will|be|per|annual|year|annum|hour|up|to)\b){0,8}\s{0,2}[:=(-]{0,2}\s{0,2}$"
)
"""A label right before a number that has no sign of currency."""

SHORT_LEAD = re.compile(
    r"\W{0,6}|\W{0,3}(?:(?:we|our client) (?:can |will |do |also )?(?:offers?|provides?)|offering"
    r"|(?:[\w'/-]{1,20} ){0,5}[\w'/-]{1,20}\s?[,|–-]{1,2})\s{0,2}(?:up to |from |around |circa |c\.? ?|approx\.? )?"
)
"""A sentence before an amount that says next to nothing: "", "we offer", "6 month contract,"."""

ENDS = re.compile(
    r"\s{0,3}(?:[.,;!)|•+]|$|\n|plus\b|and (?:a |an |great |full )?(?:benefits|bonus)|depending|doe\b|\()"
)
"""What may follow an amount of which nothing more is said."""

# Right after an amount.
_STEP = rf"(?:\s?\(?(?:{re.sub(r'[?]P<[a-z]+>', '?:', PERIOD)})\)?)?"
_WORD = (
    r"(?:\s(?!plus\b|and\b|with\b|or\b|to\b|base\b|salary|depend|commensurate|based\b|doe\b)[a-z][a-z'/-]{0,20}){0,3}?"
)
_THINGS = _any(
    r"""
    bonus|sign[- ]?on|stipend|allowance|referr|retention|fund(?:s|ing|ed)?\b|revenue|turnover|budget|investment|equity
    rsus?\b|stock|loan|grant|prize|award|voucher|credit|reimburs|tuition|learning|wellness|gym|insurance|coverage|match\b
    fee\b|assets|aum\b|arr\b|valuation|deductible|deposit|sales\b|market (?:cap|value)|industry|donat|venture
    professional development
    in (?:sales|savings|capital|spend|gifts)|education (?:stipend|budget|fund|allowance|assist)|home office|setup
    relocation|commission|worth of|premium|differential|transport|meals?\b|incentive|portfolio|deals?\b|cash award
    off\b|discount|towards?\b
    """
)
_PIECES = _any(
    r"""
    referral|referred|listing|call|completed|project|article|delivery|mile|visit|lead|survey|order|task|paycheck|page
    pay period|word|post|sale|person|employee|hire|candidate|unit|ticket|student|session|class|game|event
    """
)
AFTER_NOT_PAY = re.compile(
    rf"{_STEP}{_WORD}[\s-](?:{_THINGS})|\s?(?:per|/|each|for (?:each|every))\s?(?:\w{{1,20}}\s)?(?:{_PIECES})"
)
AFTER_NOT_BASE = re.compile(
    rf"{_STEP}\s?[-(]?\s?(?:realistic |uncapped |year one |first year )?"
    r"(?:o\.?t\.?e\b(?!\W{0,3}(?:of |is |up to )?[$£€\d])|on[- ]target"
    r"|(?:(?<=\s)|(?<=[-(]))(?:in )?(?:total|potential|tips|commission)\b"
    r"|is (?:the|an?|your) (?:\w{1,20} ){0,2}total\b)"
)
AFTER_OTHER_PERIOD = re.compile(
    r"\s?\+?\s?(?:usd|cad|gross)?\s?[-(,/]?\s?(?:(?:paid |an? |per |every )?(?:bi-?weekly|fortnight"
    r"|semi-?monthly|quarter|two weeks|2 weeks|pay ?period|paycheck|shift|semester|hour shift)|bi-?week"
    r"|twice (?:a|per) month)"
)
"""Pay for a period that is not read."""

AFTER_BASE = re.compile(
    rf"{_STEP}\s?[-(,]?\s?(?:base\b|basic\b|(?:annual |starting |gross |base )?salar(?:y|ied)|pay rate"
    r"|gross\b|brutto|doe\b|d\.o\.e|(?:as )?starting (?:pay|wage|rate)|depend(?:ent|ing) (?:up)?on|commensurate"
    r"|(?:on )?w-?2\b|c2c|(?:in|out)side ir35"
    r"|based on (?:experience|skill|qualification)|all inclusive|umbrella|ltd\b"
    r"|(?:\+ ?|plus )(?:bonus|benefits|equity|super))"
)
