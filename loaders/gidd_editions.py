"""The editions of IDMC's Global Internal Displacement Database: their titles and what they mean."""

from dataclasses import dataclass

from loaders.cards import Card
from loaders.headers import Header

URL = "https://www.internal-displacement.org/database/displacement-data"
CONFLICT, DISASTER = (
    Card(
        f"idmc_gidd_{cause}",
        "IDMC",
        f"Global Internal Displacement Database, {cause}",
        URL,
        "CC BY-IGO",
        "Internal Displacement Monitoring Centre, Global Internal Displacement Database",
        "365",
        "Compiled by IDMC from governments, agencies and media; estimates",
        f"Internal displacement by {cause} in every country, by year",
        "Blank is not estimated; past years are corrected; movements are not people",
    )
    for cause in ("conflict", "disaster")
)


@dataclass(frozen=True)
class Series:
    """A number of each row: the titles that hold it, those that hold it rounded, its meaning."""

    exact: str
    rounded: str
    source: Card
    measure: str


def _series(cause: str, source: Card) -> tuple[Series, Series]:
    title, small = cause.title(), cause
    return (
        Series(
            f"{title} Internal Displacements (Raw)|{small}_new_displacement",
            f"{title} Internal Displacements|{title} New Displacements"
            f"|{small}_new_displacement_rounded",
            source,
            "flow",
        ),
        Series(
            f"{title} Stock Displacement (Raw)|{small}_total_displacement",
            f"{title} Stock Displacement|{small}_total_displacement_rounded",
            source,
            "stock",
        ),
    )


SHORT_SERIES = (
    Series("new_displacement|New Displacements", "new_displacement_rounded", CONFLICT, "flow"),
    Series("total_displacement", "total_displacement_rounded", CONFLICT, "stock"),
)
SERIES = (*SHORT_SERIES, *_series("conflict", CONFLICT), *_series("disaster", DISASTER))
FLOWS, STOCKS = (
    "|".join(f"{one.exact}|{one.rounded}" for one in SERIES[2:] if one.measure == measure)
    for measure in ("flow", "stock")
)
NAME = "country_name|Name|Country / Territory"
HAZARDS = (
    *("hazard_category", "hazard_sub_category", "hazard_type", "hazard_sub_type"),
    *("hazard_category_name", "hazard_sub_category_name", "hazard_type_name"),
    *("hazard_sub_type_name", "hazard_subtype_name", "glide_numbers", "glide_numbers.0"),
    *("Hazard Category", "Hazard Type", "Hazard Sub Type", "Hazard Sub Category"),
    *("Event Codes (Code:Type)", "Event Code Type", "Displacement occurred"),
)
EVENT, EVENT_ID = "event_name|Event Name", "event_id|Event ID"
START = "start_date|Date of Event (start)|Date of event (start)|Start Date"
END, END_ACCURACY = "end_date", "end_date_accuracy"
OF_EVENTS = (EVENT, EVENT_ID, START, END, END_ACCURACY, "start_date_accuracy", *HAZARDS)
ROUNDED = tuple(one.rounded for one in SERIES)
SHORT = Header(
    ("iso3", "country_name", "year", "new_displacement"),
    ("total_displacement", "figure_cause", *OF_EVENTS, *ROUNDED),
)
YEARLY = Header(("ISO3|iso3", "Year|year", FLOWS, STOCKS), (NAME, FLOWS, STOCKS))
EVENTS = Header(
    ("ISO3", "Year", "Event Name", "Disaster Internal Displacements (Raw)"),
    (NAME, *OF_EVENTS, *ROUNDED),
)
FIRST_EVENTS = Header(
    ("ISO3", "Year", "Event Name", "New Displacements"), (NAME, *OF_EVENTS, *ROUNDED)
)
