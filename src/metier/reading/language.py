"""Which language a posting is written in, by its commonest words and its script."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from metier.vocabulary import rule

# The commonest words of each language. A word may stand in several lists. What English uses too stands in its list.
_COMMON_WORDS = {
    "en": "the and of to with for you our are will is this on as have your we or be that from by at their who can not"
    " all it an has more which other us about into must should in a on no so do if was both within",
    "de": "und der die das mit für von zu wir sie ist ein eine einen einer den dem des im in auf bei als werden wird"
    " dich du sich nicht auch sind unser unsere unserem dein deine ihre oder zum zur aus über haben hast sowie"
    " durch nach erfahrung kenntnisse aufgaben suchen stelle bieten profil",
    "fr": "les des et le la vous nous pour une un dans est sur avec du au vos votre notre nos par aux de en que qui ou"
    " ce cette être sont vos ses leur leurs afin ainsi chez"
    " expérience poste équipe recherchons connaissances missions profil",
    "es": "los las y el la de en con para una un por del que nuestro nuestra se su sus como más tu nos al o es lo"
    " son ser tus eres estamos buscamos sobre también años"
    " experiencia ofrecemos según puesto trabajo equipo conocimientos",
    "pt": "os das e da dos com de para uma um por que em nosso nossa nossos você não ao na mais são se seu sua é ou"
    " pela pelo como ser também área anos à às"
    " experiência conhecimento conhecimentos vaga trabalho equipe requisitos",
    "it": "gli e di il con una un dei che della del delle si le la nel nella nostro nostra sono alla al lavoro più"
    " per in da ai i dal anche tua tuo presso degli siamo"
    " esperienza conoscenza cerchiamo offriamo requisiti",
    "nl": "de het een en van met voor je wij zijn op bij aan als naar jij jouw ons onze te dat die wordt ook om in"
    " is we of niet bent hebt hebben worden uit binnen"
    " ervaring kennis zoeken functie werkzaamheden bieden",
    "pl": "w i z na do oraz się jest dla nie lub od przez naszego pracy za po jako które twoje będziesz co praca"
    " mamy masz oferujemy zespołu"
    " doświadczenie znajomość wymagania umiejętność",
    "sv": "och att i en som på för med är av till vi du det den har dig vår vårt våra kommer om ett inom eller hos"
    " kan din ditt samt från"
    " erfarenhet arbeta söker",
    "da": "og at i en som på for med er af til vi du det den har dig vores kommer om et inden eller hos kan din dit"
    " samt fra du ikke jer vil"
    " erfaring arbejde søger",
    "no": "og å i en som på for med er av til vi du det den har deg vår vårt våre om et innen eller hos kan din ditt"
    " samt fra ikke"
    " erfaring jobbe arbeid søker",
    "fi": "ja on että tai sekä olet sinulla meillä kanssa olemme työ työn ovat ei se myös sinun meidän osaat mutta"
    " kuin joka"
    " kokemusta etsimme",
    "cs": "a v na se je že pro do si jsme nebo jako od za které práce ve jsou tým naše naší budete máte"
    " zkušenosti hledáme",
    "hu": "a az és hogy nem egy is meg van vagy mint csapat munka valamint ezt vagyunk számára tapasztalat keresünk",
    "ro": "și si în de la cu pentru un o din pe care este sau să ca mai al noastră echipa experiență căutăm",
    "tr": "ve bir bu için ile olarak olan veya da de en gibi daha sahip ekip iş olmak çalışma deneyim arıyoruz",
    "id": "yang dan di untuk dengan dari pada dalam ini atau akan adalah kami anda sebagai memiliki"
    " pengalaman kemampuan",
    "vi": "và các của cho với trong là có được những tại công việc một về hoặc kinh nghiệm",
}
# Letters that tell neighbours apart where the words are too few.
_LETTERS = {
    "de": "äöüß", "fr": "èêëàâçœùûî", "es": "ñ¿¡óíá", "pt": "ãõçê", "it": "ìòùà", "pl": "łąęśżźćń", "sv": "äöå",
    "da": "æøå", "no": "øå", "fi": "äö", "cs": "ěščřžýů", "hu": "őűáéö", "ro": "ăâîșț", "tr": "ışğç", "vi": "ơưđạếộ",
}  # fmt: skip
# Scripts that tell the language, or the commonest one that uses them. Kana comes before the characters it stands among.
_SCRIPTS = {
    "ja": "\u3040-\u30ff", "ko": "\u1100-\u11ff\uac00-\ud7af", "zh": "\u3400-\u4dbf\u4e00-\u9fff",
    "uk": "іїєґ", "ru": "\u0400-\u04ff", "ar": "\u0600-\u06ff\u0750-\u077f", "he": "\u0590-\u05ff",
    "el": "\u0370-\u03ff", "th": "\u0e00-\u0e7f", "hi": "\u0900-\u0dff", "ka": "\u10a0-\u10ff", "hy": "\u0530-\u058f",
}  # fmt: skip
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u3040-\ud7ff\uf900-\uffef]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")  # few characters: found much faster than those of other scripts
_NO_WORD = re.compile(r"[\W\d_]+")
_ITEMS = tuple("•-*–·●▪‣◦")
_GLANCE = 400  # characters; three such stretches show whether a text is plainly English
_WINDOW = 2000  # characters; of very long texts, four such stretches are weighed
# About every third word of a text is a common one: that many letters of another script weigh like one.
_LETTERS_PER_COMMON_WORD = 15
_SIGNS_PER_COMMON_WORD = 5  # of scripts that write a word with one to three signs
_SIGN_SCRIPTS = frozenset(("ja", "ko", "zh"))


def language_of(text: str) -> str:
    """ISO 639-1 code of the text's language, by most of its common words; 'en' where it is too short to tell.

    List items decide where they are many: duties and requirements stand in lists, and they are what is read.

    >>> language_of("Du arbeitest mit uns und der IT an den Daten für die Bank")
    'de'
    >>> language_of("データ分析の経験"), language_of("Work with us")
    ('ja', 'en')
    """
    if _is_english(text):
        return "en"
    return _weighed((text if len(text) <= 4 * _WINDOW else _windows(text, 4, _WINDOW)).lower())


def _is_english(text: str) -> bool:
    """Whether the beginning, the middle and the end of a text leave no doubt that it is English."""
    low = _windows(text, 3, min(_GLANCE, len(text) // 3)).lower()
    counts = [sum(map(_english().__contains__, part.split())) for part in low.split("\0")]
    words = low.count(" ") + 1
    return (
        sum(counts) > rule("reading.english_words_share") * words
        and 9 * min(counts) > sum(counts)
        and (low.isascii() or not _OTHER_SCRIPT.search("".join(_BEYOND_ASCII.findall(low))))
    )


def _windows(text: str, count: int, size: int) -> str:
    """Stretches of the text, evenly spaced."""
    step = max(1, (len(text) - size) // (count - 1))
    return "\0".join(text[at : at + size] for at in range(0, step * count, step))


@cache
def _english() -> frozenset[str]:
    return frozenset(_COMMON_WORDS["en"].split())


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """The languages in which each word is common."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in _COMMON_WORDS.items():
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), code)
    return found


