"""Numbers in every habit and sentences with other countries, numbers and qualifiers."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.reports import read

DAY = date(2023, 6, 15)
SEPARATORS = (",", " ", "\u00a0", "\u202f", "\u2009")
NUMBERS = st.integers(min_value=1000, max_value=99_999_999)
# Name in English, French (with its prepositions) and Ukrainian (from, to), code.
COUNTRIES = [
    ("Sudan", "le Soudan", "au Soudan", "із Судану", "до Судану", "SDN"),
    ("Chad", "le Tchad", "au Tchad", "із Чаду", "до Чаду", "TCD"),
    ("Syria", "la Syrie", "en Syrie", "із Сирії", "до Сирії", "SYR"),
    ("Poland", "la Pologne", "en Pologne", "із Польщі", "до Польщі", "POL"),
    ("Ethiopia", "l'Éthiopie", "en Éthiopie", "з Ефіопії", "до Ефіопії", "ETH"),
    ("Venezuela", "le Venezuela", "au Venezuela", "з Венесуели", "до Венесуели", "VEN"),
    ("Armenia", "l'Arménie", "en Arménie", "з Вірменії", "до Вірменії", "ARM"),
    ("Bangladesh", "le Bangladesh", "au Bangladesh", "із Бангладеш", "до Бангладеш", "BGD"),
]
QUALIFIERS = {
    "en": [("at least", "at_least"), ("over", "more_than"), ("almost", "nearly"), ("", "")],
    "fr": [("au moins", "at_least"), ("plus de", "more_than"), ("près de", "nearly"), ("", "")],
    "uk": [("щонайменше", "at_least"), ("понад", "more_than"), ("майже", "nearly"), ("", "")],
}
SENTENCES = {
    "en": "Since 15 April {number} people have fled {left} into {reached}.",
    "fr": "Depuis le 15 avril {number} personnes ont fui {left} et sont arrivées {reached}.",
    "uk": "Від 15 квітня {number} людей утекли {left} {reached}.",
}
NAMES = {"en": (0, 0), "fr": (1, 2), "uk": (3, 4)}


def grouped(value: int, separator: str) -> str:
    return f"{value:,}".replace(",", separator)


@given(
    value=NUMBERS,
    separator=st.sampled_from(SEPARATORS),
    language=st.sampled_from(["en", "fr", "uk"]),
)
@settings(max_examples=60, deadline=None)
def test_grouped_digits_are_one_number(value, separator, language):
    text = SENTENCES[language].format(
        number=grouped(value, separator),
        left=COUNTRIES[0][NAMES[language][0]],
        reached=COUNTRIES[1][NAMES[language][1]],
    )
    found = read(text, language, DAY).counts

    assert [count.value for count in found] == [value]
    assert text[found[0].start : found[0].end] == found[0].span


@given(
    pair=st.lists(st.sampled_from(COUNTRIES), min_size=2, max_size=2, unique=True),
    value=NUMBERS,
    choice=st.integers(0, 3),
    language=st.sampled_from(["en", "fr", "uk"]),
)
@settings(max_examples=60, deadline=None)
def test_another_country_or_qualifier_changes_nothing_else(pair, value, choice, language):
    words, qualifier = QUALIFIERS[language][choice]
    left, reached = (pair[n][NAMES[language][n]] for n in (0, 1))
    number = f"{words} {grouped(value, ' ')}".strip()
    found = read(
        SENTENCES[language].format(number=number, left=left, reached=reached), language, DAY
    )

    (count,) = found.counts
    assert (count.value, count.qualifier) == (value, qualifier)
    assert (count.population_type, count.measure) == ("people_fleeing", "cumulative")
    assert (count.origin_iso3, count.location_iso3) == (pair[0][5], pair[1][5])


WORDS = [
    ("en", "half a million", 500_000),
    ("en", "1.25 million", 1_250_000),
    ("en", "one and a half million", 1_500_000),
    ("en", "two hundred and fifty thousand", 250_000),
    ("en", "twenty-five thousand", 25_000),
    ("en", "2.7 mln", 2_700_000),
    ("en", "250k", 250_000),
    ("en", "1.2 lakh", 120_000),
    ("en", "a quarter of a million", 250_000),
    ("fr", "2,2 millions de", 2_200_000),
    ("fr", "un demi-million de", 500_000),
    ("fr", "deux millions et demi de", 2_500_000),
    ("fr", "quatre-vingt-dix-sept mille", 97_000),
    ("fr", "soixante et onze mille", 71_000),
    ("fr", "un millier de", 1_000),
    ("uk", "півмільйона", 500_000),
    ("uk", "півтора мільйона", 1_500_000),
    ("uk", "два з половиною мільйони", 2_500_000),
    ("uk", "двісті п'ятдесят тисяч", 250_000),
    ("uk", "1,2 млн", 1_200_000),
    ("uk", "757 тис.", 757_000),
]
AFTER = {
    "en": "people fled Sudan",
    "fr": "personnes ont fui le Soudan",
    "uk": "людей утекли із Судану",
}


@pytest.mark.parametrize(("language", "words", "value"), WORDS)
def test_numbers_in_words_and_scales(language, words, value):
    found = read(f"{words} {AFTER[language]}", language, DAY).counts

    assert [count.value for count in found] == [value]


@given(st.text(alphabet="0123456789 ,.–-()'’%$:;\nмлнkKm people fled Sudan за добу", max_size=300))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_and_every_place_is_right(text):
    for language in ("en", "fr", "uk"):
        for count in read(text, language, DAY).counts:
            assert text[count.start : count.end] == count.span


@pytest.mark.parametrize(
    "piece", ["1 ", "1,", "(", "a", "5,000 people fled Sudan and ", "+1-2", "'"]
)
def test_a_long_line_takes_time_in_proportion(piece):
    import time

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        read(text, "en", None)
        return time.process_time() - started

    seconds(1000)
    assert seconds(40_000) < 12 * max(seconds(10_000), 0.02)
