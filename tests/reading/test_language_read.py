"""Which language a posting is in; only English is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.reading.language import language_of

SENTENCES = {
    "en": "We are looking for an analyst who will work with our team on the data of the bank.",
    "de": "Deine Aufgaben: Du entwickelst Modelle und berätst unsere Kunden in Fragen der Daten.",
    "fr": "Vous rejoignez une équipe de dix personnes et développez les tableaux de bord pour nos clients.",
    "es": "Buscamos un analista de datos con experiencia en SQL para nuestra oficina de Madrid.",
    "pt": "Requisitos: experiência com SQL. Você vai trabalhar com a área de produto em São Paulo.",
    "it": "Cerchiamo un analista per il nostro ufficio di Milano, con esperienza nella gestione dei dati.",
    "nl": "Wij zoeken een analist voor ons team in Utrecht. Je werkt met SQL en Python.",
    "pl": "Szukamy analityka danych do naszego zespołu. Praca w Warszawie lub zdalnie.",
    "sv": "Vi söker en analytiker till vårt team i Stockholm. Du har erfarenhet av SQL.",
    "da": "Vi søger en analytiker til vores team i København. Du har erfaring med SQL.",
    "no": "Som økonom hos oss vil du jobbe med regnskap og rapportering for våre kunder.",
    "fi": "Etsimme analyytikkoa, joka osaa SQL:n. Työ on Helsingissä ja se on vakituinen.",
    "cs": "Hledáme analytika do našeho týmu. Práce je v Praze a budete pracovat s daty.",
    "hu": "Elemzőt keresünk a csapatba, aki az SQL nyelvet is ismeri, és nem fél az új feladatoktól.",
    "ro": "Căutăm un analist de date pentru echipa noastră din București, cu experiență în SQL.",
    "tr": "Ekibimiz için veri analisti arıyoruz. SQL bilen ve takım çalışması seven bir aday.",
    "id": "Kami mencari analis yang memiliki pengalaman dengan SQL untuk bekerja di Jakarta.",
    "vi": "Chúng tôi cần một nhà phân tích có kinh nghiệm với SQL cho công việc tại Hà Nội.",
    "ru": "Мы ищем аналитика данных. Опыт работы с SQL обязателен.",
    "uk": "Шукаємо аналітика даних із досвідом роботи з SQL у нашій команді.",
    "ja": "データアナリストを募集します。SQLの経験が必要です。",
    "zh": "我们正在招聘数据分析师，要求熟悉SQL。",
    "ko": "데이터 분석가를 찾습니다. SQL 경험이 필요합니다.",
    "ar": "نبحث عن محلل بيانات لديه خبرة في SQL",
    "he": "אנחנו מחפשים אנליסט נתונים עם ניסיון",
    "el": "Αναζητούμε αναλυτή δεδομένων με εμπειρία σε SQL",
    "th": "รับสมัครนักวิเคราะห์ข้อมูลที่มีประสบการณ์",
    "hi": "हम एक डेटा विश्लेषक की तलाश कर रहे हैं",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_shows_its_language(code: str) -> None:
    assert language_of(SENTENCES[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Data Analyst",
        "build a website",
        "Requirements\nSQL\nPython\nTableau",
        "Work in Los Angeles, La Jolla or Las Vegas",
        "Nurse, Hospital de la Santa Creu, Barcelona",
        "Based in Den Haag. Experience in SQL. Degree in statistics.",
        "Senior Developer – São Paulo, Brasil",
    ],
)
def test_short_texts_and_names_of_places_stay_english(text: str) -> None:
    assert language_of(text) == "en"


ENGLISH = "We are a bank with offices in ten countries and we care about our people. "
GERMAN_ITEMS = "\n".join(["• Du entwickelst Modelle und berätst die Kunden"] * 5)
ENGLISH_ITEMS = "\n".join(["• You will develop models and advise our customers"] * 5)


def test_duties_decide_where_languages_mix() -> None:
    assert language_of(f"{ENGLISH * 3}\n{GERMAN_ITEMS}") == "de"
    assert language_of(f"{SENTENCES['de']}\n{ENGLISH_ITEMS}\n{ENGLISH}") == "en"
    assert language_of(f"{GERMAN_ITEMS}\n{SENTENCES['de'] * 3}\nIn short: {ENGLISH}") == "de"


def test_a_posting_in_two_languages_is_read_in_english() -> None:
    assert language_of(f"{ENGLISH}\n{ENGLISH_ITEMS}\n\n{SENTENCES['de']}\n{GERMAN_ITEMS}") == "en"
    assert language_of(f"{ENGLISH}\n{ENGLISH_ITEMS}\n\n{SENTENCES['th']}") == "en"


def test_a_long_text_is_judged_by_all_its_parts() -> None:
    text = f"{ENGLISH}\n{SENTENCES['fr'] * 400}\n{ENGLISH}"
    assert language_of(text) == "fr"


@given(text=st.text())
def test_any_text_has_a_language(text: str) -> None:
    assert len(language_of(text)) == 2


@given(words=st.lists(st.sampled_from(["Python", "SQL", "Tableau", "2024", "AWS", "\n", "• ", "Berlin"]), max_size=40))
def test_lists_of_names_are_never_taken_for_another_language(words: list[str]) -> None:
    assert language_of(" ".join(words)) == "en"
