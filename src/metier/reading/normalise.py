"""Search keys of role names and employers: two spellings of one name have one key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"c\+\+|[cf]#|\.net(?![^\W_])|[^\W_]+")
_DOTTED = re.compile(r"\b([a-z])\.(?=[a-z]\b)")  # "l.l.c", "s.p.a"
_APOSTROPHES = str.maketrans("", "", "'’‘`´")


def _split(words: str) -> list[str]:
    return words.split()


# One spelling of each abbreviation. Values are in the singular and contain no key of this table,
# so a key of a key is the key itself.
_EXPANSIONS = {
    "sr": "senior", "snr": "senior", "jr": "junior", "jnr": "junior",
    "ml": "machine learning", "ai": "artificial intelligence", "bi": "business intelligence",
    "nlp": "natural language processing", "swe": "software engineer",
    "sde": "software development engineer", "sre": "site reliability engineer",
    "dba": "database administrator", "qa": "quality assurance", "eng": "engineer",
    "engr": "engineer", "mgr": "manager", "dev": "developer", "admin": "administrator",
    "asst": "assistant", "assoc": "associate", "dir": "director", "vp": "vice president",
    "svp": "senior vice president", "evp": "executive vice president",
    "avp": "assistant vice president", "hr": "human resource", "tpm": "technical program manager",
    "ux": "user experience", "ui": "user interface", "it": "information technology",
    "fullstack": "full stack", "frontend": "front end", "backend": "back end",
    "mlops": "machine learning operation", "modeller": "modeler", "programme": "program",
    "genai": "generative artificial intelligence", "llm": "large language model",
    "cto": "chief technology officer", "cdo": "chief data officer", "cio": "chief information officer",
}  # fmt: skip

# Words that end in s and are no plural.
_NO_PLURAL = frozenset(
    _split("aws gis sas saas ios css js nodejs dbs series always atlas kubernetes sms pos cms gas has sales")
)
_NO_PLURAL_ENDINGS = ("ss", "us", "is", "ics", "ops")

_LEGAL_FORMS = frozenset(
    _split(
        "inc incorporated llc llp lp ltd limited gmbh ag se sa sas sarl srl spa plc corp corporation co company "
        "bv nv ab oy as aps pty pte pvt private kg kgaa mbh ev holding holdings the"
    )
)


def fold(text: str) -> str:
    """The text in lower case, compatibility forms resolved, accents and apostrophes removed."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    wide = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    bare = "".join(c for c in wide if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", bare).casefold())


def words_of(folded: str) -> list[str]:
    """The words of folded text; C++, C# and .NET are words, '&' is 'and'."""
    return _WORD.findall(folded.replace("&", " and "))


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """One English noun in the singular: 'engineers' -> 'engineer', 'analytics' stays.

    >>> [singular(w) for w in ("engineers", "technologies", "analytics", "business", "aws")]
    ['engineer', 'technology', 'analytics', 'business', 'aws']
    """
    if len(word) < 4 or word[-1] != "s" or word in _NO_PLURAL or word.endswith(_NO_PLURAL_ENDINGS):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1]


@lru_cache(maxsize=65536)
def expanded(word: str) -> str:
    """One word as it stands in a key: singular, abbreviation written out."""
    one = singular(word)
    return _EXPANSIONS.get(one, one)


def label_key(text: str) -> str:
    """The search key of a role name; '' where the text holds no word.

    >>> label_key("ML software engineer") == label_key("Machine-Learning Software Engineers")
    True
    >>> label_key("Sr. C++ Developer (R&D)")
    'senior c++ developer r and d'
    """
    return " ".join([expanded(word) for word in words_of(fold(text))])


def employer_key(name: str | None) -> str:
    """The search key of an employer's name without its legal form; '' for no name.

    >>> employer_key("The Acme-Data Co., Ltd.") == employer_key("ACME DATA")
    True
    """
    if not name:
        return ""
    words = words_of(_DOTTED.sub(r"\1", fold(name)))
    kept = [word for word in words if word not in _LEGAL_FORMS]
    return " ".join(kept or words)
