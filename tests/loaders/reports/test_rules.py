"""What one sentence means, rule by rule, in each language. The sentences are made up."""

from datetime import date

import pytest

from analysis.report_in_words import rule
from analysis.wording import Wording
from loaders.reports import DraftCount, read

DAY = date(2023, 6, 15)


def counts(text: str, language: str = "en", published: date | None = DAY) -> list[DraftCount]:
    found = list(read(text, language, published).counts)
    for count in found:
        assert text[count.start : count.end] == count.span
        assert count.sentence_start <= count.start < count.end <= count.sentence_end
        assert 0 < count.confidence <= 1
        assert count.why
    return found


def the_count(text: str, language: str = "en") -> DraftCount:
    found = counts(text, language)
    assert len(found) == 1, found
    return found[0]


# language, text, value, qualifier, type, measure, origin, location, nationality
MEANINGS = [
    ("en", "More than 40,000 people have fled Sudan into Chad since 15 April.")
    + (40_000, "more_than", "people_fleeing", "cumulative", "SDN", "TCD", ""),
    ("en", "Some 2.2 million people are internally displaced in Somalia.")
    + (2_200_000, "about", "idps", "stock", "SOM", "SOM", ""),
    ("en", "In the past 24 hours, nearly 1,900 people crossed from Sudan into Chad.")
    + (1_900, "nearly", "people_fleeing", "flow", "SDN", "TCD", ""),
    ("en", "At least 120 Ghanaian nationals who fled Sudan were flown home on a charter flight.")
    + (120, "at_least", "assisted_returns", "cumulative", "SDN", "", "GHA"),
    (
        "en",
        "Germany has granted temporary protection to 1.1 million people from Ukraine.",
    )
    + (1_100_000, "", "temporary_protection", "stock", "UKR", "DEU", ""),
    ("en", "Türkiye hosts 3.4 million Syrian refugees.")
    + (3_400_000, "", "refugees", "stock", "SYR", "TUR", "SYR"),
    ("en", "Up to 6,000 people fleeing Sudan arrived in Ethiopia and South Sudan.")
    + (6_000, "up_to", "people_fleeing", "cumulative", "SDN", "ETH+SSD", ""),
    ("fr", "Plus de 358 000 personnes ont fui le Soudan vers le Tchad depuis le 15 avril.")
    + (358_000, "more_than", "people_fleeing", "cumulative", "SDN", "TCD", ""),
    ("fr", "Quelque 2,3 millions de personnes sont déplacées à l'intérieur de l'Éthiopie.")
    + (2_300_000, "about", "idps", "stock", "ETH", "ETH", ""),
    ("fr", "Ces dernières 24 heures, près de 1 900 personnes sont arrivées du Soudan au Tchad.")
    + (1_900, "nearly", "people_fleeing", "flow", "SDN", "TCD", ""),
    ("fr", "L'Ouganda accueille au moins 500 000 réfugiés congolais.")
    + (500_000, "at_least", "refugees", "stock", "COD", "UGA", "COD"),
    ("uk", "Понад 358 тисяч людей утекли із Судану до Чаду від 15 квітня.")
    + (358_000, "more_than", "people_fleeing", "cumulative", "SDN", "TCD", ""),
    ("uk", "В Україні зареєстровано близько 4,9 млн внутрішньо переміщених осіб.")
    + (4_900_000, "about", "idps", "stock", "UKR", "UKR", ""),
    ("uk", "За добу до Польщі прибули 21 500 українців.")
    + (21_500, "", "people_fleeing", "flow", "UKR", "POL", "UKR"),
]


@pytest.mark.parametrize("case", MEANINGS, ids=lambda case: case[1][:40])
def test_a_sentence_says_who_how_many_and_where(case):
    language, text, *expected = case
    found = the_count(text, language)
    places = ["+".join(sorted(found.location_iso3.split("+"))), found.nationality_iso3]
    said = [found.value, found.qualifier, found.population_type, found.measure]

    assert [*said, found.origin_iso3, *places] == expected


LEFT_ALONE = [
    ("en", "UNHCR needs $50,000,000 for people who fled Sudan."),
    ("en", "About 65 per cent of the refugees from Sudan are children."),
    ("en", "IOM sent 12,000 tents and 40 trucks to Chad for refugees."),
    ("en", "Up to 800,000 people could flee Sudan by October."),
    ("en", "UNHCR expects 80,000 refugees from Sudan."),
    ("en", "More than 500 people were killed in Sudan."),
    ("en", "Before the war 37 million people lived in Ukraine."),
    ("en", "Dozens of refugees and thousands of others fled Sudan."),
    ("en", "Six in every ten refugees from Sudan are women."),
    ("en", "Nationals of 138 countries have fled Ukraine."),
    ("en", "Three adults and a child hid for five days before they fled Sudan."),
    ("en", "Some 5,600 families were displaced in Sudan."),
    ("fr", "Près de 80 000 réfugiés sont attendus au Tchad."),
    ("fr", "Le plan demande 172,5 millions de dollars pour les réfugiés."),
    ("fr", "Des milliers de personnes ont fui le Soudan."),
    ("fr", "Une cinquantaine de tentes ont été dressées pour les réfugiés."),
    ("uk", "До кінця року з Судану можуть утекти 800 тисяч людей."),
    ("uk", "Уряд виділив 1,5 млрд гривень для переселенців."),
    ("uk", "Десятки тисяч людей утекли з Судану."),
]


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE)
def test_other_numbers_are_left_alone(language, text):
    assert counts(text, language) == []