def _weighed(low: str) -> str:
    """The language of the list items where they hold enough common words, else of the whole text."""
    lines = low.splitlines()
    items = [line for line in lines if line.startswith(_ITEMS)]
    evidence = _evidence(items) if items else None
    if evidence is None or evidence.words.total() < rule("reading.fewest_words_of_items"):
        evidence = _evidence(lines)
    return _decided(evidence, low)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The common words of some lines, and for each language how often and how many different ones it has."""

    words: Counter[str]
    counts: Counter[str]
    kinds: Counter[str]


def _evidence(lines: list[str]) -> _Evidence:
    languages = _languages_of()
    words = Counter(filter(languages.__contains__, _NO_WORD.split("\n".join(lines))))
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for word, count in words.items():
        for code in languages[word]:
            counts[code] += count
            kinds[code] += 1
    letters = "".join(part for line in lines if not line.isascii() for part in _OTHER_SCRIPT.findall(line))
    if letters:
        code = _by_script(letters)
        per_word = _SIGNS_PER_COMMON_WORD if code in _SIGN_SCRIPTS else _LETTERS_PER_COMMON_WORD
        clear = int(rule("reading.fewest_common_words")) if 2 * len(letters) > sum(map(len, lines)) else 0
        counts[code] += max(math.ceil(len(letters) / per_word), clear)
        kinds[code] += len(letters)
        words[code] = counts[code]
    return _Evidence(words, counts, kinds)


def _decided(evidence: _Evidence, low: str) -> str:
    """The language with most evidence; letters decide between neighbours.

    Names of places hold few different words. A text that stands in English and in another language is English.
    """
    english = evidence.counts["en"]
    fewest = rule("reading.fewest_common_words")
    known = {code: n for code, n in evidence.counts.items() if code != "en" and evidence.kinds[code] >= fewest}
    most = max(known.values(), default=0)
    if most <= english or most < fewest + min(english, fewest):
        return "en"
    near = [code for code, count in known.items() if 5 * count >= 4 * most]
    best = max(near, key=lambda code: known[code] + sum(map(low.count, _LETTERS.get(code, ""))))
    # What both share says nothing of which it is.
    shared = sum(evidence.words[word] for word in _english() if best in _languages_of()[word])
    english, other = english - shared, known[best] - shared
    return "en" if english > rule("reading.bilingual_english_share") * (english + other) else best


def _by_script(letters: str) -> str:
    """The language of text in another script than Latin.

    >>> _by_script("аналітик даних"), _by_script("аналитик данных"), _by_script("数据分析")
    ('uk', 'ru', 'zh')
    """
    counts = {code: len(re.findall(f"[{span}]", letters)) for code, span in _SCRIPTS.items()}
    if 10 * counts["ja"] >= len(letters):
        return "ja"
    if 40 * counts["uk"] >= len(letters):
        return "uk"
    return max(counts, key=lambda code: counts[code])
