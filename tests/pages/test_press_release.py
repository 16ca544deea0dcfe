"""What a reader must find from the press release of 1 March 2022 alone, in both languages."""

import csv
from pathlib import Path

import pytest

import loaders
from ledger.ledger import Ledger
from tests.pages.test_every_page import text_of

RECEIVED = Path(__file__).parent.parent.parent / "data" / "received"
RELEASE = [
    "2022-02-24_source_cards_sources.csv",
    *(
        f"2022-03-01_iom_press_release_{table}.csv"
        for table in ("counts", "assistance_points", "assisted_movements", "updates")
    ),
]
THIN = "\u202f"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A data folder whose ledger holds the press release and nothing else."""
    folder = tmp_path_factory.mktemp("release")
    ledger = Ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
    for name in RELEASE:
        loaded = loaders.load(name, (RECEIVED / name).read_bytes())
        ledger.publish(ledger.draft(loaded.tables), "test", name)
    return folder


@pytest.fixture
def release(open_on, published, monkeypatch):
    """Opens pages on the press release."""
    monkeypatch.setenv("DISPLACEMENT_DATA", str(published))
    return open_on(published)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "At least 600,000 people fled Ukraine between 24 February 2022 and 28 February 2022",
        ),
        ("fr", f"Au moins 600{THIN}000 personnes ont fui l’Ukraine entre le 24 février 2022"),
    ],
)
def test_at_least_600_000_people_fled_in_the_first_five_days(release, language, said):
    for page in ("situation", "people_fleeing"):
        assert said in text_of(release(page, lang=language))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "More than 470,000 third-country nationals were in Ukraine as of 1 March 2022, many "
            "of them stranded; students and migrant workers are among them.",
        ),
        (
            "fr",
            f"Plus de 470{THIN}000 ressortissants de pays tiers se trouvaient en Ukraine au 1 "
            "mars 2022, dont beaucoup bloqués",
        ),
    ],
)
def test_over_470_000_third_country_nationals_many_stranded(release, language, said):
    app = release("third_country_nationals", lang=language)

    assert said in text_of(app)
    assert app.metric[0].value == f"> 470{THIN if language == 'fr' else ','}000"


def test_at_least_6_000_in_moldova_and_slovakia_together_and_in_neither_alone(release):
    app = release("third_country_nationals", lang="en")
    rows = [row for table in app.table for row in table.value.to_dict("records")]
    counted = [(row["Country"], row["Count"]) for row in rows if "Country" in row]

    assert counted == [("Moldova and Slovakia", "6,000\\+")]


def test_more_than_50_tunisians_from_moldova_through_romania_home_by_charter(release):
    app = release("third_country_nationals", lang="en")
    rows = [row for table in app.table for row in table.value.to_dict("records")]
    tunisians = next(row for row in rows if row.get("Who") == "Tunisia")

    assert tunisians["Count"] == "\\> 50"
    assert tunisians["Way"] == "Moldova → Romania → Tunisia"
    assert tunisians["Means of transport"] == "charter flight"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "said",
    [
        ["[527](tel:527)", "Free from mobile phones"],
        ["[+380 800 505 501](tel:+380800505501)", "Free from landlines", "0 800 505 501"],
        ["[+48 22 490 20 44](tel:+48224902044)"],
        ["[+421 2 526 300 23](tel:+421252630023)", "For calls from abroad"],
        ["[+421 850 211 478](tel:+421850211478)", "0850 211 478"],
        ["[+421 908 767 853](tel:+421908767853)", "Telegram or Signal, voice only"],
        ["[+370 5 251 4352](tel:+37052514352)"],
        ["www.renkuosilietuva.lt/ru", "live chat"],
        ["[dopomoha.ro](https://dopomoha.ro)"],
    ],
    ids=lambda said: said[0],
)
def test_every_assistance_number_has_its_notes_and_can_be_dialled(release, language, said):
    text = text_of(release("assistance", lang=language))

    assert all(part in text for part in said)


def test_the_release_is_named_as_source_with_its_day(release):
    app = release("people_fleeing", lang="en")

    assert "as of 28 February 2022 · source: [IOM](https://unofficeny.iom.int" in text_of(app)


def test_the_notes_name_every_seed_file():
    with (RECEIVED / "notes.csv").open(encoding="utf-8", newline="") as lines:
        named = {line["file"] for line in csv.DictReader(lines)}

    assert named == {path.name for path in RECEIVED.glob("*.csv")} - {"notes.csv"}