def test_lines_of_a_list_count_what_the_line_above_them_says():
    text = "Arrivals from Sudan by country as of 14 May:\n- Egypt: 99,100\n- Chad: 60,000\n"
    found = [(c.value, c.location_iso3, c.origin_iso3, c.population_type) for c in counts(text)]

    assert found == [
        (99_100, "EGY", "SDN", "people_fleeing"),
        (60_000, "TCD", "SDN", "people_fleeing"),
    ]


def test_a_heading_says_where():
    text = (
        "Where people from Sudan went\n\n- Chad -\nSome 60,000 people have fled there.\n\n"
        "- Egypt -\nThe agency counts 99,100 people so far.\n"
    )

    assert [c.location_iso3 for c in counts(text)] == ["TCD", "EGY"]


def test_a_table_is_read_by_its_lines():
    text = "Refugees from Venezuela\nColombia | 2.9 million\nPeru | 1.5 million\n"

    assert [(c.value, c.location_iso3) for c in counts(text)] == [
        (2_900_000, "COL"),
        (1_500_000, "PER"),
    ]


def test_two_lists_are_paired_where_the_text_says_so():
    text = "Some 25,002 and 681,156 people from Ukraine went to Belarus and Russia respectively."

    assert [(c.value, c.location_iso3) for c in counts(text)] == [
        (25_002, "BLR"),
        (681_156, "RUS"),
    ]


def test_what_is_said_twice_is_offered_once_and_not_by_the_title():
    text = "40,000 people flee Sudan\n\nIn all 40,000 people have fled Sudan into Chad."
    found = the_count(text)

    assert found.start > text.index("\n")
    assert found.location_iso3 == "TCD"


def test_a_range_has_two_ends():
    found = the_count("Between 20,000 and 30,000 people have fled Sudan.")

    assert (found.value, found.value_max) == (20_000, 30_000)


def test_a_change_of_a_number_is_no_range():
    found = counts("The number of IDPs in Haiti rose from 315,000 to 362,000.")

    assert [(c.value, c.value_max) for c in found] == [(315_000, None), (362_000, None)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("As of 0930, 4 March 2022, 40,000 people had fled Sudan.", None, date(2022, 3, 4)),
        ("Since 15 April, 40,000 people have fled Sudan.", date(2023, 4, 15), DAY),
        ("40,000 people have fled Sudan.", None, DAY),
        (
            "Between 3 and 9 May 2023, 40,000 people fled Sudan.",
            date(2023, 5, 3),
            date(2023, 5, 9),
        ),
    ],
)
def test_the_days_are_those_of_the_sentence_or_of_publication(text, start, end):
    found = the_count(text)

    assert (found.reference_period_start, found.reference_period_end) == (start, end)


def test_the_source_is_the_one_named():
    assert the_count("According to UNHCR, 40,000 people have fled Sudan.").source == "UNHCR"


CONTACTS = """40,000 people have fled Sudan

Assistance numbers:
Poland: +48 22 490 20 44
Ukraine: 527 (free from mobile phones), 0800505501 (free from landlines)

Press contacts:
In Geneva: +41 22 555 01 05
"""


def test_lines_of_help_are_contacts_and_press_contacts_are_not():
    found = read(CONTACTS, "en", None).contacts

    assert [(c.country_iso3, c.phone, c.note) for c in found] == [
        ("POL", "+48224902044", ""),
        ("UKR", "527", "free from mobile phones"),
        ("UKR", "+380800505501", "free from landlines"),
    ]
    assert all(CONTACTS[c.start : c.end].startswith(("+48", "527", "0800")) for c in found)
    assert len(counts(CONTACTS)) == 1


def test_a_sentence_that_only_mentions_hotlines_hides_no_count():
    text = "IOM opened hotlines in Chad. Since then 40,000 people have fled Sudan."

    assert the_count(text).value == 40_000


def test_every_count_can_be_explained_in_both_languages():
    for language, text, *_ in MEANINGS:
        for count in counts(text, language):
            for spoken in ("en", "fr"):
                assert all(rule(name, Wording(spoken)) for name in count.why)
