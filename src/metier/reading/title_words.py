"""The words of a title as the scanner sees them, with the marks that part them."""

from __future__ import annotations

import re
from functools import lru_cache

from metier.reading.normalise import fold, singular

MAX_CHARACTERS = 300  # what follows is never part of a title
BREAK, SLASH, PLUS = ",", "/", "+"
_GENDERED = ":*_·•/("

# Marks of gender ("Entwickler:in", "Consultant(e)", "chargé·e") are part of the word before them.
_GENDER = r"(?<=[a-z])(?:[:*_·•/]-?in(?:nen)?|[·•]e?s?|\((?:in|e|a|as|os|nen)\)|/(?:a|as|e|r))(?![^\W_])"
_PER = r"|(?<=\d)/(?:hr|hour)s?(?![^\W_])"  # "$24/hr" says nothing of HR
_TOKEN = re.compile(
    r"c\+\+|[cf]#|[^\W_]+|" + _GENDER + _PER + r"|\.net(?![^\W_])|\s-+\s?|-+\s|--+|[,|()\[\]{}:;@•·–—…_*]|[/-]|&|\+"
)


# One spelling of words that are written in two ways.
_SPELLINGS = {
    "programme": "program", "centre": "center", "modelling": "modeling", "modeller": "modeler",
    "labelling": "labeling", "labeller": "labeler", "analyse": "analysis", "analyze": "analysis",
    "analysi": "analysis", "optimisation": "optimization", "visualisation": "visualization",
    "organisation": "organization", "behaviour": "behavior", "defence": "defense", "mgmt": "management",
    "mgt": "management", "mangement": "management", "assoc": "associate", "manger": "manager", "mgr": "manager",
    "clin": "clinical", "spclst": "specialist", "anaylst": "analyst", "assitant": "assistant",
    "enginer": "engineer", "engieer": "engineer", "busines": "business", "sceince": "science", "scince": "science",
    "anlys": "analysis", "analist": "analyst", "analystic": "analytics", "analystics": "analytics",
    "architech": "architect", "analsyt": "analyst", "scienctist": "scientist", "specialst": "specialist",
    "businesse": "business", "principle": "principal", "reseach": "research", "enginee": "engineer",
    "scientis": "scientist", "devloper": "developer", "develope": "developer", "conslutant": "consultant",
}  # fmt: skip


_NO_PLURAL = frozenset(("securities",))  # of a bank, where "security" is what guards protect


def spelled(word: str) -> str:
    """One word in the singular and in the spelling of the word lists.

    >>> [spelled(word) for word in ("programmes", "modelling", "engineers")]
    ['program', 'modeling', 'engineer']
    """
    one = word if word in _NO_PLURAL else singular(word)
    return _SPELLINGS.get(one, one)


@lru_cache(maxsize=65536)
def _word(token: str) -> str:
    if token[0].isalnum() or token == ".net" or (len(token) > 1 and token[-1] in "+#"):
        return spelled(token)
    if len(token) > 1 and token[0] in _GENDERED and token[1:2] != " ":
        return ""
    if token == "&":
        return "and"
    if token == "-":
        return SLASH
    return token if token in "/@+" else BREAK


def title_words(title: str) -> list[str]:
    """Singular words of a title in lower case, '/' for slash and hyphen, '@', '+', and ',' for any other mark.

    >>> title_words("Sr. Data-Engineers (AI/ML)")
    ['sr', 'data', '/', 'engineer', ',', 'ai', '/', 'ml', ',']
    >>> title_words("Entwickler:in, Ingénieur(e)")
    ['entwickler', ',', 'ingenieur']
    """
    words = [_word(token) for token in _TOKEN.findall(fold(title[:MAX_CHARACTERS]))]
    return [word for word in words if word] if "" in words else words


def title_key(words: list[str]) -> str:
    """The words as one string, breaks kept once and not at the ends: two spellings of one title agree."""
    words = [word for word in words if word != SLASH]
    kept = [word for place, word in enumerate(words) if word != BREAK or (place and words[place - 1] != BREAK)]
    return " ".join(kept).strip(" ,")
